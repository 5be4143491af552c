package io.reprise.baselines.sequence;

import io.reprise.nn.LayerContext;
import io.reprise.nn.Linear;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
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
}
