package io.reprise.experiment.history;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One run of a program that takes times, such as a race of libraries.
 *
 * @param schema 1; rises when a reader has to change
 * @param benchmark the program's name
 * @param number counted from 1
 * @param time when it ended, ISO 8601 in UTC
 * @param environment of its machine, with the suite's commit
 * @param changes what the benchmark gate says of each time
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record BenchmarkRecord(
    int schema,
    String benchmark,
    int number,
    String time,
    Map<String, String> environment,
    List<RunOutcome.Timed> times,
    List<LatencyChange> changes) {
  static final int SCHEMA = 1;

  /** Copies the collections. */
  public BenchmarkRecord {
    environment = Collections.unmodifiableMap(new TreeMap<>(environment));
    times = List.copyOf(times);
    changes = List.copyOf(changes);
  }
}
