package io.reprise.experiment;

import io.reprise.datasets.Dataset;
import io.reprise.nn.Network;
import io.reprise.nn.ProcessLock;
import io.reprise.nn.Profile;
import io.reprise.tensor.DeviceUnavailableException;
import io.reprise.tensor.Engine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * One experiment with one user's settings: plans its trials, runs those without a result, and
 * gathers the evidence.
 *
 * @param <D> the experiment's data
 */
public final class Run<D extends Dataset> {
  private static final int POLL_MILLISECONDS = 250;
  private static final int PROFILE_WARMUPS = 2;
  private static final int PROFILE_PASSES = 10;
  private static final String RETRY = " (-DretryFailed=true runs it again)";

  private final Experiment<D> experiment;
  private final RunSettings settings;
  private final ResultStore store;
  private final Consumer<String> log;
  private final Supplier<Engine> opening;
  private final D data;
  private final IdentityHashMap<Dataset, String> checksums = new IdentityHashMap<>();

  /**
   * One trial of the plan.
   *
   * @param declared the name of the variant without a user's settings
   * @param key what identifies its result
   */
  public record Planned(String declared, Variant variant, TrialResult.Key key) {
    /** For people: variant and seed. */
    public String title() {
      return variant.name() + ", seed " + key.seed();
    }
  }

  private Run(
      Experiment<D> experiment,
      RunSettings settings,
      Supplier<Engine> opening,
      Consumer<String> log) {
    requireDistinctVariants(experiment, settings.scale());
    settings.requireDeclared(experiment);
    this.experiment = experiment;
    this.settings = settings;
    this.log = log;
    this.opening = opening;
    this.store = new ResultStore(settings.results(), log);
    String what = "data of " + experiment.paper().id() + " at scale " + settings.scale().id();
    try {
      this.data = Objects.requireNonNull(experiment.data(settings.scale(), settings.data()), what);
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    } catch (IllegalArgumentException | UncheckedIOException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new IllegalStateException(what + " cannot be had: " + e, e);
    }
  }

  private static void requireDistinctVariants(Experiment<?> experiment, Scale scale) {
    Set<String> names = new HashSet<>();
    for (Variant v : experiment.variants(scale)) {
      if (v.name().isBlank() || !names.add(v.name())) {
        throw new IllegalStateException(
            experiment.paper().id()
                + " declares at scale "
                + scale.id()
                + " more than one variant, or a blank one, of name '"
                + v.name()
                + "': expected distinct names");
      }
    }
  }

  /**
   * Prepares a run.
   *
   * @param log takes lines for the person who watches
   * @throws IllegalArgumentException if a setting does not fit the experiment or data is damaged
   * @throws UncheckedIOException if data cannot be read
   * @throws IllegalStateException if the experiment cannot make its data ready or declares two
   *     variants of one name
   */
  public static <D extends Dataset> Run<D> of(
      Experiment<D> experiment, RunSettings settings, Consumer<String> log) {
    return of(experiment, settings, settings::openEngine, log);
  }

  /** As above, with another way to open a trial's engine. */
  static <D extends Dataset> Run<D> of(
      Experiment<D> experiment,
      RunSettings settings,
      Supplier<Engine> opening,
      Consumer<String> log) {
    return new Run<>(experiment, settings, opening, log);
  }

  public Experiment<D> experiment() {
    return experiment;
  }

  public RunSettings settings() {
    return settings;
  }

  /** All data of the run. */
  Dataset data() {
    return data;
  }

  /** All trials: seed by seed, so that a run cut short has whole comparisons. */
  public List<Planned> plan() {
    List<Planned> all = new ArrayList<>();
    for (int seed = 1; seed <= settings.seeds(); seed++) {
      for (Variant declared : experiment.variants(settings.scale())) {
        Variant v = declared.overriddenBy(settings.overrides());
        Dataset used = experiment.dataOf(v, data);
        Map<String, String> text = new TreeMap<>();
        v.settings().asMap().forEach((name, value) -> text.put(name, value.toString()));
        all.add(
            new Planned(
                declared.name(),
                v,
                new TrialResult.Key(
                    experiment.paper().id(),
                    experiment.version(),
                    settings.scale().id(),
                    v.name(),
                    text,
                    seed,
                    settings.engine(),
                    settings.device().kind().id(),
                    settings.threads(),
                    used.name(),
                    used.origin().name(),
                    checksum(used))));
      }
    }
    return all;
  }

  /** Of all examples, so it is computed but once. */
  private String checksum(Dataset part) {
    return checksums.computeIfAbsent(
        part,
        p -> Objects.requireNonNull(p.checksum(), () -> "checksum of data '" + p.name() + "'"));
  }

  /**
   * Runs all trials that have no result, and gives the results of all. Those that another runner on
   * the same folder is at come last: in the end it waits for them, and runs what a runner that was
   * killed left undone.
   */
  public List<TrialResult> runAll() {
    try (TrialQueue queue = new TrialQueue(this, new TrialQueue.Listener() {})) {
      return queue.run(plan());
    }
  }

  /** The result that a trial has and will not be run again for. */
  public Optional<TrialResult> stored(Planned planned) {
    return store.find(planned.key()).filter(r -> !isToRetry(r));
  }

  /** Runs a trial unless it has a result; waits for another runner that is at it. */
  public TrialResult run(Planned planned) {
    return tryRun(planned).orElseGet(() -> await(planned));
  }

  /**
   * Runs a trial unless it has a result. A failure is a result, stored like any other: it is run
   * again only if the settings say so.
   *
   * @return empty if another runner is at this trial now
   * @throws DeviceUnavailableException if the engine cannot use the device; nothing is stored then
   * @throws UncheckedIOException if the result cannot be stored; it has been logged then
   */
  public Optional<TrialResult> tryRun(Planned planned) {
    try (TrialJvms jvms = jvms()) {
      return tryRun(planned, jvms);
    }
  }

  /** JVMs for trials of this run, none of them started. */
  TrialJvms jvms() {
    return new TrialJvms(experiment.paper().id(), settings);
  }

  /** As above, in one of these JVMs if trials are to run in other JVMs. */
  Optional<TrialResult> tryRun(Planned planned, TrialJvms jvms) {
    Optional<TrialResult> stored = stored(planned);
    if (stored.isPresent()) {
      logThere(planned, stored.get());
      return stored;
    }
    try (ProcessLock lock = store.tryLock(planned.key()).orElse(null)) {
      if (lock == null) {
        log.accept(planned.title() + ": another runner is at it");
        return Optional.empty();
      }
      return Optional.of(runLocked(planned, jvms, r -> !isToRetry(r)));
    }
  }

  /** The result of a trial that another runner was at; this run's own if that one was killed. */
  public TrialResult await(Planned planned) {
    try (TrialJvms jvms = jvms()) {
      return await(planned, jvms);
    }
  }

  TrialResult await(Planned planned, TrialJvms jvms) {
    log.accept(planned.title() + ": waiting for the other runner");
    while (true) {
      try (ProcessLock lock = store.tryLock(planned.key()).orElse(null)) {
        if (lock != null) {
          // What the other runner stored is new, so a failure is not to be retried once more.
          return runLocked(planned, jvms, r -> true);
        }
        TimeUnit.MILLISECONDS.sleep(POLL_MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while waiting for " + planned.title(), e);
      }
    }
  }

  private boolean isToRetry(TrialResult result) {
    return result.failed() && settings.retryFailed();
  }

  private TrialResult runLocked(Planned planned, TrialJvms jvms, Predicate<TrialResult> counts) {
    Optional<TrialResult> stored = store.findLocked(planned.key()).filter(counts);
    if (stored.isPresent()) {
      logThere(planned, stored.get());
      return stored.get();
    }
    log.accept(planned.title() + ": starting");
    TrialResult result =
        settings.execution().fork()
            ? jvms.run(planned, files(planned.key(), log).handover(), log)
            : attempt(planned);
    store.save(result);
    clearFiles(result);
    log.accept(
        planned.title()
            + (result.failed()
                ? ": FAILED: " + result.error().summary()
                : String.format(Locale.ROOT, ": %s (%.0f s)", summary(result), result.seconds())));
    return result;
  }

  private void logThere(Planned planned, TrialResult stored) {
    log.accept(
        planned.title()
            + ": already there"
            + (stored.failed() ? ", FAILED: " + stored.error().summary() + RETRY : ""));
  }

  /** What went wrong in a failed trial, where that stands, and how to run it again. */
  public String failure(TrialResult result) {
    return result.key().variant()
        + ", seed "
        + result.key().seed()
        + ": "
        + result.error().summary()
        + RETRY
        + "; see "
        + store.file(result.key());
  }

  private static String summary(TrialResult result) {
    return result.measurements().entrySet().stream()
        .map(e -> String.format(Locale.ROOT, "%s %.4g", e.getKey(), e.getValue()))
        .collect(Collectors.joining(", "));
  }

  private TrialFiles files(TrialResult.Key key, Consumer<String> lines) {
    return new TrialFiles(
        key, settings.results(), store.file(key), settings.execution().checkpoint(), lines);
  }

  /** What a failed trial has kept stays: the next attempt goes on from there. */
  private void clearFiles(TrialResult result) {
    if (!result.failed()) {
      try {
        files(result.key(), log).clear();
      } catch (IOException e) {
        log.accept("files of a finished trial could not be removed: " + e);
      }
    }
  }

  /**
   * Runs a trial in this JVM, whatever is stored; its figures are stored, the result is not.
   *
   * @throws io.reprise.tensor.DeviceUnavailableException if the engine cannot use the device
   */
  TrialResult attempt(Planned planned) {
    return new Attempt<>(
            experiment,
            planned,
            settings,
            data,
            lines -> files(planned.key(), lines),
            figure -> store.save(planned.key().paper(), figure),
            log)
        .result(opening);
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
        data.origin(),
        trials,
        costs(),
        latencies);
  }

  /**
   * The picture of a figure that a result of this run names, encoded.
   *
   * @throws IOException naming the file within the paper's results, if it is missing or does not
   *     hold that picture
   */
  public byte[] picture(StoredFigure figure) throws IOException {
    return store.picture(experiment.paper().id(), figure);
  }

  /**
   * A file of a figure's sound that a result of this run names.
   *
   * @throws IOException naming the file within the paper's results, if it is missing or holds
   *     something else
   */
  public byte[] file(StoredFile file) throws IOException {
    return store.file(experiment.paper().id(), file);
  }

  /** The latency measurements that belong to this run. */
  public List<LatencyResult.Key> latencyKeys() {
    Sampling sampling = Sampling.of(settings.scale());
    List<LatencyResult.Key> keys = new ArrayList<>();
    for (int batch : settings.batches()) {
      for (Network n : experiment.timed(settings.scale())) {
        keys.add(
            new LatencyResult.Key(
                experiment.paper().id(),
                experiment.version(),
                n.name(),
                n.setting(),
                batch,
                settings.engine(),
                settings.device().toString(),
                settings.threads(),
                Machine.cpu(),
                sampling.rounds(),
                sampling.warmups(),
                sampling.samples()));
      }
    }
    return keys;
  }

  /** How many forward passes are timed at a scale, and in how many JVMs. */
  private record Sampling(int rounds, int warmups, int samples) {
    static Sampling of(Scale scale) {
      return switch (scale) {
        case SMOKE -> new Sampling(1, 2, 5);
        case QUICK -> new Sampling(2, 2, 8);
        case PAPER -> new Sampling(3, 5, 25);
      };
    }
  }

  /** Profiles a network of the experiment and stores the result in place of an older one. */
  public ProfileResult profile(Network network, int batch) {
    ProfileResult.Key key = profileKey(network, batch);
    try (Engine engine = settings.openEngine()) {
      Profile profile =
          Profile.of(
              engine, network.builder(), network.input(), batch, key.warmups(), key.passes());
      ProfileResult result =
          new ProfileResult(
              key, profile.rows(), Provenance.of(settings.device(), engine.describe()));
      save(result);
      return result;
    }
  }

  /** What identifies the profile of a network with so many images at once. */
  public ProfileResult.Key profileKey(Network network, int batch) {
    return new ProfileResult.Key(
        experiment.paper().id(),
        experiment.version(),
        network.name(),
        network.setting(),
        batch,
        settings.engine(),
        settings.device().toString(),
        settings.threads(),
        Machine.cpu(),
        PROFILE_WARMUPS,
        PROFILE_PASSES);
  }

  /** The stored profiles of the experiment's networks, with the batches of the settings. */
  public List<ProfileResult> profiles() {
    List<ProfileResult> found = new ArrayList<>();
    for (Network n : experiment.networks()) {
      for (int batch : settings.batches()) {
        store.find(profileKey(n, batch)).ifPresent(found::add);
      }
    }
    return found;
  }

  /** A measured latency, with where it was measured. */
  public LatencyResult latencyResult(
      LatencyResult.Key key, List<Double> samples, List<LatencyResult.Round> rounds) {
    try (Engine engine = settings.openEngine()) {
      return new LatencyResult(
          key, samples, rounds, Provenance.of(settings.device(), engine.describe()));
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

  /** Stores a profile in place of an older one. */
  public void save(ProfileResult profile) {
    store.save(profile);
  }
}
