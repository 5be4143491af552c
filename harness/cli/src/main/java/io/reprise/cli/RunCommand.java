package io.reprise.cli;

import io.reprise.experiment.Evidence;
import io.reprise.experiment.Expected;
import io.reprise.experiment.ExpectedFile;
import io.reprise.experiment.Experiment;
import io.reprise.experiment.RegressionGate;
import io.reprise.experiment.ResultIndex;
import io.reprise.experiment.Run;
import io.reprise.experiment.RunSettings;
import io.reprise.experiment.TrialQueue;
import io.reprise.experiment.TrialResult;
import io.reprise.experiment.jmh.Latency;
import io.reprise.reports.Report;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs papers: latencies, trials, the regression gate, the report. */
@Command(
    name = "run",
    description = {
      "Runs papers: times their networks, runs the trials that have no result, judges and reports.",
      "A run that was interrupted goes on when it is started again."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class RunCommand implements Callable<Integer> {
  private static final int COLUMNS = 100;

  @Parameters(paramLabel = "PAPER", description = "arXiv ids")
  private List<String> papers = List.of();

  @Option(names = "--all", description = "all papers, one after the other")
  private boolean all;

  @Mixin private RunOptions options;

  @Option(
      names = "--variant",
      paramLabel = "NAME",
      description = "only this variant (may be repeated); nothing is then held to expected.csv")
  private List<String> variants = List.of();

  @Option(
      names = "--resume",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description =
          "run only what has no result (the default); with --no-resume results that are there"
              + " already are an error")
  private boolean resume;

  @Option(names = "--retry-failed", description = "run trials again that are stored as failed")
  private boolean retryFailed;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description =
          "how many trials run at once, each in another JVM; by default as many as cores, 4 at"
              + " most, at scale quick on a processor, else 1")
  private String jobs;

  @Option(
      names = "--devices",
      paramLabel = "LIST",
      description =
          "GPUs that trials are shared out to, such as 0,1: each trial has one of them, and as many"
              + " run at once unless --jobs says otherwise")
  private String devices;

  @Option(
      names = "--fork",
      paramLabel = "true|false",
      description =
          "whether trials run in another JVM; by default at scale paper, with a timeout and if"
              + " several run at once")
  private String fork;

  @Option(
      names = "--checkpoint",
      paramLabel = "MINUTES",
      description = "time between checkpoints of a training; by default 10")
  private String checkpoint;

  @Option(
      names = "--timeout",
      paramLabel = "MINUTES",
      description = "after which a trial is ended and counts as failed")
  private String timeout;

  @Option(names = "--no-latency", description = "do not time networks")
  private boolean withoutLatency;

  @Option(names = "--record", description = "record what comes out in expected.csv")
  private boolean record;

  @Option(
      names = "--progress",
      paramLabel = "auto|bar|lines",
      defaultValue = "auto",
      description = "a bar, as on a terminal, or a line after each trial")
  private String progress;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    RunSettings settings = settings();
    boolean onBar = onBar();
    List<Experiment<?>> experiments = experiments();
    requireVariants(experiments, settings);
    settings.requireDevices();
    Screen screen = new Screen(spec.commandLine().getOut(), columns());
    boolean well = true;
    for (Experiment<?> e : experiments) {
      well &= run(Run.of(e, settings, screen::line), screen, onBar);
    }
    screen.line("index: " + ResultIndex.write(settings.results(), screen::line));
    return well ? 0 : Reprise.FAILED;
  }

  private RunSettings settings() {
    Map<String, String> values = options.values();
    values.put("retryFailed", Boolean.toString(retryFailed));
    values.put("checkpoint", checkpoint);
    values.put("timeout", timeout);
    values.put("fork", fork);
    values.put("jobs", jobs);
    values.put("devices", devices);
    return RunSettings.parse(values::get);
  }

  private boolean onBar() {
    return switch (progress) {
      case "auto" -> Ansi.AUTO.enabled();
      case "bar" -> true;
      case "lines" -> false;
      default ->
          throw new IllegalArgumentException(
              "progress '" + progress + "': expected auto, bar or lines");
    };
  }

  /** What the launcher found; the JVM cannot tell. */
  private static int columns() {
    return Integer.getInteger("columns", COLUMNS);
  }

  private List<Experiment<?>> experiments() {
    if (all == !papers.isEmpty()) {
      throw new IllegalArgumentException(
          (all ? "--all with papers " + papers : "no paper") + ": expected papers, or --all");
    }
    return RunOptions.experiments(papers);
  }

  private void requireVariants(List<Experiment<?>> experiments, RunSettings settings) {
    TreeSet<String> known = new TreeSet<>();
    experiments.forEach(e -> e.variants(settings.scale()).forEach(v -> known.add(v.name())));
    for (String name : variants) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "variant '"
                + name
                + "' is unknown at scale "
                + settings.scale().id()
                + ": expected one of "
                + known);
      }
    }
  }

  /** Runs one paper and tells whether all went well. */
  private boolean run(Run<?> run, Screen screen, boolean onBar) {
    List<Run.Planned> plan = new ArrayList<>(run.plan());
    if (!variants.isEmpty()) {
      plan.removeIf(p -> !variants.contains(p.declared()));
    }
    Map<Run.Planned, TrialResult> there = new LinkedHashMap<>();
    plan.forEach(p -> run.stored(p).ifPresent(r -> there.put(p, r)));
    if (!resume && !there.isEmpty()) {
      throw new IllegalArgumentException(
          there.size()
              + " of "
              + plan.size()
              + " trials have results in "
              + run.settings().results()
              + ": expected none with --no-resume; go on without it, or take another --results");
    }
    if (!withoutLatency) {
      Latency.measure(run, screen::line);
    }
    boolean well = trials(run, plan, there, screen, onBar);
    if (variants.isEmpty()) {
      well &= holds(run, screen);
    }
    Report.write(run, RunOptions.base(), Instant.now(), screen::line);
    return well;
  }

  private boolean trials(
      Run<?> run,
      List<Run.Planned> plan,
      Map<Run.Planned, TrialResult> there,
      Screen screen,
      boolean onBar) {
    String paper = run.experiment().paper().id();
    int jobs = run.settings().execution().jobs();
    try (Progress shown = new Progress(screen, paper, plan, jobs, onBar, System::nanoTime);
        TrialQueue queue = new TrialQueue(run, shown);
        Interruption watch = new Interruption(paper, shown, words())) {
      there.forEach(shown::there);
      if (!there.isEmpty()) {
        screen.line(there.size() + " of " + plan.size() + " trials have results already");
      }
      List<Run.Planned> missing = plan.stream().filter(p -> !there.containsKey(p)).toList();
      List<TrialResult> results = new ArrayList<>(there.values());
      results.addAll(queue.run(missing));
      List<TrialResult> failed = results.stream().filter(TrialResult::failed).toList();
      failed.forEach(r -> screen.line("FAILED: " + run.failure(r)));
      return failed.isEmpty();
    }
  }

  private String words() {
    return spec.commandLine().getParseResult().originalArgs().stream()
        .map(a -> a.matches("[\\w./:=,@%+-]+") ? a : "'" + a.replace("'", "'\\''") + "'")
        .collect(Collectors.joining(" "));
  }

  /** Holds the run to what is recorded, or records it. */
  private boolean holds(Run<?> run, Screen screen) {
    Evidence evidence = run.evidence();
    ExpectedFile file = ExpectedFile.of(RunOptions.base(), run.experiment().paper());
    if (record) {
      int results = RegressionGate.record(run, evidence, file);
      screen.line("recorded " + results + " results in " + file.path());
      return true;
    }
    RegressionGate gate = RegressionGate.of(run, evidence, file.read());
    boolean well = true;
    for (Expected row : gate.recorded()) {
      RegressionGate.Outcome outcome = gate.check(row);
      well &= outcome.change() != RegressionGate.Change.WORSE;
      told(outcome).ifPresent(screen::line);
    }
    return well;
  }

  private static Optional<String> told(RegressionGate.Outcome outcome) {
    return switch (outcome.change()) {
      case NONE -> Optional.empty();
      case BETTER -> Optional.of("better than expected: " + outcome.line());
      case WORSE ->
          Optional.of("WORSE: " + outcome.line() + "; if this is intended, --record records it");
    };
  }
}
