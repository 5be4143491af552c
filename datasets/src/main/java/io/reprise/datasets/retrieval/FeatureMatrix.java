package io.reprise.datasets.retrieval;

import java.util.Arrays;

/** Feature vectors of one length, a row each. */
public final class FeatureMatrix {
  private final int rows;
  private final int columns;
  private final float[] values;

  /**
   * Takes over the values without a copy: do not change them afterwards.
   *
   * @param values row by row
   * @throws IllegalArgumentException if there are not {@code rows} times {@code columns}, or one is
   *     not finite
   */
  public FeatureMatrix(int rows, int columns, float[] values) {
    if (rows < 1 || columns < 1 || (long) rows * columns != values.length) {
      throw new IllegalArgumentException(
          "features "
              + rows
              + " x "
              + columns
              + " with "
              + values.length
              + " values: expected at least 1 x 1, and as many values");
    }
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new IllegalArgumentException(
            "row "
                + i / columns
                + " column "
                + i % columns
                + " is "
                + values[i]
                + ": expected a finite number");
      }
    }
    this.rows = rows;
    this.columns = columns;
    this.values = values;
  }

  public int rows() {
    return rows;
  }

  public int columns() {
    return columns;
  }

  /** A copy of one vector. */
  public float[] row(int row) {
    return Arrays.copyOfRange(values, row * columns, (row + 1) * columns);
  }

  public float at(int row, int column) {
    if (column < 0 || column >= columns) {
      throw new IndexOutOfBoundsException("column " + column + ": expected below " + columns);
    }
    return values[row * columns + column];
  }
}
