package io.reprise.papers.san;

import java.util.List;

/** Features with mean 0 and deviation 1 over the points that it was fitted to. */
final class Standardisation {
  private final double[] mean;
  private final double[] deviation;

  /**
   * Fitted to some points.
   *
   * @throws IllegalArgumentException if there are none, or one is not finite
   */
  Standardisation(List<double[]> points) {
    if (points.isEmpty()) {
      throw new IllegalArgumentException("standardisation of 0 points: expected at least 1");
    }
    int n = points.get(0).length;
    mean = new double[n];
    deviation = new double[n];
    for (int j = 0; j < n; j++) {
      int column = j;
      mean[j] = points.stream().mapToDouble(p -> p[column]).average().orElseThrow();
      double centre = mean[j];
      double variance =
          points.stream()
              .mapToDouble(p -> (p[column] - centre) * (p[column] - centre))
              .average()
              .orElseThrow();
      if (!Double.isFinite(variance)) {
        throw new IllegalArgumentException(
            "feature " + j + " has variance " + variance + ": expected finite features");
      }
      // A feature that never changes tells nothing apart, and stays 0.
      deviation[j] = variance > 0 ? Math.sqrt(variance) : 1;
    }
  }

  /** The points in units of the deviation. */
  List<double[]> of(List<double[]> points) {
    return points.stream().map(this::of).toList();
  }

  private double[] of(double[] point) {
    double[] standard = new double[point.length];
    for (int j = 0; j < point.length; j++) {
      standard[j] = (point[j] - mean[j]) / deviation[j];
    }
    return standard;
  }
}
