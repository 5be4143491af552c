package io.reprise.nd4j;

import io.reprise.tensor.DType;
import io.reprise.tensor.Op.Reduction;
import io.reprise.tensor.Shape;
import io.reprise.tensor.TensorType;
import java.util.Arrays;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.Op;
import org.nd4j.linalg.api.ops.impl.reduce.same.Max;
import org.nd4j.linalg.api.ops.impl.reduce.same.Min;
import org.nd4j.linalg.api.ops.impl.reduce.same.Prod;
import org.nd4j.linalg.api.ops.impl.reduce.same.Sum;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarAdd;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMultiplication;
import org.nd4j.linalg.api.ops.impl.transforms.same.Square;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What the primitives and their gradients are made of: ND4J's native operations on dense values,
 * without any recording. Every result is a new value of the innermost memory frame; methods that
 * end in {@code Into} overwrite their first argument, which must be such a new value, and return
 * it. No tensor here is empty.
 */
final class Algebra {
  /** Elements that a row needs before its operations run at full speed. */
  private static final int LONG_ROW = 4096;

  private static final double[] NO_NUMBERS = {};

  private final NativeCalls calls = new NativeCalls();
  private final Memory memory;

  Algebra(Memory memory) {
    this.memory = memory;
  }

  // ---- native calls

  /** Runs an element-wise operation of ND4J's older kind. */
  static void run(Op op) {
    Nd4j.getExecutioner().exec(op);
  }

  static INDArray[] arrays(INDArray... arrays) {
    return arrays;
  }

  /** Runs a named native operation with integer options. */
  void run(String name, INDArray[] in, INDArray[] out, int... options) {
    calls.run(name, in, out, NO_NUMBERS, options, true);
  }

  /** Runs a named native operation in ND4J's own code, not in oneDNN's. */
  void runWithoutOneDnn(String name, INDArray[] in, INDArray[] out, int... options) {
    calls.run(name, in, out, NO_NUMBERS, options, false);
  }

  /** Runs a named native operation with number options. */
  void run(String name, INDArray[] in, INDArray[] out, double[] numbers, int... options) {
    calls.run(name, in, out, numbers, options, true);
  }

  // ---- making values

  Value make(TensorType type, Layout layout) {
    return memory.make(type, layout);
  }

  Value make(DType dtype, Layout layout, int... dims) {
    return memory.make(new TensorType(Shape.of(dims), dtype), layout);
  }

  /** Of the same type and layout; its elements are random. */
  Value like(Value x) {
    return memory.make(x.type(), x.layout());
  }

  Value full(TensorType type, Layout layout, double value) {
    Value y = memory.make(type, layout);
    if (!y.isEmpty()) {
      y.flat().assign(value);
    }
    return y;
  }

  Value zeros(Value like) {
    return full(like.type(), like.layout(), 0);
  }

  Value copy(Value x) {
    Value y = like(x);
    if (!x.isEmpty()) {
      y.flat().assign(x.flat());
    }
    return y;
  }

  void assignInto(Value x, Value source) {
    x.flat().assign(ordered(source, x.layout()).flat());
  }

  void axpyInto(Value x, double factor, Value other) {
    Value o = ordered(other, x.layout());
    addInto(x, factor == 1 ? o : times(o, factor));
  }

  // ---- order in memory

  /** The same tensor with its elements in an order; itself if they are already. */
  Value ordered(Value x, Layout layout) {
    Layout wanted = x.rank() < Layout.LEAST_RANK ? Layout.ROW_MAJOR : layout;
    if (x.layout() == wanted) {
      return x;
    }
    if (x.isEmpty() || ordersAgree(x.shape())) {
      return memory.alias(x, x.type(), wanted);
    }
    Value y = memory.make(x.type(), wanted);
    y.dense().assign(x.inOrder(wanted, x.rank()));
    return y;
  }

  /** Whether both orders are the same: for one channel, or one element a channel. */
  private static boolean ordersAgree(Shape shape) {
    return shape.dim(1) == 1 || shape.elements() == (long) shape.dim(0) * shape.dim(1);
  }

  Value rowMajor(Value x) {
    return ordered(x, Layout.ROW_MAJOR);
  }

  Value channelsLast(Value x) {
    return ordered(x, Layout.CHANNELS_LAST);
  }

  /** The same elements in row-major order under another shape. */
  Value reshape(Value x, Shape to) {
    return memory.alias(rowMajor(x), new TensorType(to, x.dtype()), Layout.ROW_MAJOR);
  }

  /** The same memory under another shape whose axes lie in the order of {@code layout}. */
  Value as(Value x, Shape to, Layout layout) {
    return memory.alias(x, new TensorType(to, x.dtype()), layout);
  }

  Value permute(Value x, int... axes) {
    int rank = axes.length;
    Shape shape = Shape.of(Arrays.stream(axes).map(x.shape()::dim).toArray());
    TensorType type = new TensorType(shape, x.dtype());
    int[] memoryAxes = Arrays.stream(x.layout().axes(rank)).map(a -> position(axes, a)).toArray();
    for (Layout layout : Layout.values()) {
      if (Arrays.equals(memoryAxes, layout.axes(rank))) {
        return memory.alias(x, type, layout);
      }
    }
    Value y = memory.make(type, Layout.ROW_MAJOR);
    if (!y.isEmpty()) {
      long[] strides = x.strides();
      y.dense()
          .assign(
              x.array(
                  Arrays.stream(y.shape().toArray()).asLongStream().toArray(),
                  Arrays.stream(axes).mapToLong(a -> strides[a]).toArray()));
    }
    return y;
  }

  static int position(int[] axes, int axis) {
    return IntStream.range(0, axes.length).filter(i -> axes[i] == axis).findFirst().orElseThrow();
  }

  /** Where an axis of the shape lies among the axes in memory. */
  static int position(Value x, int axis) {
    return position(x.layout().axes(x.rank()), x.shape().axis(axis));
  }

  // ---- element-wise

  /** A function of every element. */
  Value map(BiFunction<INDArray, INDArray, Op> function, Value x) {
    Value y = like(x);
    run(function.apply(x.flat(), y.flat()));
    return y;
  }

  Value mapInto(Value x, BiFunction<INDArray, INDArray, Op> function) {
    run(function.apply(x.flat(), x.flat()));
    return x;
  }

  Value times(Value x, double factor) {
    return map((a, z) -> new ScalarMultiplication(a, null, z, factor), x);
  }

  Value timesInto(Value x, double factor) {
    return mapInto(x, (a, z) -> new ScalarMultiplication(a, null, z, factor));
  }

  Value plus(Value x, double constant) {
    return map((a, z) -> new ScalarAdd(a, null, z, constant), x);
  }

  Value plusInto(Value x, double constant) {
    return mapInto(x, (a, z) -> new ScalarAdd(a, null, z, constant));
  }

  Value add(Value a, Value b) {
    return binary("add", a, b, a.dtype());
  }

  Value subtract(Value a, Value b) {
    return binary("subtract", a, b, a.dtype());
  }

  Value multiply(Value a, Value b) {
    return binary("multiply", a, b, a.dtype());
  }

  Value divide(Value a, Value b) {
    return binary("divide", a, b, a.dtype());
  }

  Value addInto(Value x, Value b) {
    return binaryInto("add", x, b);
  }

  Value subtractInto(Value x, Value b) {
    return binaryInto("subtract", x, b);
  }

  Value multiplyInto(Value x, Value b) {
    return binaryInto("multiply", x, b);
  }

  Value divideInto(Value x, Value b) {
    return binaryInto("divide", x, b);
  }

  /** A named native function of two tensors, which broadcast. */
  Value binary(String name, Value a, Value b, DType out) {
    Shape shape = Shape.broadcast(name, a.shape(), b.shape());
    Value leader = a.shape().equals(shape) || !b.shape().equals(shape) ? a : b;
    Layout layout = leader.rank() == shape.rank() ? leader.layout() : Layout.ROW_MAJOR;
    Value y = memory.make(new TensorType(shape, out), layout);
    binary(name, a, b, y);
    return y;
  }

  /** As {@link #binary}, into the first operand, which has the shape and type of the result. */
  private Value binaryInto(String name, Value x, Value b) {
    binary(name, x, b, x);
    return x;
  }

  private void binary(String name, Value a, Value b, Value y) {
    if (a.shape().equals(b.shape())) {
      run(
          name,
          arrays(ordered(a, y.layout()).flat(), ordered(b, y.layout()).flat()),
          arrays(y.flat()));
    } else if (b.shape().elements() == 1 && a.shape().equals(y.shape())) {
      run(name, arrays(ordered(a, y.layout()).flat(), b.flat()), arrays(y.flat()));
    } else if (a.shape().elements() == 1 && b.shape().equals(y.shape())) {
      run(name, arrays(a.flat(), ordered(b, y.layout()).flat()), arrays(y.flat()));
    } else if (a.shape().equals(y.shape()) && isRow(b, y)) {
      byRows(name, ordered(a, y.layout()), b, y);
    } else {
      run(
          name,
          arrays(a.inOrder(y.layout(), y.rank()), b.inOrder(y.layout(), y.rank())),
          arrays(y.dense()));
    }
  }

  /**
   * Whether an operand repeats along the outermost axes in the memory order of the result, and lies
   * in that order along the others.
   */
  private static boolean isRow(Value b, Value y) {
    INDArray part = b.inOrder(y.layout(), y.rank());
    long[] whole = y.dense().shape();
    int axis = whole.length - 1;
    long stride = 1;
    while (axis >= 0 && part.size(axis) == whole[axis] && part.stride(axis) == stride) {
      stride *= whole[axis--];
    }
    return stride == b.shape().elements();
  }

  /** With a short row repeated to a longer one, which is twice as fast. */
  private void byRows(String name, Value a, Value row, Value y) {
    long length = row.shape().elements();
    long rows = y.shape().elements() / length;
    long repeats = 1;
    while (row.dtype().isFloating()
        && 2 * repeats * length <= LONG_ROW
        && rows % (2 * repeats) == 0) {
      repeats *= 2;
    }
    Value wide = row;
    if (repeats > 1) { // a product with ones: ND4J's tile is slow
      wide = make(row.dtype(), Layout.ROW_MAJOR, Math.toIntExact(repeats * length));
      INDArray ones = memory.ones(row.dtype(), repeats);
      matmul(ones, false, row.as(1, length), false, wide.as(repeats, length));
    }
    run(
        name,
        arrays(a.as(rows / repeats, repeats * length), wide.as(repeats * length)),
        arrays(y.as(rows / repeats, repeats * length)));
  }

  /** The tensor stretched to a shape that it broadcasts to. */
  Value broadcast(Value x, Shape to) {
    if (x.shape().equals(to)) {
      return x;
    }
    Value zeros =
        full(
            new TensorType(to, x.dtype()),
            x.rank() == to.rank() ? x.layout() : Layout.usual(to.rank()),
            0);
    if (x.dtype() == DType.BOOL) {
      return binary("boolean_or", zeros, x, DType.BOOL);
    }
    return addInto(zeros, x);
  }

  /** Elements of {@code a} where the mask holds, else of {@code b}; all of one shape. */
  Value select(Value mask, Value a, Value b) {
    Value y = like(a);
    run(
        "select",
        arrays(ordered(mask, a.layout()).flat(), a.flat(), ordered(b, a.layout()).flat()),
        arrays(y.flat()));
    return y;
  }

  Value cast(Value x, DType to) {
    Value y = make(new TensorType(x.shape(), to), x.layout());
    run("cast", arrays(x.flat()), arrays(y.flat()), Memory.nativeType(to).toInt());
    return y;
  }

  Value square(Value x) {
    return map(Square::new, x);
  }

  /** 1 where a named native comparison of two tensors holds, else 0; they broadcast. */
  Value indicator(String comparison, Value a, Value b) {
    return cast(binary(comparison, a, b, DType.BOOL), a.dtype());
  }

  // ---- reductions

  /**
   * Reduces over axes of the shape, which stay with extent 1.
   *
   * @param axes ascending, at least one
   */
  Value reduce(Reduction reduction, Value x, int... axes) {
    Shape shape = x.shape();
    for (int axis : axes) {
      shape = shape.with(axis, 1);
    }
    Value y = make(new TensorType(shape, x.dtype()), x.layout());
    int[] at = Arrays.stream(axes).map(a -> position(x, a)).sorted().toArray();
    if (reduction == Reduction.SUM && x.dtype().isFloating()) {
      sum(x, at, y);
    } else {
      run(
          switch (reduction) {
            case SUM -> new Sum(x.dense(), null, y.dense(), true, at);
            case MAX -> new Max(x.dense(), null, y.dense(), true, at);
            case MIN -> new Min(x.dense(), null, y.dense(), true, at);
            case PROD -> new Prod(x.dense(), null, y.dense(), true, at);
            case MEAN -> throw new IllegalArgumentException("a mean is a scaled sum");
          });
    }
    return y;
  }

  /** Sums outermost or innermost axes as products with ones: five times faster than a reduction. */
  private void sum(Value x, int[] at, Value y) {
    long[] dims = x.dense().shape();
    long reduced = x.shape().elements() / y.shape().elements();
    long kept = y.shape().elements();
    boolean ends = at[at.length - 1] == dims.length - 1 && at[0] == dims.length - at.length;
    if (kept > 1 && at[0] == 0 && at[at.length - 1] == at.length - 1) {
      matmul(x.as(reduced, kept), true, memory.ones(x.dtype(), reduced), false, y.as(kept, 1));
    } else if (kept > 1 && ends) {
      matmul(x.as(kept, reduced), false, memory.ones(x.dtype(), reduced), false, y.as(kept, 1));
    } else {
      run(new Sum(x.dense(), null, y.dense(), true, at));
    }
  }

  /** Whether the sum of all elements is a number, which it is not if one of them is none. */
  boolean sumsToANumber(Value x) {
    return !Double.isNaN(Host.numbers(sum(x))[0]);
  }

  /** All elements' sum, of rank 0. */
  Value sum(Value x) {
    Value flat = as(x, Shape.of(Math.toIntExact(x.shape().elements())), Layout.ROW_MAJOR);
    return as(reduce(Reduction.SUM, flat, 0), Shape.SCALAR, Layout.ROW_MAJOR);
  }

  /** Sums what broadcasting had stretched: the gradient of a tensor of that shape. */
  Value sumTo(Value gradient, Shape shape) {
    if (gradient.shape().equals(shape)) {
      return gradient;
    }
    int missing = gradient.rank() - shape.rank();
    int[] axes =
        IntStream.range(0, gradient.rank())
            .filter(
                i -> gradient.shape().dim(i) != 1 && (i < missing || shape.dim(i - missing) == 1))
            .toArray();
    Value sum = axes.length == 0 ? gradient : reduce(Reduction.SUM, gradient, axes);
    return reshape(sum, shape);
  }

  // ---- products

  /** Product of two matrices, or of as many pairs of them, each transposed or not. */
  void matmul(INDArray a, boolean transposeA, INDArray b, boolean transposeB, INDArray c) {
    run("matmul", arrays(a, b), arrays(c), transposeA ? 1 : 0, transposeB ? 1 : 0, 0);
  }

  /** Product of the matrices in the last two axes of equally many, row-major. */
  Value matmul(Value a, boolean transposeA, Value b, boolean transposeB) {
    Value x = rowMajor(a);
    Value y = rowMajor(b);
    int rows = a.shape().dim(transposeA ? -1 : -2);
    int columns = b.shape().dim(transposeB ? -2 : -1);
    Shape shape = a.shape().with(-2, rows).with(-1, columns);
    Value c = make(new TensorType(shape, a.dtype()), Layout.ROW_MAJOR);
    matmul(matrices(x), transposeA, matrices(y), transposeB, matrices(c));
    return c;
  }

  private static INDArray matrices(Value x) {
    if (x.rank() == 2) {
      return x.dense();
    }
    long rows = x.shape().dim(-2);
    long columns = x.shape().dim(-1);
    return x.as(x.shape().elements() / (rows * columns), rows, columns);
  }

  /** Every axis but the channels' summed: of {@code [N, C, ..]}, {@code [C]}. */
  Value channelSums(Value x) {
    Value last = channelsLast(x);
    int channels = x.shape().dim(1);
    Value y = make(x.dtype(), Layout.ROW_MAJOR, channels);
    long rows = x.shape().elements() / channels;
    matmul(last.as(rows, channels), true, memory.ones(x.dtype(), rows), false, y.as(channels, 1));
    return y;
  }

  /** A vector {@code [C]} as what broadcasts along axis 1 of tensors of this rank. */
  Value perChannel(Value vector, int rank) {
    int[] dims = new int[rank];
    Arrays.fill(dims, 1);
    dims[1] = vector.shape().dim(0);
    return as(
        vector, Shape.of(dims), rank < Layout.LEAST_RANK ? Layout.ROW_MAJOR : Layout.CHANNELS_LAST);
  }

  // ---- parts

  Value slice(Value x, int axis, int start, int end, int step) {
    int extent = (end - start - 1) / step + 1;
    Value y = make(new TensorType(x.shape().with(axis, extent), x.dtype()), x.layout());
    run(
        "strided_slice",
        arrays(x.dense()),
        arrays(y.dense()),
        sliceOptions(x, axis, start, end, step));
    return y;
  }

  private static int[] sliceOptions(Value x, int axis, int start, int end, int step) {
    int masks = 5;
    int rank = x.rank();
    int at = position(x, axis);
    long[] dims = x.dense().shape();
    int[] o = new int[masks + 3 * rank];
    for (int i = 0; i < rank; i++) {
      o[masks + i] = i == at ? start : 0;
      o[masks + rank + i] = i == at ? end : (int) dims[i];
      o[masks + 2 * rank + i] = i == at ? Math.min(step, (int) dims[i]) : 1;
    }
    return o;
  }

  /** Zeros of a type, with {@code part} where {@link #slice} took it from. */
  Value unslice(Value part, TensorType type, int axis, int start, int step) {
    int extent = part.shape().dim(axis);
    int behind = type.shape().dim(axis) - start - ((extent - 1) * step + 1);
    Value spread = step == 1 || extent == 1 ? part : spread(part, axis, step);
    int[] before = new int[part.rank()];
    int[] after = new int[part.rank()];
    before[axis] = start;
    after[axis] = behind;
    return pad(spread, before, after, 0);
  }

  /** Puts {@code step - 1} zeros between the neighbours along an axis. */
  private Value spread(Value x, int axis, int step) {
    Shape shape = x.shape().with(axis, (x.shape().dim(axis) - 1) * step + 1);
    Value y = full(new TensorType(shape, x.dtype()), x.layout(), 0);
    long[] strides = y.dense().stride().clone();
    strides[position(x, axis)] *= step;
    y.array(x.dense().shape(), strides).assign(x.dense());
    return y;
  }

  /** Surrounds with a constant, by so many elements before and after each axis of the shape. */
  Value pad(Value x, int[] before, int[] after, double value) {
    if (Arrays.stream(before).sum() + Arrays.stream(after).sum() == 0) {
      return x;
    }
    Shape shape = x.shape();
    long[][] widths = new long[x.rank()][2];
    for (int axis = 0; axis < widths.length; axis++) {
      shape = shape.with(axis, shape.dim(axis) + before[axis] + after[axis]);
      widths[position(x, axis)] = new long[] {before[axis], after[axis]};
    }
    Value y = make(new TensorType(shape, x.dtype()), x.layout());
    try (INDArray w = Nd4j.createFromArray(widths)) {
      run("pad", arrays(x.dense(), w), arrays(y.dense()), new double[] {value}, 0);
    }
    return y;
  }

  /** What {@link #pad} surrounded: as much as {@code shape}, from {@code start} on each axis. */
  Value crop(Value x, int[] start, Shape shape) {
    Value y = x;
    for (int axis = 0; axis < start.length; axis++) {
      if (y.shape().dim(axis) != shape.dim(axis)) {
        y = slice(y, axis, start[axis], start[axis] + shape.dim(axis), 1);
      }
    }
    return y;
  }

  Value concat(int axis, Value... parts) {
    Layout layout = parts[0].layout();
    Shape shape = parts[0].shape();
    INDArray[] in = new INDArray[parts.length];
    int extent = 0;
    for (int i = 0; i < in.length; i++) {
      in[i] = ordered(parts[i], layout).dense();
      extent += parts[i].shape().dim(axis);
    }
    Value y = make(new TensorType(shape.with(axis, extent), parts[0].dtype()), layout);
    run("concat", in, arrays(y.dense()), position(y, axis));
    return y;
  }

  /** Numbers of Java, in row-major order. */
  Value constant(double[] values, TensorType type) {
    Value y = make(type, Layout.ROW_MAJOR);
    Host.write(y, values);
    return y;
  }

  Value constant(long[] values, Shape shape) {
    Value y = make(new TensorType(shape, DType.INT64), Layout.ROW_MAJOR);
    Host.write(y, values);
    return y;
  }
}
