package io.reprise.cli;

import io.reprise.experiment.Experiment;
import io.reprise.experiment.Run;
import io.reprise.experiment.RunSettings;
import io.reprise.reports.Report;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reports on what is stored. */
@Command(
    name = "report",
    description = "Judges and shows the results that are stored; nothing is run.",
    mixinStandardHelpOptions = true)
final class ReportCommand implements Runnable {
  @Parameters(paramLabel = "PAPER", description = "arXiv ids; all papers if none is given")
  private List<String> papers = List.of();

  @Mixin private RunOptions options;
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    RunSettings settings = options.settings();
    for (Experiment<?> e : RunOptions.experiments(papers)) {
      Report.write(
          Run.of(e, settings, out::println), RunOptions.base(), Instant.now(), out::println);
    }
    out.flush();
  }
}
