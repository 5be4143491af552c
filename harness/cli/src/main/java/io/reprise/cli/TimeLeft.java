package io.reprise.cli;

import io.reprise.experiment.Run;
import io.reprise.experiment.TrialResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Estimates the time that a run still takes, from how long its other trials took. */
final class TimeLeft {
  private final int jobs;
  private final Map<String, List<Double>> byVariant = new HashMap<>();
  private final List<Double> all = new ArrayList<>();

  /**
   * Knows nothing yet.
   *
   * @param jobs how many trials run at once
   */
  TimeLeft(int jobs) {
    this.jobs = jobs;
  }

  /** Learns from a trial, also one that is not of this run. A failed one tells nothing. */
  synchronized void learn(TrialResult result) {
    if (!result.failed()) {
      all.add(result.seconds());
      byVariant
          .computeIfAbsent(result.key().variant(), v -> new ArrayList<>())
          .add(result.seconds());
    }
  }

  /**
   * What is left.
   *
   * @param missing trials without a result
   * @param running seconds that trials which run now have taken, in all
   * @return empty if no trial has ended yet
   */
  synchronized Optional<Duration> of(List<Run.Planned> missing, double running) {
    if (all.isEmpty()) {
      return Optional.empty();
    }
    double work = 0;
    for (Run.Planned p : missing) {
      work += mean(byVariant.getOrDefault(p.key().variant(), all));
    }
    return Optional.of(Duration.ofMillis((long) (1000 * Math.max(0, work - running) / jobs)));
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(v -> v).average().orElseThrow();
  }

  /** For people, in one unit: {@code 40 s}, {@code 12 min}, {@code 3.5 h}. */
  static String words(Duration time) {
    double seconds = time.toMillis() / 1e3;
    if (seconds < 90) {
      return Math.round(seconds) + " s";
    }
    return seconds < 90 * 60
        ? Math.round(seconds / 60) + " min"
        : Math.round(seconds / 360) / 10.0 + " h";
  }
}
