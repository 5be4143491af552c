package io.reprise.reports;

import io.reprise.experiment.Metric;
import io.reprise.experiment.Verdict;
import io.reprise.experiment.history.Attempt;
import io.reprise.experiment.history.History;
import io.reprise.experiment.history.LatencyChange;
import io.reprise.experiment.history.NightRecord;
import io.reprise.experiment.history.RunConfiguration;
import io.reprise.experiment.history.RunOutcome;
import io.reprise.experiment.history.RunRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs of a paper, a night each, whose numbers move. */
final class FakeHistory {
  static final String PAPER = "0000.00001";

  static final RunConfiguration QUICK =
      new RunConfiguration("quick", "torch", "cpu", 3, 2, List.of(4), Map.of(), true);

  private FakeHistory() {}

  /**
   * A history of so many nights. The claim {@code second} turns to "not reproduced" in the last,
   * which also is slower; the first is noisy.
   */
  static History of(Path folder, int nights) {
    History history = new History(folder, line -> {});
    for (int n = 1; n <= nights; n++) {
      history.save(complete(PAPER, n, n == nights, QUICK, 7));
      history.save(night(n, n == nights ? 1 : 0));
    }
    return history;
  }

  static String day(int n) {
    return String.format(java.util.Locale.ROOT, "2026-11-%02dT", n);
  }

  static RunRecord complete(
      String paper, int number, boolean changed, RunConfiguration configuration, int version) {
    Map<String, Verdict> verdicts = new LinkedHashMap<>();
    verdicts.put("first", Verdict.REPRODUCED);
    verdicts.put("second", changed ? Verdict.NOT_REPRODUCED : Verdict.PARTLY);
    double ms = changed ? 15 : 10 + 0.1 * (number % 3);
    String noise = number == 1 ? "other programs took up to 30% of the processors" : "";
    RunOutcome outcome =
        new RunOutcome(
            "Moving <numbers>",
            version,
            "Shapes",
            Map.of("cpu", "Fast"),
            6,
            changed ? List.of("v, seed 3: it failed") : List.of(),
            verdicts,
            List.of(measured("plain", 60 + number), measured("pruned", 58 + number)),
            List.of(
                new RunOutcome.Timed(
                    "net",
                    "dense",
                    4,
                    "Fast CPU, 2 cores",
                    ms,
                    List.of(ms - 0.2, ms + 0.2),
                    noise)),
            new RunOutcome.Gate(
                2, List.of(), changed ? List.of("second: recorded partly") : List.of(), List.of()));
    LatencyChange.Found found =
        changed ? LatencyChange.Found.SLOWER : LatencyChange.Found.NO_CHANGE;
    LatencyChange change =
        new LatencyChange(
            "net, dense, batch 4",
            noise.isEmpty() ? found : LatencyChange.Found.NOISY,
            5,
            10.0,
            ms,
            0.001,
            0.002);
    return new RunRecord(
        RunRecord.SCHEMA,
        paper,
        number,
        configuration,
        List.of(
            new Attempt(
                "night-" + number,
                day(number) + "01:00:00.000Z",
                day(number) + "02:02:05.000Z",
                "0123456789abcdef",
                "false",
                "",
                Attempt.Ending.COMPLETE,
                "")),
        outcome,
        List.of(change));
  }

  private static RunOutcome.Measured measured(String variant, double mean) {
    List<Double> values = new ArrayList<>(List.of(mean - 1, mean, mean + 1));
    return new RunOutcome.Measured(
        variant, "top1_accuracy", "percent", Metric.Direction.HIGHER, values);
  }

  static RunRecord open(int number, Attempt.Ending ending, String message) {
    return new RunRecord(
        RunRecord.SCHEMA,
        PAPER,
        number,
        QUICK,
        List.of(
            new Attempt(
                "night-" + number,
                day(number) + "01:00:00.000Z",
                null,
                "0123456789abcdef",
                "true",
                "",
                ending,
                message)),
        null,
        null);
  }

  static NightRecord night(int n, int exitCode) {
    return new NightRecord(
        NightRecord.SCHEMA,
        "night-" + n,
        "night-" + n,
        day(n) + "01:00:00.000Z",
        day(n) + "02:03:00.000Z",
        Map.of("cpu", "Fast CPU"),
        QUICK,
        90.0,
        List.of(PAPER),
        List.of(
            new NightRecord.Turn(
                PAPER, n, Attempt.Ending.COMPLETE, 3725, 6, exitCode, exitCode == 0, "")),
        List.of(),
        List.of(),
        exitCode,
        "1 of 1 papers completed");
  }
}
