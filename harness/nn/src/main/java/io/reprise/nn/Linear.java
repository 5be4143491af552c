package io.reprise.nn;

import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;

/** {@code [N, in]} to {@code [N, out]}, initialised as in PyTorch. */
public final class Linear extends Module {
  private final Tensor weight;
  private final Tensor bias;

  /** With a bias. */
  public Linear(LayerContext at, int in, int out) {
    this(at, in, out, Initializer.fanInUniform(in));
  }

  public Linear(LayerContext at, int in, int out, boolean withBias) {
    this(at, in, out, withBias, Initializer.fanInUniform(in));
  }

  public Linear(LayerContext at, int in, int out, Initializer initializer) {
    this(at, in, out, true, initializer);
  }

  /** With a bias or without, and other initial weights. */
  public Linear(LayerContext at, int in, int out, boolean withBias, Initializer initializer) {
    weight = parameter("weight", at.parameter("weight", Shape.of(out, in), initializer));
    bias =
        withBias
            ? parameter("bias", at.parameter("bias", Shape.of(out), Initializer.fanInUniform(in)))
            : null;
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.linear(weight, bias);
  }
}
