package io.reprise.nightly;

import io.reprise.experiment.history.Attempt;
import io.reprise.experiment.history.History;
import io.reprise.experiment.history.NightRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The record of one process's work on a night, written anew after each step. */
final class Journal {
  private final NightSettings settings;
  private final History history;
  private final Map<String, String> environment;
  private final InstantSource clock;
  private final Instant start;
  private final String id;
  private final List<NightRecord.Turn> turns = new ArrayList<>();

  /** Begins now. */
  Journal(
      NightSettings settings,
      History history,
      Map<String, String> environment,
      InstantSource clock) {
    this.settings = settings;
    this.history = history;
    this.environment = environment;
    this.clock = clock;
    this.start = clock.instant();
    this.id =
        History.text(start).replaceAll("[-:]", "").replace(".", "-")
            + "-"
            + ProcessHandle.current().pid();
    save(settings.papers(), List.of(), null, "");
  }

  Instant start() {
    return start;
  }

  /** The turns that papers had here, in order. */
  List<NightRecord.Turn> turns() {
    return List.copyOf(turns);
  }

  /** A paper had its turn. */
  void add(NightRecord.Turn turn, List<String> waiting) {
    turns.add(turn);
    save(waiting, List.of(), null, "");
  }

  /** The night is over. */
  void end(int exitCode, List<String> waiting, List<String> latencyChanges, String message) {
    save(waiting, latencyChanges, exitCode, message);
  }

  private void save(
      List<String> waiting, List<String> latencyChanges, Integer exitCode, String message) {
    history.save(
        new NightRecord(
            NightRecord.SCHEMA,
            id,
            settings.name(),
            History.text(start),
            exitCode == null ? null : History.text(clock.instant()),
            environment,
            settings.configuration(),
            settings.budget().map(Journal::minutes).orElse(null),
            settings.papers(),
            turns,
            waiting,
            latencyChanges,
            exitCode,
            message));
  }

  private static double minutes(Duration time) {
    return time.toMillis() / 60_000.0;
  }

  /**
   * How the night went, in a line.
   *
   * @param troubled papers that are not well
   * @param elsewhere whether other processes are at the papers that are not complete
   */
  String summary(List<String> waiting, List<String> troubled, boolean elsewhere) {
    long complete = turns.stream().filter(t -> t.ending() == Attempt.Ending.COMPLETE).count();
    StringBuilder words = new StringBuilder();
    words.append(complete).append(" of ").append(settings.papers().size());
    words.append(" papers completed by this process");
    if (!troubled.isEmpty()) {
      words.append("; in trouble: ").append(String.join(", ", troubled));
    }
    words.append("; ");
    if (waiting.isEmpty()) {
      return words.append("the night is complete").toString();
    }
    words.append(elsewhere ? "other processes are at " : waiting.size() + " go on the next time: ");
    return words.append(String.join(", ", waiting)).toString();
  }
}
