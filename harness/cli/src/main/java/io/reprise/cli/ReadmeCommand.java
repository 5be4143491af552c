package io.reprise.cli;

import io.reprise.experiment.Experiment;
import io.reprise.experiment.WholeFile;
import io.reprise.reports.PaperList;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Keeps the README's list of papers. */
@Command(
    name = "readme",
    description = "Writes the README's list of papers from what is recorded in expected.csv.",
    mixinStandardHelpOptions = true)
final class ReadmeCommand implements Callable<Integer> {
  @Option(names = "--check", description = "only tell whether it is up to date; exit code 1 if not")
  private boolean check;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Path readme = RunOptions.base().resolve("README.md");
    String text = read(readme);
    List<Experiment<?>> papers =
        RunOptions.experiments(List.of()).stream()
            .filter(
                e -> Files.isDirectory(RunOptions.base().resolve("papers").resolve(e.paper().id())))
            .<Experiment<?>>map(e -> e)
            .toList();
    String current = PaperList.replaceIn(readme, text, PaperList.of(RunOptions.base(), papers));
    boolean stale = !current.equals(text);
    if (stale && !check) {
      WholeFile.write(readme, current);
    }
    out.println(
        readme
            + (stale
                ? check
                    ? ": the list of papers is stale; run: ci/reprise readme"
                    : " is written anew"
                : " is up to date"));
    out.flush();
    return stale && check ? Reprise.FAILED : 0;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }
}
