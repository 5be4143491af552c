package io.reprise.tensor;

import java.util.Arrays;
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

  /** The first of one or three inputs. */
  static TensorType first(String op, List<TensorType> in) {
    if (in.size() != 1 && in.size() != 3) {
      throw new IllegalArgumentException(
          op + ": " + in.size() + " inputs " + in + ": expected x, or x, scale and shift");
    }
    return in.get(0);
  }

  static void scaleAndShift(String op, List<TensorType> in, TensorType expected) {
    for (TensorType t : in.subList(1, in.size())) {
      if (!t.equals(expected)) {
        throw new IllegalArgumentException(
            op
                + ": input "
                + in.get(0)
                + " needs scale and shift of "
                + expected
                + ", got "
                + in.subList(1, in.size()));
      }
    }
  }

  static TensorType number(String op, TensorType x) {
    if (x.dtype() == DType.BOOL) {
      throw new IllegalArgumentException(op + ": input " + x + ": expected numbers");
    }
    return x;
  }

  static void mask(String op, TensorType x) {
    if (x.dtype() != DType.BOOL) {
      throw new IllegalArgumentException(op + ": input " + x + ": expected BOOL");
    }
  }

  /** An int64 index of x's rank that is no longer than x beside an axis. */
  static void indexWithin(String op, TensorType x, int axis, TensorType index) {
    int along = axis(op, x, axis);
    boolean fits = index.dtype() == DType.INT64 && index.shape().rank() == x.shape().rank();
    for (int i = 0; fits && i < x.shape().rank(); i++) {
      fits = i == along || index.shape().dim(i) <= x.shape().dim(i);
    }
    if (!fits) {
      throw new IllegalArgumentException(
          op
              + ": index "
              + index
              + ": expected INT64 with extents of at most those of input "
              + x
              + " beside axis "
              + axis);
    }
  }

  static TensorType images(String op, TensorType x) {
    floating(op, x);
    if (x.shape().rank() != 4) {
      throw new IllegalArgumentException(op + ": input " + x + ": expected [N, C, H, W]");
    }
    return x;
  }

  /** Images must have pixels to take values from. */
  static void pixels(String op, TensorType x) {
    if (x.shape().dim(2) < 1 || x.shape().dim(3) < 1) {
      throw new IllegalArgumentException(op + ": input " + x + " has no pixels");
    }
  }

  static void positive(String what, int... values) {
    for (int v : values) {
      if (v < 1) {
        throw new IllegalArgumentException(
            what + ": " + Arrays.toString(values) + " must all be at least 1");
      }
    }
  }

  static void notNegative(String what, int... values) {
    for (int v : values) {
      if (v < 0) {
        throw new IllegalArgumentException(
            what + " " + Arrays.toString(values) + " must not be negative");
      }
    }
  }

  static void epsilon(String op, double epsilon) {
    if (!(epsilon >= 0)) {
      throw new IllegalArgumentException(op + ": epsilon " + epsilon + ": expected at least 0");
    }
  }
}
