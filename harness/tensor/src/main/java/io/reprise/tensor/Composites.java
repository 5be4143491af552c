package io.reprise.tensor;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Functions of {@link Tensor} that are made of primitives, where that takes more than a line. */
final class Composites {
  private Composites() {}

  private static TensorType type(Tensor x) {
    return new TensorType(x.shape(), x.dtype());
  }

  private static Tensor vector(Tensor like, long[] values) {
    return like.engine().tensor(values, Shape.of(values.length));
  }

  /** A scalar of a tensor's type. */
  static Tensor constant(String op, Tensor like, double value) {
    return switch (like.dtype()) {
      case FLOAT32 -> like.engine().full(value, Shape.SCALAR);
      case FLOAT64 -> like.engine().tensor(new double[] {value}, Shape.SCALAR);
      case INT64 -> {
        if ((double) (long) value != value) {
          throw new IllegalArgumentException(
              op + ": constant " + value + " for " + type(like) + ": expected an integer");
        }
        yield like.engine().tensor(new long[] {(long) value}, Shape.SCALAR);
      }
      case BOOL ->
          throw new IllegalArgumentException(op + ": input " + type(like) + ": expected numbers");
    };
  }

  static Tensor compare(Comparison comparison, Tensor x, double value) {
    return x.engine().apply(comparison, x, constant(comparison.label(), x, value));
  }

  // ---- shape and indices

  static Tensor flip(Tensor x, int[] axes) {
    Tensor out = x;
    for (int axis : axes) {
      int extent = x.shape().dim(Rules.axis("flip", type(x), axis));
      long[] backwards = IntStream.range(0, extent).mapToLong(i -> extent - 1 - i).toArray();
      out = out.indexSelect(axis, vector(x, backwards));
    }
    return out;
  }

  static Tensor roll(Tensor x, int axis, int shift) {
    int extent = x.shape().dim(Rules.axis("roll", type(x), axis));
    int tail = extent == 0 ? 0 : Math.floorMod(shift, extent);
    return tail == 0
        ? x
        : x.slice(axis, extent - tail, extent).concat(axis, x.slice(axis, 0, extent - tail));
  }

  static Tensor unsqueeze(String op, Tensor x, int axis) {
    int rank = x.shape().rank();
    int a = axis < 0 ? axis + rank + 1 : axis;
    if (a < 0 || a > rank) {
      throw new IllegalArgumentException(
          op + ": axis " + axis + " is out of range for input " + type(x) + " and a new axis");
    }
    int[] d = x.shape().toArray();
    int[] out = Arrays.copyOf(d, rank + 1);
    System.arraycopy(d, a, out, a + 1, rank - a);
    out[a] = 1;
    return x.reshape(out);
  }

  static Tensor squeeze(Tensor x, int[] axes) {
    boolean[] drop = new boolean[x.shape().rank()];
    for (int axis : axes) {
      int a = Rules.axis("squeeze", type(x), axis);
      if (x.shape().dim(a) != 1) {
        throw new IllegalArgumentException(
            "squeeze: axis " + axis + " of " + type(x) + ": expected extent 1");
      }
      drop[a] = true;
    }
    int[] kept =
        IntStream.range(0, drop.length)
            .filter(a -> axes.length == 0 ? x.shape().dim(a) != 1 : !drop[a])
            .map(x.shape()::dim)
            .toArray();
    return x.reshape(kept);
  }

  static Tensor stack(Tensor first, int axis, Tensor[] others) {
    Tensor[] rest =
        Arrays.stream(others).map(t -> unsqueeze("stack", t, axis)).toArray(Tensor[]::new);
    return unsqueeze("stack", first, axis).concat(axis, rest);
  }

  static Tensor tile(Tensor x, int[] repeats) {
    Rules.notNegative("tile: repeats", repeats);
    int rank = Math.max(x.shape().rank(), repeats.length);
    int[] split = new int[2 * rank];
    int[] repeated = new int[2 * rank];
    int[] out = new int[rank];
    for (int i = 1; i <= rank; i++) {
      int extent = i <= x.shape().rank() ? x.shape().dim(-i) : 1;
      int times = i <= repeats.length ? repeats[repeats.length - i] : 1;
      split[2 * (rank - i)] = 1;
      split[2 * (rank - i) + 1] = extent;
      repeated[2 * (rank - i)] = times;
      repeated[2 * (rank - i) + 1] = extent;
      out[rank - i] = Math.multiplyExact(extent, times);
    }
    return x.reshape(split).broadcastTo(repeated).reshape(out);
  }

  static Tensor pad(Tensor x, int axis, int before, int after, Tensor.Padding padding) {
    int extent = x.shape().dim(Rules.axis("pad", type(x), axis));
    int most = padding == Tensor.Padding.REFLECT ? extent - 1 : Integer.MAX_VALUE;
    if (extent == 0 || before < 0 || after < 0 || before > most || after > most) {
      throw new IllegalArgumentException(
          "pad: "
              + before
              + " before and "
              + after
              + " after axis "
              + axis
              + " of "
              + type(x)
              + " with "
              + padding
              + ": expected 0 or more, of an axis that is not empty"
              + (padding == Tensor.Padding.REFLECT ? ", and less than its extent" : ""));
    }
    long[] from =
        IntStream.range(-before, extent + after)
            .mapToLong(
                i ->
                    switch (padding) {
                      case EDGE -> Math.min(Math.max(i, 0), extent - 1);
                      case REFLECT -> i < 0 ? -i : i >= extent ? 2L * (extent - 1) - i : i;
                    })
            .toArray();
    return x.indexSelect(axis, vector(x, from));
  }

  static Tensor embedding(Tensor table, Tensor index) {
    Shape of = index.shape();
    if (table.shape().rank() < 1 || index.dtype() != DType.INT64) {
      throw new IllegalArgumentException(
          "embedding: table "
              + type(table)
              + ", index "
              + type(index)
              + ": expected [V, ..] and INT64");
    }
    int[] row = table.shape().without(0).toArray();
    int[] out = Arrays.copyOf(of.toArray(), of.rank() + row.length);
    System.arraycopy(row, 0, out, of.rank(), row.length);
    return table.indexSelect(0, index.reshape(Math.toIntExact(of.elements()))).reshape(out);
  }

  static Tensor oneHot(Tensor index, int classes) {
    Rules.positive("oneHot: classes", classes);
    Tensor positions = unsqueeze("oneHot", index, -1);
    Engine engine = index.engine();
    Tensor ones = engine.full(1, positions.shape());
    return engine.full(0, positions.shape().with(-1, classes)).scatterAdd(-1, positions, ones);
  }

  static Tensor argMin(Tensor x, int axis) {
    // Of int64, -1 - x reverses the order and never overflows, as -x may.
    return x.dtype() == DType.INT64
        ? constant("argMin", x, -1).sub(x).argMax(axis)
        : x.neg().argMax(axis);
  }

  // ---- reductions

  private static Tensor reduce(Op.Reduction reduction, Tensor x, int[] axes) {
    return x.reduce(reduction, true, axes);
  }

  /** Drops axes that a reduction kept. */
  private static Tensor dropped(Tensor kept, Tensor x, int[] axes) {
    Op.Reduce drop = new Op.Reduce(Op.Reduction.SUM, Arrays.stream(axes).boxed().toList(), false);
    Shape shape = x.shape();
    int[] reduced = drop.axesOf(shape);
    for (int i = reduced.length - 1; i >= 0; i--) {
      shape = shape.without(reduced[i]);
    }
    return kept.reshape(shape.toArray());
  }

  static Tensor variance(Tensor x, boolean unbiased, int[] axes) {
    Tensor squares = x.sub(reduce(Op.Reduction.MEAN, x, axes)).square();
    Tensor sum = squares.sum(axes);
    double count = (double) x.shape().elements() / sum.shape().elements();
    return sum.div(unbiased ? count - 1 : count);
  }

  static Tensor logSumExp(Tensor x, int[] axes) {
    Tensor largest = reduce(Op.Reduction.MAX, x, axes).stopGradient();
    Tensor zero = constant("logSumExp", x, 0);
    // An infinite maximum would make the difference NaN.
    Tensor offset = largest.abs().lt(Double.POSITIVE_INFINITY).where(largest, zero);
    Tensor sum = reduce(Op.Reduction.SUM, x.sub(offset).exp(), axes);
    // The logarithm of nothing, which has no finite slope, is kept out of the gradient.
    Tensor nothing = sum.eq(0);
    Tensor log = nothing.where(constant("logSumExp", x, 1), sum).log().add(offset);
    Tensor minusInfinity = constant("logSumExp", x, Double.NEGATIVE_INFINITY);
    return dropped(nothing.where(minusInfinity, log), x, axes);
  }

  /** The L2 norm with reduced axes kept; its gradient at 0 is 0. */
  static Tensor norm(Tensor x, int[] axes) {
    Tensor squares = reduce(Op.Reduction.SUM, x.square(), axes);
    Tensor isZero = squares.eq(0);
    Tensor root = isZero.where(constant("norm", x, 1), squares).sqrt();
    return isZero.where(constant("norm", x, 0), root);
  }

  static Tensor normDropped(Tensor x, int[] axes) {
    return dropped(norm(x, axes), x, axes);
  }

  // ---- losses and networks

  private static void sameShape(String op, Tensor x, Tensor target) {
    if (!x.shape().equals(target.shape())) {
      throw new IllegalArgumentException(
          op + ": input " + type(x) + ", target " + type(target) + ": expected equal shapes");
    }
  }

  static Tensor mseLoss(Tensor x, Tensor target) {
    sameShape("mseLoss", x, target);
    return x.sub(target).square().mean();
  }

  static Tensor huberLoss(String op, Tensor x, Tensor target, double delta) {
    sameShape(op, x, target);
    if (!(delta > 0)) {
      throw new IllegalArgumentException(op + ": width " + delta + ": expected more than 0");
    }
    Tensor error = x.sub(target).abs();
    Tensor inner = error.clamp(0, delta);
    return inner.mul(error.sub(inner.mul(0.5))).mean();
  }

  static Tensor binaryCrossEntropyWithLogits(Tensor x, Tensor target) {
    sameShape("binaryCrossEntropyWithLogits", x, target);
    // 1 - t and softplus(-x) keep what softplus(x) - x t would round away for large logits.
    return target.neg().add(1).mul(x).add(x.neg().softplus()).mean();
  }

  static Tensor prelu(Tensor x, Tensor slope) {
    int channels = x.shape().rank() < 2 ? 1 : x.shape().dim(1);
    boolean one = slope.shape().equals(Shape.of(1));
    if (!one && !slope.shape().equals(Shape.of(channels))) {
      throw new IllegalArgumentException(
          "prelu: input "
              + type(x)
              + ", slope "
              + type(slope)
              + ": expected one slope or ["
              + channels
              + "]");
    }
    int[] along = new int[Math.max(x.shape().rank() - 1, 1)];
    Arrays.fill(along, 1);
    along[0] = one ? 1 : channels;
    return x.gt(0).where(x, x.mul(slope.reshape(along)));
  }

  static Tensor conv1d(
      Tensor x, Tensor weight, Tensor bias, int stride, int padding, int dilation, int groups) {
    if (x.shape().rank() != 3 || weight.shape().rank() != 3) {
      throw new IllegalArgumentException(
          "conv1d: input "
              + type(x)
              + ", weight "
              + type(weight)
              + ": expected [N, C, L] and [O, C/groups, k]");
    }
    Op.Conv2d options = new Op.Conv2d(1, stride, 0, padding, 1, dilation, groups);
    Tensor rows = unsqueeze("conv1d", x, 2);
    return squeeze(rows.conv2d(unsqueeze("conv1d", weight, 2), bias, options), new int[] {2});
  }
}
