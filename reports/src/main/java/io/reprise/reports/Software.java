package io.reprise.reports;

import io.reprise.experiment.Evidence;
import io.reprise.experiment.TrialResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which versions of an engine made results. A run's trials share engine, device, data and version
 * of the experiment, since these are in their keys; what they may differ in is the engine's own
 * version, and numbers of two versions are never averaged.
 */
final class Software {
  private static final String PREFIX = "engine.";
  private static final Set<String> NO_VERSION =
      Set.of("engine.engine", "engine.threads", "engine.precision", "engine.deterministic");

  private Software() {}

  /** The engine with its versions, in words. */
  static String of(Map<String, String> environment, String engine) {
    List<String> versions = new ArrayList<>();
    environment.forEach(
        (name, value) -> {
          if (name.startsWith(PREFIX) && !NO_VERSION.contains(name)) {
            versions.add(name.substring(PREFIX.length()) + " " + value);
          }
        });
    return versions.isEmpty() ? engine : engine + " (" + String.join(", ", versions) + ")";
  }

  /** Finished trials by the software that made them, the group with most trials first. */
  static Map<String, List<TrialResult>> groups(Evidence evidence) {
    Map<String, List<TrialResult>> groups = new LinkedHashMap<>();
    for (TrialResult t : evidence.trials()) {
      if (!t.failed()) {
        groups
            .computeIfAbsent(of(t.environment(), t.key().engine()), g -> new ArrayList<>())
            .add(t);
      }
    }
    Map<String, List<TrialResult>> sorted = new LinkedHashMap<>();
    groups.entrySet().stream()
        .sorted(
            Comparator.comparingInt(
                    (Map.Entry<String, List<TrialResult>> e) -> -e.getValue().size())
                .thenComparing(Map.Entry::getKey))
        .forEach(e -> sorted.put(e.getKey(), e.getValue()));
    return sorted;
  }

  /** The evidence with the finished trials of one group only, and all that failed. */
  static Evidence only(Evidence evidence, List<TrialResult> group) {
    return new Evidence(
        evidence.scale(),
        evidence.engine(),
        evidence.device(),
        evidence.dataName(),
        evidence.origin(),
        evidence.trials().stream().filter(t -> t.failed() || group.contains(t)).toList(),
        evidence.costs(),
        evidence.latencies());
  }
}
