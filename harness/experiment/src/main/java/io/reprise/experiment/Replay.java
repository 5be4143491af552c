package io.reprise.experiment;

import io.reprise.datasets.Dataset;
import io.reprise.tensor.Device;
import io.reprise.tensor.Engines;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * A stored result, and the same trial run once more from what the result says of itself.
 *
 * @param stored the result that was reproduced
 * @param again what came out now
 */
public record Replay(TrialResult stored, TrialResult again) {
  /**
   * A number of both results.
   *
   * @param name of a metric, or of a curve with the epoch, as {@code train_loss[3]}
   * @param stored NaN if only the new result has it
   * @param again NaN if only the stored result has it
   */
  public record Measured(String name, double stored, double again) {
    /**
     * Whether both are the same to the last bit. Of a measured time, whose name ends in {@code
     * _seconds}, it is enough that both have it.
     */
    public boolean same() {
      return name.endsWith(TIME)
          ? Double.isNaN(stored) == Double.isNaN(again)
          : Double.doubleToLongBits(stored) == Double.doubleToLongBits(again);
    }
  }

  /** How the name of a metric ends that is measured time, which no run gives again. */
  private static final String TIME = "_seconds";

  /**
   * Runs a stored trial again. Nothing is stored.
   *
   * @param data the folder of data sets
   * @param scratch an empty folder for what the trial keeps while it runs
   * @param log takes lines for the person who watches
   * @throws IllegalArgumentException if this build, or the data in the folder, gives no trial with
   *     the key of the result; the message names each difference
   */
  public static Replay of(TrialResult stored, Path data, Path scratch, Consumer<String> log) {
    return of(Experiments.of(stored.key().paper()), stored, data, scratch, log);
  }

  static <D extends Dataset> Replay of(
      Experiment<D> experiment, TrialResult stored, Path data, Path scratch, Consumer<String> log) {
    TrialResult.Key key = stored.key();
    Scale scale = Scale.parse(key.scale());
    Engines.provider(key.engine());
    RunSettings settings =
        new RunSettings(
            scale,
            key.engine(),
            Device.parse(key.device()),
            key.seed(),
            key.threads(),
            List.of(),
            data,
            scratch,
            overrides(experiment, scale, stored),
            false,
            Execution.HERE);
    Run<D> run = Run.of(experiment, settings, log);
    Run.Planned planned =
        run.plan().stream()
            .filter(p -> p.key().seed() == key.seed() && p.variant().name().equals(key.variant()))
            .findFirst()
            .orElseThrow();
    requireSameKey(stored, planned.key());
    log.accept(planned.title() + ": starting");
    return new Replay(stored, run.attempt(planned));
  }

  /** The values that a user gave for settings, such that a variant has the stored name. */
  private static Map<String, String> overrides(
      Experiment<?> experiment, Scale scale, TrialResult stored) {
    TrialResult.Key key = stored.key();
    for (Variant declared : experiment.variants(scale)) {
      if (declared.name().equals(key.variant())) {
        return Map.of();
      }
      Optional<Map<String, String>> changed = changes(declared, key);
      if (changed.isPresent()) {
        return changed.get();
      }
    }
    throw new IllegalArgumentException(
        "variant '"
            + key.variant()
            + "': paper "
            + key.paper()
            + " declares none of that name at scale "
            + scale.id()
            + madeBy(stored));
  }

  private static Optional<Map<String, String>> changes(Variant declared, TrialResult.Key key) {
    Map<String, String> changed = new LinkedHashMap<>();
    declared
        .settings()
        .asMap()
        .forEach(
            (name, value) -> {
              String text = key.settings().get(name);
              if (text != null && !text.equals(value.toString())) {
                changed.put(name, text);
              }
            });
    try {
      return declared.overriddenBy(changed).name().equals(key.variant())
          ? Optional.of(changed)
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // another variant's value, which this one cannot have
    }
  }

  private static void requireSameKey(TrialResult stored, TrialResult.Key here) {
    TrialResult.Key key = stored.key();
    List<String> differences = new ArrayList<>();
    tell(differences, "experiment version", key.experimentVersion(), here.experimentVersion());
    tell(differences, "settings", key.settings(), here.settings());
    tell(differences, "data", key.dataName(), here.dataName());
    tell(differences, "origin of the data", key.dataOrigin(), here.dataOrigin());
    tell(differences, "checksum of the data", key.dataChecksum(), here.dataChecksum());
    if (!differences.isEmpty()) {
      throw new IllegalArgumentException(
          "the trial cannot be reproduced here: "
              + String.join("; ", differences)
              + madeBy(stored));
    }
  }

  private static void tell(List<String> differences, String what, Object stored, Object here) {
    if (!stored.equals(here)) {
      differences.add(what + " is " + here + " here, expected " + stored);
    }
  }

  private static String madeBy(TrialResult stored) {
    return " (the result was made by commit "
        + stored.environment().getOrDefault("commit", "unknown")
        + ")";
  }

  /** All numbers, those of the curves after the metrics. */
  public List<Measured> numbers() {
    Map<String, Double> before = numbers(stored);
    Map<String, Double> now = numbers(again);
    Set<String> names = new LinkedHashSet<>(before.keySet());
    names.addAll(now.keySet());
    return names.stream()
        .map(
            n ->
                new Measured(
                    n, before.getOrDefault(n, Double.NaN), now.getOrDefault(n, Double.NaN)))
        .toList();
  }

  private static Map<String, Double> numbers(TrialResult result) {
    Map<String, Double> all = new LinkedHashMap<>(result.measurements());
    result
        .curves()
        .forEach(
            (name, values) -> {
              for (int i = 0; i < values.size(); i++) {
                all.put(name + "[" + i + "]", values.get(i));
              }
            });
    return all;
  }

  /** The names of tables that differ, or that only one of both results has. */
  public List<String> differentTables() {
    Map<String, ResultTable> before = tables(stored);
    Map<String, ResultTable> now = tables(again);
    Set<String> names = new LinkedHashSet<>(before.keySet());
    names.addAll(now.keySet());
    return names.stream().filter(n -> !Objects.equals(before.get(n), now.get(n))).toList();
  }

  private static Map<String, ResultTable> tables(TrialResult result) {
    Map<String, ResultTable> all = new LinkedHashMap<>();
    result.tables().forEach(t -> all.put(t.name(), t));
    return all;
  }

  /**
   * Whether both ended the same way with the same tables and numbers, see {@link Measured#same}.
   */
  public boolean same() {
    boolean sameEnd =
        stored.failed() == again.failed()
            && (!stored.failed() || stored.error().summary().equals(again.error().summary()));
    return sameEnd && differentTables().isEmpty() && numbers().stream().allMatch(Measured::same);
  }

  /**
   * Entries of the environment that differ, as {@code name: stored -> now}; not time, load and
   * memory, which always do.
   */
  public List<String> environment() {
    Map<String, String> before = stored.environment();
    Map<String, String> now = again.environment();
    Set<String> names = new TreeSet<>(before.keySet());
    names.addAll(now.keySet());
    Map<String, String> differences = new TreeMap<>();
    for (String name : names) {
      String a = before.getOrDefault(name, "-");
      String b = now.getOrDefault(name, "-");
      boolean always = name.equals("time") || name.startsWith("load") || MemoryUse.isEntry(name);
      if (!a.equals(b) && !always) {
        differences.put(name, a + " -> " + b);
      }
    }
    return differences.entrySet().stream().map(e -> e.getKey() + ": " + e.getValue()).toList();
  }
}
