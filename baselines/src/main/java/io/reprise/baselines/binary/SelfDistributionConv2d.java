package io.reprise.baselines.binary;

import io.reprise.nn.BinaryConv2d;
import io.reprise.nn.ConvLayer;
import io.reprise.nn.Initializer;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.nn.Quantized;
import io.reprise.nn.SqueezeExcitation;
import io.reprise.tensor.Op;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.function.UnaryOperator;

/**
 * A convolution of signs with signs whose boundaries are moved, instead of scaling factors (SD-BNN,
 * arXiv 2103.02394): each input channel by a number in (0, 1) that a squeeze-and-excitation branch
 * computes from the input, each filter by a learned share of at most 1% of its mean.
 */
public final class SelfDistributionConv2d extends Module implements Quantized {
  private static final double SHARE = 0.01;

  private final Tensor weight;
  private final Tensor alpha;
  private final SqueezeExcitation distribution;
  private final Design design;
  private final Op.Conv2d options;

  /**
   * What the paper varies.
   *
   * @param reduction input channels for one hidden number of the branch: 16 for CIFAR, 8 for
   *     ImageNet
   * @param inputSurrogate of whose result the input's sign has the gradient
   * @param weightSurrogate the same for the weight's sign
   */
  public record Design(
      int reduction, UnaryOperator<Tensor> inputSurrogate, UnaryOperator<Tensor> weightSurrogate) {
    /** Gradients that pass where the absolute value is at most 1. */
    public static Design clipped(int reduction) {
      return new Design(reduction, x -> x.clamp(-1, 1), w -> w.clamp(-1, 1));
    }

    /** For a design's convolutions. */
    public ConvLayer layer() {
      return (at, in, out, kernel, options) ->
          new SelfDistributionConv2d(at, this, in, out, kernel, options);
    }
  }

  /**
   * A layer whose boundaries have not moved yet.
   *
   * @throws IllegalArgumentException if there are fewer input channels than the reduction
   */
  public SelfDistributionConv2d(
      LayerContext at, Design design, int in, int out, int kernel, Op.Conv2d options) {
    this.design = design;
    this.options = options;
    if (in < design.reduction) {
      throw new IllegalArgumentException(
          at.path()
              + ": reduction "
              + design.reduction
              + ": expected at most the "
              + in
              + " input channels");
    }
    weight =
        parameter(
            "weight",
            at.parameter(
                "weight",
                Shape.of(out, in / options.groups(), kernel, kernel),
                Initializer.kaimingNormal(Initializer.Fan.OUT)));
    alpha = parameter("alpha", at.parameter("alpha", Shape.of(out), Initializer.constant(0)));
    distribution =
        child(
            "distribution",
            new SqueezeExcitation(at.at("distribution"), in, in / design.reduction, false));
  }

  /** The latent weights after their shift, {@code [out, in / groups, kernel, kernel]}. */
  public Tensor shiftedWeight() {
    Tensor mean = weight.reduce(Op.Reduction.MEAN, true, 1, 2, 3).stopGradient();
    Tensor share = alpha.sigmoid().mul(SHARE).reshape(alpha.shape().dim(0), 1, 1, 1);
    return weight.add(share.mul(mean));
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    Tensor moved =
        x.add(distribution.gate(x, mode).reshape(x.shape().dim(0), x.shape().dim(1), 1, 1));
    Tensor shifted = shiftedWeight();
    return BinaryConv2d.sign(moved, design.inputSurrogate.apply(moved))
        .conv2d(BinaryConv2d.sign(shifted, design.weightSurrogate.apply(shifted)), options);
  }

  @Override
  public int weightBits() {
    return 1;
  }

  @Override
  public int inputBits() {
    return 1;
  }
}
