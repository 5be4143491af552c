package io.reprise.papers.circleloss;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The gradient of Circle loss for one anchor by the paper's formula, in plain Java: {@code
 * dL/ds_n^j = Z softmax_j(gamma (s_n^2 - m^2)) gamma (s_n^j + m)} and {@code dL/ds_p^i = Z
 * softmax_i(gamma ((s_p - 1)^2 - m^2)) gamma (s_p^i - 1 - m)} with {@code Z = 1 - exp(-L)}, for
 * {@code s_n > -m} and {@code s_p < 1 + m}.
 *
 * <p>The sign of the second is the one that lowers the loss by raising s_p; the paper prints the
 * other.
 */
final class GradientFormula {
  private final double scale;
  private final double margin;
  private final double[] positives;
  private final double[] negatives;
  private final double[] positiveExponents;
  private final double[] negativeExponents;

  GradientFormula(double scale, double margin, double[] positives, double[] negatives) {
    this.scale = scale;
    this.margin = margin;
    this.positives = positives;
    this.negatives = negatives;
    this.positiveExponents = exponents(DoubleStream.of(positives).map(s -> s - 1));
    this.negativeExponents = exponents(DoubleStream.of(negatives));
  }

  private double[] exponents(DoubleStream distances) {
    return distances.map(d -> scale * (d * d - margin * margin)).toArray();
  }

  /** {@code log(sum exp)}. */
  static double logSumExp(double[] exponents) {
    double largest = DoubleStream.of(exponents).max().orElseThrow();
    return largest
        + StrictMath.log(DoubleStream.of(exponents).map(e -> StrictMath.exp(e - largest)).sum());
  }

  /** Z. */
  private double strength() {
    return 1 / (1 + StrictMath.exp(-logSumExp(positiveExponents) - logSumExp(negativeExponents)));
  }

  /** With weights that are constants: the published gradient. */
  double[] ofNegatives() {
    return gradient(negatives, negativeExponents, s -> s + margin);
  }

  /** With weights that are constants: the published gradient. */
  double[] ofPositives() {
    return gradient(positives, positiveExponents, s -> s - 1 - margin);
  }

  /** As if the weights were differentiated: the slope of the exponents as they are. */
  double[] ofNegativesThroughWeights() {
    return gradient(negatives, negativeExponents, s -> 2 * s);
  }

  /** As if the weights were differentiated: the slope of the exponents as they are. */
  double[] ofPositivesThroughWeights() {
    return gradient(positives, positiveExponents, s -> 2 * (s - 1));
  }

  private interface Slope {
    double at(double similarity);
  }

  private double[] gradient(double[] similarities, double[] exponents, Slope slope) {
    double z = strength();
    double all = logSumExp(exponents);
    return IntStream.range(0, similarities.length)
        .mapToDouble(
            i -> z * StrictMath.exp(exponents[i] - all) * scale * slope.at(similarities[i]))
        .toArray();
  }
}
