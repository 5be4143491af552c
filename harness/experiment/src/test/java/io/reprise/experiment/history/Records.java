package io.reprise.experiment.history;

import io.reprise.experiment.Metric;
import io.reprise.experiment.Verdict;
import java.util.List;
import java.util.Map;

/** Records for tests. */
final class Records {
  static final RunConfiguration SMOKE =
      new RunConfiguration("smoke", "torch", "cpu", 1, 2, List.of(1), Map.of(), true);

  static final RunConfiguration QUICK =
      new RunConfiguration("quick", "torch", "cpu", 3, 2, List.of(4), Map.of("epochs", "2"), true);

  private Records() {}

  static RunOutcome outcome(RunOutcome.Timed... latencies) {
    return new RunOutcome(
        "Title",
        3,
        "Shapes",
        Map.of("cpu", "Fast", "commit", "abc"),
        4,
        List.of("v, seed 2: it failed"),
        Map.of("claim", Verdict.PARTLY),
        List.of(
            new RunOutcome.Measured(
                "v", "top1", "percent", Metric.Direction.HIGHER, List.of(1.5, 2.5))),
        List.of(latencies),
        new RunOutcome.Gate(3, List.of("a"), List.of("b"), List.of("c")));
  }

  static RunOutcome.Timed timed(String network, double milliseconds) {
    return timed(network, milliseconds, "Fast", "");
  }

  static RunOutcome.Timed timed(String network, double milliseconds, String machine, String noise) {
    return new RunOutcome.Timed(
        network, "dense", 1, machine, milliseconds, List.of(milliseconds), noise);
  }

  static Attempt attempt(String night, String start, String had) {
    return Attempt.begun(night, start, "abc", "false", had);
  }

  /** One that a night completed in an hour of a day. */
  static RunRecord complete(String paper, int number, String day, RunOutcome outcome) {
    String start = day + "T01:00:00.000Z";
    String end = day + "T02:00:00.000Z";
    return RunRecord.begun(paper, number, SMOKE, attempt(day, start, "none"))
        .ended(end, Attempt.Ending.COMPLETE, "", outcome);
  }
}
