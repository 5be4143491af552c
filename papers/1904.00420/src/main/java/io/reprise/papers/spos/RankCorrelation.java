package io.reprise.papers.spos;

import java.util.List;
import org.apache.commons.math3.stat.correlation.KendallsCorrelation;

/** How alike two measures order the same things. */
final class RankCorrelation {
  private RankCorrelation() {}

  /**
   * Kendall's tau-b, which counts ties on either side: 1 for the same order, -1 for the opposite
   * one. Where all of one side are equal it is not defined; 0 then, since that side orders nothing.
   *
   * @throws IllegalArgumentException if the sides differ in length or have fewer than two values
   */
  static double tauB(List<Double> x, List<Double> y) {
    if (x.size() != y.size() || x.size() < 2) {
      throw new IllegalArgumentException(
          "rank correlation of "
              + x.size()
              + " and "
              + y.size()
              + " values: expected equally many, at least 2");
    }
    if (x.stream().distinct().count() == 1 || y.stream().distinct().count() == 1) {
      return 0;
    }
    return new KendallsCorrelation().correlation(array(x), array(y));
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(v -> v).toArray();
  }
}
