package io.reprise.tensor;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * One primitive operation with its options, as a value: its shape rule, its cost, and which kernel
 * runs it. {@link Tensor} has a method for each; only engines and cost meters see this type.
 *
 * <p>A new primitive is a new implementation here, a method of {@link Kernels} (which makes every
 * engine that lacks it fail to compile) and a method of {@link Tensor}. Those that do not stand
 * here are grouped: {@link Unary}, {@link Binary}, {@link Comparison}, {@link Logical}, {@link
 * IndexOp}, {@link SpatialOp} and {@link NormOp}.
 */
public interface Op {
  /** The operation's name in messages, for example {@code conv2d}. */
  String label();

  /**
   * The type of the result.
   *
   * @throws IllegalArgumentException if the inputs do not fit, naming the operation and all shapes
   */
  TensorType infer(List<TensorType> in);

  /** Calls the kernel of this operation. */
  <H> H run(Kernels<H> kernels, List<H> in);

  /** Multiply-adds of convolutions and matrix products; 0 for everything else. */
  default long macs(List<TensorType> in, TensorType out) {
    return 0;
  }

  /** An element-wise function with a constant on the right: {@code x + c}, {@code x / c}, ... */
  record WithConstant(Binary function, double constant) implements Op {
    @Override
    public String label() {
      return function.label();
    }

    @Override
    public TensorType infer(List<TensorType> in) {
      return Rules.floating(label(), Rules.only(label(), in));
    }

    @Override
    public <H> H run(Kernels<H> kernels, List<H> in) {
      return kernels.withConstant(function, in.get(0), constant);
    }
  }

  /** Limits every element to {@code [min, max]}. */
  record Clamp(double min, double max) implements Op {
    /** Checks that {@code min <= max}. */
    public Clamp {
      if (!(min <= max)) {
        throw new IllegalArgumentException("clamp: min " + min + " is above max " + max);
      }
    }

    @Override
    public String label() {
      return "clamp";
    }

    @Override
    public TensorType infer(List<TensorType> in) {
      return Rules.floating(label(), Rules.only(label(), in));
    }

    @Override
    public <H> H run(Kernels<H> kernels, List<H> in) {
      return kernels.clamp(in.get(0), min, max);
    }
  }

  /** Picks {@code a} where the boolean mask holds and {@code b} elsewhere; all three broadcast. */
  record Where() implements Op {
    @Override
    public String label() {
      return "where";
    }

    @Override
    public TensorType infer(List<TensorType> in) {
      Rules.count(label(), in, 3, 3);
      if (in.get(0).dtype() != DType.BOOL) {
        throw new IllegalArgumentException("where: mask is " + in.get(0) + ", expected BOOL");
      }
      TensorType value = Rules.broadcast(label(), in.subList(1, 3));
      return value.with(Shape.broadcast(label(), in.get(0).shape(), value.shape()));
    }

    @Override
    public <H> H run(Kernels<H> kernels, List<H> in) {
      return kernels.where(in.get(0), in.get(1), in.get(2));
    }
  }

  /** The negation of a boolean mask. */
  record Not() implements Op {
    @Override
    public String label() {
      return "not";
    }

    @Override
    public TensorType infer(List<TensorType> in) {
      TensorType mask = Rules.only(label(), in);
      Rules.mask(label(), mask);
      return mask;
    }

    @Override
    public <H> H run(Kernels<H> kernels, List<H> in) {
      return kernels.not(in.get(0));
    }
  }

  /** Converts the elements; a gradient passes between floating types only. */
  record Cast(DType to) implements Op {
    @Override
    public String label() {
      return "cast";
    }

    @Override
    public TensorType infer(List<TensorType> in) {
      return Rules.only(label(), in).with(to);
    }

    @Override
    public <H> H run(Kernels<H> kernels, List<H> in) {
      return kernels.cast(in.get(0), to);
    }
  }

  /** The value itself, cut off from gradients. */
  record StopGradient() implements Op {
    @Override
    public String label() {
      return "stopGradient";
    }

    @Override
    public TensorType infer(List<TensorType> in) {
      return Rules.only(label(), in);
    }

    @Override
    public <H> H run(Kernels<H> kernels, List<H> in) {
      return kernels.stopGradient(in.get(0));
    }
  }

  /** What a reduction computes. */
  enum Reduction {
    SUM,
    MEAN,
    MAX,
    MIN,
    PROD
  }

  /**
   * Reduces over axes. Sums and extremes take int64 too and stay int64; means and products take
   * floating types only.
   *
   * @param axes which, without repetition; empty means all
   * @param keep whether reduced axes stay, with extent 1
   */
  record Reduce(Reduction reduction, List<Integer> axes, boolean keep) implements Op {
    /** Copies the axes. */
    public Reduce {
      axes = List.copyOf(axes);
    }

    @Override
    public String label() {
      return reduction.name().toLowerCase(java.util.Locale.ROOT);
    }

    /** The reduced axes of a shape, non-negative and ascending. */
    public int[] axesOf(Shape shape) {
      int[] a =
          axes.isEmpty()
              ? java.util.stream.IntStream.range(0, shape.rank()).toArray()
              : axes.stream().mapToInt(shape::axis).sorted().toArray();
      if (Arrays.stream(a).distinct().count() != a.length) {
        throw new IllegalArgumentException(label() + ": axes " + axes + " repeat in " + shape);
      }
      return a;
    }

    @Override
    public TensorType infer(List<TensorType> in) {
      TensorType x = Rules.number(label(), Rules.only(label(), in));
      if (reduction == Reduction.MEAN || reduction == Reduction.PROD) {
        Rules.floating(label(), x);
      }
      axes.forEach(axis -> Rules.axis(label(), x, axis));
      int[] reduced = axesOf(x.shape());
      Shape shape = x.shape();
      for (int i = reduced.length - 1; i >= 0; i--) {
        if ((reduction == Reduction.MAX || reduction == Reduction.MIN)
            && x.shape().dim(reduced[i]) == 0) {
          throw new IllegalArgumentException(
              label() + ": axis " + reduced[i] + " of " + x + " is empty");
        }
        shape = keep ? shape.with(reduced[i], 1) : shape.without(reduced[i]);
      }
      return x.with(shape);
    }

    @Override
    public <H> H run(Kernels<H> kernels, List<H> in) {
      return kernels.reduce(in.get(0), this);
    }
  }

  /** The index of the largest element along an axis, which is dropped; the first one on a tie. */
  record ArgMax(int axis) implements Op {
    @Override
    public String label() {
      return "argMax";
    }

    @Override
    public TensorType infer(List<TensorType> in) {
      TensorType x = Rules.number(label(), Rules.only(label(), in));
      if (x.shape().dim(Rules.axis(label(), x, axis)) == 0) {
        throw new IllegalArgumentException("argMax: axis " + axis + " of " + x + " is empty");
      }
      return new TensorType(x.shape().without(axis), DType.INT64);
    }

    @Override
    public <H> H run(Kernels<H> kernels, List<H> in) {
      return kernels.argMax(in.get(0), axis);
    }
  }

  /** The same elements in row-major order under another shape. */
  record Reshape(Shape to) implements Op {
    @Override
    public String label() {
      return "reshape";
    }

    @Override
    public TensorType infer(List<TensorType> in) {
      TensorType x = Rules.only(label(), in);
      if (x.shape().elements() != to.elements()) {
        throw new IllegalArgumentException(
            "reshape: "
                + x
                + " has "
                + x.shape().elements()
                + " elements, "
                + to
                + " has "
                + to.elements());
      }
      return x.with(to);
    }

    @Override
    public <H> H run(Kernels<H> kernels, List<H> in) {
      return kernels.reshape(in.get(0), to);
    }
  }

  /**
   * Repeats the elements along axes of extent 1 and along new leading axes; the gradient is summed
   * over them.
   */
  record Broadcast(Shape to) implements Op {
    @Override
    public String label() {
      return "broadcast";
    }

    @Override
    public TensorType infer(List<TensorType> in) {
      TensorType x = Rules.only(label(), in);
      if (!Shape.broadcast(label(), x.shape(), to).equals(to)) {
        throw new IllegalArgumentException("broadcast: " + x + " does not broadcast to " + to);
      }
      return x.with(to);
    }

    @Override
    public <H> H run(Kernels<H> kernels, List<H> in) {
      return kernels.broadcast(in.get(0), to);
    }
  }

  /** Reorders axes: axis {@code i} of the result is axis {@code axes[i]} of the input. */
  record Permute(List<Integer> axes) implements Op {
    /** Copies the axes. */
    public Permute {
      axes = List.copyOf(axes);
    }

    @Override
    public String label() {
      return "permute";
    }

    @Override
    public TensorType infer(List<TensorType> in) {
      TensorType x = Rules.only(label(), in);
      int[] a = axes.stream().mapToInt(axis -> Rules.axis(label(), x, axis)).toArray();
      if (a.length != x.shape().rank() || Arrays.stream(a).distinct().count() != a.length) {
        throw new IllegalArgumentException(
            "permute: axes " + axes + " are not a permutation of the axes of " + x);
      }
      return x.with(Shape.of(Arrays.stream(a).map(x.shape()::dim).toArray()));
    }

    @Override
    public <H> H run(Kernels<H> kernels, List<H> in) {
      return kernels.permute(in.get(0), axes);
    }
  }

  /**
   * Every {@code step}-th element of {@code [start, end)} along an axis.
   *
   * @param step at least 1
   */
  record Slice(int axis, int start, int end, int step) implements Op {
    @Override
    public String label() {
      return "slice";
    }

    @Override
    public TensorType infer(List<TensorType> in) {
      TensorType x = Rules.only(label(), in);
      int extent = x.shape().dim(Rules.axis(label(), x, axis));
      if (start < 0 || end < start || end > extent || step < 1) {
        throw new IllegalArgumentException(
            "slice: ["
                + start
                + ", "
                + end
                + ") step "
                + step
                + " on axis "
                + axis
                + " of "
                + x
                + ": expected 0 <= start <= end <= "
                + extent
                + " and step >= 1");
      }
      return x.with(x.shape().with(axis, end == start ? 0 : (end - start - 1) / step + 1));
    }

    @Override
    public <H> H run(Kernels<H> kernels, List<H> in) {
      return kernels.slice(in.get(0), this);
    }
  }

  /** Joins tensors that agree in all other axes. */
  record Concat(int axis) implements Op {
    @Override
    public String label() {
      return "concat";
    }

    @Override
    public TensorType infer(List<TensorType> in) {
      Rules.count(label(), in, 1, Integer.MAX_VALUE);
      TensorType first = in.get(0);
      Rules.axis(label(), first, axis);
      int sum = 0;
      for (TensorType t : in) {
        if (t.dtype() != first.dtype()
            || t.shape().rank() != first.shape().rank()
            || !t.shape().without(axis).equals(first.shape().without(axis))) {
          throw new IllegalArgumentException("concat: " + in + " do not agree beside axis " + axis);
        }
        sum = Math.addExact(sum, t.shape().dim(axis));
      }
      return first.with(first.shape().with(axis, sum));
    }

    @Override
    public <H> H run(Kernels<H> kernels, List<H> in) {
      return kernels.concat(in, axis);
    }
  }

  /** Surrounds one axis with constants: {@code before} elements in front, {@code after} behind. */
  record Pad(int axis, int before, int after, double value) implements Op {
    @Override
    public String label() {
      return "pad";
    }

    @Override
    public TensorType infer(List<TensorType> in) {
      TensorType x = Rules.floating(label(), Rules.only(label(), in));
      Rules.axis(label(), x, axis);
      if (before < 0 || after < 0) {
        throw new IllegalArgumentException(
            "pad: "
                + before
                + " before and "
                + after
                + " after axis "
                + axis
                + " of "
                + x
                + ": expected both >= 0");
      }
      return x.with(x.shape().with(axis, x.shape().dim(axis) + before + after));
    }

    @Override
    public <H> H run(Kernels<H> kernels, List<H> in) {
      return kernels.pad(in.get(0), this);
    }
  }

  /** Takes the slices along {@code axis} that a vector of int64 indices names. */
  record IndexSelect(int axis) implements Op {
    @Override
    public String label() {
      return "indexSelect";
    }

    @Override
    public TensorType infer(List<TensorType> in) {
      Rules.count(label(), in, 2, 2);
      TensorType x = in.get(0);
      Rules.axis(label(), x, axis);
      Rules.indexVector(label(), in.get(1));
      return x.with(x.shape().with(axis, in.get(1).shape().dim(0)));
    }

    @Override
    public <H> H run(Kernels<H> kernels, List<H> in) {
      return kernels.indexSelect(in.get(0), axis, in.get(1));
    }
  }

  /** Adds slice {@code j} of a source to slice {@code index[j]} along {@code axis}. */
  record IndexAdd(int axis) implements Op {
    @Override
    public String label() {
      return "indexAdd";
    }

    @Override
    public TensorType infer(List<TensorType> in) {
      Rules.count(label(), in, 3, 3);
      TensorType x = Rules.floating(label(), in.get(0));
      Rules.axis(label(), x, axis);
      Rules.indexVector(label(), in.get(1));
      TensorType source = in.get(2);
      TensorType expected = x.with(x.shape().with(axis, in.get(1).shape().dim(0)));
      if (!source.equals(expected)) {
        throw new IllegalArgumentException(
            "indexAdd: source is "
                + source
                + ", expected "
                + expected
                + " to add to "
                + x
                + " along axis "
                + axis);
      }
      return x;
    }

    @Override
    public <H> H run(Kernels<H> kernels, List<H> in) {
      return kernels.indexAdd(in.get(0), axis, in.get(1), in.get(2));
    }
  }

  /** Matrix product over the last two axes; axes before them broadcast. Ranks of at least 2. */
  record MatMul() implements Op {
    @Override
    public String label() {
      return "matmul";
    }

    @Override
    public TensorType infer(List<TensorType> in) {
      Rules.count(label(), in, 2, 2);
      Shape a = Rules.floating(label(), in.get(0)).shape();
      Shape b = in.get(1).shape();
      if (in.get(0).dtype() != in.get(1).dtype()
          || a.rank() < 2
          || b.rank() < 2
          || a.dim(-1) != b.dim(-2)) {
        throw new IllegalArgumentException(
            "matmul: " + in.get(0) + " and " + in.get(1) + ": expected [.., n, k] and [.., k, m]");
      }
      int n = a.dim(-2);
      int m = b.dim(-1);
      Shape outer = outer(a, b);
      int[] dims = Arrays.copyOf(outer.toArray(), outer.rank() + 1);
      dims[outer.rank() - 1] = n;
      dims[outer.rank()] = m;
      return in.get(0).with(Shape.of(dims));
    }

    /** What the axes before the last two broadcast to, and a 1. */
    private Shape outer(Shape a, Shape b) {
      try {
        return Shape.broadcast(label(), a.without(-1).with(-1, 1), b.without(-1).with(-1, 1));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "matmul: the axes before the last two of " + a + " and " + b + " do not broadcast", e);
      }
    }

    @Override
    public long macs(List<TensorType> in, TensorType out) {
      return out.shape().elements() * in.get(0).shape().dim(-1);
    }

    @Override
    public <H> H run(Kernels<H> kernels, List<H> in) {
      return kernels.matmul(in.get(0), in.get(1));
    }
  }

  /** {@code x [.., in] * weight [out, in]^T + bias [out]}; the bias may be left out. */
  record Linear() implements Op {
    @Override
    public String label() {
      return "linear";
    }

    @Override
    public TensorType infer(List<TensorType> in) {
      Rules.count(label(), in, 2, 3);
      TensorType x = Rules.floating(label(), in.get(0));
      Shape w = in.get(1).shape();
      if (x.shape().rank() < 2 || w.rank() != 2 || x.shape().dim(-1) != w.dim(1)) {
        throw new IllegalArgumentException(
            "linear: input " + x + ", weight " + in.get(1) + ": expected [.., in] and [out, in]");
      }
      Rules.bias(label(), in, 2, w.dim(0));
      Rules.sameType(label(), in);
      return x.with(x.shape().with(-1, w.dim(0)));
    }

    @Override
    public long macs(List<TensorType> in, TensorType out) {
      return out.shape().elements() * in.get(1).shape().dim(1);
    }

    @Override
    public <H> H run(Kernels<H> kernels, List<H> in) {
      return kernels.linear(in.get(0), in.get(1), in.size() > 2 ? in.get(2) : null);
    }
  }

  /** Numerically safe {@code log(softmax(x))} along an axis. */
  record LogSoftmax(int axis) implements Op {
    @Override
    public String label() {
      return "logSoftmax";
    }

    @Override
    public TensorType infer(List<TensorType> in) {
      TensorType x = Rules.floating(label(), Rules.only(label(), in));
      Rules.axis(label(), x, axis);
      return x;
    }

    @Override
    public <H> H run(Kernels<H> kernels, List<H> in) {
      return kernels.logSoftmax(in.get(0), axis);
    }
  }

  /** {@code exp(x) / sum(exp(x))} along an axis. */
  record Softmax(int axis) implements Op {
    @Override
    public String label() {
      return "softmax";
    }

    @Override
    public TensorType infer(List<TensorType> in) {
      TensorType x = Rules.floating(label(), Rules.only(label(), in));
      Rules.axis(label(), x, axis);
      return x;
    }

    @Override
    public <H> H run(Kernels<H> kernels, List<H> in) {
      return kernels.softmax(in.get(0), axis);
    }
  }

  /**
   * Mean cross entropy of logits {@code [N, C]} against int64 classes {@code [N]}.
   *
   * @param labelSmoothing the share s of the target that is spread evenly over all C classes, in
   *     [0, 1]
   */
  record CrossEntropy(double labelSmoothing) implements Op {
    /** Checks the share. */
    public CrossEntropy {
      if (!(labelSmoothing >= 0 && labelSmoothing <= 1)) {
        throw new IllegalArgumentException(
            "crossEntropy: label smoothing " + labelSmoothing + ": expected [0, 1]");
      }
    }

    @Override
    public String label() {
      return "crossEntropy";
    }

    @Override
    public TensorType infer(List<TensorType> in) {
      Rules.count(label(), in, 2, 2);
      TensorType logits = Rules.floating(label(), in.get(0));
      TensorType labels = in.get(1);
      if (logits.shape().rank() != 2
          || labels.dtype() != DType.INT64
          || labels.shape().rank() != 1
          || labels.shape().dim(0) != logits.shape().dim(0)) {
        throw new IllegalArgumentException(
            "crossEntropy: logits "
                + logits
                + ", labels "
                + labels
                + ": expected [N, C] and INT64[N]");
      }
      return logits.with(Shape.SCALAR);
    }

    @Override
    public <H> H run(Kernels<H> kernels, List<H> in) {
      return kernels.crossEntropy(in.get(0), in.get(1), labelSmoothing);
    }
  }

  /**
   * Batch normalisation over all axes but the channels' (axis 1). Inputs: x {@code [N, C, ..]},
   * then scale, shift, running mean and running variance, each {@code [C]}. In training the batch's
   * own statistics normalise (biased variance) and the running ones move by {@code momentum}
   * (unbiased variance), in place; otherwise the running ones normalise.
   */
  record BatchNorm(boolean training, double momentum, double epsilon) implements Op {
    @Override
    public String label() {
      return "batchNorm";
    }

    @Override
    public TensorType infer(List<TensorType> in) {
      Rules.count(label(), in, 5, 5);
      TensorType x = Rules.floating(label(), in.get(0));
      if (x.shape().rank() < 2) {
        throw new IllegalArgumentException("batchNorm: input " + x + ": expected [N, C, ..]");
      }
      TensorType perChannel = x.with(Shape.of(x.shape().dim(1)));
      for (TensorType t : in.subList(1, 5)) {
        if (!t.equals(perChannel)) {
          throw new IllegalArgumentException(
              "batchNorm: input "
                  + x
                  + " needs scale, shift and statistics of "
                  + perChannel
                  + ", got "
                  + in.subList(1, 5));
        }
      }
      if (training && x.shape().elements() <= x.shape().dim(1)) {
        throw new IllegalArgumentException(
            "batchNorm: training needs more than one value a channel, input is " + x);
      }
      return x;
    }

    @Override
    public <H> H run(Kernels<H> kernels, List<H> in) {
      return kernels.batchNorm(in.get(0), in.get(1), in.get(2), in.get(3), in.get(4), this);
    }
  }

  /**
   * Convolution options; the bias is an optional third input.
   *
   * @param groups input and output channels are split into this many independent convolutions
   */
  record Conv2d(
      int strideH,
      int strideW,
      int paddingH,
      int paddingW,
      int dilationH,
      int dilationW,
      int groups)
      implements Op {
    /** Stride 1, no padding. */
    public static final Conv2d PLAIN = new Conv2d(1, 1, 0, 0, 1, 1, 1);

    /** Checks all options. */
    public Conv2d {
      Rules.positive(
          "conv2d: stride, dilation and groups", strideH, strideW, dilationH, dilationW, groups);
      Rules.notNegative("conv2d: padding", paddingH, paddingW);
    }

    /** The same in both directions, one group. */
    public static Conv2d of(int stride, int padding) {
      return new Conv2d(stride, stride, padding, padding, 1, 1, 1);
    }

    public Conv2d withDilation(int dilation) {
      return new Conv2d(strideH, strideW, paddingH, paddingW, dilation, dilation, groups);
    }

    public Conv2d withGroups(int newGroups) {
      return new Conv2d(strideH, strideW, paddingH, paddingW, dilationH, dilationW, newGroups);
    }

    @Override
    public String label() {
      return "conv2d";
    }

    @Override
    public TensorType infer(List<TensorType> in) {
      Rules.count(label(), in, 2, 3);
      TensorType x = Rules.floating(label(), in.get(0));
      Shape w = in.get(1).shape();
      if (x.shape().rank() != 4 || w.rank() != 4) {
        throw new IllegalArgumentException(
            "conv2d: input "
                + x
                + ", weight "
                + in.get(1)
                + ": expected [N, C, H, W] and [O, C/groups, kH, kW]");
      }
      if (x.shape().dim(1) != w.dim(1) * groups || w.dim(0) % groups != 0) {
        throw new IllegalArgumentException(
            "conv2d: input has "
                + x.shape().dim(1)
                + " channels, weight "
                + w
                + " expects "
                + w.dim(1)
                + " x groups("
                + groups
                + "), and "
                + w.dim(0)
                + " filters to divide by groups");
      }
      Rules.bias(label(), in, 2, w.dim(0));
      Rules.sameType(label(), in);
      int h = extent(x, w.dim(2), 2, strideH, paddingH, dilationH);
      int wd = extent(x, w.dim(3), 3, strideW, paddingW, dilationW);
      return x.with(Shape.of(x.shape().dim(0), w.dim(0), h, wd));
    }

    private static int extent(
        TensorType x, int kernel, int axis, int stride, int padding, int dilation) {
      long span = x.shape().dim(axis) + 2L * padding - (long) dilation * (kernel - 1) - 1;
      if (span < 0 || kernel < 1) {
        throw new IllegalArgumentException(
            "conv2d: kernel "
                + kernel
                + " with dilation "
                + dilation
                + " and padding "
                + padding
                + " does not fit axis "
                + axis
                + " of input "
                + x);
      }
      return Math.toIntExact(span / stride + 1);
    }

    @Override
    public long macs(List<TensorType> in, TensorType out) {
      Shape w = in.get(1).shape();
      return w.dim(0) == 0 ? 0 : out.shape().elements() * (w.elements() / w.dim(0));
    }

    @Override
    public <H> H run(Kernels<H> kernels, List<H> in) {
      return kernels.conv2d(in.get(0), in.get(1), in.size() > 2 ? in.get(2) : null, this);
    }
  }

  /** What a pooling window computes. */
  enum Pooling {
    MAX,
    AVERAGE
  }

  /**
   * Pooling over windows of {@code [N, C, H, W]}.
   *
   * @param ceilMode whether a last window that starts inside the input but ends outside counts
   * @param countPadding whether an average counts padded zeros (ignored for the maximum)
   */
  record Pool2d(
      Pooling pooling,
      int kernelH,
      int kernelW,
      int strideH,
      int strideW,
      int paddingH,
      int paddingW,
      boolean ceilMode,
      boolean countPadding)
      implements Op {
    /** Checks all options. */
    public Pool2d {
      Objects.requireNonNull(pooling);
      Rules.positive("pool2d: kernel and stride", kernelH, kernelW, strideH, strideW);
      if (paddingH < 0 || paddingW < 0 || paddingH * 2 > kernelH || paddingW * 2 > kernelW) {
        throw new IllegalArgumentException(
            "pool2d: padding ["
                + paddingH
                + ", "
                + paddingW
                + "] for kernel ["
                + kernelH
                + ", "
                + kernelW
                + "]: expected 0 <= padding <= kernel / 2");
      }
    }

    /** A square maximum window. */
    public static Pool2d max(int kernel, int stride, int padding) {
      return new Pool2d(
          Pooling.MAX, kernel, kernel, stride, stride, padding, padding, false, false);
    }

    /** A square average window, which counts padded zeros. */
    public static Pool2d average(int kernel, int stride, int padding) {
      return new Pool2d(
          Pooling.AVERAGE, kernel, kernel, stride, stride, padding, padding, false, true);
    }

    @Override
    public String label() {
      return pooling == Pooling.MAX ? "maxPool2d" : "averagePool2d";
    }

    @Override
    public TensorType infer(List<TensorType> in) {
      TensorType x = Rules.images(label(), Rules.only(label(), in));
      return x.with(
          x.shape()
              .with(2, extent(x, 2, kernelH, strideH, paddingH))
              .with(3, extent(x, 3, kernelW, strideW, paddingW)));
    }

    private int extent(TensorType x, int axis, int kernel, int stride, int padding) {
      int extent = x.shape().dim(axis);
      int span = extent + 2 * padding - kernel;
      if (span < 0) {
        throw new IllegalArgumentException(
            label()
                + ": kernel "
                + kernel
                + " with padding "
                + padding
                + " does not fit axis "
                + axis
                + " of input "
                + x);
      }
      int out = (ceilMode ? (span + stride - 1) / stride : span / stride) + 1;
      return ceilMode && (out - 1) * stride >= extent + padding ? out - 1 : out;
    }

    @Override
    public <H> H run(Kernels<H> kernels, List<H> in) {
      return kernels.pool2d(in.get(0), this);
    }
  }
}
