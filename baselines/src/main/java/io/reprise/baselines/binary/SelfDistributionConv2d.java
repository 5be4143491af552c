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
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A convolution of signs with signs whose boundaries are moved, instead of scaling factors (SD-BNN,
 * arXiv 2103.02394): each input channel by a number in (0, 1) that a squeeze-and-excitation branch
 * computes from the input (activation self distribution), each filter by a learned share of at most
 * 1% of its mean, which counts as a constant (weight self distribution). Without either it is a
 * plain convolution of signs.
 */
public final class SelfDistributionConv2d extends Module implements Quantized, SignLayer {
  private static final double SHARE = 0.01;

  private final String path;
  private final Tensor weight;
  private final Tensor alpha;
  private final SqueezeExcitation distribution;
  private final Design design;
  private final Op.Conv2d options;
  private UnaryOperator<Tensor> frozen;

  /** A boundary between -1 and 1 that can be moved from 0. */
  public enum Boundary {
    /** Of the input, by channel and image. */
    INPUT,
    /** Of the weights, by filter. */
    WEIGHT
  }

  /**
   * What a layer computed in one pass.
   *
   * @param path of the layer
   * @param input {@code [N, in, H, W]}
   * @param moved the input after its boundary was moved; the input itself if it is not
   * @param output {@code [N, out, H', W']}
   */
  public record Pass(String path, Tensor input, Tensor moved, Tensor output) {}

  /**
   * What the paper varies.
   *
   * @param moved which boundaries; the parameters of the others do not exist
   * @param reduction input channels for one hidden number of the branch: 16 for CIFAR, 8 for
   *     ImageNet
   * @param inputSign of the input
   * @param weightSign of the weights
   * @param observer is told of every pass
   */
  public record Design(
      Set<Boundary> moved,
      int reduction,
      SignFunction inputSign,
      SignFunction weightSign,
      Consumer<Pass> observer) {
    /** Copies the set and checks the reduction. */
    public Design {
      moved = Set.copyOf(moved);
      if (reduction < 1) {
        throw new IllegalArgumentException("reduction " + reduction + ": expected at least 1");
      }
    }

    /** With one function for both signs. */
    public static Design of(Set<Boundary> moved, int reduction, SignFunction sign) {
      return new Design(moved, reduction, sign, sign, pass -> {});
    }

    /** Both boundaries, gradients that pass where the absolute value is at most 1. */
    public static Design clipped(int reduction) {
      return of(EnumSet.allOf(Boundary.class), reduction, SignFunction.CLIP);
    }

    /** The same, but watched. */
    public Design observedBy(Consumer<Pass> newObserver) {
      return new Design(moved, reduction, inputSign, weightSign, newObserver);
    }

    /** For a design's convolutions. */
    public ConvLayer layer() {
      return (at, in, out, kernel, options) ->
          new SelfDistributionConv2d(at, this, in, out, kernel, options);
    }
  }

  /**
   * A layer as it starts: filters are moved by half of their largest share.
   *
   * @throws IllegalArgumentException if the input's boundary moves and there are fewer input
   *     channels than the reduction
   */
  public SelfDistributionConv2d(
      LayerContext at, Design design, int in, int out, int kernel, Op.Conv2d options) {
    this.path = at.path();
    this.design = design;
    this.options = options;
    boolean movesInput = design.moved.contains(Boundary.INPUT);
    if (movesInput && in < design.reduction) {
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
    alpha =
        design.moved.contains(Boundary.WEIGHT)
            ? parameter("alpha", at.parameter("alpha", Shape.of(out), Initializer.constant(0)))
            : null;
    distribution =
        movesInput
            ? child(
                "distribution",
                new SqueezeExcitation(at.at("distribution"), in, in / design.reduction, false))
            : null;
  }

  /** The latent real numbers that training moves, {@code [out, in / groups, kernel, kernel]}. */
  public Tensor weight() {
    return weight;
  }

  /** The latent weights after their shift, if there is one. */
  public Tensor shiftedWeight() {
    if (alpha == null) {
      return weight;
    }
    Tensor mean = weight.reduce(Op.Reduction.MEAN, true, 1, 2, 3).stopGradient();
    Tensor share = alpha.sigmoid().mul(SHARE).reshape(alpha.shape().dim(0), 1, 1, 1);
    return weight.add(share.mul(mean));
  }

  private Tensor moved(Tensor x, Mode mode) {
    return distribution == null
        ? x
        : x.add(distribution.gate(x, mode).reshape(x.shape().dim(0), x.shape().dim(1), 1, 1));
  }

  @Override
  public void freeze(SignKernel kernel) {
    frozen = kernel.prepare(BinaryConv2d.signOf(shiftedWeight().stopGradient()), options);
  }

  /**
   * Convolves.
   *
   * @throws IllegalStateException in training, if the layer is frozen
   */
  @Override
  public Tensor forward(Tensor x, Mode mode) {
    if (frozen != null && mode == Mode.TRAIN) {
      throw new IllegalStateException(path + " is frozen: expected inference, not training");
    }
    Tensor moved = moved(x, mode);
    Tensor y =
        frozen != null
            ? frozen.apply(moved)
            : design
                .inputSign
                .apply(moved)
                .conv2d(design.weightSign.apply(shiftedWeight()), options);
    design.observer.accept(new Pass(path, x, moved, y));
    return y;
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
