package io.reprise.experiment;

import io.reprise.datasets.Dataset;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Scope;
import io.reprise.tensor.Seed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * One experiment with one user's settings: plans its trials, runs those without a result, and
 * gathers the evidence.
 *
 * @param <D> the experiment's data
 */
public final class Run<D extends Dataset> {
  private static final int LOG_LINES_KEPT = 20;

  private final Experiment<D> experiment;
  private final RunSettings settings;
  private final ResultStore store;
  private final Consumer<String> log;
  private final D data;
  private final String dataChecksum;
  private final Trial.Stages stages = new Trial.Stages();

  /**
   * One trial of the plan.
   *
   * @param key what identifies its result
   */
  public record Planned(Variant variant, TrialResult.Key key) {
    /** For people: variant and seed. */
    public String title() {
      return variant.name() + ", seed " + key.seed();
    }
  }

  private Run(Experiment<D> experiment, RunSettings settings, Consumer<String> log) {
    settings.requireDeclared(experiment);
    this.experiment = experiment;
    this.settings = settings;
    this.log = log;
    this.store = new ResultStore(settings.results(), log);
    try {
      this.data = experiment.data(settings.scale(), settings.data());
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
    this.dataChecksum = data.checksum();
  }

  /**
   * Prepares a run.
   *
   * @param log takes lines for the person who watches
   * @throws IllegalArgumentException if a setting does not fit the experiment or data is damaged
   */
  public static <D extends Dataset> Run<D> of(
      Experiment<D> experiment, RunSettings settings, Consumer<String> log) {
    return new Run<>(experiment, settings, log);
  }

  public Experiment<D> experiment() {
    return experiment;
  }

  public RunSettings settings() {
    return settings;
  }

  /** All trials: seed by seed, so that a run cut short has whole comparisons. */
  public List<Planned> plan() {
    List<Planned> all = new ArrayList<>();
    for (int seed = 1; seed <= settings.seeds(); seed++) {
      for (Variant declared : experiment.variants(settings.scale())) {
        Variant v = declared.overriddenBy(settings.overrides());
        Map<String, String> text = new TreeMap<>();
        v.settings().asMap().forEach((name, value) -> text.put(name, value.toString()));
        all.add(
            new Planned(
                v,
                new TrialResult.Key(
                    experiment.paper().id(),
                    experiment.version(),
                    settings.scale().id(),
                    v.name(),
                    text,
                    seed,
                    settings.engine(),
                    settings.device().toString(),
                    settings.threads(),
                    data.name(),
                    data.origin().name(),
                    dataChecksum)));
      }
    }
    return all;
  }

  /** Runs a trial unless it has a finished result; a failure is a result, stored like any other. */
  public TrialResult run(Planned planned) {
    Optional<TrialResult> stored = store.find(planned.key()).filter(r -> !r.failed());
    if (stored.isPresent()) {
      log.accept(planned.title() + ": already there");
      return stored.get();
    }
    log.accept(planned.title() + ": starting");
    TrialResult result = attempt(planned);
    store.save(result);
    log.accept(
        planned.title()
            + (result.failed()
                ? ": FAILED: " + result.error().type() + ": " + result.error().message()
                : String.format(Locale.ROOT, ": %s (%.0f s)", summary(result), result.seconds())));
    return result;
  }

  private static String summary(TrialResult result) {
    return result.measurements().entrySet().stream()
        .map(e -> String.format(Locale.ROOT, "%s %.4g", e.getKey(), e.getValue()))
        .collect(Collectors.joining(", "));
  }

  private TrialResult attempt(Planned planned) {
    long start = System.nanoTime();
    List<String> lines = new ArrayList<>();
    try (Engine engine = settings.openEngine()) {
      Map<String, String> environment = new TreeMap<>(Provenance.of(engine.describe()));
      try (Scope scope = engine.scope()) {
        Measurements measured =
            experiment.run(
                planned.variant(),
                new Trial<>(
                    engine,
                    settings.scale(),
                    new Seed(planned.key().seed()),
                    data,
                    stages,
                    line -> {
                      lines.add(line);
                      log.accept("  " + line);
                    }));
        requireDeclared(measured);
        environment.put("load.after", Provenance.load());
        return result(
            planned, "done", measured.numbers(), measured.curves(), null, start, environment);
      } catch (Exception e) {
        TrialResult.Failure failure =
            new TrialResult.Failure(
                e.getClass().getName(),
                String.valueOf(e.getMessage()),
                lines.subList(Math.max(0, lines.size() - LOG_LINES_KEPT), lines.size()));
        return result(planned, "failed", Map.of(), Map.of(), failure, start, environment);
      }
    }
  }

  private void requireDeclared(Measurements measured) {
    List<String> declared = experiment.metrics().stream().map(Metric::name).toList();
    for (String name : measured.numbers().keySet()) {
      if (!declared.contains(name)) {
        throw new IllegalStateException(
            "the trial measured '" + name + "': expected the declared metrics " + declared);
      }
    }
  }

  private static TrialResult result(
      Planned planned,
      String status,
      Map<String, Double> numbers,
      Map<String, List<Double>> curves,
      TrialResult.Failure failure,
      long start,
      Map<String, String> environment) {
    return new TrialResult(
        TrialResult.SCHEMA,
        planned.key(),
        status,
        numbers,
        curves,
        failure,
        (System.nanoTime() - start) / 1e9,
        environment);
  }

  /** The costs of all networks of the experiment, each against its baseline setting. */
  private List<Cost> costs() {
    List<Cost> all = new ArrayList<>();
    Map<String, io.reprise.nn.Costs> known = new java.util.HashMap<>();
    List<Network> networks = experiment.networks();
    for (Network n : networks) {
      known.put(n.name() + "/" + n.setting(), n.costs());
    }
    for (Network n : networks) {
      io.reprise.nn.Costs c = known.get(n.name() + "/" + n.setting());
      io.reprise.nn.Costs base = known.get(n.name() + "/" + n.baseline());
      if (base == null) {
        throw new IllegalStateException(
            n.name() + " (" + n.setting() + ") has no baseline '" + n.baseline() + "'");
      }
      all.add(
          new Cost(
              n.name(),
              n.setting(),
              c.parameters(),
              c.convMacs(),
              1 - (double) c.parameters() / base.parameters(),
              1 - (double) c.convMacs() / base.convMacs()));
    }
    all.addAll(experiment.formulaCosts());
    return all;
  }

  /** What is stored for this run's plan, with the costs. Nothing is run. */
  public Evidence evidence() {
    List<TrialResult> trials = new ArrayList<>();
    for (Planned p : plan()) {
      store.find(p.key()).ifPresent(trials::add);
    }
    List<LatencyResult> latencies = new ArrayList<>();
    for (LatencyResult.Key key : latencyKeys()) {
      store.find(key).ifPresent(latencies::add);
    }
    return new Evidence(
        settings.scale(),
        settings.engine(),
        settings.device().toString(),
        data.name(),
        data.origin() == Dataset.Origin.REAL,
        trials,
        costs(),
        latencies);
  }

  /** The latency measurements that belong to this run. */
  public List<LatencyResult.Key> latencyKeys() {
    Sampling sampling = Sampling.of(settings.scale());
    List<LatencyResult.Key> keys = new ArrayList<>();
    for (Network n : experiment.timed(settings.scale())) {
      keys.add(
          new LatencyResult.Key(
              experiment.paper().id(),
              experiment.version(),
              n.name(),
              n.setting(),
              sampling.batch(),
              settings.engine(),
              settings.device().toString(),
              settings.threads(),
              Machine.cpu(),
              sampling.rounds(),
              sampling.warmups(),
              sampling.samples()));
    }
    return keys;
  }

  /** How many forward passes are timed at a scale. */
  private record Sampling(int batch, int rounds, int warmups, int samples) {
    static Sampling of(Scale scale) {
      return switch (scale) {
        case SMOKE -> new Sampling(1, 1, 2, 5);
        case QUICK -> new Sampling(4, 2, 2, 8);
        case PAPER -> new Sampling(64, 4, 5, 25);
      };
    }
  }

  /** A measured latency, with where it was measured. */
  public LatencyResult latencyResult(LatencyResult.Key key, List<Double> samples) {
    try (Engine engine = settings.openEngine()) {
      return new LatencyResult(key, samples, Provenance.of(engine.describe()));
    }
  }

  /** The stored latency of a key. */
  public Optional<LatencyResult> latency(LatencyResult.Key key) {
    return store.find(key);
  }

  /** Stores a latency. */
  public void save(LatencyResult latency) {
    store.save(latency);
  }
}
