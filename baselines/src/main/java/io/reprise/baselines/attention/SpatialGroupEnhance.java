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
 * of the group. Its parts are functions of any floating type, so that they can be examined apart
 * from a trained module.
 */
public final class SpatialGroupEnhance extends Module {
  /** What is added to the standard deviation of a group's agreement. */
  public static final double EPSILON = 1e-5;

  private final Design design;
  private final Tensor scale;
  private final Tensor shift;

  /**
   * Which module.
   *
   * @param groups that the channels are divided into, at least 1
   * @param standardized whether the agreement is standardised over the pixels
   * @param initialScale gamma of every group at the start
   * @param initialShift beta of every group at the start
   */
  public record Design(int groups, boolean standardized, double initialScale, double initialShift) {
    /** Checks the number of groups. */
    public Design {
      if (groups < 1) {
        throw new IllegalArgumentException(
            "spatial group-wise enhancement: " + groups + " groups: expected at least 1");
      }
    }

    /** The published one: standardised, scale 0 and shift 1 at the start. */
    public static Design of(int groups) {
      return new Design(groups, true, 0, 1);
    }

    /** With other values at the start. */
    public Design startingAt(double newScale, double newShift) {
      return new Design(groups, standardized, newScale, newShift);
    }

    /** With the agreement as it is. */
    public Design withoutStandardization() {
      return new Design(groups, false, initialScale, initialShift);
    }

    /** The module for any number of channels that divides into the groups. */
    public ChannelLayer layer() {
      return (at, channels) -> new SpatialGroupEnhance(at, this, channels);
    }
  }

  /**
   * The module of a design.
   *
   * @throws IllegalArgumentException if the channels do not divide into the groups
   */
  public SpatialGroupEnhance(LayerContext at, Design design, int channels) {
    if (channels % design.groups != 0) {
      throw new IllegalArgumentException(at.path() + ": " + indivisible(channels, design.groups));
    }
    this.design = design;
    Shape g = Shape.of(design.groups);
    scale = parameter("scale", at.parameter("scale", g, Initializer.constant(design.initialScale)));
    shift = parameter("shift", at.parameter("shift", g, Initializer.constant(design.initialShift)));
  }

  /** The published module with so many groups, for any number of channels. */
  public static ChannelLayer of(int groups) {
    return Design.of(groups).layer();
  }

  public Design design() {
    return design;
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return enhance(x, attention(x));
  }

  /**
   * What {@link #forward} multiplies each pixel of each group by: {@code [N, groups, H, W]}, in (0,
   * 1).
   */
  public Tensor attention(Tensor x) {
    Tensor agreement = agreement(x, design.groups);
    return attention(design.standardized ? standardize(agreement) : agreement, scale, shift);
  }

  /**
   * The dot product of each pixel's vector with the mean vector of its group.
   *
   * @param x {@code [N, C, H, W]}
   * @return {@code [N, groups, H, W]}
   * @throws IllegalArgumentException if the channels do not divide into the groups
   */
  public static Tensor agreement(Tensor x, int groups) {
    Shape s = x.shape();
    if (groups < 1 || s.dim(1) % groups != 0) {
      throw new IllegalArgumentException(indivisible(s.dim(1), groups));
    }
    Tensor grouped = x.reshape(s.dim(0), groups, s.dim(1) / groups, s.dim(2) * s.dim(3));
    Tensor mean = x.mean(2, 3).reshape(s.dim(0), groups, s.dim(1) / groups, 1);
    return grouped.mul(mean).sum(2).reshape(s.dim(0), groups, s.dim(2), s.dim(3));
  }

  /**
   * Each map less its mean, divided by its standard deviation plus {@link #EPSILON}: with the
   * unbiased deviation of the released code, zeros where there is nothing to compare.
   *
   * @param maps {@code [N, groups, H, W]}
   */
  public static Tensor standardize(Tensor maps) {
    Shape s = maps.shape();
    int pixels = s.dim(2) * s.dim(3);
    // Flat, since counters of costs take a mean over rows and columns for pooling.
    Tensor flat = maps.reshape(s.dim(0), s.dim(1), pixels);
    Tensor centred = flat.sub(flat.reduce(Op.Reduction.MEAN, true, 2));
    if (pixels == 1) {
      return centred.reshape(s.toArray());
    }
    Tensor variance = centred.square().reduce(Op.Reduction.SUM, true, 2).div(pixels - 1.0);
    // The tiny constant keeps the root's gradient finite where a map is constant.
    return centred.div(variance.add(1e-30).sqrt().add(EPSILON)).reshape(s.toArray());
  }

  /**
   * The sigmoid of scaled and shifted maps.
   *
   * @param maps {@code [N, groups, H, W]}
   * @param scale gamma, {@code [groups]}
   * @param shift beta, {@code [groups]}
   */
  public static Tensor attention(Tensor maps, Tensor scale, Tensor shift) {
    int groups = maps.shape().dim(1);
    return maps.mul(scale.reshape(1, groups, 1, 1)).add(shift.reshape(1, groups, 1, 1)).sigmoid();
  }

  /**
   * All channels of a group times its factor, pixel by pixel.
   *
   * @param x {@code [N, C, H, W]}
   * @param attention {@code [N, groups, H, W]}
   */
  public static Tensor enhance(Tensor x, Tensor attention) {
    Shape s = x.shape();
    int groups = attention.shape().dim(1);
    int pixels = s.dim(2) * s.dim(3);
    return x.reshape(s.dim(0), groups, s.dim(1) / groups, pixels)
        .mul(attention.reshape(s.dim(0), groups, 1, pixels))
        .reshape(s.toArray());
  }

  private static String indivisible(int channels, int groups) {
    return channels + " channels do not divide into " + groups + " groups";
  }
}
