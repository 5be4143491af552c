package io.reprise.cli;

import io.reprise.datasets.DataRoot;
import io.reprise.experiment.Replay;
import io.reprise.experiment.ResultStore;
import io.reprise.experiment.TrialResult;
import io.reprise.reports.TextTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.commons.io.file.PathUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a stored result again. */
@Command(
    name = "reproduce",
    description =
        "Runs the trial of a result file again, with the settings, seed, engine, device and threads"
            + " that the file tells, and prints the differences. Nothing is stored.",
    mixinStandardHelpOptions = true)
final class ReproduceCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "a trial's result file")
  private Path file;

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description = "folder of data sets; by default $REPRISE_DATA, else ~/.cache/reprise")
  private String data;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    TrialResult stored = ResultStore.read(file);
    Path scratch = Files.createTempDirectory("reprise-reproduce");
    try {
      Replay replay =
          Replay.of(
              stored,
              DataRoot.resolve(data),
              scratch,
              line -> {
                out.println(line);
                out.flush();
              });
      out.println();
      show(replay, out);
      return replay.same() ? 0 : Reprise.DIFFERENT;
    } finally {
      out.flush();
      PathUtils.deleteDirectory(scratch);
    }
  }

  private static void show(Replay replay, PrintWriter out) {
    TextTable table =
        new TextTable(
            List.of("number", "stored", "now", "difference"), List.of(40, 24, 24, 12), 1, 2, 3);
    for (Replay.Measured m : replay.numbers()) {
      table.add(
          m.name(),
          Double.toString(m.stored()),
          Double.toString(m.again()),
          m.same() ? "same" : String.format(Locale.ROOT, "%+.3g", m.again() - m.stored()));
    }
    table.lines().forEach(out::println);
    out.println();
    replay.differentTables().forEach(name -> out.println("table '" + name + "' differs"));
    tell(replay.stored(), "stored", out);
    tell(replay.again(), "now", out);
    replay.environment().forEach(line -> out.println("other " + line));
    long different = replay.numbers().stream().filter(m -> !m.same()).count();
    out.println(
        replay.same()
            ? "The result is reproduced to the last bit."
            : "The result differs: " + different + " of " + replay.numbers().size() + " numbers.");
  }

  private static void tell(TrialResult result, String which, PrintWriter out) {
    out.println(
        which
            + (result.failed()
                ? ": FAILED: " + result.error().summary()
                : String.format(Locale.ROOT, ": done in %.1f s", result.seconds())));
  }
}
