package io.reprise.experiment.history;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What is kept for ever of a paper's run: schema {@value #SCHEMA}, see {@code ci/README.md}.
 *
 * @param number from 1, in the order of their starts
 * @param attempts the nights that worked on it, at least one
 * @param outcome null until the run is complete
 * @param latencies what the benchmark gate says of each latency; null until it has looked
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunRecord(
    int schema,
    String paper,
    int number,
    RunConfiguration configuration,
    List<Attempt> attempts,
    RunOutcome outcome,
    List<LatencyChange> latencies) {
  /** The version of this format. */
  public static final int SCHEMA = 1;

  /** Copies the lists; a file that lacks what identifies a run is no record. */
  public RunRecord {
    if (schema != SCHEMA) {
      throw new IllegalArgumentException("schema " + schema + ": expected " + SCHEMA);
    }
    Objects.requireNonNull(paper, "paper");
    Objects.requireNonNull(configuration, "configuration");
    attempts = List.copyOf(attempts);
    if (attempts.isEmpty()) {
      throw new IllegalArgumentException("no attempts: expected at least one");
    }
    latencies = latencies == null ? null : List.copyOf(latencies);
  }

  /** One that begins. */
  static RunRecord begun(
      String paper, int number, RunConfiguration configuration, Attempt attempt) {
    return new RunRecord(SCHEMA, paper, number, configuration, List.of(attempt), null, null);
  }

  /** Whether all its trials have results. */
  public boolean complete() {
    return outcome != null;
  }

  /** Whether a night completed it. */
  boolean completedBy(String night) {
    return complete() && last().night().equals(night);
  }

  /** When it began. */
  public String start() {
    return attempts.get(0).start();
  }

  /** When it was completed; empty if it is not. */
  public Optional<String> end() {
    return complete() ? Optional.ofNullable(last().end()) : Optional.empty();
  }

  /** The latest attempt. */
  public Attempt last() {
    return attempts.get(attempts.size() - 1);
  }

  /** The time of all attempts that ended by themselves or at a deadline. */
  public double seconds() {
    return attempts.stream()
        .filter(a -> a.end() != null)
        .mapToDouble(
            a ->
                Duration.between(Instant.parse(a.start()), Instant.parse(a.end())).toMillis()
                    / 1000.0)
        .sum();
  }

  /** The commits that worked on it, in order, each once in a row. */
  public List<String> commits() {
    List<String> commits = new ArrayList<>();
    for (Attempt a : attempts) {
      String commit = a.commit() + (Boolean.parseBoolean(a.dirty()) ? "+" : "");
      if (commits.isEmpty() || !commits.get(commits.size() - 1).equals(commit)) {
        commits.add(commit);
      }
    }
    return commits;
  }

  RunRecord with(Attempt next) {
    List<Attempt> all = new ArrayList<>(attempts);
    all.add(next);
    return new RunRecord(schema, paper, number, configuration, all, outcome, latencies);
  }

  /**
   * The same with its last attempt ended.
   *
   * @param what the outcome if it is complete, else null
   */
  public RunRecord ended(String at, Attempt.Ending how, String why, RunOutcome what) {
    List<Attempt> all = new ArrayList<>(attempts);
    all.set(all.size() - 1, last().ended(at, how, why));
    return new RunRecord(schema, paper, number, configuration, all, what, latencies);
  }

  RunRecord judged(List<LatencyChange> changes) {
    return new RunRecord(schema, paper, number, configuration, attempts, outcome, changes);
  }
}
