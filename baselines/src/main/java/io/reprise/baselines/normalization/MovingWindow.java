package io.reprise.baselines.normalization;

import io.reprise.tensor.DType;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;

/**
 * The simple moving average of the last m group statistics, each group's own among them. Group k of
 * K averages groups 0 to k of this step and the last m - k - 1 of earlier steps; for k at or beyond
 * m - 1 the last m of this step.
 *
 * <p>The average is linear: {@code current [K, K] * values + earlier [K, m] * history}.
 */
final class MovingWindow {
  private final int groups;
  private final int length;

  /**
   * For a step.
   *
   * @param groups of the step, K
   * @param length of the window, m; 0 where every group uses its own statistics alone
   */
  MovingWindow(int groups, int length) {
    this.groups = groups;
    this.length = length;
  }

  /** The share of group {@code from} of this step in the average of group {@code of}. */
  double current(int of, int from) {
    if (length == 0) {
      return of == from ? 1 : 0;
    }
    return from <= of && from > of - length ? 1.0 / length : 0;
  }

  /** The share of row {@code from} of the history, whose last row is the newest. */
  double earlier(int of, int from) {
    return length > 0 && from > of ? 1.0 / length : 0;
  }

  /**
   * The part of the averages that earlier steps contribute.
   *
   * @param history {@code [m, C]}
   * @return {@code [K, C]}
   */
  Tensor ofHistory(Tensor history, DType type) {
    int rows = history.shape().dim(0);
    float[] shares = new float[groups * rows];
    for (int i = 0; i < shares.length; i++) {
      shares[i] = (float) earlier(i / rows, i % rows);
    }
    return matrix(history.engine(), shares, rows, type).matmul(history.cast(type));
  }

  /** The part of the averages {@code [K, C]} that this step's groups contribute. */
  Tensor ofStep(Tensor values) {
    return shares(values, false).matmul(values);
  }

  /** The transpose of {@link #ofStep}, which takes gradients the other way. */
  Tensor transposed(Tensor values) {
    return shares(values, true).matmul(values);
  }

  private Tensor shares(Tensor values, boolean transpose) {
    float[] shares = new float[groups * groups];
    for (int i = 0; i < shares.length; i++) {
      int row = i / groups;
      int column = i % groups;
      shares[i] = (float) (transpose ? current(column, row) : current(row, column));
    }
    return matrix(values.engine(), shares, groups, values.dtype());
  }

  private Tensor matrix(Engine engine, float[] shares, int columns, DType type) {
    return engine.tensor(shares, Shape.of(groups, columns)).cast(type);
  }

  /** Appends this step's values {@code [K, C]} to a history, whose oldest rows leave it. */
  static void push(Tensor history, Tensor values) {
    int rows = history.shape().dim(0);
    Tensor all = history.concat(0, values.cast(history.dtype()));
    int end = all.shape().dim(0);
    // A copy: what is assigned must not share memory with where it goes.
    history.assign(all.slice(0, end - rows, end).mul(1));
  }
}
