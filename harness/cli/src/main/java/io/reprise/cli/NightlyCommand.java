package io.reprise.cli;

import io.reprise.doctor.Doctor;
import io.reprise.experiment.Provenance;
import io.reprise.experiment.RunSettings;
import io.reprise.experiment.history.History;
import io.reprise.experiment.history.RunConfiguration;
import io.reprise.nightly.Night;
import io.reprise.nightly.NightSettings;
import io.reprise.nightly.PaperJvm;
import io.reprise.reports.Trends;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs papers anew within a budget of time and keeps every run. */
@Command(
    name = "nightly",
    description = {
      "Runs papers anew within a budget of time, keeps every run, and shows how they change.",
      "What was cut short goes on the next time, before anything else; then come papers that never"
          + " ran, then the one whose last complete run is longest ago. A paper has one turn a"
          + " night. Several of these may work on one history."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the night is complete: no trial failed and nothing is worse than recorded",
      "1:a trial failed, a paper could not be run, a result is worse than recorded, or, with"
          + " --gate-latency, a network is slower",
      "2:wrong input, or a device that cannot be used",
      "75:all is well so far and the budget is used up: the same command goes on"
    })
final class NightlyCommand implements Callable<Integer> {
  @Parameters(paramLabel = "PAPER", description = "arXiv ids; all papers if none is given")
  private List<String> papers = List.of();

  @Option(
      names = "--budget",
      paramLabel = "MINUTES",
      description = "after which nothing starts and what runs is ended; by default there is none")
  private String budget;

  @Option(
      names = "--grace",
      paramLabel = "MINUTES",
      defaultValue = "5",
      description = "how long after the budget pages of unfinished runs may take; by default 5")
  private String grace;

  @Option(
      names = "--history",
      paramLabel = "FOLDER",
      description = "folder of all runs; by default reports/nights of the suite")
  private Path folder;

  @Option(
      names = "--night",
      paramLabel = "NAME",
      description = "what processes of one night have in common; by default the date in UTC")
  private String name;

  @Option(
      names = "--keep",
      paramLabel = "N",
      defaultValue = "10",
      description =
          "how many complete runs of a paper keep their result files; by default 10. Records stay"
              + " for ever")
  private int keep;

  @Option(
      names = "--gate-latency",
      description = "a network that is slower beyond chance is a failure, not a warning")
  private boolean gateLatency;

  @Option(names = "--no-latency", description = "do not time networks")
  private boolean withoutLatency;

  @Option(names = "--jobs", paramLabel = "N", description = "as of run")
  private String jobs;

  @Option(names = "--checkpoint", paramLabel = "MINUTES", description = "as of run")
  private String checkpoint;

  @Option(names = "--timeout", paramLabel = "MINUTES", description = "as of run")
  private String timeout;

  @Mixin private RunOptions options;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Map<String, String> values = values();
    RunSettings settings = RunSettings.parse(values::get);
    NightSettings night =
        new NightSettings(
            name == null ? LocalDate.now(ZoneOffset.UTC).toString() : name,
            RunOptions.experiments(papers).stream().map(e -> e.paper().id()).toList(),
            RunConfiguration.of(settings, !withoutLatency),
            NightSettings.minutes("budget", budget),
            NightSettings.minutes("grace", grace).orElse(Duration.ZERO),
            keep,
            gateLatency);
    Consumer<String> log = this::line;
    History history = new History(settings.results(), log);
    Trends trends = new Trends(history, RunOptions.base());
    return new Night(
            night,
            history,
            new PaperJvm(values, !withoutLatency, log),
            () -> Doctor.obstacles(settings, log),
            paper -> trends.write(paper, Instant.now(), log),
            Provenance.of(settings.device(), Map.of()),
            InstantSource.system(),
            log)
        .run();
  }

  /** The settings of every run, whose results lie in the history. */
  private Map<String, String> values() {
    Map<String, String> values = options.values();
    if (values.get("results") != null) {
      throw new IllegalArgumentException(
          "results '" + values.get("results") + "': expected --history, the folder of all runs");
    }
    Path all = folder == null ? RunOptions.base().resolve("reports/nights") : folder;
    values.put("results", all.toAbsolutePath().toString());
    values.put("jobs", jobs);
    values.put("checkpoint", checkpoint);
    values.put("timeout", timeout);
    return values;
  }

  private void line(String line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }
}
