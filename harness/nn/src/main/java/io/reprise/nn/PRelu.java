package io.reprise.nn;

import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;

/** Rectifier with a learned slope for each channel, 0.25 at the start (arXiv 1502.01852). */
public final class PRelu extends Module {
  private final Tensor slope;

  public PRelu(LayerContext at, int channels) {
    slope =
        parameter("slope", at.parameter("slope", Shape.of(channels), Initializer.constant(0.25)));
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.prelu(slope);
  }
}
