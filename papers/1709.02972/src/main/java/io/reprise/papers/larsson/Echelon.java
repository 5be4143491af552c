package io.reprise.papers.larsson;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A subspace of row vectors over a prime field that grows by one vector after the other. Its basis
 * vectors have a 1 where all earlier ones, after reduction, have nothing: at their pivot.
 */
final class Echelon {
  private final PrimeField field;
  private final int width;
  private final List<long[]> rows = new ArrayList<>();
  private final List<Integer> pivots = new ArrayList<>();

  /**
   * The subspace 0.
   *
   * @param width of the whole space
   */
  Echelon(PrimeField field, int width) {
    this.field = field;
    this.width = width;
  }

  /** The whole space. */
  static Echelon whole(PrimeField field, int width) {
    Echelon all = new Echelon(field, width);
    for (int i = 0; i < width; i++) {
      long[] unit = new long[width];
      unit[i] = 1;
      all.insert(unit);
    }
    return all;
  }

  /** What a matrix's columns span. */
  static Echelon columns(PrimeField field, FieldMatrix matrix) {
    Echelon span = new Echelon(field, matrix.rows());
    for (int j = 0; j < matrix.columns(); j++) {
      span.insert(matrix.column(j));
    }
    return span;
  }

  /** A vector's coefficients of the basis, and what is left of it without them. */
  private static final class Reduced {
    private final long[] coefficients;
    private final long[] rest;

    Reduced(long[] coefficients, long[] rest) {
      this.coefficients = coefficients;
      this.rest = rest;
    }
  }

  private Reduced reduced(long[] vector) {
    if (vector.length != width) {
      throw new IllegalArgumentException(
          "a vector of " + vector.length + " entries: expected " + width);
    }
    long[] rest = vector.clone();
    long[] coefficients = new long[rows.size()];
    int most = field.productsBeforeOverflow();
    int added = 0;
    for (int i = 0; i < coefficients.length; i++) {
      long c = rest[pivots.get(i)] % field.p();
      coefficients[i] = c;
      if (c == 0) {
        continue;
      }
      long[] row = rows.get(i);
      long minus = field.p() - c;
      for (int j = 0; j < width; j++) {
        rest[j] += minus * row[j];
      }
      if (++added == most) {
        reduce(rest);
        added = 0;
      }
    }
    reduce(rest);
    return new Reduced(coefficients, rest);
  }

  private void reduce(long[] values) {
    for (int j = 0; j < width; j++) {
      values[j] %= field.p();
    }
  }

  /** Adds a vector; whether the subspace became larger. */
  boolean insert(long[] vector) {
    if (rows.size() == width) {
      return false;
    }
    long[] rest = reduced(vector).rest;
    int pivot = 0;
    while (pivot < width && rest[pivot] == 0) {
      pivot++;
    }
    if (pivot == width) {
      return false;
    }
    long inverse = field.inverse(rest[pivot]);
    for (int j = pivot; j < width; j++) {
      rest[j] = field.multiply(rest[j], inverse);
    }
    rows.add(rest);
    pivots.add(pivot);
    return true;
  }

  int rank() {
    return rows.size();
  }

  boolean isWhole() {
    return rows.size() == width;
  }

  boolean contains(long[] vector) {
    for (long left : reduced(vector).rest) {
      if (left != 0) {
        return false;
      }
    }
    return true;
  }

  /** A copy of a basis vector. */
  long[] basis(int i) {
    return rows.get(i).clone();
  }

  /**
   * Coordinates in this basis.
   *
   * @throws IllegalArgumentException if the vector does not lie in the subspace
   */
  long[] coordinates(long[] vector) {
    Reduced r = reduced(vector);
    for (long left : r.rest) {
      if (left != 0) {
        throw new IllegalArgumentException(
            "a vector outside of a subspace of dimension " + rank() + ": expected one in it");
      }
    }
    return r.coefficients;
  }

  /** The places where no basis vector has its pivot: unit vectors there span a complement. */
  List<Integer> free() {
    List<Integer> free = new ArrayList<>();
    for (int j = 0; j < width; j++) {
      if (!pivots.contains(j)) {
        free.add(j);
      }
    }
    return Collections.unmodifiableList(free);
  }

  /** Coordinates modulo the subspace, of the unit vectors at the free places. */
  long[] modulo(long[] vector) {
    long[] rest = reduced(vector).rest;
    return free().stream().mapToLong(j -> rest[j]).toArray();
  }
}
