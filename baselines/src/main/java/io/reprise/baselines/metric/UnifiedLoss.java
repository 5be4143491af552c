package io.reprise.baselines.metric;

import io.reprise.tensor.Tensor;

/**
 * The loss with exponents {@code gamma (s_n + m)} and {@code -gamma s_p} (arXiv 2002.10857, eq. 1).
 * With class labels it is AM-Softmax (arXiv 1801.05599), and without a margin NormFace (arXiv
 * 1704.06369); with pair labels and a large scale it tends to gamma times {@link HardTriplet}.
 *
 * @param scale gamma, above 0
 * @param margin m, in (-1, 1)
 */
public record UnifiedLoss(double scale, double margin) implements UnifiedForm {
  /** Checks the ranges. */
  public UnifiedLoss {
    UnifiedForm.require("unified loss", scale, margin);
  }

  /** Of cosines without a margin. */
  public static UnifiedLoss normFace(double scale) {
    return new UnifiedLoss(scale, 0);
  }

  /** Of cosines with a margin on that of the own class, 0.35 as published. */
  public static UnifiedLoss amSoftmax(double scale, double margin) {
    return new UnifiedLoss(scale, margin);
  }

  @Override
  public Tensor positiveExponent(Tensor similarities) {
    return similarities.mul(-scale);
  }

  @Override
  public Tensor negativeExponent(Tensor similarities) {
    return similarities.add(margin).mul(scale);
  }
}
