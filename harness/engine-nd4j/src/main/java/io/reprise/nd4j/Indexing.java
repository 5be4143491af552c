package io.reprise.nd4j;

import io.reprise.tensor.DType;
import io.reprise.tensor.Shape;
import io.reprise.tensor.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Elements and slices by their positions, which are checked: ND4J would read whatever lies there.
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
    long[] positions = checked(index, x.shape().dim(axis));
    Value y = take(x, axis, positions);
    return tape.record(
        y, List.of(x, index), dy -> new Value[] {put(dy, axis, positions, x.type()), null});
  }

  Value indexAdd(Value x, int axis, Value index, Value source) {
    long[] positions = checked(index, x.shape().dim(axis));
    Value y = algebra.copy(x);
    if (!source.isEmpty()) {
      Runs.along(y, axis).add(algebra.ordered(source, y.layout()), positions, y);
    }
    return tape.record(
        y,
        List.of(x, index, source),
        dy -> new Value[] {dy, null, source.isEmpty() ? null : take(dy, axis, positions)});
  }

  private Value take(Value x, int axis, long[] positions) {
    Shape shape = x.shape().with(axis, positions.length);
    Value y = algebra.make(new TensorType(shape, x.dtype()), x.layout());
    Runs.along(x, axis).take(x, positions, y);
    return y;
  }

  /** Zeros of a type, with the slices of a source added at their positions along an axis. */
  private Value put(Value source, int axis, long[] positions, TensorType type) {
    Value y = algebra.full(type, source.layout(), 0);
    if (positions.length > 0) {
      Runs.along(y, axis).add(source, positions, y);
    }
    return y;
  }

  Value gather(Value x, int axis, Value index) {
    long[] positions = flatPositions(x.shape(), axis, index);
    return tape.record(
        elements(x, positions, index.shape()),
        List.of(x, index),
        dy -> new Value[] {scattered(dy, positions, x.type()), null});
  }

  Value scatterAdd(Value x, int axis, Value index, Value source) {
    long[] positions = flatPositions(x.shape(), axis, index);
    Value y = algebra.copy(algebra.rowMajor(x));
    if (!source.isEmpty()) {
      single(y).add(algebra.rowMajor(source), positions, y);
    }
    return tape.record(
        y,
        List.of(x, index, source),
        dy ->
            new Value[] {
              dy, null, source.isEmpty() ? null : elements(dy, positions, index.shape())
            });
  }

  /** Every element as a run of its own. */
  private static Runs single(Value x) {
    return new Runs(1, x.shape().elements(), 1);
  }

  /** Where in row-major order the elements lie that an index along an axis names. */
  private long[] flatPositions(Shape x, int axis, Value index) {
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
    return positions;
  }

  private Value elements(Value x, long[] positions, Shape shape) {
    Value y = algebra.make(new TensorType(shape, x.dtype()), Layout.ROW_MAJOR);
    single(x).take(algebra.rowMajor(x), positions, y);
    return y;
  }

  private Value scattered(Value source, long[] positions, TensorType type) {
    Value y = algebra.full(type, Layout.ROW_MAJOR, 0);
    single(y).add(algebra.rowMajor(source), positions, y);
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
