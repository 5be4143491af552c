package io.reprise.conformance;

import io.reprise.tensor.DType;
import io.reprise.tensor.Shape;
import io.reprise.tensor.TensorType;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;

/**
 * Numbers with a shape in plain Java memory: what the reference computes on.
 *
 * @param data in row-major order; truth is 1 and 0
 */
@SuppressWarnings("ArrayRecordComponent") // carries data, is never compared
public record NdArray(double[] data, TensorType type) {
  /** Checks that the sizes agree. */
  public NdArray {
    if (data.length != type.shape().elements()) {
      throw new IllegalArgumentException(data.length + " numbers for " + type);
    }
  }

  static NdArray of(Shape shape, double... data) {
    return new NdArray(data, new TensorType(shape, DType.FLOAT32));
  }

  static NdArray longs(Shape shape, double... data) {
    return new NdArray(data, new TensorType(shape, DType.INT64));
  }

  static NdArray mask(Shape shape, double... data) {
    return new NdArray(data, new TensorType(shape, DType.BOOL));
  }

  /** Asks for every element by its index; the index array is used again for the next one. */
  static NdArray build(TensorType type, ToDoubleFunction<int[]> element) {
    Shape shape = type.shape();
    double[] data = new double[Math.toIntExact(shape.elements())];
    int[] index = new int[shape.rank()];
    for (int i = 0; i < data.length; i++) {
      data[i] = element.applyAsDouble(index);
      for (int axis = index.length - 1; axis >= 0 && ++index[axis] == shape.dim(axis); axis--) {
        index[axis] = 0;
      }
    }
    return new NdArray(data, type);
  }

  Shape shape() {
    return type.shape();
  }

  int dim(int axis) {
    return shape().dim(axis);
  }

  NdArray copy() {
    return new NdArray(data.clone(), type);
  }

  /** A copy under another floating type. */
  NdArray cast(DType dtype) {
    return new NdArray(data.clone(), new TensorType(shape(), dtype));
  }

  /** A copy with a function applied to every element. */
  NdArray map(DoubleUnaryOperator function) {
    return new NdArray(Arrays.stream(data).map(function).toArray(), type);
  }

  /** The element that broadcasting puts at an index of a shape of this rank or a higher one. */
  double at(int... index) {
    int rank = shape().rank();
    int position = 0;
    for (int axis = 0; axis < rank; axis++) {
      int i = index[index.length - rank + axis];
      position = position * dim(axis) + (dim(axis) == 1 ? 0 : i);
    }
    return data[position];
  }
}
