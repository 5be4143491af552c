package io.reprise.nn;

import io.reprise.tensor.Op;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;

/**
 * A convolution without bias whose filters each have mean 0: the weight less its filter's mean
 * (weight centralisation, arXiv 2001.06838).
 */
public final class CenteredConv2d extends Module {
  private final Tensor weight;
  private final Op.Conv2d options;

  public CenteredConv2d(LayerContext at, int in, int out, int kernel, Op.Conv2d options) {
    this.options = options;
    this.weight =
        parameter(
            "weight",
            at.parameter(
                "weight",
                Shape.of(out, in / options.groups(), kernel, kernel),
                Initializer.kaimingNormal(Initializer.Fan.OUT)));
  }

  /** The weight that training moves, {@code [out, in / groups, kernel, kernel]}. */
  public Tensor weight() {
    return weight;
  }

  /** The weight as the convolution sees it. */
  public Tensor centered() {
    return weight.sub(weight.reduce(Op.Reduction.MEAN, true, 1, 2, 3));
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.conv2d(centered(), options);
  }
}
