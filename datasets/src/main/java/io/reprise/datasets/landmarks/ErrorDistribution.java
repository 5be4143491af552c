package io.reprise.datasets.landmarks;

import java.util.List;

/**
 * The normalised errors of a set of images and their cumulative distribution.
 *
 * @param errors one an image, sorted; shares, not percent
 */
public record ErrorDistribution(List<Double> errors) {
  private static final int CURVE_POINTS = 2_000;

  /** Checks that there is an error, and that each is finite and not negative. */
  public ErrorDistribution {
    errors = errors.stream().sorted().toList();
    if (errors.isEmpty()) {
      throw new IllegalArgumentException("no errors: expected at least one");
    }
    for (double error : errors) {
      if (!(error >= 0 && Double.isFinite(error))) {
        throw new IllegalArgumentException("error " + error + ": expected finite and at least 0");
      }
    }
  }

  /** The normalised mean error (NME). */
  public double mean() {
    return errors.stream().mapToDouble(e -> e).average().orElseThrow();
  }

  /** The share of images with an error below the threshold: the cumulative error curve. */
  public double shareBelow(double threshold) {
    return (double) errors.stream().filter(e -> e < threshold).count() / errors.size();
  }

  /** The share of images with an error above the threshold: FR@10 for 0.1. */
  public double failureRate(double threshold) {
    return (double) errors.stream().filter(e -> e > threshold).count() / errors.size();
  }

  /** The exact area under the curve from 0 to the threshold, divided by the threshold. */
  public double areaUnderCurve(double threshold) {
    requireAboveZero(threshold);
    return errors.stream().mapToDouble(e -> Math.max(0, 1 - e / threshold)).sum() / errors.size();
  }

  /**
   * The same area by the trapezoidal rule over 2,000 evenly spaced points, as SBR and SAN measure
   * it (arXiv 1807.00966).
   */
  public double trapezoidalArea(double threshold) {
    requireAboveZero(threshold);
    double sum = 0;
    for (int i = 0; i < CURVE_POINTS; i++) {
      double end = i == 0 || i == CURVE_POINTS - 1 ? 0.5 : 1;
      sum += end * shareBelow(threshold * i / (CURVE_POINTS - 1));
    }
    return sum / (CURVE_POINTS - 1);
  }

  private static void requireAboveZero(double threshold) {
    if (!(threshold > 0)) {
      throw new IllegalArgumentException("threshold " + threshold + ": expected above 0");
    }
  }
}
