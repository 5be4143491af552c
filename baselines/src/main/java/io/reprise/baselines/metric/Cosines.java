package io.reprise.baselines.metric;

import io.reprise.tensor.DType;
import io.reprise.tensor.Tensor;

/** Cosines of the angles between rows. */
public final class Cosines {
  private Cosines() {}

  /**
   * The rows of {@code [N, D]} divided by their lengths.
   *
   * @throws IllegalArgumentException if a row is zero, naming it: it has no direction
   */
  public static Tensor unit(Tensor rows) {
    Tensor lengths = rows.norm(1);
    if (rows.engine().hasValues()) {
      requireDirections(lengths.stopGradient().cast(DType.FLOAT64).toDoubles());
    }
    return rows.div(lengths.unsqueeze(1));
  }

  private static void requireDirections(double[] lengths) {
    for (int i = 0; i < lengths.length; i++) {
      if (lengths[i] == 0) {
        throw new IllegalArgumentException("zero-norm embedding at row " + i);
      }
    }
  }

  /**
   * {@code [N, M]} cosines of the rows of {@code [N, D]} and {@code [M, D]}.
   *
   * @throws IllegalArgumentException if a row is zero
   */
  public static Tensor between(Tensor rows, Tensor others) {
    return unit(rows).linear(unit(others), null);
  }
}
