package io.reprise.baselines;

import io.reprise.nn.ChannelLayer;
import io.reprise.nn.ConvLayer;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.nn.Sequential;
import io.reprise.tensor.Op;
import io.reprise.tensor.Tensor;

/**
 * The block of MobileNetV2 (arXiv 1801.04381) and of what was searched from it: a 1x1 expansion, a
 * depthwise convolution, an optional attention module, a linear 1x1 projection; plus the input
 * where shapes allow it.
 */
public final class InvertedResidual extends Module {
  private final Sequential branch;
  private final boolean adds;

  /**
   * Which block.
   *
   * @param middle channels between the 1x1 convolutions
   * @param out channels that it puts out
   * @param padding of the depthwise convolution
   * @param expands whether the first 1x1 convolution is there; if not, {@code middle} is what comes
   *     in
   * @param attention after the depthwise convolution's activation
   */
  public record Design(
      int middle,
      int out,
      int kernel,
      int stride,
      int padding,
      boolean expands,
      ChannelLayer attention) {
    /** Checks the values. */
    public Design {
      Requirements.positive("inverted residual: width", middle, out);
      Requirements.positive("inverted residual: kernel or stride", kernel, stride);
    }

    /** Centred and without attention. */
    public static Design of(int middle, int out, int kernel, int stride, boolean expands) {
      return new Design(middle, out, kernel, stride, kernel / 2, expands, ChannelLayer.IDENTITY);
    }
  }

  public InvertedResidual(LayerContext at, Design design, int in, ChannelLayer activation) {
    if (!design.expands && design.middle != in) {
      throw new IllegalArgumentException(
          at.path()
              + ": without expansion "
              + design.middle
              + " channels inside: expected the input's "
              + in);
    }
    int mid = design.middle;
    Sequential.Builder all = new Sequential.Builder(at.at("branch"));
    if (design.expands) {
      all.add(c -> ConvLayer.NORMALIZED.build(c, in, mid, 1, Op.Conv2d.PLAIN));
      all.add(c -> activation.build(c, mid));
    }
    Op.Conv2d depthwise = Op.Conv2d.of(design.stride, design.padding).withGroups(mid);
    all.add(c -> ConvLayer.NORMALIZED.build(c, mid, mid, design.kernel, depthwise));
    all.add(c -> activation.build(c, mid));
    all.add(c -> design.attention.build(c, mid));
    all.add(c -> ConvLayer.NORMALIZED.build(c, mid, design.out, 1, Op.Conv2d.PLAIN));
    branch = child("branch", all.build());
    boolean sameExtent = design.padding == design.kernel / 2;
    adds = design.stride == 1 && in == design.out && sameExtent;
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    Tensor y = branch.forward(x, mode);
    return adds ? x.add(y) : y;
  }
}
