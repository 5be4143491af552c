package io.reprise.baselines.metric;

import io.reprise.tensor.Tensor;

/**
 * Circle loss (arXiv 2002.10857, eq. 5): each similarity is weighted by its distance from an
 * optimum beyond reach. The exponents are {@code gamma [s_n - O_n]+ (s_n - Delta_n)} and {@code
 * -gamma [O_p - s_p]+ (s_p - Delta_p)}, where the weights {@code [..]+} are constants to the
 * gradient.
 *
 * @param scale gamma, above 0
 * @param positiveOptimum O_p
 * @param negativeOptimum O_n
 * @param positiveMargin Delta_p
 * @param negativeMargin Delta_n
 * @param weights whether gradients flow through the weights
 */
public record CircleLoss(
    double scale,
    double positiveOptimum,
    double negativeOptimum,
    double positiveMargin,
    double negativeMargin,
    Weights weights)
    implements UnifiedForm {
  /** What the weights are to the gradient. */
  public enum Weights {
    /** Constants, as published. */
    FROZEN,
    /** Functions of the similarities: another gradient, to show that it matters. */
    DIFFERENTIATED
  }

  /** Checks the ranges. */
  public CircleLoss {
    if (!(scale > 0 && Double.isFinite(scale))) {
      throw new IllegalArgumentException(
          "circle loss: scale gamma '" + scale + "': expected a number above 0");
    }
    double sum = positiveOptimum + negativeOptimum + positiveMargin + negativeMargin;
    if (!Double.isFinite(sum)) {
      throw new IllegalArgumentException(
          "circle loss: optima "
              + positiveOptimum
              + " and "
              + negativeOptimum
              + ", margins "
              + positiveMargin
              + " and "
              + negativeMargin
              + ": expected finite numbers");
    }
  }

  /**
   * With {@code O_p = 1 + m, O_n = -m, Delta_p = 1 - m, Delta_n = m} (section 3.3), whose boundary
   * for one pair is the circle of radius {@code sqrt(2) m} around {@code s_n = 0, s_p = 1}.
   *
   * @param scale gamma, above 0
   * @param margin m, in (-1, 1)
   */
  public static CircleLoss of(double scale, double margin) {
    UnifiedForm.require("circle loss", scale, margin);
    return new CircleLoss(scale, 1 + margin, -margin, 1 - margin, margin, Weights.FROZEN);
  }

  /** The same value with another gradient. */
  public CircleLoss with(Weights other) {
    return new CircleLoss(
        scale, positiveOptimum, negativeOptimum, positiveMargin, negativeMargin, other);
  }

  @Override
  public Tensor positiveExponent(Tensor similarities) {
    Tensor weight = similarities.neg().add(positiveOptimum).relu();
    return constant(weight).mul(similarities.sub(positiveMargin)).mul(-scale);
  }

  @Override
  public Tensor negativeExponent(Tensor similarities) {
    Tensor weight = similarities.sub(negativeOptimum).relu();
    return constant(weight).mul(similarities.sub(negativeMargin)).mul(scale);
  }

  private Tensor constant(Tensor weight) {
    return weights == Weights.FROZEN ? weight.stopGradient() : weight;
  }
}
