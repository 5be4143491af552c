package io.reprise.nn;

import io.reprise.tensor.Op;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;

/**
 * A convolution whose weights and inputs take few values, as in DoReFa-Net (arXiv 1606.06160): with
 * {@code q(v)} the nearest of {@code 2^bits} evenly spaced numbers in [0, 1], the weight is {@code
 * 2 q(tanh(W) / (2 max|tanh(W)|) + 1/2) - 1} and the input {@code q(min(max(x, 0), 1))}. The
 * gradient passes the rounding as if it were not there.
 */
public final class QuantizedConv2d extends Module implements Quantized {
  private static final int MOST_BITS = 16;

  private final Tensor weight;
  private final Op.Conv2d options;
  private final int weightBits;
  private final int inputBits;

  /**
   * Without a bias.
   *
   * @param weightBits 1 to 16
   * @param inputBits 1 to 16
   * @throws IllegalArgumentException for other numbers of bits
   */
  public QuantizedConv2d(
      LayerContext at,
      int weightBits,
      int inputBits,
      int in,
      int out,
      int kernel,
      Op.Conv2d options) {
    this.weightBits = inRange(at, "weight", weightBits);
    this.inputBits = inRange(at, "input", inputBits);
    this.options = options;
    this.weight =
        parameter(
            "weight",
            at.parameter(
                "weight",
                Shape.of(out, in / options.groups(), kernel, kernel),
                Initializer.kaimingNormal(Initializer.Fan.OUT)));
  }

  /** With so many bits, for any numbers of channels. */
  public static ConvLayer of(int weightBits, int inputBits) {
    return (at, in, out, kernel, options) ->
        new QuantizedConv2d(at, weightBits, inputBits, in, out, kernel, options);
  }

  private static int inRange(LayerContext at, String what, int bits) {
    if (bits < 1 || bits > MOST_BITS) {
      throw new IllegalArgumentException(
          at.path() + ": " + bits + " " + what + " bits: expected 1 to " + MOST_BITS);
    }
    return bits;
  }

  /** The nearest of {@code 2^bits} evenly spaced numbers, for x in [0, 1]. */
  private static Tensor nearest(Tensor x, int bits) {
    double steps = (1 << bits) - 1;
    return x.mul(steps).round().div(steps).withGradientOf(x);
  }

  /** The latent real numbers that training moves, {@code [out, in / groups, kernel, kernel]}. */
  public Tensor weight() {
    return weight;
  }

  /** The weight as the convolution sees it, in [-1, 1]. */
  public Tensor quantizedWeight() {
    Tensor t = weight.tanh();
    // The tiny constant keeps a weight of zeros from dividing by 0.
    Tensor most = t.abs().max().stopGradient().mul(2).add(1e-12);
    return nearest(t.div(most).add(0.5), weightBits).mul(2).sub(1);
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return nearest(x.clamp(0, 1), inputBits).conv2d(quantizedWeight(), options);
  }

  @Override
  public int weightBits() {
    return weightBits;
  }

  @Override
  public int inputBits() {
    return inputBits;
  }
}
