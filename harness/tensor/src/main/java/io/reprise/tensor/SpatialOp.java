package io.reprise.tensor;

import java.util.List;
import java.util.Objects;

/** Transposed convolution, windows as columns, and resampling of images {@code [N, C, H, W]}. */
public sealed interface SpatialOp extends Op {
  /**
   * Transposed convolution: the gradient of {@link Op.Conv2d} for its input. Inputs: x {@code [N,
   * C, H, W]}, weight {@code [C, O/groups, kH, kW]}, perhaps a bias {@code [O]}. An axis of extent
   * h becomes {@code (h - 1) * stride - 2 * padding + dilation * (k - 1) + outputPadding + 1}.
   *
   * @param outputPaddingH further rows at the bottom, fewer than the stride or the dilation
   * @param outputPaddingW further columns on the right, likewise
   * @param groups input and output channels are split into this many independent convolutions
   */
  record ConvTranspose2d(
      int strideH,
      int strideW,
      int paddingH,
      int paddingW,
      int outputPaddingH,
      int outputPaddingW,
      int dilationH,
      int dilationW,
      int groups)
      implements SpatialOp {
    /** Checks all options. */
    public ConvTranspose2d {
      Rules.positive(
          "convTranspose2d: stride, dilation and groups",
          strideH,
          strideW,
          dilationH,
          dilationW,
          groups);
      Rules.notNegative("convTranspose2d: padding", paddingH, paddingW);
      Rules.notNegative("convTranspose2d: output padding", outputPaddingH, outputPaddingW);
      if (outputPaddingH >= Math.max(strideH, dilationH)
          || outputPaddingW >= Math.max(strideW, dilationW)) {
        throw new IllegalArgumentException(
            "convTranspose2d: output padding ["
                + outputPaddingH
                + ", "
                + outputPaddingW
                + "]: expected less than stride ["
                + strideH
                + ", "
                + strideW
                + "] or dilation ["
                + dilationH
                + ", "
                + dilationW
                + "]");
      }
    }

    /** The same in both directions, no output padding, one group. */
    public static ConvTranspose2d of(int stride, int padding) {
      return new ConvTranspose2d(stride, stride, padding, padding, 0, 0, 1, 1, 1);
    }

    public ConvTranspose2d withOutputPadding(int outputPadding) {
      return new ConvTranspose2d(
          strideH,
          strideW,
          paddingH,
          paddingW,
          outputPadding,
          outputPadding,
          dilationH,
          dilationW,
          groups);
    }

    public ConvTranspose2d withDilation(int dilation) {
      return new ConvTranspose2d(
          strideH,
          strideW,
          paddingH,
          paddingW,
          outputPaddingH,
          outputPaddingW,
          dilation,
          dilation,
          groups);
    }

    public ConvTranspose2d withGroups(int newGroups) {
      return new ConvTranspose2d(
          strideH,
          strideW,
          paddingH,
          paddingW,
          outputPaddingH,
          outputPaddingW,
          dilationH,
          dilationW,
          newGroups);
    }

    @Override
    public String label() {
      return "convTranspose2d";
    }

    @Override
    public TensorType infer(List<TensorType> in) {
      Rules.count(label(), in, 2, 3);
      TensorType x = Rules.floating(label(), in.get(0));
      Shape w = in.get(1).shape();
      if (x.shape().rank() != 4 || w.rank() != 4) {
        throw new IllegalArgumentException(
            "convTranspose2d: input "
                + x
                + ", weight "
                + in.get(1)
                + ": expected [N, C, H, W] and [C, O/groups, kH, kW]");
      }
      if (x.shape().dim(1) != w.dim(0) || w.dim(0) % groups != 0) {
        throw new IllegalArgumentException(
            "convTranspose2d: input has "
                + x.shape().dim(1)
                + " channels, weight "
                + w
                + " expects "
                + w.dim(0)
                + ", to divide by groups("
                + groups
                + ")");
      }
      int filters = w.dim(1) * groups;
      Rules.bias(label(), in, 2, filters);
      Rules.sameType(label(), in);
      int h = extent(x, 2, w.dim(2), strideH, paddingH, outputPaddingH, dilationH);
      int wd = extent(x, 3, w.dim(3), strideW, paddingW, outputPaddingW, dilationW);
      return x.with(Shape.of(x.shape().dim(0), filters, h, wd));
    }

    private static int extent(
        TensorType x, int axis, int kernel, int stride, int padding, int more, int dilation) {
      int extent = x.shape().dim(axis);
      long out = (extent - 1L) * stride - 2L * padding + (long) dilation * (kernel - 1) + more + 1;
      if (out < 1 || kernel < 1 || extent < 1) {
        throw new IllegalArgumentException(
            "convTranspose2d: kernel "
                + kernel
                + " with padding "
                + padding
                + " leaves "
                + out
                + " elements of axis "
                + axis
                + " of input "
                + x
                + ": expected at least 1");
      }
      return Math.toIntExact(out);
    }

    /** Each input element is multiplied with every weight of its channel. */
    @Override
    public long macs(List<TensorType> in, TensorType out) {
      Shape w = in.get(1).shape();
      return w.dim(0) == 0 ? 0 : in.get(0).shape().elements() * (w.elements() / w.dim(0));
    }

    @Override
    public <H> H run(Kernels<H> kernels, List<H> in) {
      return kernels.convTranspose2d(in.get(0), in.get(1), in.size() > 2 ? in.get(2) : null, this);
    }
  }

  /** Where a kernel is put on an image. */
  record Window(
      int kernelH,
      int kernelW,
      int strideH,
      int strideW,
      int paddingH,
      int paddingW,
      int dilationH,
      int dilationW) {
    /** Checks all options. */
    public Window {
      Rules.positive(
          "window: kernel, stride and dilation",
          kernelH,
          kernelW,
          strideH,
          strideW,
          dilationH,
          dilationW);
      Rules.notNegative("window: padding", paddingH, paddingW);
    }

    /** The same in both directions, no dilation. */
    public static Window of(int kernel, int stride, int padding) {
      return new Window(kernel, kernel, stride, stride, padding, padding, 1, 1);
    }

    public Window withDilation(int dilation) {
      return new Window(kernelH, kernelW, strideH, strideW, paddingH, paddingW, dilation, dilation);
    }

    /** How many rows of windows an image of this height has; below 1 if none fits. */
    public int rows(int height) {
      return positions(height, kernelH, strideH, paddingH, dilationH);
    }

    /** How many columns of windows an image of this width has; below 1 if none fits. */
    public int columns(int width) {
      return positions(width, kernelW, strideW, paddingW, dilationW);
    }

    private static int positions(int extent, int kernel, int stride, int padding, int dilation) {
      long span = extent + 2L * padding - (long) dilation * (kernel - 1) - 1;
      return span < 0 ? 0 : Math.toIntExact(span / stride + 1);
    }

    private void mustFit(String label, int height, int width, TensorType x) {
      if (height < 1 || width < 1 || rows(height) < 1 || columns(width) < 1) {
        throw new IllegalArgumentException(
            label
                + ": "
                + this
                + " does not fit images of "
                + height
                + " x "
                + width
                + ", input is "
                + x);
      }
    }
  }

  /**
   * The windows of {@code [N, C, H, W]} as columns (im2col): {@code [N, C * kH * kW, L]} for L
   * windows in row-major order; places in the padding are 0.
   */
  record Unfold2d(Window window) implements SpatialOp {
    /** Requires a window. */
    public Unfold2d {
      Objects.requireNonNull(window);
    }

    @Override
    public String label() {
      return "unfold2d";
    }

    @Override
    public TensorType infer(List<TensorType> in) {
      TensorType x = Rules.images(label(), Rules.only(label(), in));
      int h = x.shape().dim(2);
      int w = x.shape().dim(3);
      window.mustFit(label(), h, w, x);
      return x.with(
          Shape.of(
              x.shape().dim(0),
              x.shape().dim(1) * window.kernelH() * window.kernelW(),
              window.rows(h) * window.columns(w)));
    }

    @Override
    public <H> H run(Kernels<H> kernels, List<H> in) {
      return kernels.unfold2d(in.get(0), this);
    }
  }

  /**
   * The adjoint of {@link Unfold2d} (col2im): columns {@code [N, C * kH * kW, L]} summed into
   * images {@code [N, C, outH, outW]}.
   */
  record Fold2d(int outH, int outW, Window window) implements SpatialOp {
    /** Checks the extents. */
    public Fold2d {
      Rules.positive("fold2d: height and width", outH, outW);
      Objects.requireNonNull(window);
    }

    @Override
    public String label() {
      return "fold2d";
    }

    @Override
    public TensorType infer(List<TensorType> in) {
      TensorType x = Rules.floating(label(), Rules.only(label(), in));
      window.mustFit(label(), outH, outW, x);
      int places = window.kernelH() * window.kernelW();
      int windows = window.rows(outH) * window.columns(outW);
      if (x.shape().rank() != 3 || x.shape().dim(1) % places != 0 || x.shape().dim(2) != windows) {
        throw new IllegalArgumentException(
            "fold2d: input "
                + x
                + ": expected [N, C * "
                + places
                + ", "
                + windows
                + "] for images of "
                + outH
                + " x "
                + outW
                + " and "
                + window);
      }
      return x.with(Shape.of(x.shape().dim(0), x.shape().dim(1) / places, outH, outW));
    }

    @Override
    public <H> H run(Kernels<H> kernels, List<H> in) {
      return kernels.fold2d(in.get(0), this);
    }
  }

  /**
   * Averages over {@code outH x outW} windows that cover the image: window i of an axis of extent h
   * is {@code [floor(i * h / out), ceil((i + 1) * h / out))}.
   */
  record AdaptiveAveragePool2d(int outH, int outW) implements SpatialOp {
    /** Checks the extents. */
    public AdaptiveAveragePool2d {
      Rules.positive("adaptiveAveragePool2d: height and width", outH, outW);
    }

    @Override
    public String label() {
      return "adaptiveAveragePool2d";
    }

    @Override
    public TensorType infer(List<TensorType> in) {
      TensorType x = Rules.images(label(), Rules.only(label(), in));
      Rules.pixels(label(), x);
      return x.with(x.shape().with(2, outH).with(3, outW));
    }

    @Override
    public <H> H run(Kernels<H> kernels, List<H> in) {
      return kernels.adaptiveAveragePool2d(in.get(0), this);
    }
  }

  /** How values between pixels are made. */
  enum Interpolation {
    NEAREST,
    BILINEAR
  }

  /**
   * Resizes images to {@code outH x outW}. Nearest takes pixel {@code floor(i * in / out)}, see
   * {@link #nearest}. Bilinear samples at {@code max((i + 0.5) * in / out - 0.5, 0)}, or with
   * aligned corners at {@code i * (in - 1) / (out - 1)}.
   *
   * @param alignCorners whether the centres of the corner pixels coincide; bilinear only
   */
  record Interpolate(int outH, int outW, Interpolation mode, boolean alignCorners)
      implements SpatialOp {
    /** Checks all options. */
    public Interpolate {
      Rules.positive("interpolate: height and width", outH, outW);
      if (Objects.requireNonNull(mode) == Interpolation.NEAREST && alignCorners) {
        throw new IllegalArgumentException(
            "interpolate: alignCorners has no meaning for NEAREST; expected BILINEAR");
      }
    }

    /**
     * The pixel that nearest takes for position {@code i} of {@code out}, rounded as PyTorch does:
     * in float32, which at some extents (2 to 82) is one less than the exact quotient.
     */
    public static int nearest(int i, int in, int out) {
      return Math.min((int) (i * ((float) in / out)), in - 1);
    }

    @Override
    public String label() {
      return "interpolate";
    }

    @Override
    public TensorType infer(List<TensorType> in) {
      TensorType x = Rules.images(label(), Rules.only(label(), in));
      Rules.pixels(label(), x);
      return x.with(x.shape().with(2, outH).with(3, outW));
    }

    @Override
    public <H> H run(Kernels<H> kernels, List<H> in) {
      return kernels.interpolate(in.get(0), this);
    }
  }

  /** What lies outside of a sampled image. */
  enum Outside {
    /** Zeros. */
    ZEROS,
    /** The nearest pixel of the border. */
    BORDER,
    /**
     * The image mirrored at its border, again and again; at the centres of the border's pixels with
     * aligned corners, else at their outer edges.
     */
    REFLECTION
  }

  /**
   * Samples {@code x [N, C, H, W]} at {@code grid [N, outH, outW, 2]} of (x, y), where -1 and 1 are
   * the image's borders, into {@code [N, C, outH, outW]}. A coordinate g of an axis of extent h
   * stands for the pixel {@code ((g + 1) * h - 1) / 2}, or with aligned corners {@code (g + 1) / 2
   * * (h - 1)}; nearest rounds it half to even. The grid's gradient is 0 for nearest.
   *
   * @param alignCorners whether -1 and 1 are the centres of the border's pixels, not their edges
   */
  record GridSample(Interpolation mode, Outside outside, boolean alignCorners)
      implements SpatialOp {
    /** Requires mode and outside. */
    public GridSample {
      Objects.requireNonNull(mode);
      Objects.requireNonNull(outside);
    }

    @Override
    public String label() {
      return "gridSample";
    }

    @Override
    public TensorType infer(List<TensorType> in) {
      Rules.count(label(), in, 2, 2);
      TensorType x = Rules.images(label(), in.get(0));
      Rules.pixels(label(), x);
      Shape grid = in.get(1).shape();
      if (grid.rank() != 4 || grid.dim(0) != x.shape().dim(0) || grid.dim(3) != 2) {
        throw new IllegalArgumentException(
            "gridSample: input "
                + x
                + ", grid "
                + in.get(1)
                + ": expected [N, C, H, W] and [N, outH, outW, 2]");
      }
      Rules.sameType(label(), in);
      return x.with(x.shape().with(2, grid.dim(1)).with(3, grid.dim(2)));
    }

    @Override
    public <H> H run(Kernels<H> kernels, List<H> in) {
      return kernels.gridSample(in.get(0), in.get(1), this);
    }
  }
}
