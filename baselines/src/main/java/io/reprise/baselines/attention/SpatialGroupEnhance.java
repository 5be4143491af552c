package io.reprise.baselines.attention;

import io.reprise.nn.ChannelLayer;
import io.reprise.nn.Initializer;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.tensor.Op;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;

/**
 * Spatial group-wise enhancement (arXiv 1905.09646): each group of consecutive channels of {@code
 * [N, C, H, W]} is scaled at each pixel by the sigmoid of how much the pixel's vector agrees with
 * the group's mean vector, standardised over the pixels, times a learned scale plus a learned shift
 * of the group.
 */
public final class SpatialGroupEnhance extends Module {
  private static final double EPSILON = 1e-5;

  private final int groups;
  private final Tensor scale;
  private final Tensor shift;

  /**
   * Scale 0 and shift 1 at the start, as published.
   *
   * @throws IllegalArgumentException if the channels do not divide into the groups
   */
  public SpatialGroupEnhance(LayerContext at, int groups, int channels) {
    this(at, groups, channels, 0, 1);
  }

  /** With other values at the start. */
  public SpatialGroupEnhance(
      LayerContext at, int groups, int channels, double initialScale, double initialShift) {
    if (groups < 1 || channels % groups != 0) {
      throw new IllegalArgumentException(
          at.path() + ": " + channels + " channels do not divide into " + groups + " groups");
    }
    this.groups = groups;
    Shape g = Shape.of(groups);
    scale = parameter("scale", at.parameter("scale", g, Initializer.constant(initialScale)));
    shift = parameter("shift", at.parameter("shift", g, Initializer.constant(initialShift)));
  }

  /** With so many groups, for any number of channels. */
  public static ChannelLayer of(int groups) {
    return (at, channels) -> new SpatialGroupEnhance(at, groups, channels);
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    Shape s = x.shape();
    int pixels = s.dim(2) * s.dim(3);
    Tensor grouped = x.reshape(s.dim(0), groups, s.dim(1) / groups, pixels);
    Tensor mean = x.mean(2, 3).reshape(s.dim(0), groups, s.dim(1) / groups, 1);
    Tensor similarity = grouped.mul(mean).reduce(Op.Reduction.SUM, true, 2);
    Tensor attention =
        standardized(similarity, pixels)
            .mul(scale.reshape(1, groups, 1, 1))
            .add(shift.reshape(1, groups, 1, 1));
    return grouped.mul(attention.sigmoid()).reshape(s.toArray());
  }

  /** With the unbiased deviation of the released code; zeros where there is nothing to compare. */
  private static Tensor standardized(Tensor x, int pixels) {
    Tensor centred = x.sub(x.reduce(Op.Reduction.MEAN, true, 3));
    if (pixels == 1) {
      return centred;
    }
    Tensor variance = centred.square().reduce(Op.Reduction.SUM, true, 3).div(pixels - 1.0);
    // The tiny constant keeps the root's gradient finite where a map is constant.
    return centred.div(variance.add(1e-30).sqrt().add(EPSILON));
  }
}
