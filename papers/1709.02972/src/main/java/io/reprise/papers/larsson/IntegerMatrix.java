package io.reprise.papers.larsson;

import java.util.Arrays;
import java.util.function.LongBinaryOperator;

/**
 * A matrix of integers. No result is ever rounded or cut: one that does not fit into 64 bits is an
 * {@link ArithmeticException}.
 */
final class IntegerMatrix {
  private final int rows;
  private final int columns;
  private final long[] values;

  private IntegerMatrix(int rows, int columns, long[] values) {
    this.rows = rows;
    this.columns = columns;
    this.values = values;
  }

  /** An entry for each row and column. */
  @FunctionalInterface
  interface Entries {
    long at(int row, int column);
  }

  static IntegerMatrix of(int rows, int columns, Entries entries) {
    long[] values = new long[rows * columns];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        values[i * columns + j] = entries.at(i, j);
      }
    }
    return new IntegerMatrix(rows, columns, values);
  }

  static IntegerMatrix identity(int size) {
    return of(size, size, (i, j) -> i == j ? 1 : 0);
  }

  static IntegerMatrix zero(int rows, int columns) {
    return new IntegerMatrix(rows, columns, new long[rows * columns]);
  }

  int rows() {
    return rows;
  }

  int columns() {
    return columns;
  }

  long get(int row, int column) {
    return values[row * columns + column];
  }

  boolean isZero() {
    return Arrays.stream(values).allMatch(v -> v == 0);
  }

  IntegerMatrix plus(IntegerMatrix other) {
    return combined(other, Math::addExact);
  }

  IntegerMatrix minus(IntegerMatrix other) {
    return combined(other, Math::subtractExact);
  }

  private IntegerMatrix combined(IntegerMatrix other, LongBinaryOperator how) {
    if (rows != other.rows || columns != other.columns) {
      throw new IllegalArgumentException(
          "matrices of " + size() + " and " + other.size() + ": expected the same size");
    }
    return of(rows, columns, (i, j) -> how.applyAsLong(get(i, j), other.get(i, j)));
  }

  IntegerMatrix times(long factor) {
    return of(rows, columns, (i, j) -> Math.multiplyExact(get(i, j), factor));
  }

  IntegerMatrix times(IntegerMatrix other) {
    if (columns != other.rows) {
      throw new IllegalArgumentException(
          "product of matrices of "
              + size()
              + " and "
              + other.size()
              + ": expected columns and"
              + " rows of the same number");
    }
    long[] product = new long[rows * other.columns];
    for (int i = 0; i < rows; i++) {
      for (int k = 0; k < columns; k++) {
        long a = get(i, k);
        if (a != 0) {
          for (int j = 0; j < other.columns; j++) {
            int at = i * other.columns + j;
            product[at] = Math.addExact(product[at], Math.multiplyExact(a, other.get(k, j)));
          }
        }
      }
    }
    return new IntegerMatrix(rows, other.columns, product);
  }

  /** AB - BA. */
  IntegerMatrix commutator(IntegerMatrix other) {
    return times(other).minus(other.times(this));
  }

  IntegerMatrix transposed() {
    return of(columns, rows, (i, j) -> get(j, i));
  }

  /** The same matrix modulo a prime. */
  FieldMatrix modulo(PrimeField field) {
    return FieldMatrix.of(field, rows, columns, (i, j) -> field.of(get(i, j)));
  }

  String size() {
    return rows + " x " + columns;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof IntegerMatrix m
        && rows == m.rows
        && columns == m.columns
        && Arrays.equals(values, m.values);
  }

  @Override
  public int hashCode() {
    return 31 * rows + Arrays.hashCode(values);
  }
}
