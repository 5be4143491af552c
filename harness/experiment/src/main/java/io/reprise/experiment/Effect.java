package io.reprise.experiment;

import java.util.stream.DoubleStream;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.util.CombinatoricsUtils;

/**
 * A difference estimated from seeds, with what is needed to test it: Student's t on the differences
 * of paired seeds, Welch's t where seeds do not pair.
 *
 * <p>Where all values are equal there is no spread to divide by, and t would call any difference
 * certain. The exact test takes its place there: sign flips of paired differences, permutations of
 * unpaired ones. That test is not used elsewhere, because it can not reach {@link #LEVEL} with
 * fewer than six pairs, whatever the effect.
 *
 * @param n pairs, or values of both samples together; at least 1
 * @param paired whether each seed gave a difference
 * @param standardError of the mean; 0 if all values are equal, NaN if one value is all there is
 * @param degreesOfFreedom of t
 * @param exactP the smallest p of the exact test: that of values that all agree
 */
public record Effect(
    int n,
    boolean paired,
    double mean,
    double standardError,
    double degreesOfFreedom,
    double exactP) {
  /**
   * The level of every one-sided test. A 95% interval leaves as much on each side, so a single
   * test's verdict is that of the interval shown beside it.
   */
  public static final double LEVEL = 0.025;

  /** Values that differ by less than this share of their size differ by rounding alone. */
  private static final double ROUNDING = 1e-9;

  /**
   * The effect of paired differences.
   *
   * @param differences one a seed, at least one
   */
  public static Effect paired(Sample differences) {
    int n = require(differences);
    return new Effect(
        n,
        true,
        differences.mean(),
        Math.sqrt(variance(differences) / n),
        n - 1.0,
        Math.pow(0.5, n));
  }

  /**
   * The effect of a sample over another whose seeds are not the same ones, by Welch's t.
   *
   * @param a at least one value
   * @param b at least one value
   */
  public static Effect unpaired(Sample a, Sample b) {
    int n = require(a);
    int m = require(b);
    double u = variance(a) / n;
    double v = variance(b) / m;
    double freedom =
        u + v == 0 ? n + m - 2.0 : (u + v) * (u + v) / (u * u / (n - 1) + v * v / (m - 1));
    return new Effect(
        n + m,
        false,
        a.mean() - b.mean(),
        Math.sqrt(u + v),
        freedom,
        1 / CombinatoricsUtils.binomialCoefficientDouble(n + m, n));
  }

  private static int require(Sample sample) {
    if (sample.size() == 0) {
      throw new IllegalArgumentException("effect of a sample without values: expected at least 1");
    }
    return sample.size();
  }

  private static double variance(Sample sample) {
    double deviation = sample.standardDeviation();
    double size = Math.max(Math.abs(sample.min()), Math.abs(sample.max()));
    return deviation <= ROUNDING * size ? 0 : deviation * deviation;
  }

  /** Whether there are values enough to see a spread. */
  public boolean testable() {
    return !Double.isNaN(standardError);
  }

  /** The effect measured from another origin. */
  Effect minus(double origin) {
    return new Effect(n, paired, mean - origin, standardError, degreesOfFreedom, exactP);
  }

  /** The effect with its sign turned. */
  Effect negated() {
    return new Effect(n, paired, -mean, standardError, degreesOfFreedom, exactP);
  }

  /** The p-value of "the true difference is above a threshold"; NaN if not testable. */
  public double pAbove(double threshold) {
    double distance = mean - threshold;
    if (!testable()) {
      return Double.NaN;
    }
    if (standardError == 0) {
      return distance > 0 ? exactP : 1;
    }
    // The lower tail of -t, since 1 minus the distribution at t loses all digits of a small p.
    return student().cumulativeProbability(-distance / standardError);
  }

  /**
   * The p-value of "the true difference is within a band around 0" by two one-sided tests (TOST),
   * the larger of the two; NaN if not testable.
   *
   * @param band half its width, at least 0
   */
  public double pWithin(double band) {
    return Math.max(pAbove(-band), negated().pAbove(-band));
  }

  /** Whether there is an interval: values enough, and not all equal unless there are many. */
  public boolean hasInterval() {
    return testable() && (standardError > 0 || exactP <= LEVEL);
  }

  /**
   * All true differences that a test at {@link #LEVEL} on either side does not exclude; all there
   * are if {@link #hasInterval()} is false.
   */
  public Interval interval() {
    double halfWidth = 0;
    if (!hasInterval()) {
      halfWidth = Double.POSITIVE_INFINITY;
    } else if (standardError > 0) {
      halfWidth = student().inverseCumulativeProbability(1 - LEVEL) * standardError;
    }
    return new Interval(mean - halfWidth, mean + halfWidth);
  }

  private TDistribution student() {
    return new TDistribution(null, degreesOfFreedom);
  }

  /**
   * Holm's correction of the p-values of claims that are judged together: with it the chance that
   * any claim is called reproduced without an effect stays at the level of one test.
   *
   * @param p those of untested claims are NaN: they stay so and do not count
   * @return in the same order, at most 1
   */
  public static double[] holm(double... p) {
    double[] adjusted = p.clone();
    int[] order =
        java.util.stream.IntStream.range(0, p.length)
            .filter(i -> !Double.isNaN(p[i]))
            .boxed()
            .sorted(java.util.Comparator.comparingDouble(i -> p[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double largest = 0;
    for (int rank = 0; rank < order.length; rank++) {
      largest = Math.max(largest, Math.min(1, (order.length - rank) * p[order[rank]]));
      adjusted[order[rank]] = largest;
    }
    return adjusted;
  }

  /** The largest of several p-values, which is that of all their claims together. */
  static double largest(DoubleStream p) {
    return p.reduce(Math::max).orElse(Double.NaN);
  }
}
