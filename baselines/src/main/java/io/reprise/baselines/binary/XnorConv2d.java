package io.reprise.baselines.binary;

import io.reprise.nn.BinaryConv2d;
import io.reprise.nn.ConvLayer;
import io.reprise.nn.Initializer;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.nn.Quantized;
import io.reprise.tensor.Op;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;

/**
 * A convolution whose weight is its signs times the mean absolute weight of the layer, as the code
 * of BNAS (arXiv 1911.10862) has XNOR-Net's: the input is real there, and may be signs here. The
 * weight's gradient is that of the code, {@code g / n + mean|W| g} where {@code |W| <= 1}, and
 * {@code g / n} elsewhere, for n weights; an input sign's passes where {@code |x| <= 1}.
 */
public final class XnorConv2d extends Module implements Quantized {
  private final Tensor weight;
  private final Op.Conv2d options;
  private final boolean binaryInput;

  public XnorConv2d(
      LayerContext at, int in, int out, int kernel, Op.Conv2d options, boolean binaryInput) {
    this.options = options;
    this.binaryInput = binaryInput;
    weight =
        parameter(
            "weight",
            at.parameter(
                "weight",
                Shape.of(out, in / options.groups(), kernel, kernel),
                Initializer.kaimingNormal(Initializer.Fan.OUT)));
  }

  /** Such layers, for a design. */
  public static ConvLayer of(boolean binaryInput) {
    return (at, in, out, kernel, options) ->
        new XnorConv2d(at, in, out, kernel, options, binaryInput);
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    Tensor factor = weight.abs().mean().stopGradient();
    Tensor surrogate =
        weight.div((double) weight.shape().elements()).add(weight.clamp(-1, 1).mul(factor));
    Tensor signs = BinaryConv2d.sign(weight, weight).stopGradient().mul(factor);
    Tensor input = binaryInput ? BinaryConv2d.sign(x, x.clamp(-1, 1)) : x;
    return input.conv2d(signs.withGradientOf(surrogate), options);
  }

  @Override
  public int weightBits() {
    return 1;
  }

  @Override
  public int inputBits() {
    return binaryInput ? 1 : Float.SIZE;
  }
}
