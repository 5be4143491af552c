package io.reprise.nn;

import io.reprise.tensor.DType;
import io.reprise.tensor.Op;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;

/**
 * A convolution of signs with signs, as in Bi-Real Net (arXiv 1808.00278): the weight is {@code
 * mean|W| * sgn(W)} for each filter, the input {@code sgn(x)}; {@code sgn(0) = 1}, so that one bit
 * holds it. The input's gradient is that of {@code x (2 - |x|)} on [-1, 1], the weight's passes
 * where {@code |W| <= 1}. The filters' factors fold into the normalisation that follows.
 */
public final class BinaryConv2d extends Module implements Quantized {
  private final Tensor weight;
  private final Op.Conv2d options;

  public BinaryConv2d(LayerContext at, int in, int out, int kernel, Op.Conv2d options) {
    this.options = options;
    this.weight =
        parameter(
            "weight",
            at.parameter(
                "weight",
                Shape.of(out, in / options.groups(), kernel, kernel),
                Initializer.kaimingNormal(Initializer.Fan.OUT)));
  }

  /** The latent real numbers that training moves, {@code [out, in / groups, kernel, kernel]}. */
  public Tensor weight() {
    return weight;
  }

  /** 1 where {@code x >= 0}, -1 elsewhere, with the gradient of {@code x (2 - |x|)} on [-1, 1]. */
  public static Tensor sign(Tensor x) {
    Tensor limited = x.clamp(-1, 1);
    Tensor surrogate = limited.mul(limited.abs().neg().add(2));
    return signOf(x).withGradientOf(surrogate);
  }

  /**
   * 1 where {@code x >= 0}, -1 elsewhere, with the gradient of another function of {@code x}.
   *
   * @param surrogate of the shape of {@code x}
   */
  public static Tensor sign(Tensor x, Tensor surrogate) {
    return signOf(x).withGradientOf(surrogate);
  }

  /** 1 where {@code x >= 0}, -1 elsewhere, without a gradient. */
  public static Tensor signOf(Tensor x) {
    return x.ge(0).cast(DType.FLOAT32).mul(2).sub(1);
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    Tensor factors = weight.abs().reduce(Op.Reduction.MEAN, true, 1, 2, 3);
    Tensor binary = signOf(weight).mul(factors).withGradientOf(weight.clamp(-1, 1));
    return sign(x).conv2d(binary, options);
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
