package io.reprise.baselines.attention;

import io.reprise.baselines.Style;
import io.reprise.nn.BatchNorm2d;
import io.reprise.nn.Conv2d;
import io.reprise.nn.ConvLayer;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.tensor.Op;
import io.reprise.tensor.Scope;
import io.reprise.tensor.SpatialOp;
import io.reprise.tensor.Tensor;

/**
 * A convolution U times a low-cost collaborative layer V (arXiv 1703.08651): {@code Y = U * V},
 * {@code U = W * X}, {@code V = ReLU(BN(W' * X))}. Where V is 0 the product is, so U need not be
 * computed there; this layer computes it nevertheless, as training has to, {@link SkippingConv}
 * does not. Input {@code [N, in, H, W]}, output {@code [N, out, H', W']}.
 *
 * <p>At V = 0 the gradients of U and V are both 0: no position that is closed trains either kernel.
 */
public final class CollaborativeConv extends Module {
  private final Design design;
  private final String path;
  private final Conv2d main;
  private final Conv2d cheap;
  private final BatchNorm2d norm;

  /** What the cheap layer is. */
  public enum Kind {
    /** A 1x1 convolution with as many maps as the main one. */
    POINTWISE,
    /** One map of the main convolution's kernel, for all of its maps. */
    SHARED,
    /** One map of a 1x1 convolution, for all maps. */
    POINTWISE_SHARED
  }

  /**
   * Which form of the layer.
   *
   * @param normalized whether batch normalisation stands before the cheap layer's ReLU
   * @param initialShift that normalisation's shift (beta) at the start; the paper's is 0, more
   *     opens the gates. Must be 0 without normalisation
   * @param grid the side of the squares of the input over which the cheap layer takes maxima before
   *     its 1x1 convolution, whose map is then interpolated back; 1 for none. Convolutions of
   *     another stride than 1 have none
   * @param rectified whether the main convolution goes through ReLU as well; the authors' code
   *     leaves it as it is
   * @param activation the cheap layer's
   */
  public record Design(
      Kind kind,
      boolean normalized,
      double initialShift,
      int grid,
      boolean rectified,
      GateActivation activation) {
    /** Checks that the options fit together. */
    public Design {
      if (!Double.isFinite(initialShift) || (!normalized && initialShift != 0)) {
        throw new IllegalArgumentException(
            "collaborative layer: initial shift "
                + initialShift
                + (normalized ? ": expected a number" : " without normalisation: expected 0"));
      }
      if (grid < 1 || (grid > 1 && kind == Kind.SHARED)) {
        throw new IllegalArgumentException(
            "collaborative layer: grid "
                + grid
                + " of kind "
                + kind
                + ": expected at least 1, and above 1 only with a 1x1 kernel");
      }
    }

    /** As published: normalised, without a shift or grid, the main convolution as it is. */
    public static Design of(Kind kind) {
      return new Design(kind, true, 0, 1, false, GateActivation.RELU);
    }

    /** Without normalisation. */
    public Design withoutNormalization() {
      return new Design(kind, false, 0, grid, rectified, activation);
    }

    /** With gates that start more open, or more closed. */
    public Design withInitialShift(double shift) {
      return new Design(kind, normalized, shift, grid, rectified, activation);
    }

    /** With gates on a coarser grid. */
    public Design withGrid(int side) {
      return new Design(kind, normalized, initialShift, side, rectified, activation);
    }

    /** With ReLU on the main convolution too. */
    public Design withRectifiedMain() {
      return new Design(kind, normalized, initialShift, grid, true, activation);
    }

    /** With another activation of the gates, for example one that watches them. */
    public Design withActivation(GateActivation other) {
      return new Design(kind, normalized, initialShift, grid, rectified, other);
    }

    /** This layer on every 3x3 convolution and a bottleneck's last, of any residual network. */
    public Style style() {
      return new OnBlocks(
          this,
          (at, in, out, kernel, options) ->
              new CollaborativeConv(at, this, in, out, kernel, options));
    }

    /**
     * The same places, with layers that skip; see {@link SkippingConv}.
     *
     * @param zeroRateOnShapes the share of closed positions to count where there are no values
     */
    public Style skippingStyle(double zeroRateOnShapes) {
      return new OnBlocks(
          this,
          (at, in, out, kernel, options) ->
              new SkippingConv(at, this, zeroRateOnShapes, in, out, kernel, options));
    }
  }

  /**
   * A new layer.
   *
   * @throws IllegalArgumentException if the two layers cannot look at the same positions: an even
   *     kernel, strides that differ, a padding that does not centre the kernel, or groups
   */
  public CollaborativeConv(
      LayerContext at, Design design, int in, int out, int kernel, Op.Conv2d options) {
    requireCentred(at.path(), kernel, options);
    this.design = design;
    this.path = at.path();
    main = child("main", new Conv2d(at.at("main"), in, out, kernel, options));
    int maps = design.kind == Kind.POINTWISE ? out : 1;
    boolean pointwise = design.kind != Kind.SHARED;
    // Where the kernel is centred on a pixel, the 1x1 kernel takes that pixel.
    Op.Conv2d cheapOptions = pointwise ? Op.Conv2d.of(options.strideH(), 0) : options;
    cheap =
        child("cheap", new Conv2d(at.at("cheap"), in, maps, pointwise ? 1 : kernel, cheapOptions));
    norm = design.normalized ? child("norm", new BatchNorm2d(at.at("norm"), maps)) : null;
    if (norm != null && design.initialShift != 0) {
      try (Scope update = at.engine().inference()) {
        norm.shift().assign(at.engine().full(design.initialShift, norm.shift().shape()));
      }
    }
  }

  /** As published. */
  public CollaborativeConv(
      LayerContext at, Kind kind, int in, int out, int kernel, Op.Conv2d options) {
    this(at, Design.of(kind), in, out, kernel, options);
  }

  /** As published, on every 3x3 convolution and a bottleneck's last, of any residual network. */
  public static Style style(Kind kind) {
    return Design.of(kind).style();
  }

  private record OnBlocks(Design design, ConvLayer layer) implements Style {
    @Override
    public ConvLayer convolution(Position at) {
      return (context, in, out, kernel, options) ->
          kernel == 1 && !at.last()
              ? new Conv2d(context, in, out, kernel, options)
              : layer.build(context, in, out, kernel, options);
    }
  }

  private static void requireCentred(String path, int kernel, Op.Conv2d options) {
    if (kernel % 2 == 0) {
      throw new IllegalArgumentException(
          path + ": collaborative layer of kernel " + kernel + ": expected an odd one");
    }
    boolean sameStrides = options.strideH() == options.strideW();
    boolean centred =
        options.paddingH() == options.dilationH() * (kernel / 2)
            && options.paddingW() == options.dilationW() * (kernel / 2);
    if (!sameStrides || !centred || options.groups() != 1) {
      throw new IllegalArgumentException(
          path
              + ": collaborative layer of kernel "
              + kernel
              + " and "
              + options
              + ": expected one stride, a padding that centres the kernel, and one group");
    }
  }

  /**
   * What the main output is multiplied by, {@code [N, 1 or out, H', W']}, at least 0.
   *
   * @throws IllegalArgumentException if the grid does not divide the input
   */
  public Tensor gate(Tensor x, Mode mode) {
    Tensor v = score(x, mode);
    return design.activation.apply(path, norm == null ? v : norm.forward(v, mode), mode);
  }

  /** What the cheap layer computes, before normalisation. */
  private Tensor score(Tensor x, Mode mode) {
    if (design.grid == 1 || main.options().strideH() != 1) {
      return cheap.forward(x, mode);
    }
    int h = x.shape().dim(2);
    int w = x.shape().dim(3);
    if (h % design.grid != 0 || w % design.grid != 0) {
      throw new IllegalArgumentException(
          path
              + ": collaborative layer of grid "
              + design.grid
              + " on input "
              + x.shape()
              + ": expected a height and width that it divides");
    }
    Tensor coarse = x.pool2d(Op.Pool2d.max(design.grid, design.grid, 0));
    // Corners aligned, as Torch7's SpatialUpSamplingBilinear has them.
    return cheap
        .forward(coarse, mode)
        .interpolate(new SpatialOp.Interpolate(h, w, SpatialOp.Interpolation.BILINEAR, true));
  }

  /** The main convolution. */
  public Conv2d main() {
    return main;
  }

  Design design() {
    return design;
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    Tensor u = main.forward(x, mode);
    return (design.rectified ? u.relu() : u).mul(gate(x, mode));
  }
}
