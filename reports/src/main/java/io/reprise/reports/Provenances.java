package io.reprise.reports;

import io.reprise.experiment.Evidence;
import io.reprise.experiment.LatencyResult;
import io.reprise.experiment.MemoryUse;
import io.reprise.experiment.TrialResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Where the results of a run were made: every entry with all of its different values. */
final class Provenances {
  private static final Comparator<String> NUMBERS_BY_SIZE =
      Comparator.comparingDouble(Provenances::size).thenComparing(Comparator.naturalOrder());

  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");

  private Provenances() {}

  static List<Comparison.ProvenanceRow> of(Evidence evidence) {
    Map<String, Set<String>> trials = new TreeMap<>();
    for (TrialResult t : evidence.trials()) {
      add(trials, t.environment());
      TrialResult.Key k = t.key();
      add(
          trials,
          Map.of(
              "threads", Integer.toString(k.threads()),
              "experiment version", Integer.toString(k.experimentVersion()),
              "data", k.dataName() + " (" + k.dataOrigin() + ")",
              "data checksum", k.dataChecksum(),
              "engine", k.engine() + " on " + k.device()));
    }
    Map<String, Set<String>> latencies = new TreeMap<>();
    for (LatencyResult l : evidence.latencies()) {
      add(latencies, l.environment());
      LatencyResult.Key k = l.key();
      add(
          latencies,
          Map.of(
              "threads", Integer.toString(k.threads()),
              "experiment version", Integer.toString(k.experimentVersion()),
              "engine", k.engine() + " on " + k.device()));
    }
    Set<String> names = new TreeSet<>(trials.keySet());
    names.addAll(latencies.keySet());
    List<Comparison.ProvenanceRow> rows = new ArrayList<>();
    for (String name : names) {
      rows.add(
          new Comparison.ProvenanceRow(
              name,
              values(name, trials.getOrDefault(name, Set.of())),
              values(name, latencies.getOrDefault(name, Set.of()))));
    }
    return rows;
  }

  /** All of them, or of memory, where each trial has another, the least and the most. */
  private static List<String> values(String name, Set<String> values) {
    List<String> all = List.copyOf(values);
    return MemoryUse.isEntry(name) && all.size() > 2
        ? List.of(all.get(0) + " to " + all.get(all.size() - 1))
        : all;
  }

  private static void add(Map<String, Set<String>> values, Map<String, String> more) {
    more.forEach((k, v) -> values.computeIfAbsent(k, x -> new TreeSet<>(NUMBERS_BY_SIZE)).add(v));
  }

  private static double size(String text) {
    return NUMBER.matcher(text).matches() ? Double.parseDouble(text) : Double.MAX_VALUE;
  }
}
