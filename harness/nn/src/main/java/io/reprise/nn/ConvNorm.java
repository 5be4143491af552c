package io.reprise.nn;

import io.reprise.tensor.Op;
import io.reprise.tensor.Tensor;

/** A convolution, by default without bias, followed by a normalisation, by default of batches. */
public final class ConvNorm extends Module {
  private final Module conv;
  private final Module norm;

  public ConvNorm(LayerContext at, int in, int out, int kernel, Op.Conv2d options) {
    this(at, ConvLayer.PLAIN, ChannelLayer.BATCH_NORM, in, out, kernel, options);
  }

  /** With a convolution and a normalisation of other kinds. */
  public ConvNorm(
      LayerContext at,
      ConvLayer convolution,
      ChannelLayer normalization,
      int in,
      int out,
      int kernel,
      Op.Conv2d options) {
    conv = child("conv", convolution.build(at.at("conv"), in, out, kernel, options));
    norm = child("norm", normalization.build(at.at("norm"), out));
  }

  /**
   * The convolution.
   *
   * @throws IllegalStateException if it is of another kind
   */
  public Conv2d conv() {
    return kind("convolution", Conv2d.class, conv);
  }

  /**
   * The normalisation.
   *
   * @throws IllegalStateException if it is of another kind
   */
  public BatchNorm2d norm() {
    return kind("normalisation", BatchNorm2d.class, norm);
  }

  private static <M> M kind(String part, Class<M> expected, Module actual) {
    if (!expected.isInstance(actual)) {
      throw new IllegalStateException(
          "this layer's "
              + part
              + " is a "
              + actual.getClass().getSimpleName()
              + ": expected "
              + expected.getSimpleName());
    }
    return expected.cast(actual);
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return norm.forward(conv.forward(x, mode), mode);
  }
}
