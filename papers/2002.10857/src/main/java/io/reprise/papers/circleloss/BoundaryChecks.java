package io.reprise.papers.circleloss;

import io.reprise.baselines.metric.CircleLoss;
import io.reprise.baselines.metric.CircleLoss.Weights;
import io.reprise.experiment.Measurements;
import io.reprise.experiment.Metric;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Circle loss's boundary for one pair of each kind: where its exponents add up to 0. By the paper
 * that is a circle around {@code ((O_n + Delta_n) / 2, (O_p + Delta_p) / 2)} whose squared radius
 * is {@code ((O_n - Delta_n)^2 + (O_p - Delta_p)^2) / 4}.
 */
final class BoundaryChecks {
  /** The largest sum of exponents over gamma at places on the circle. */
  static final Metric ON_CIRCLE = LossChecks.difference("boundary_exponent");

  /** How many places just inside are not below the boundary, or just outside not above. */
  static final Metric WRONG_SIDES = LossChecks.difference("boundary_wrong_sides");

  /** Where exponents are not negative just where s_p is above 1 - m, and s_n below m. */
  static final Metric WRONG_TARGETS = LossChecks.difference("wrong_targets");

  private static final double SCALE = 64;
  private static final int ANGLES = 64;
  private static final double JUST = 1e-3;

  private final Doubles doubles;
  private final Seed seed;
  private double onCircle;
  private int wrongSides;

  BoundaryChecks(Engine engine, Seed seed) {
    this.doubles = new Doubles(engine);
    this.seed = seed;
  }

  /** Measures its metrics, on the reduced form and on four drawn general ones. */
  void measure(Measurements measurements) {
    int wrongTargets = 0;
    for (double margin : List.of(0.1, 0.25, 0.4)) {
      look(CircleLoss.of(SCALE, margin));
      wrongTargets += wrongTargets(margin);
    }
    float[] drawn = seed.named("boundaries").uniform(16);
    for (int i = 0; i < drawn.length; i += 4) {
      look(
          new CircleLoss(
              SCALE,
              1 + 0.5 * drawn[i],
              -0.5 * drawn[i + 1],
              0.6 + 0.3 * drawn[i + 2],
              0.1 + 0.3 * drawn[i + 3],
              Weights.FROZEN));
    }
    measurements
        .put(ON_CIRCLE, onCircle)
        .put(WRONG_SIDES, wrongSides)
        .put(WRONG_TARGETS, wrongTargets);
  }

  private void look(CircleLoss loss) {
    for (double value : exponents(loss, 1)) {
      onCircle = Math.max(onCircle, Math.abs(value) / SCALE);
    }
    for (double value : exponents(loss, 1 - JUST)) {
      wrongSides += value < 0 ? 0 : 1;
    }
    for (double value : exponents(loss, 1 + JUST)) {
      wrongSides += value > 0 ? 0 : 1;
    }
  }

  /**
   * The sum of both exponents at places whose distance from the centre is so many radii, as far as
   * both weights are above 0 there.
   */
  private double[] exponents(CircleLoss loss, double radii) {
    double centreN = (loss.negativeOptimum() + loss.negativeMargin()) / 2;
    double centreP = (loss.positiveOptimum() + loss.positiveMargin()) / 2;
    double radius =
        radii
            / 2
            * Math.hypot(
                loss.negativeOptimum() - loss.negativeMargin(),
                loss.positiveOptimum() - loss.positiveMargin());
    List<Double> negatives = new ArrayList<>();
    List<Double> positives = new ArrayList<>();
    for (int a = 0; a < ANGLES; a++) {
      double angle = 2 * Math.PI * (a + 0.5) / ANGLES;
      double n = centreN + radius * StrictMath.cos(angle);
      double p = centreP + radius * StrictMath.sin(angle);
      if (n > loss.negativeOptimum() && p < loss.positiveOptimum()) {
        negatives.add(n);
        positives.add(p);
      }
    }
    double[] n = doubles.values(array(negatives), shape(negatives), loss::negativeExponent);
    double[] p = doubles.values(array(positives), shape(positives), loss::positiveExponent);
    Arrays.setAll(n, i -> n[i] + p[i]);
    return n;
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static Shape shape(List<Double> values) {
    return Shape.of(values.size());
  }

  private int wrongTargets(double margin) {
    CircleLoss loss = CircleLoss.of(SCALE, margin);
    List<Double> similarities = new ArrayList<>();
    for (int i = 0; i < 199; i++) {
      // Between the margins, which lie on whole hundredths.
      similarities.add(-0.995 + i / 100.0);
    }
    double[] p = doubles.values(array(similarities), shape(similarities), loss::positiveExponent);
    double[] n = doubles.values(array(similarities), shape(similarities), loss::negativeExponent);
    int wrong = 0;
    for (int i = 0; i < p.length; i++) {
      double s = similarities.get(i);
      wrong += p[i] < 0 == s > 1 - margin ? 0 : 1;
      if (s > -margin) {
        wrong += n[i] < 0 == s < margin ? 0 : 1;
      } else {
        // Beyond its optimum a similarity has no weight.
        wrong += n[i] == 0 ? 0 : 1;
      }
    }
    return wrong;
  }
}
