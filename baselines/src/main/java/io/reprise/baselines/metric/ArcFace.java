package io.reprise.baselines.metric;

import io.reprise.tensor.Tensor;

/**
 * Cross entropy of scaled cosines of which that of the own class is taken at an angle larger by a
 * margin (arXiv 1801.07698). Where that angle would be beyond pi, the cosine falls on in a straight
 * line, as in the authors' code, so that the loss grows with the angle everywhere.
 *
 * @param scale s, above 0; 64 as published
 * @param margin m in radians, in [0, pi / 2); 0.5 as published
 */
public record ArcFace(double scale, double margin) implements ClassLoss {
  /** Keeps the slope of the root finite where an angle is 0 or pi. */
  private static final double LEAST_SQUARED_SINE = 1e-7;

  /** Checks the ranges. */
  public ArcFace {
    if (!(scale > 0 && Double.isFinite(scale)) || !(margin >= 0 && margin < Math.PI / 2)) {
      throw new IllegalArgumentException(
          "ArcFace: scale '"
              + scale
              + "' and margin '"
              + margin
              + "': expected above 0, and from 0 to below pi / 2");
    }
  }

  @Override
  public Tensor ofClasses(Tensor scores, Tensor labels) {
    Tensor own = ClassTargets.of(scores, labels);
    Tensor sine =
        scores.square().neg().add(1).clamp(LEAST_SQUARED_SINE, Double.POSITIVE_INFINITY).sqrt();
    Tensor shifted = scores.mul(StrictMath.cos(margin)).sub(sine.mul(StrictMath.sin(margin)));
    Tensor beyond = scores.sub(margin * StrictMath.sin(margin));
    Tensor target = scores.gt(-StrictMath.cos(margin)).where(shifted, beyond);
    return own.where(target, scores).mul(scale).crossEntropy(labels, 0);
  }
}
