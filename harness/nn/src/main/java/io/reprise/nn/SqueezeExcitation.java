package io.reprise.nn;

import io.reprise.tensor.Tensor;
import java.util.function.UnaryOperator;

/**
 * Scales each channel of {@code [N, C, H, W]} by a gate that a small network computes from all
 * channels' means: {@code sigmoid(W2 relu(W1 mean(x)))} (arXiv 1709.01507), or with other functions
 * in place of these two.
 */
public final class SqueezeExcitation extends Module {
  private final Linear squeeze;
  private final Linear excite;
  private final UnaryOperator<Tensor> inner;
  private final UnaryOperator<Tensor> outer;

  /**
   * A gate through a bottleneck.
   *
   * @param hidden its width, at least 1
   */
  public SqueezeExcitation(LayerContext at, int channels, int hidden, boolean withBias) {
    this(at, channels, hidden, withBias, Tensor::relu, Tensor::sigmoid);
  }

  /** With other functions after the first and after the second layer. */
  public SqueezeExcitation(
      LayerContext at,
      int channels,
      int hidden,
      boolean withBias,
      UnaryOperator<Tensor> inner,
      UnaryOperator<Tensor> outer) {
    this.inner = inner;
    this.outer = outer;
    if (hidden < 1) {
      throw new IllegalArgumentException(
          at.path() + ": squeeze to " + hidden + " channels: expected at least 1");
    }
    squeeze = child("squeeze", new Linear(at.at("squeeze"), channels, hidden, withBias));
    excite = child("excite", new Linear(at.at("excite"), hidden, channels, withBias));
  }

  /** With {@code channels / reduction} hidden numbers, rounded down. */
  public static ChannelLayer reducing(int reduction, boolean withBias) {
    return (at, channels) -> new SqueezeExcitation(at, channels, channels / reduction, withBias);
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.mul(gate(x, mode).reshape(x.shape().dim(0), x.shape().dim(1), 1, 1));
  }

  /** The gates {@code [N, C]}, by default in (0, 1). */
  public Tensor gate(Tensor x, Mode mode) {
    Tensor hidden = inner.apply(squeeze.forward(x.mean(2, 3), mode));
    return outer.apply(excite.forward(hidden, mode));
  }
}
