package io.reprise.cli;

import io.reprise.experiment.Experiment;
import io.reprise.experiment.Experiments;
import io.reprise.experiment.RunSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options that settings of a run are read from: the same as Maven's, with the same errors. */
final class RunOptions {
  @Option(
      names = "--scale",
      paramLabel = "SCALE",
      description = "smoke (seconds), quick (minutes, the default) or paper (the full protocol)")
  private String scale;

  @Option(names = "--engine", paramLabel = "NAME", description = "torch (the default) or nd4j")
  private String engine;

  @Option(
      names = "--precision",
      paramLabel = "NAME",
      description =
          "of matrix products and convolutions: float32 (the default), tf32 (on GPUs) or bf16")
  private String precision;

  @Option(
      names = "--deterministic",
      description = "only by kernels that give the same bits in every run")
  private boolean deterministic;

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      description = "cpu (the default), cuda, cuda:1, ...")
  private String device;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "how many seeds; by default 3, and 1 at smoke")
  private String seeds;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "processor threads of an operation; by default all cores, shared out between jobs")
  private String threads;

  @Option(
      names = "--batches",
      paramLabel = "N,N",
      description = "with how many images at once networks are timed")
  private String batches;

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description = "folder of data sets; by default $REPRISE_DATA, else ~/.cache/reprise")
  private Path data;

  @Option(
      names = "--results",
      paramLabel = "FOLDER",
      description = "folder of results; by default reports/results of the suite")
  private Path results;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      split = ",",
      description = "another value for a setting that variants declare")
  private List<String> set = List.of();

  /** The suite's folder, which paths of its own start from. */
  static Path base() {
    return Path.of(System.getProperty("base", "")).toAbsolutePath();
  }

  /** The options by the names that {@link RunSettings#parse} knows. */
  Map<String, String> values() {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("scale", scale);
    values.put("engine", engine);
    values.put("precision", precision);
    values.put("deterministic", Boolean.toString(deterministic));
    values.put("device", device);
    values.put("seeds", seeds);
    values.put("threads", threads);
    values.put("batches", batches);
    values.put("data", absolute(data));
    values.put("results", absolute(results));
    values.put("set", String.join(",", set));
    values.put("base", base().toString());
    return values;
  }

  /** What a user types starts from where the user is. */
  private static String absolute(Path path) {
    return path == null ? null : path.toAbsolutePath().toString();
  }

  RunSettings settings() {
    return RunSettings.parse(values()::get);
  }

  /** The experiments of some papers, or of all. */
  static List<Experiment<?>> experiments(List<String> papers) {
    List<Experiment<?>> all = new ArrayList<>();
    if (papers.isEmpty()) {
      all.addAll(Experiments.all());
      all.sort(Comparator.comparing(e -> e.paper().id()));
    } else {
      papers.stream().distinct().forEach(p -> all.add(Experiments.of(p)));
    }
    return all;
  }
}
