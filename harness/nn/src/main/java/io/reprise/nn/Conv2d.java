package io.reprise.nn;

import io.reprise.tensor.Op;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;

/** Two-dimensional convolution of {@code [N, in, H, W]} to {@code [N, out, H', W']}. */
public final class Conv2d extends Module {
  private final Tensor weight;
  private final Tensor bias;
  private final Op.Conv2d options;

  /** Without a bias, as in front of batch normalisation; weights drawn by Kaiming, fan out. */
  public Conv2d(LayerContext at, int in, int out, int kernel, Op.Conv2d options) {
    this(at, in, out, kernel, options, false, Initializer.kaimingNormal(Initializer.Fan.OUT));
  }

  public Conv2d(
      LayerContext at,
      int in,
      int out,
      int kernel,
      Op.Conv2d options,
      boolean withBias,
      Initializer initializer) {
    this(at, in, out, kernel, kernel, options, withBias, initializer);
  }

  /** With a kernel of any extents. */
  public Conv2d(
      LayerContext at,
      int in,
      int out,
      int kernelH,
      int kernelW,
      Op.Conv2d options,
      boolean withBias,
      Initializer initializer) {
    if (in % options.groups() != 0) {
      throw new IllegalArgumentException(
          at.path()
              + ": "
              + in
              + " input channels do not divide into "
              + options.groups()
              + " groups");
    }
    int inPerGroup = in / options.groups();
    this.options = options;
    this.weight =
        parameter(
            "weight",
            at.parameter("weight", Shape.of(out, inPerGroup, kernelH, kernelW), initializer));
    this.bias =
        withBias
            ? parameter(
                "bias",
                at.parameter(
                    "bias",
                    Shape.of(out),
                    Initializer.fanInUniform((double) inPerGroup * kernelH * kernelW)))
            : null;
  }

  /** {@code [out, in / groups, kernelH, kernelW]}. */
  public Tensor weight() {
    return weight;
  }

  public Op.Conv2d options() {
    return options;
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.conv2d(weight, bias, options);
  }
}
