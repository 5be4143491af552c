package io.reprise.reports;

import io.reprise.experiment.Execution;
import io.reprise.experiment.LatencyResult;
import io.reprise.experiment.ResultStore;
import io.reprise.experiment.Run;
import io.reprise.experiment.RunSettings;
import io.reprise.experiment.Scale;
import io.reprise.experiment.TrialResult;
import io.reprise.tensor.Device;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Stored results of {@link FakeExperiment}. */
final class FakeResults {
  private FakeResults() {}

  /** A run of the fake paper whose results lie in a folder. */
  static Run<?> run(Path base, Scale scale) {
    RunSettings settings =
        new RunSettings(
            scale,
            "torch",
            Device.CPU,
            3,
            1,
            List.of(4),
            base.resolve("data"),
            base.resolve("r"),
            Map.of(),
            false,
            Execution.HERE);
    return Run.of(new FakeExperiment(), settings, line -> {});
  }

  /** Two variants and three seeds, of which the last trial failed; one latency. */
  static Run<?> finished(Path base) {
    Run<?> run = run(base, Scale.QUICK);
    ResultStore store = new ResultStore(run.settings().results(), line -> {});
    for (Run.Planned p : run.plan()) {
      int seed = p.key().seed();
      boolean baseline = p.variant().name().equals("base");
      store.save(
          !baseline && seed == 3
              ? failed(p.key())
              : done(p.key(), baseline ? 90 + seed : 60 + seed / 4.0, 1.0 / seed));
    }
    run.save(
        new LatencyResult(
            run.latencyKeys().get(0),
            List.of(1.0, 2.0, 3.0, 4.0),
            List.of(),
            Map.of("cpu", "Fast <1>")));
    return run;
  }

  static TrialResult done(TrialResult.Key key, double accuracy, double loss) {
    return new TrialResult(
        TrialResult.SCHEMA,
        key,
        "done",
        Map.of("top1_accuracy", accuracy, "test_loss", loss),
        Map.of("training_loss", List.of(2.0, 1.0 + loss, Double.NaN)),
        null,
        1.5,
        Map.of("commit", "abc" + key.seed(), "dirty", "true", "cpu", "Fast <1>"));
  }

  private static TrialResult failed(TrialResult.Key key) {
    return new TrialResult(
        TrialResult.SCHEMA,
        key,
        "failed",
        Map.of(),
        Map.of(),
        new TrialResult.Failure(
            "java.lang.ArithmeticException", "loss < 0 | <img src=x>", List.of()),
        1.5,
        Map.of());
  }
}
