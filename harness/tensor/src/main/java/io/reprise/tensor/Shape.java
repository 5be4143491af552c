package io.reprise.tensor;

import java.util.Arrays;

/** The extents of a tensor, outermost first. Immutable; extents may be 0, the rank may be 0. */
public final class Shape {
  /** The shape of a single number. */
  public static final Shape SCALAR = new Shape(new int[0]);

  private final int[] dims;
  private final long elements;

  private Shape(int[] dims) {
    this.dims = dims;
    long product = 1;
    for (int d : dims) {
      if (d < 0) {
        throw new IllegalArgumentException(
            "shape " + Arrays.toString(dims) + " has a negative extent; expected all >= 0");
      }
      product = Math.multiplyExact(product, d);
    }
    this.elements = product;
  }

  public static Shape of(int... dims) {
    return dims.length == 0 ? SCALAR : new Shape(dims.clone());
  }

  public int rank() {
    return dims.length;
  }

  /**
   * The extent of one axis.
   *
   * @param axis 0-based; negative values count from the last axis
   */
  public int dim(int axis) {
    return dims[axis(axis)];
  }

  public long elements() {
    return elements;
  }

  /** A copy of all extents. */
  public int[] toArray() {
    return dims.clone();
  }

  /**
   * The non-negative form of an axis.
   *
   * @throws IllegalArgumentException if this shape has no such axis
   */
  public int axis(int axis) {
    int a = axis < 0 ? axis + dims.length : axis;
    if (a < 0 || a >= dims.length) {
      throw new IllegalArgumentException(
          "axis " + axis + " is out of range for shape " + this + " of rank " + dims.length);
    }
    return a;
  }

  /** This shape with one extent replaced. */
  public Shape with(int axis, int extent) {
    int[] d = dims.clone();
    d[axis(axis)] = extent;
    return new Shape(d);
  }

  /** This shape behind one more axis, such as that of a batch. */
  public Shape prepend(int extent) {
    int[] all = new int[rank() + 1];
    all[0] = extent;
    System.arraycopy(dims, 0, all, 1, rank());
    return of(all);
  }

  /** This shape without one axis. */
  public Shape without(int axis) {
    int a = axis(axis);
    int[] d = new int[dims.length - 1];
    for (int i = 0, j = 0; i < dims.length; i++) {
      if (i != a) {
        d[j++] = dims[i];
      }
    }
    return new Shape(d);
  }

  /**
   * The shape that two operands broadcast to: aligned at the last axis, an extent of 1 stretches.
   *
   * @throws IllegalArgumentException if they do not, naming {@code operation} and both shapes
   */
  public static Shape broadcast(String operation, Shape a, Shape b) {
    if (a.equals(b)) {
      return a;
    }
    int rank = Math.max(a.rank(), b.rank());
    int[] d = new int[rank];
    for (int i = 1; i <= rank; i++) {
      int x = i <= a.rank() ? a.dims[a.rank() - i] : 1;
      int y = i <= b.rank() ? b.dims[b.rank() - i] : 1;
      if (x != y && x != 1 && y != 1) {
        throw new IllegalArgumentException(
            operation + ": shapes " + a + " and " + b + " do not broadcast");
      }
      d[rank - i] = x == 1 ? y : x;
    }
    return new Shape(d);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Shape s && Arrays.equals(dims, s.dims);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(dims);
  }

  /** For example {@code [64, 3, 32, 32]}. */
  @Override
  public String toString() {
    return Arrays.toString(dims);
  }
}
