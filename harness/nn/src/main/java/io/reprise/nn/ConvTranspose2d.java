package io.reprise.nn;

import io.reprise.tensor.Shape;
import io.reprise.tensor.SpatialOp;
import io.reprise.tensor.Tensor;

/**
 * Two-dimensional transposed convolution of {@code [N, in, H, W]} to {@code [N, out, H', W']},
 * initialised as in PyTorch.
 */
public final class ConvTranspose2d extends Module {
  private final Tensor weight;
  private final Tensor bias;
  private final SpatialOp.ConvTranspose2d options;

  /**
   * With a square kernel.
   *
   * @throws IllegalArgumentException if the channels do not divide into the groups
   */
  public ConvTranspose2d(
      LayerContext at,
      int in,
      int out,
      int kernel,
      SpatialOp.ConvTranspose2d options,
      boolean withBias) {
    if (in % options.groups() != 0 || out % options.groups() != 0) {
      throw new IllegalArgumentException(
          at.path()
              + ": "
              + in
              + " input and "
              + out
              + " output channels do not divide into "
              + options.groups()
              + " groups");
    }
    int outPerGroup = out / options.groups();
    Initializer uniform = Initializer.fanInUniform((double) outPerGroup * kernel * kernel);
    this.options = options;
    weight =
        parameter(
            "weight", at.parameter("weight", Shape.of(in, outPerGroup, kernel, kernel), uniform));
    bias = withBias ? parameter("bias", at.parameter("bias", Shape.of(out), uniform)) : null;
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.convTranspose2d(weight, bias, options);
  }
}
