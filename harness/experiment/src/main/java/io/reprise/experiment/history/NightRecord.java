package io.reprise.experiment.history;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What is kept for ever of a night: schema {@value #SCHEMA}, see {@code ci/README.md}. Times are
 * ISO 8601 in UTC.
 *
 * @param id of its file; several processes may work on one night, each with a record
 * @param name the night's
 * @param end null while it runs, and for ever if it was killed
 * @param environment of the machine, as in a result file
 * @param budgetMinutes null if there was none
 * @param papers that were asked for
 * @param runs in the order in which they were worked on
 * @param waiting papers that nobody has completed this night
 * @param latencyChanges a line for each latency that the benchmark gate flagged
 * @param exitCode null while it runs
 * @param message a line that says how it ended; empty while it runs
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NightRecord(
    int schema,
    String id,
    String name,
    String start,
    String end,
    Map<String, String> environment,
    RunConfiguration configuration,
    Double budgetMinutes,
    List<String> papers,
    List<Turn> runs,
    List<String> waiting,
    List<String> latencyChanges,
    Integer exitCode,
    String message) {
  /** The version of this format. */
  public static final int SCHEMA = 1;

  /** Copies the collections; a file that lacks what identifies a night is no record. */
  public NightRecord {
    if (schema != SCHEMA) {
      throw new IllegalArgumentException("schema " + schema + ": expected " + SCHEMA);
    }
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(start, "start");
    Objects.requireNonNull(configuration, "configuration");
    environment = Collections.unmodifiableMap(new TreeMap<>(environment));
    papers = List.copyOf(papers);
    runs = List.copyOf(runs);
    waiting = List.copyOf(waiting);
    latencyChanges = List.copyOf(latencyChanges);
  }

  /**
   * What a paper got of the night.
   *
   * @param well whether no trial failed and nothing is worse than recorded; false if not complete
   * @param trials how many had a result at the end; 0 if that is not known
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Turn(
      String paper,
      int number,
      Attempt.Ending ending,
      double seconds,
      int trials,
      int failed,
      boolean well,
      String message) {
    /** Whether the paper could not be run, a trial failed or something is worse than recorded. */
    public boolean troubled() {
      return ending == Attempt.Ending.ERROR || (ending == Attempt.Ending.COMPLETE && !well);
    }
  }
}
