package io.reprise.experiment;

import java.util.List;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.StatUtils;

/**
 * Numbers of which the spread matters: one a seed, or one a timed pass.
 *
 * @param values in order of seed or time
 */
public record Sample(List<Double> values) {
  /** Copies the values. */
  public Sample {
    values = List.copyOf(values);
  }

  private double[] array() {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  public int size() {
    return values.size();
  }

  /** NaN if there are no values. */
  public double mean() {
    return StatUtils.mean(array());
  }

  /** The standard deviation of a sample (n - 1); NaN below two values. */
  public double standardDeviation() {
    return size() < 2 ? Double.NaN : Math.sqrt(StatUtils.variance(array()));
  }

  public double min() {
    return StatUtils.min(array());
  }

  public double max() {
    return StatUtils.max(array());
  }

  /**
   * The value below which a share of all values lies.
   *
   * @param percent in (0, 100]
   */
  public double percentile(double percent) {
    return StatUtils.percentile(array(), percent);
  }

  /** Half the width of the two-sided 95% confidence interval of the mean; NaN below two values. */
  public double halfWidth95() {
    if (size() < 2) {
      return Double.NaN;
    }
    double t = new TDistribution(null, size() - 1.0).inverseCumulativeProbability(0.975);
    return t * standardDeviation() / Math.sqrt(size());
  }

  /** The pairwise differences to another sample of the same seeds. */
  public Sample minus(Sample other) {
    if (other.size() != size()) {
      throw new IllegalArgumentException(
          "paired samples of " + size() + " and " + other.size() + " values: expected as many");
    }
    return new Sample(
        java.util.stream.IntStream.range(0, size())
            .mapToObj(i -> values.get(i) - other.values.get(i))
            .toList());
  }
}
