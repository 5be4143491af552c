package io.reprise.papers.sk;

import io.reprise.experiment.Metric;
import io.reprise.experiment.Metric.Direction;
import java.util.ArrayList;
import java.util.List;

/** What trials measure besides accuracy and loss. */
final class SkMetrics {
  /** How far from 1 the weights of a channel sum up. */
  static final Metric SUM_ERROR = new Metric("attention_sum_error", "1", Direction.LOWER);

  /** The smallest of an attention weight and 1 less the largest: above 0 if all are inside. */
  static final Metric LEAST_DISTANCE_TO_BOUND =
      new Metric("attention_least_distance_to_0_or_1", "1", Direction.NEITHER);

  static final Metric ZERO_MATRICES_DEVIATION =
      new Metric("zero_matrices_deviation_from_mean", "1", Direction.LOWER);

  static final Metric BRANCH_ORDER_DEVIATION =
      new Metric("branch_order_deviation", "1", Direction.LOWER);

  static final Metric GRADIENT_DEVIATION =
      new Metric("gradient_deviation_from_formulas", "1", Direction.LOWER);

  /**
   * By how much the lead of the large kernel grows from the smallest to the largest objects, over
   * all units but those of the last stage.
   */
  static final Metric RISE_EARLY =
      new Metric("selected_kernel_rise_early_stages", "1", Direction.HIGHER);

  /** The same for the units of the last stage. */
  static final Metric RISE_LAST =
      new Metric("selected_kernel_rise_last_stage", "1", Direction.NEITHER);

  /** By how much the rise in the early stages exceeds the size of that in the last. */
  static final Metric RISE_EXCESS =
      new Metric("selected_kernel_rise_early_over_last", "1", Direction.HIGHER);

  /** As many units as SKNet-29 has. */
  private static final int MOST_UNITS = 9;

  private SkMetrics() {}

  /** The accuracy on objects of one size. */
  static Metric accuracy(ObjectSize size) {
    return new Metric("top1_accuracy_" + size.id(), "percent", Direction.HIGHER);
  }

  /**
   * The lead of the large kernel in one unit for objects of one size, see {@link Selection}.
   *
   * @param unit counted from 0
   */
  static Metric lead(int unit, ObjectSize size) {
    return new Metric(
        "selected_kernel_unit" + (unit + 1) + "_" + size.id(), "1", Direction.NEITHER);
  }

  static List<Metric> all() {
    List<Metric> all =
        new ArrayList<>(
            List.of(
                Metric.TOP1_ACCURACY,
                Metric.TOP5_ACCURACY,
                Metric.TEST_LOSS,
                RISE_EARLY,
                RISE_LAST,
                RISE_EXCESS));
    for (List<ObjectSize> sizes : List.of(ObjectSize.ENLARGED, ObjectSize.DRAWN)) {
      for (int unit = 0; unit < MOST_UNITS; unit++) {
        for (ObjectSize size : sizes) {
          all.add(lead(unit, size));
        }
      }
      sizes.forEach(size -> all.add(accuracy(size)));
    }
    all.addAll(
        List.of(
            SUM_ERROR,
            LEAST_DISTANCE_TO_BOUND,
            ZERO_MATRICES_DEVIATION,
            BRANCH_ORDER_DEVIATION,
            GRADIENT_DEVIATION));
    return all;
  }
}
