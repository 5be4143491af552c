package io.reprise.nightly;

import io.reprise.experiment.Execution;
import io.reprise.experiment.history.RunConfiguration;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a night is to do.
 *
 * @param name what processes that work on one night have in common: a paper has one turn in it
 * @param papers arXiv ids
 * @param configuration of every run
 * @param budget after which no paper or trial starts and what runs is ended; empty for none
 * @param grace how long after that the report may take
 * @param keep how many complete runs of a paper keep their result files
 * @param gateLatency whether a slower network is a failure
 */
public record NightSettings(
    String name,
    List<String> papers,
    RunConfiguration configuration,
    Optional<Duration> budget,
    Duration grace,
    int keep,
    boolean gateLatency) {
  /**
   * Copies the papers, each once.
   *
   * @throws IllegalArgumentException if the name or a number is none that a night can have
   */
  public NightSettings {
    papers = papers.stream().distinct().toList();
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,79}")) {
      throw new IllegalArgumentException(
          "night '" + name + "': expected up to 80 letters, digits, dots, dashes and underscores");
    }
    if (keep < 1) {
      throw new IllegalArgumentException("keep '" + keep + "': expected at least 1");
    }
  }

  /**
   * Reads a time that is to be more than none.
   *
   * @throws IllegalArgumentException naming the value
   */
  public static Optional<Duration> minutes(String name, String text) {
    Optional<Duration> time = Execution.minutes(name, text == null ? "" : text.strip());
    if (time.filter(Duration::isZero).isPresent()) {
      throw new IllegalArgumentException(name + " '" + text + "': expected more than no minutes");
    }
    return time;
  }
}
