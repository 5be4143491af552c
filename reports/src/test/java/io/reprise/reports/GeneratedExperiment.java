package io.reprise.reports;

import io.reprise.experiment.Claim;
import io.reprise.experiment.Contrast;
import io.reprise.experiment.Cost;
import io.reprise.experiment.Criterion;
import io.reprise.experiment.Evidence;
import io.reprise.experiment.Execution;
import io.reprise.experiment.Experiment;
import io.reprise.experiment.LatencyResult;
import io.reprise.experiment.Measurements;
import io.reprise.experiment.Metric;
import io.reprise.experiment.Paper;
import io.reprise.experiment.ProfileResult;
import io.reprise.experiment.Reported;
import io.reprise.experiment.Reproduction;
import io.reprise.experiment.ResultStore;
import io.reprise.experiment.Run;
import io.reprise.experiment.RunSettings;
import io.reprise.experiment.Sample;
import io.reprise.experiment.Scale;
import io.reprise.experiment.Settings;
import io.reprise.experiment.Trial;
import io.reprise.experiment.TrialResult;
import io.reprise.experiment.Variant;
import io.reprise.nn.Conv2d;
import io.reprise.nn.Linear;
import io.reprise.nn.Network;
import io.reprise.nn.Profile;
import io.reprise.tensor.Device;
import io.reprise.tensor.Op;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.rng.sampling.distribution.NormalizedGaussianSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/** A paper of any size with every kind of result, for pages as large as real ones. */
final class GeneratedExperiment implements Experiment<FakeExperiment.Data> {
  private static final int EPOCHS = 40;

  /** How many operations the profile of its network has, each of another duration. */
  static final int OPERATIONS = 40;

  private final int number;
  private final int variants;
  private final String noise;

  private GeneratedExperiment(int number, int variants, String noise) {
    this.number = number;
    this.variants = variants;
    this.noise = noise;
  }

  /** Stores a result for each trial and latency of a paper, unless there is one. */
  static Run<?> withResults(Path base, int number, int variants, int seeds, Scale scale) {
    return withResults(base, number, variants, seeds, scale, "");
  }

  /** As above, with other numbers for each name of the noise. */
  static Run<?> withResults(
      Path base, int number, int variants, int seeds, Scale scale, String noise) {
    RunSettings settings =
        new RunSettings(
            scale,
            "torch",
            Device.CPU,
            seeds,
            1,
            List.of(4),
            base.resolve("data"),
            base.resolve("r"),
            Map.of(),
            false,
            Execution.HERE);
    GeneratedExperiment experiment = new GeneratedExperiment(number, variants, noise);
    Run<?> run = Run.of(experiment, settings, line -> {});
    ResultStore store = new ResultStore(settings.results(), line -> {});
    for (Run.Planned p : run.plan()) {
      if (run.stored(p).isEmpty()) {
        store.save(experiment.result(p.key()));
      }
    }
    for (LatencyResult.Key key : run.latencyKeys()) {
      NormalizedGaussianSampler jitter = noise(noise + key.network() + key.setting());
      List<Double> samples =
          IntStream.range(0, 40).mapToObj(i -> 20 + Math.abs(jitter.sample())).toList();
      run.save(new LatencyResult(key, samples, List.of(), Map.of("engine.libtorch", "2.10.0")));
    }
    run.save(
        new ProfileResult(
            run.profileKey(network(8), 4), operations(), Map.of("engine.libtorch", "2.10.0")));
    return run;
  }

  /** In an order that is not that of their durations: 7 and their number have no common divisor. */
  private static List<Profile.Row> operations() {
    return IntStream.range(0, OPERATIONS)
        .mapToObj(
            i ->
                new Profile.Row(
                    "layer" + i, "conv2d", "[4, 4, 6, 6]", 1000, 1 + 7 * i % OPERATIONS))
        .toList();
  }

  private static NormalizedGaussianSampler noise(String name) {
    return ZigguratSampler.NormalizedGaussian.of(new Seed(7).named(name).generator());
  }

  private TrialResult result(TrialResult.Key key) {
    NormalizedGaussianSampler jitter = noise(noise + number + key.variant() + key.seed());
    double accuracy = 90 - Integer.parseInt(key.settings().get("place")) / 2.0 + jitter.sample();
    List<Double> loss = new ArrayList<>();
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
      loss.add(2.3 / (1 + epoch) + 0.1 + 0.02 * Math.abs(jitter.sample()));
    }
    return new TrialResult(
        TrialResult.SCHEMA,
        key,
        "done",
        Map.of("top1_accuracy", accuracy, "test_loss", (100 - accuracy) / 20),
        Map.of("training_loss", loss),
        null,
        12.5,
        Map.of(
            "engine.libtorch", "2.10.0",
            "commit", "0123abc",
            "cpu", "A processor",
            "time", String.format(Locale.ROOT, "2026-11-%02dT10:00:00Z", 1 + number % 28)));
  }

  private List<String> rates() {
    return IntStream.range(0, variants).mapToObj(i -> "rate " + 2 * i + "%").toList();
  }

  @Override
  public Paper paper() {
    return new Paper(
        String.format(Locale.ROOT, "0000.%05d", number),
        "Pruning Number " + number + " of Networks",
        "Venue 2026",
        "https://example.org/code");
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public List<Network> networks() {
    return Stream.of(8, 4, 2).map(GeneratedExperiment::network).toList();
  }

  private static Network network(int channels) {
    return new Network(
        "Net-1",
        channels + " channels",
        "8 channels",
        Shape.of(3, 8, 8),
        at -> new Conv2d(at, 3, channels, 3, Op.Conv2d.PLAIN));
  }

  @Override
  public List<Cost> formulaCosts() {
    return IntStream.range(0, variants)
        .mapToObj(
            i ->
                new Cost(
                    "Net-50",
                    rates().get(i),
                    25e6 * (1 - 0.02 * i),
                    4e9 * (1 - 0.015 * i),
                    0.02 * i,
                    0.015 * i))
        .toList();
  }

  @Override
  public List<Network> timed(Scale scale) {
    return rates().stream()
        .limit(6)
        .map(r -> new Network("Net-50", r, r, Shape.of(3, 8, 8), at -> new Linear(at, 1, 1)))
        .toList();
  }

  @Override
  public List<Variant> variants(Scale scale) {
    return IntStream.range(0, variants)
        .mapToObj(
            i ->
                new Variant(
                    "Net-50, " + rates().get(i),
                    i == 0 ? "baseline" : "ours",
                    "Net-50",
                    rates().get(i),
                    Settings.none().with("place", i)))
        .toList();
  }

  @Override
  public FakeExperiment.Data data(Scale scale, Path root) {
    return new FakeExperiment.Data(
        "Shapes",
        scale == Scale.PAPER
            ? io.reprise.datasets.Dataset.Origin.REAL
            : io.reprise.datasets.Dataset.Origin.PROCEDURAL,
        "c0ffee");
  }

  @Override
  public List<Metric> metrics() {
    return List.of(Metric.TOP1_ACCURACY, Metric.TEST_LOSS);
  }

  @Override
  public Measurements run(Variant variant, Trial<FakeExperiment.Data> trial) {
    throw new UnsupportedOperationException("a report runs nothing");
  }

  @Override
  public List<Claim> claims() {
    return IntStream.range(1, Math.min(variants, 9))
        .mapToObj(
            i ->
                new Claim(
                    "keeps-" + i,
                    "Pruning at " + rates().get(i) + " costs accuracy.",
                    Criterion.Superiority.of(
                        Metric.TOP1_ACCURACY,
                        0,
                        scale ->
                            Contrast.of("Net-50, " + rates().get(0), "Net-50, " + rates().get(i)))))
        .toList();
  }

  @Override
  public List<Reported> reported() {
    List<Reported> rows = new ArrayList<>();
    for (int i = 0; i < variants; i++) {
      rows.add(row(i, "top1_accuracy", 90 - i / 2.0, "percent"));
      rows.add(row(i, "flops", 4e3 * (1 - 0.015 * i), "M"));
    }
    return rows;
  }

  private Reported row(int i, String metric, double value, String unit) {
    return new Reported(
        "table1",
        i == 0 ? "baseline" : "ours",
        "Net-50",
        "Shapes",
        rates().get(i),
        metric,
        Double.toString(value),
        Double.NaN,
        unit,
        "page 3",
        i % 2 == 0 ? Reported.Status.READ : Reported.Status.RECALLED);
  }

  @Override
  public Reproduction reproduce(Reported row, Evidence evidence) {
    if (row.metric().equals("flops")) {
      return Reproduction.exact(
          evidence.cost(row.model(), row.setting()).macs() / 1e6, row, "multiply-adds");
    }
    Sample sample = evidence.sample(row.model() + ", " + row.setting(), Metric.TOP1_ACCURACY);
    return sample.size() == 0
        ? Reproduction.notRun("no finished trial")
        : Reproduction.mean(sample, row, 1, Metric.Direction.HIGHER, evidence.dataName());
  }
}
