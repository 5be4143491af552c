package io.reprise.baselines.sequence;

import io.reprise.nn.LayerContext;
import io.reprise.nn.Linear;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Tensor;

/**
 * An LSTM stack and a linear layer that predicts a symbol at every step: {@code [N, T, in]} to
 * logits {@code [N, T, symbols]}.
 */
public final class NextSymbol extends Module {
  private final Lstm lstm;
  private final Linear logits;

  public NextSymbol(LayerContext at, Lstm.Design design, int symbols) {
    lstm = child("lstm", new Lstm(at.at("lstm"), design));
    logits = child("logits", new Linear(at.at("logits"), design.hidden(), symbols));
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return logits.forward(lstm.forward(x, mode), mode);
  }

  /** The start of {@code n} sequences, for {@link #forward(Tensor, Lstm.Carry, Mode)}. */
  public Lstm.Carry start(Engine engine, int n) {
    return lstm.start(engine, n);
  }

  /**
   * Goes on with sequences, such as by one step whose symbol is drawn before the next is asked for.
   *
   * @return as output logits {@code [N, T, symbols]}
   */
  public Lstm.Steps forward(Tensor x, Lstm.Carry from, Mode mode) {
    Lstm.Steps steps = lstm.forward(x, from, mode);
    return new Lstm.Steps(logits.forward(steps.output(), mode), steps.after());
  }
}
