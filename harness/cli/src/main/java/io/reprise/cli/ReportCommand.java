package io.reprise.cli;

import io.reprise.experiment.Experiment;
import io.reprise.experiment.Run;
import io.reprise.experiment.RunSettings;
import io.reprise.mlflow.MlflowSink;
import io.reprise.reports.DifferenceReport;
import io.reprise.reports.Report;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reports on what is stored. */
@Command(
    name = "report",
    description = {
      "Judges and shows the results that are stored; nothing is run.",
      "Writes a page for each paper and the overview of all."
    },
    mixinStandardHelpOptions = true)
final class ReportCommand implements Runnable {
  @Parameters(paramLabel = "PAPER", description = "arXiv ids; all papers if none is given")
  private List<String> papers = List.of();

  @Mixin private RunOptions options;

  @Option(
      names = "--against",
      paramLabel = "FOLDER",
      description =
          "another folder of results, of another commit or machine: shows what changed since, and"
              + " whether beyond chance")
  private Path against;

  @Option(
      names = "--engines",
      paramLabel = "A,B",
      arity = "0..1",
      fallbackValue = "torch,nd4j",
      description = "puts the results of two engines side by side (torch,nd4j if none are named)")
  private String engines;

  @Option(
      names = "--mlflow",
      paramLabel = "URI",
      description =
          "also sends the trials to an MLflow tracking server, an experiment a paper and a run a"
              + " trial, for example to http://localhost:5000; what is there is not sent again")
  private String mlflow;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    RunSettings settings = options.settings();
    RunSettings other = against == null ? null : inFolder(settings, folder());
    List<String> pair = engines == null ? List.of() : pair();
    MlflowSink sink = mlflow == null ? null : MlflowSink.to(mlflow);
    Instant now = Instant.now();
    List<Experiment<?>> experiments = RunOptions.experiments(papers);
    Report.write(
        experiments.stream().map(e -> Run.of(e, settings, out::println)),
        RunOptions.base(),
        now,
        out::println);
    for (Experiment<?> e : experiments) {
      if (other != null) {
        DifferenceReport.write(
            Run.of(e, other, out::println),
            Run.of(e, settings, out::println),
            "results in " + other.results(),
            "results in " + settings.results(),
            RunOptions.base(),
            "against",
            now,
            out::println);
      }
      if (!pair.isEmpty()) {
        DifferenceReport.write(
            Run.of(e, onEngine(settings, pair.get(0)), out::println),
            Run.of(e, onEngine(settings, pair.get(1)), out::println),
            "engine " + pair.get(0),
            "engine " + pair.get(1),
            RunOptions.base(),
            "engines",
            now,
            out::println);
      }
    }
    out.flush();
    if (sink != null) {
      send(experiments, settings, sink, out);
    }
  }

  private static void send(
      List<Experiment<?>> experiments, RunSettings settings, MlflowSink sink, PrintWriter out) {
    try (sink) {
      for (Experiment<?> e : experiments) {
        sink.send(Run.of(e, settings, out::println), out::println);
        out.flush();
      }
    }
  }

  private Path folder() {
    Path folder = against.toAbsolutePath().normalize();
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException(
          "against '" + against + "': expected a folder of results, but there is none");
    }
    return folder;
  }

  private List<String> pair() {
    List<String> pair = List.of(engines.split(",", -1));
    if (pair.size() != 2 || pair.get(0).equals(pair.get(1)) || pair.contains("")) {
      throw new IllegalArgumentException(
          "engines '" + engines + "': expected two different engines with a comma between");
    }
    return pair;
  }

  private static RunSettings inFolder(RunSettings s, Path results) {
    return with(s, s.engine(), results);
  }

  private static RunSettings onEngine(RunSettings s, String engine) {
    return with(s, engine, s.results());
  }

  private static RunSettings with(RunSettings s, String engine, Path results) {
    return new RunSettings(
        s.scale(),
        engine,
        s.device(),
        s.seeds(),
        s.threads(),
        s.batches(),
        s.data(),
        results,
        s.overrides(),
        s.retryFailed(),
        s.execution());
  }
}
