package io.reprise.tensor;

import java.util.List;

/** The checks that shape rules share. Each names the operation and what it was given. */
final class Rules {
  private Rules() {}

  static void count(String op, List<TensorType> in, int least, int most) {
    if (in.size() < least || in.size() > most) {
      throw new IllegalArgumentException(
          op
              + ": "
              + in.size()
              + " inputs "
              + in
              + ": expected "
              + (least == most ? least : least + " to " + most));
    }
  }

  static TensorType only(String op, List<TensorType> in) {
    count(op, in, 1, 1);
    return in.get(0);
  }

  static TensorType floating(String op, TensorType x) {
    if (!x.dtype().isFloating()) {
      throw new IllegalArgumentException(op + ": input " + x + ": expected a floating type");
    }
    return x;
  }

  static TensorType broadcast(String op, List<TensorType> in) {
    count(op, in, 2, 2);
    TensorType a = in.get(0);
    TensorType b = in.get(1);
    if (a.dtype() != b.dtype()) {
      throw new IllegalArgumentException(
          op
              + ": "
              + a.dtype()
              + a.shape()
              + " and "
              + b.dtype()
              + b.shape()
              + ": expected one type");
    }
    return a.with(Shape.broadcast(op, a.shape(), b.shape()));
  }

  static void bias(String op, List<TensorType> in, int position, int channels) {
    if (in.size() > position && !in.get(position).shape().equals(Shape.of(channels))) {
      throw new IllegalArgumentException(
          op
              + ": bias "
              + in.get(position)
              + ": expected ["
              + channels
              + "] for weight "
              + in.get(1));
    }
  }

  /** The non-negative form of an axis. */
  static int axis(String op, TensorType x, int axis) {
    int rank = x.shape().rank();
    if (axis < -rank || axis >= rank) {
      throw new IllegalArgumentException(op + ": axis " + axis + " is out of range for input " + x);
    }
    return x.shape().axis(axis);
  }

  static void sameType(String op, List<TensorType> in) {
    for (TensorType t : in) {
      if (t.dtype() != in.get(0).dtype()) {
        throw new IllegalArgumentException(op + ": inputs " + in + ": expected one type");
      }
    }
  }

  static void indexVector(String op, TensorType index) {
    if (index.dtype() != DType.INT64 || index.shape().rank() != 1) {
      throw new IllegalArgumentException(op + ": index " + index + ": expected INT64[n]");
    }
  }
}
