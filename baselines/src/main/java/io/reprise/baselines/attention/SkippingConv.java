package io.reprise.baselines.attention;

import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.tensor.Op;
import io.reprise.tensor.Tensor;

/**
 * A {@link CollaborativeConv} that in evaluation skips what its gate closes. Parameters and buffers
 * have the same paths, so a trained network's state loads into a network of these; {@link #refresh}
 * must follow that. In training nothing is skipped.
 */
public final class SkippingConv extends Module {
  private final CollaborativeConv layer;
  private final GatedConvolution convolution;
  private final double zeroRateOnShapes;

  /**
   * A new layer.
   *
   * @param zeroRateOnShapes the share of closed positions to count on an engine without values,
   *     where which ones are closed cannot be known
   * @throws IllegalArgumentException if that is no share, or as {@link CollaborativeConv}
   */
  public SkippingConv(
      LayerContext at,
      CollaborativeConv.Design design,
      double zeroRateOnShapes,
      int in,
      int out,
      int kernel,
      Op.Conv2d options) {
    if (!(zeroRateOnShapes >= 0 && zeroRateOnShapes <= 1)) {
      throw new IllegalArgumentException(
          at.path() + ": zero rate " + zeroRateOnShapes + ": expected [0, 1]");
    }
    this.zeroRateOnShapes = zeroRateOnShapes;
    layer = new CollaborativeConv(at, design, in, out, kernel, options);
    layer.children().forEach(this::child);
    convolution = new GatedConvolution(layer.main().weight(), options, design.rectified());
  }

  /** Makes all such layers of a network take over the weights that it has now. */
  public static void refresh(Module network) {
    for (Module m : network.modules().values()) {
      if (m instanceof SkippingConv s) {
        s.convolution.refresh();
      }
    }
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    if (mode == Mode.TRAIN) {
      return layer.forward(x, mode);
    }
    Tensor gate = layer.gate(x, mode);
    return x.engine().hasValues()
        ? convolution.apply(x, gate)
        : convolution.shapes(x, gate, zeroRateOnShapes);
  }
}
