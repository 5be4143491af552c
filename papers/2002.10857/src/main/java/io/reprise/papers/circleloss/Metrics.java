package io.reprise.papers.circleloss;

import io.reprise.experiment.Metric;
import java.util.ArrayList;
import java.util.List;

/** What trials measure beside the {@link LossChecks}. */
final class Metrics {
  /** At which ranks recall is taken. */
  static final List<Integer> RECALLED = List.of(1, 2, 4, 8);

  /** Share of queries with a right answer among the first so many, each left out of its gallery. */
  static final List<Metric> RECALL =
      RECALLED.stream().map(k -> percent("recall_at_" + k, Metric.Direction.HIGHER)).toList();

  static final Metric RECALL_1 = RECALL.get(0);

  /** Share of queries of re-identification with a right answer in the first place. */
  static final Metric RANK_1 = percent("rank1", Metric.Direction.HIGHER);

  /** Mean average precision. */
  static final Metric MAP = percent("map", Metric.Direction.HIGHER);

  /** Verification over ten folds. */
  static final Metric ACCURACY = percent("accuracy", Metric.Direction.HIGHER);

  /** True accepts where one in a hundred impostor pairs is accepted. */
  static final Metric TAR = percent("tar_at_far_0.01", Metric.Direction.HIGHER);

  /** The highest mAP over the scales of a study. */
  static final Metric BEST_MAP = percent("map_at_best_scale", Metric.Direction.HIGHER);

  /** By how much mAP differs between the scales of a study. */
  static final Metric MAP_RANGE = percent("map_range_over_scales", Metric.Direction.LOWER);

  private Metrics() {}

  private static Metric percent(String name, Metric.Direction better) {
    return new Metric(name, "percent", better);
  }

  static List<Metric> all() {
    List<Metric> all = new ArrayList<>(RECALL);
    all.addAll(List.of(RANK_1, MAP, ACCURACY, TAR, BEST_MAP, MAP_RANGE));
    all.addAll(LossChecks.METRICS);
    return all;
  }
}
