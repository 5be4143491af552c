package io.reprise.baselines.attention;

import io.reprise.nn.ChannelLayer;
import io.reprise.nn.ConvLayer;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Linear;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.tensor.Op;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;

/**
 * The convolutional block attention module (CBAM, arXiv 1807.06521): channels of {@code [N, C, H,
 * W]} are gated by a small network of their means plus the same network of their maxima, then
 * pixels by a 7x7 convolution of the maximum and the mean over the channels.
 */
public final class ConvBlockAttention extends Module {
  private static final int KERNEL = 7;

  private final Linear squeeze;
  private final Linear excite;
  private final Module spatial;

  /**
   * A gate of channels and one of pixels.
   *
   * @param hidden numbers between the two linear layers, at least 1
   */
  public ConvBlockAttention(LayerContext at, int channels, int hidden) {
    if (hidden < 1) {
      throw new IllegalArgumentException(
          at.path() + ": squeeze to " + hidden + " channels: expected at least 1");
    }
    squeeze = child("squeeze", new Linear(at.at("squeeze"), channels, hidden));
    excite = child("excite", new Linear(at.at("excite"), hidden, channels));
    spatial =
        child(
            "spatial",
            ConvLayer.NORMALIZED.build(
                at.at("spatial"), 2, 1, KERNEL, Op.Conv2d.of(1, KERNEL / 2)));
  }

  /** With {@code channels / reduction} hidden numbers, for any number of channels. */
  public static ChannelLayer reducing(int reduction) {
    return (at, channels) -> new ConvBlockAttention(at, channels, channels / reduction);
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    Shape s = x.shape();
    Tensor gate = gate(x.mean(2, 3), mode).add(gate(x.max(2, 3), mode)).sigmoid();
    Tensor y = x.mul(gate.reshape(s.dim(0), s.dim(1), 1, 1));
    Tensor most = y.reduce(Op.Reduction.MAX, true, 1);
    Tensor mean = y.reduce(Op.Reduction.MEAN, true, 1);
    return y.mul(spatial.forward(most.concat(1, mean), mode).sigmoid());
  }

  private Tensor gate(Tensor pooled, Mode mode) {
    return excite.forward(squeeze.forward(pooled, mode).relu(), mode);
  }
}
