package io.reprise.experiment;

import io.reprise.datasets.DataRoot;
import io.reprise.tensor.Device;
import io.reprise.tensor.Engine;
import io.reprise.tensor.EngineChoice;
import io.reprise.tensor.EngineProvider;
import io.reprise.tensor.Engines;
import io.reprise.tensor.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * What a user chose for a run.
 *
 * @param engine with how it is to compute, see {@link EngineChoice}
 * @param device where trials run and networks are timed; the first of several
 * @param threads CPU threads an operation may use; by default all, shared out between the trials
 *     that run at once
 * @param batches how many images networks are timed with at once
 * @param overrides values for declared settings of variants
 * @param retryFailed whether trials that are stored as failed run again
 * @param execution how trials are executed
 */
public record RunSettings(
    Scale scale,
    String engine,
    Device device,
    int seeds,
    int threads,
    List<Integer> batches,
    Path data,
    Path results,
    Map<String, String> overrides,
    boolean retryFailed,
    Execution execution) {
  /** Copies the overrides. */
  public RunSettings {
    batches = List.copyOf(batches);
    overrides = Collections.unmodifiableMap(new LinkedHashMap<>(overrides));
  }

  /**
   * Reads and checks everything before any work starts.
   *
   * @param option gives the value of {@code scale}, {@code engine}, {@code precision}, {@code
   *     deterministic}, {@code device}, {@code devices}, {@code seeds}, {@code threads}, {@code
   *     batches}, {@code data}, {@code results}, {@code set}, {@code retryFailed}, {@code fork},
   *     {@code jobs}, {@code checkpoint}, {@code timeout} or {@code base} (the folder that relative
   *     paths start from); null or empty for the default
   * @throws IllegalArgumentException naming the value and what was expected
   */
  public static RunSettings parse(UnaryOperator<String> option) {
    Scale scale = Scale.parse(value(option, "scale", "quick"));
    EngineChoice engine = engine(option);
    EngineProvider provider = Engines.provider(engine.name());
    List<Device> devices = Execution.devices(option);
    Device device =
        devices.isEmpty() ? Device.parse(value(option, "device", "cpu")) : devices.get(0);
    provider.requireOffered(engine.arithmetic(), device);
    int seeds = count(option, "seeds", scale.defaultSeeds());
    Execution execution = Execution.parse(option, scale, device);
    int share = Math.max(1, Runtime.getRuntime().availableProcessors() / execution.jobs());
    int threads = count(option, "threads", share);
    Path base = Path.of(value(option, "base", "."));
    String dataOption = value(option, "data", "");
    Path data =
        DataRoot.resolve(dataOption.isEmpty() ? dataOption : base.resolve(dataOption).toString());
    Path results = writable(base.resolve(value(option, "results", "reports/results")));
    return new RunSettings(
        scale,
        engine.toString(),
        device,
        seeds,
        threads,
        batches(value(option, "batches", ""), scale, device),
        data,
        results,
        overrides(option.apply("set")),
        flag(option, "retryFailed", false),
        execution);
  }

  /** The options that {@link #parse} reads these settings from, in a JVM of one trial. */
  Map<String, String> options() {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("scale", scale.id());
    options.put("engine", engine);
    // The engine's text says these.
    options.put("precision", "");
    options.put("deterministic", "");
    options.put("device", device.toString());
    options.put("devices", "");
    options.put("seeds", Integer.toString(seeds));
    options.put("threads", Integer.toString(threads));
    options.put(
        "batches", batches.stream().map(b -> b.toString()).collect(Collectors.joining(",")));
    // The default folder need not exist, one that is named must.
    options.put("data", Files.isDirectory(data) ? data.toAbsolutePath().toString() : "");
    options.put("results", results.toString());
    options.put(
        "set",
        overrides.entrySet().stream()
            .map(e -> e.getKey() + "=" + e.getValue())
            .collect(Collectors.joining(",")));
    options.put("retryFailed", "false");
    options.put("fork", "false");
    options.put("jobs", "");
    options.put("timeout", "");
    options.put("checkpoint", Execution.minutes(execution.checkpoint()));
    return options;
  }

  /**
   * The engine with what other options say of how it is to compute.
   *
   * @throws IllegalArgumentException if they contradict each other
   */
  private static EngineChoice engine(UnaryOperator<String> option) {
    EngineChoice engine = EngineChoice.parse(value(option, "engine", Engines.preferred()));
    Precision named = engine.arithmetic().precision();
    Precision precision = Precision.parse(value(option, "precision", named.id()));
    if (named != Precision.FLOAT32 && precision != named) {
      throw new IllegalArgumentException(
          "precision '"
              + precision.id()
              + "' with engine '"
              + engine
              + "': expected one precision");
    }
    EngineChoice precise = engine.with(precision);
    return flag(option, "deterministic", false) ? precise.madeDeterministic() : precise;
  }

  static String value(UnaryOperator<String> option, String name, String otherwise) {
    String v = option.apply(name);
    return v == null || v.isBlank() ? otherwise : v.strip();
  }

  static int count(UnaryOperator<String> option, String name, int otherwise) {
    String text = value(option, name, Integer.toString(otherwise));
    if (!text.matches("[1-9]\\d{0,4}")) {
      throw new IllegalArgumentException(
          name + " '" + text + "': expected a whole number from 1 to 99999");
    }
    return Integer.parseInt(text);
  }

  /** As many images at once as papers time, where there is time for it. */
  private static List<Integer> batches(String text, Scale scale, Device device) {
    if (text.isEmpty()) {
      return switch (scale) {
        case SMOKE -> List.of(1);
        case QUICK -> List.of(4);
        case PAPER -> device.kind() == Device.Kind.CUDA ? List.of(1, 32, 128) : List.of(1, 32);
      };
    }
    List<Integer> batches = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      if (!part.strip().matches("[1-9]\\d{0,3}")) {
        throw new IllegalArgumentException(
            "batches '" + text + "': expected whole numbers from 1 to 9999 with commas between");
      }
      batches.add(Integer.parseInt(part.strip()));
    }
    return batches.stream().distinct().toList();
  }

  /**
   * Reads an option that is true or false.
   *
   * @throws IllegalArgumentException if it is neither
   */
  public static boolean flag(UnaryOperator<String> option, String name, boolean otherwise) {
    String text = value(option, name, Boolean.toString(otherwise));
    if (!text.equals("true") && !text.equals("false")) {
      throw new IllegalArgumentException(name + " '" + text + "': expected true or false");
    }
    return Boolean.parseBoolean(text);
  }

  private static Map<String, String> overrides(String text) {
    Map<String, String> all = new LinkedHashMap<>();
    if (text != null && !text.isBlank()) {
      for (String part : text.split(",", -1)) {
        String[] pair = part.split("=", 2);
        if (pair.length != 2 || pair[0].isBlank()) {
          throw new IllegalArgumentException(
              "set '" + text + "': expected name=value, or several with commas between");
        }
        all.put(pair[0].strip(), pair[1].strip());
      }
    }
    return all;
  }

  private static Path writable(Path folder) {
    Path absolute = folder.toAbsolutePath().normalize();
    try {
      Files.createDirectories(absolute);
      Files.delete(Files.createTempFile(absolute, ".probe", ".tmp"));
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "results folder '"
              + absolute
              + "' cannot be written ("
              + e.getClass().getSimpleName()
              + "): expected a folder in which files can be made",
          e);
    }
    return absolute;
  }

  /** The same on another device, with nothing to share out. */
  RunSettings on(Device one) {
    return new RunSettings(
        scale,
        engine,
        one,
        seeds,
        threads,
        batches,
        data,
        results,
        overrides,
        retryFailed,
        new Execution(
            execution.fork(),
            execution.jobs(),
            List.of(),
            execution.checkpoint(),
            execution.timeout()));
  }

  /**
   * Makes sure, before any work starts, that the engine can be opened on the device, and that the
   * others are there.
   *
   * @throws io.reprise.tensor.DeviceUnavailableException if not, with the reason and what to do
   */
  public void requireDevices() {
    Engines.requireThere(engine, execution.devices());
    openEngine().close();
  }

  /** Opens the chosen engine on the chosen device. */
  public Engine openEngine() {
    return Engines.open(engine, device, threads);
  }

  /**
   * Checks that each override names a setting of a variant.
   *
   * @throws IllegalArgumentException if one does not
   */
  void requireDeclared(Experiment<?> experiment) {
    for (String name : overrides.keySet()) {
      java.util.TreeSet<String> known = new java.util.TreeSet<>();
      experiment.variants(scale).forEach(v -> known.addAll(v.settings().asMap().keySet()));
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "set '"
                + name
                + "': "
                + experiment.paper().id()
                + " declares no such setting at scale "
                + scale.id()
                + "; expected one of "
                + known);
      }
    }
  }
}
