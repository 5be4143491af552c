package io.reprise.nd4j;

import io.reprise.tensor.DType;
import io.reprise.tensor.Shape;
import io.reprise.tensor.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Elements and slices by their positions. Positions are read and checked in Java, since ND4J reads
 * whatever lies at a wrong one; elements move natively.
 */
final class Indexing {
  private final Algebra algebra;
  private final Tape tape;

  Indexing(Algebra algebra, Tape tape) {
    this.algebra = algebra;
    this.tape = tape;
  }

  private static long[] checked(Value index, int extent) {
    long[] positions = Host.longs(index);
    for (long p : positions) {
      if (p < 0 || p >= extent) {
        throw new IllegalArgumentException(
            "index " + p + " is outside an axis of extent " + extent);
      }
    }
    return positions;
  }

  Value indexSelect(Value x, int axis, Value index) {
    checked(index, x.shape().dim(axis));
    Value y = take(x, axis, index);
    return tape.record(
        y, List.of(x, index), dy -> new Value[] {put(dy, axis, index, x.type()), null}, index);
  }

  Value indexAdd(Value x, int axis, Value index, Value source) {
    checked(index, x.shape().dim(axis));
    Value y = algebra.copy(x);
    if (!source.isEmpty()) {
      algebra.addInto(y, put(source, axis, index, x.type()));
    }
    return tape.record(
        y,
        List.of(x, index, source),
        dy -> new Value[] {dy, null, source.isEmpty() ? null : take(dy, axis, index)},
        index);
  }

  private Value take(Value x, int axis, Value index) {
    if (x.dtype() == DType.BOOL) { // ND4J gathers numbers only
      return algebra.cast(take(algebra.cast(x, DType.FLOAT32), axis, index), DType.BOOL);
    }
    Shape shape = x.shape().with(axis, index.shape().dim(0));
    Value y = algebra.make(new TensorType(shape, x.dtype()), x.layout());
    algebra.run(
        "gather",
        Algebra.arrays(x.dense(), index.flat()),
        Algebra.arrays(y.dense()),
        Algebra.position(x, axis));
    return y;
  }

  /** Zeros of a type, with the slices of a source added at their positions along an axis. */
  private Value put(Value source, int axis, Value index, TensorType type) {
    int rank = type.shape().rank();
    int along = type.shape().axis(axis);
    if (index.isEmpty()) {
      return algebra.full(type, source.layout(), 0);
    }
    if (index.shape().elements() == 1) {
      return algebra.unslice(source, type, along, (int) Host.longs(index)[0], 1);
    }
    if (along == 0) {
      Value s = algebra.rowMajor(source);
      Value y = algebra.make(type, Layout.ROW_MAJOR);
      segmentSum(s, index, y);
      return y;
    }
    int[] front =
        IntStream.range(0, rank).map(i -> i == 0 ? along : i <= along ? i - 1 : i).toArray();
    int[] back = IntStream.range(0, rank).map(i -> Algebra.position(front, i)).toArray();
    Shape moved = Shape.of(Arrays.stream(front).map(type.shape()::dim).toArray());
    Value sum = put(algebra.permute(source, front), 0, index, new TensorType(moved, type.dtype()));
    return algebra.permute(sum, back);
  }

  /** Adds the rows of a source that have the same index. */
  private void segmentSum(Value source, Value index, Value y) {
    algebra.run(
        "unsorted_segment_sum",
        Algebra.arrays(source.dense(), index.flat()),
        Algebra.arrays(y.dense()),
        y.shape().dim(0));
  }

  Value gather(Value x, int axis, Value index) {
    Value positions = flatPositions(x.shape(), axis, index);
    Value y = elements(algebra.rowMajor(x), positions, index.shape());
    return tape.record(
        y,
        List.of(x, index),
        dy -> new Value[] {scattered(dy, positions, x.type()), null},
        positions);
  }

  Value scatterAdd(Value x, int axis, Value index, Value source) {
    if (source.isEmpty()) {
      return tape.record(
          algebra.copy(x), List.of(x, index, source), dy -> new Value[] {dy, null, null});
    }
    Value positions = flatPositions(x.shape(), axis, index);
    Value y = algebra.addInto(scattered(source, positions, x.type()), x);
    return tape.record(
        y,
        List.of(x, index, source),
        dy -> new Value[] {dy, null, elements(algebra.rowMajor(dy), positions, index.shape())},
        positions);
  }

  /** Where in row-major order the elements lie that an index along an axis names. */
  private Value flatPositions(Shape x, int axis, Value index) {
    int along = x.axis(axis);
    long[] positions = checked(algebra.rowMajor(index), x.dim(axis));
    int rank = x.rank();
    int[] at = new int[rank];
    for (int i = 0; i < positions.length; i++) {
      long flat = 0;
      for (int a = 0; a < rank; a++) {
        flat = flat * x.dim(a) + (a == along ? positions[i] : at[a]);
      }
      positions[i] = flat;
      for (int a = rank - 1; a >= 0 && ++at[a] == index.shape().dim(a); a--) {
        at[a] = 0;
      }
    }
    return algebra.constant(positions, Shape.of(positions.length));
  }

  private Value elements(Value rowMajor, Value positions, Shape shape) {
    if (rowMajor.dtype() == DType.BOOL) {
      Value numbers = algebra.cast(rowMajor, DType.FLOAT32);
      return algebra.cast(elements(numbers, positions, shape), DType.BOOL);
    }
    Value y = algebra.make(new TensorType(shape, rowMajor.dtype()), Layout.ROW_MAJOR);
    algebra.run(
        "gather", Algebra.arrays(rowMajor.flat(), positions.flat()), Algebra.arrays(y.flat()), 0);
    return y;
  }

  private Value scattered(Value source, Value positions, TensorType type) {
    Value y = algebra.make(type, Layout.ROW_MAJOR);
    algebra.run(
        "unsorted_segment_sum",
        Algebra.arrays(algebra.rowMajor(source).flat(), positions.flat()),
        Algebra.arrays(y.flat()),
        Math.toIntExact(type.shape().elements()));
    return y;
  }

  /** One run of elements along an axis of a row-major array. */
  private record Lane(int first, int step, int length) {
    int at(int i) {
      return first + i * step;
    }
  }

  private static List<Lane> lanes(Shape shape, int axis) {
    int along = shape.axis(axis);
    int length = shape.dim(along);
    int step = 1;
    for (int a = along + 1; a < shape.rank(); a++) {
      step *= shape.dim(a);
    }
    List<Lane> lanes = new ArrayList<>();
    for (int block = 0; block < shape.elements(); block += length * step) {
      for (int i = 0; i < step; i++) {
        lanes.add(new Lane(block + i, step, length));
      }
    }
    return lanes;
  }

  /** Of int64, in Java: ND4J adds floating numbers only. */
  Value cumSum(Value x, int axis) {
    long[] v = Host.longs(algebra.rowMajor(x));
    for (Lane lane : lanes(x.shape(), axis)) {
      for (int i = 1; i < lane.length(); i++) {
        v[lane.at(i)] += v[lane.at(i - 1)];
      }
    }
    return algebra.constant(v, x.shape());
  }

  /** Sorted in Java: ND4J sorts values, not positions. */
  Value argSort(Value x, int axis, boolean descending) {
    long[] out = new long[Math.toIntExact(x.shape().elements())];
    Comparator<Integer> ascending = order(algebra.rowMajor(x));
    Comparator<Integer> order = descending ? ascending.reversed() : ascending;
    for (Lane lane : lanes(x.shape(), axis)) {
      Integer[] places = new Integer[lane.length()];
      Arrays.setAll(places, lane::at);
      Arrays.sort(places, order);
      for (int i = 0; i < places.length; i++) {
        out[lane.at(i)] = (places[i] - lane.first()) / (long) lane.step();
      }
    }
    return algebra.constant(out, x.shape());
  }

  private static Comparator<Integer> order(Value x) {
    if (x.dtype() == DType.INT64) {
      long[] v = Host.longs(x);
      return Comparator.comparingLong(i -> v[i]);
    }
    double[] v = Host.numbers(x);
    for (int i = 0; i < v.length; i++) {
      v[i] += 0.0; // -0 is equal to 0
    }
    return Comparator.comparingDouble(i -> v[i]);
  }
}
