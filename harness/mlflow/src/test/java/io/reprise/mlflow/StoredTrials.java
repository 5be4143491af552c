package io.reprise.mlflow;

import io.reprise.datasets.Dataset;
import io.reprise.experiment.Claim;
import io.reprise.experiment.Evidence;
import io.reprise.experiment.Execution;
import io.reprise.experiment.Experiment;
import io.reprise.experiment.Measurements;
import io.reprise.experiment.Metric;
import io.reprise.experiment.Paper;
import io.reprise.experiment.Reported;
import io.reprise.experiment.Reproduction;
import io.reprise.experiment.ResultStore;
import io.reprise.experiment.Run;
import io.reprise.experiment.RunSettings;
import io.reprise.experiment.Scale;
import io.reprise.experiment.Settings;
import io.reprise.experiment.Trial;
import io.reprise.experiment.TrialResult;
import io.reprise.experiment.Variant;
import io.reprise.nn.Network;
import io.reprise.tensor.Device;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A paper whose results are put into a folder by hand; it runs nothing. */
final class StoredTrials implements Experiment<StoredTrials.Data> {
  /** Data without examples. */
  record Data(String name, Origin origin, String checksum) implements Dataset {}

  static final Map<String, String> ENVIRONMENT =
      Map.of(
          "commit", "0123abc",
          "dirty", "false",
          "time", "2026-11-01T10:00:00.250Z",
          "cpu", "A <fast> processor",
          "engine.libtorch", "2.10.0");

  private final List<Variant> variants;
  private final Dataset.Origin origin;

  StoredTrials(Dataset.Origin origin, Variant... variants) {
    this.origin = origin;
    this.variants = List.of(variants);
  }

  /** Two variants with one setting. */
  static StoredTrials two() {
    return new StoredTrials(Dataset.Origin.PROCEDURAL, variant("base", 0.0), variant("ours", 0.4));
  }

  private static Variant variant(String name, double rate) {
    return new Variant(
        name,
        "method of " + name,
        "Net-1",
        "rate " + rate,
        Settings.none().with("epochs", 3).with("rate", rate));
  }

  /** The run of two seeds whose results lie in a folder. */
  Run<?> run(Path results, Scale scale) {
    return Run.of(
        this,
        new RunSettings(
            scale,
            "torch",
            Device.CPU,
            2,
            4,
            List.of(1),
            results.resolve("data"),
            results,
            Map.of(),
            false,
            Execution.HERE),
        line -> {});
  }

  /** Stores a result for each trial: the last one failed. */
  Run<?> stored(Path results, Scale scale) {
    Run<?> run = run(results, scale);
    List<Run.Planned> plan = run.plan();
    for (Run.Planned p : plan) {
      boolean last = p.equals(plan.get(plan.size() - 1));
      save(run, last ? failed(p.key()) : done(p.key(), ENVIRONMENT));
    }
    return run;
  }

  static void save(Run<?> run, TrialResult result) {
    new ResultStore(run.settings().results(), line -> {}).save(result);
  }

  static TrialResult done(TrialResult.Key key, Map<String, String> environment) {
    return new TrialResult(
        TrialResult.SCHEMA,
        key,
        "done",
        Map.of("top1_accuracy", 90.0 + key.seed(), "test_loss", 1.0 / 3),
        Map.of("training_loss", List.of(2.0, Double.NaN, Double.POSITIVE_INFINITY)),
        null,
        12.5,
        environment);
  }

  static TrialResult failed(TrialResult.Key key) {
    return new TrialResult(
        TrialResult.SCHEMA,
        key,
        "failed",
        Map.of(),
        Map.of(),
        new TrialResult.Failure(
            "java.lang.ArithmeticException", "loss is NaN\nsince epoch 3", List.of("epoch 3")),
        1.5,
        ENVIRONMENT);
  }

  @Override
  public Paper paper() {
    return new Paper("0000.00000", "Less Is More", "Venue 2026", "https://example.org/code");
  }

  @Override
  public int version() {
    return 7;
  }

  @Override
  public List<Network> networks() {
    return List.of();
  }

  @Override
  public List<Network> timed(Scale scale) {
    return List.of();
  }

  @Override
  public List<Variant> variants(Scale scale) {
    return variants;
  }

  @Override
  public Data data(Scale scale, Path root) {
    return new Data("Shapes", origin, "c0ffee");
  }

  @Override
  public List<Metric> metrics() {
    return List.of(Metric.TOP1_ACCURACY, Metric.TEST_LOSS);
  }

  @Override
  public Measurements run(Variant variant, Trial<Data> trial) {
    throw new UnsupportedOperationException("nothing is run");
  }

  @Override
  public List<Claim> claims() {
    return List.of();
  }

  @Override
  public List<Reported> reported() {
    return List.of();
  }

  @Override
  public Reproduction reproduce(Reported row, Evidence evidence) {
    throw new UnsupportedOperationException("nothing was reported");
  }
}
