package io.reprise.papers.larsson;

import java.util.Arrays;

/** A matrix over a prime field; a linear map that vectors are put into from the right. */
final class FieldMatrix {
  private final PrimeField field;
  private final int rows;
  private final int columns;
  private final long[] values;

  private FieldMatrix(PrimeField field, int rows, int columns, long[] values) {
    this.field = field;
    this.rows = rows;
    this.columns = columns;
    this.values = values;
  }

  /** With entries that lie in the field. */
  static FieldMatrix of(PrimeField field, int rows, int columns, IntegerMatrix.Entries entries) {
    long[] values = new long[rows * columns];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        values[i * columns + j] = entries.at(i, j);
      }
    }
    return new FieldMatrix(field, rows, columns, values);
  }

  static FieldMatrix scalar(PrimeField field, int size, long value) {
    return of(field, size, size, (i, j) -> i == j ? value : 0);
  }

  /** A square matrix from its entries row by row. */
  static FieldMatrix square(PrimeField field, int size, long[] values) {
    return new FieldMatrix(field, size, size, values.clone());
  }

  int rows() {
    return rows;
  }

  int columns() {
    return columns;
  }

  boolean isZero() {
    return Arrays.stream(values).allMatch(v -> v == 0);
  }

  /** A copy of the entries, row by row. */
  long[] entries() {
    return values.clone();
  }

  FieldMatrix times(FieldMatrix other) {
    int most = field.productsBeforeOverflow();
    long[] product = new long[rows * other.columns];
    long[] sums = new long[other.columns];
    for (int i = 0; i < rows; i++) {
      Arrays.fill(sums, 0);
      int added = 0;
      for (int k = 0; k < columns; k++) {
        long a = values[i * columns + k];
        if (a == 0) {
          continue;
        }
        for (int j = 0; j < sums.length; j++) {
          sums[j] += a * other.values[k * other.columns + j];
        }
        if (++added == most) {
          reduce(sums);
          added = 0;
        }
      }
      reduce(sums);
      System.arraycopy(sums, 0, product, i * other.columns, sums.length);
    }
    return new FieldMatrix(field, rows, other.columns, product);
  }

  private void reduce(long[] sums) {
    for (int j = 0; j < sums.length; j++) {
      sums[j] %= field.p();
    }
  }

  /** This and a multiple of another of the same size. */
  FieldMatrix plus(FieldMatrix other, long factor) {
    long[] sum = values.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] = (sum[i] + factor * other.values[i]) % field.p();
    }
    return new FieldMatrix(field, rows, columns, sum);
  }

  FieldMatrix minus(FieldMatrix other) {
    return plus(other, field.p() - 1);
  }

  /** This square matrix and a multiple of the identity. */
  FieldMatrix plusScalar(long value) {
    long[] sum = values.clone();
    for (int i = 0; i < rows; i++) {
      sum[i * columns + i] = field.add(sum[i * columns + i], value);
    }
    return new FieldMatrix(field, rows, columns, sum);
  }

  /** The image of a vector. */
  long[] image(long[] vector) {
    long[] image = new long[rows];
    for (int i = 0; i < rows; i++) {
      long sum = 0;
      for (int j = 0; j < columns; j++) {
        sum = (sum + values[i * columns + j] * vector[j]) % field.p();
      }
      image[i] = sum;
    }
    return image;
  }

  /** A column. */
  long[] column(int j) {
    long[] column = new long[rows];
    for (int i = 0; i < rows; i++) {
      column[i] = values[i * columns + j];
    }
    return column;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof FieldMatrix m
        && field.equals(m.field)
        && rows == m.rows
        && columns == m.columns
        && Arrays.equals(values, m.values);
  }

  @Override
  public int hashCode() {
    return 31 * rows + Arrays.hashCode(values);
  }
}
