package io.reprise.cli;

import io.reprise.experiment.Provenance;
import io.reprise.experiment.history.BenchmarkRecord;
import io.reprise.experiment.history.History;
import io.reprise.experiment.history.LatencyChange;
import io.reprise.experiment.history.RunOutcome;
import io.reprise.reports.Trends;
import io.reprise.tensor.Device;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Keeps the times of a benchmark program and holds them against those of earlier runs. */
@Command(
    name = "times",
    description = {
      "Keeps the times that a benchmark took, and says which changed since its earlier runs.",
      "The file is a CSV with the columns network, setting, batch, round and milliseconds, the"
          + " median of a round."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the times are kept",
      "1:with --gate-latency, one is slower beyond chance",
      "2:wrong input"
    })
final class TimesCommand implements Callable<Integer> {
  private static final List<String> COLUMNS =
      List.of("network", "setting", "batch", "round", "milliseconds");

  @Parameters(paramLabel = "NAME", description = "of the benchmark, such as peers")
  private String name;

  @Parameters(paramLabel = "FILE", description = "its times")
  private Path file;

  @Option(
      names = "--history",
      paramLabel = "FOLDER",
      description = "folder of all runs; by default reports/nights of the suite")
  private Path folder;

  @Option(
      names = "--gate-latency",
      description = "a time that is longer beyond chance is a failure, not a warning")
  private boolean gateLatency;

  @Spec private CommandSpec spec;

  /** What was timed. */
  private record What(String network, String setting, int batch) {}

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Path root = folder == null ? RunOptions.base().resolve("reports/nights") : folder;
    Map<String, String> environment = Provenance.of(Device.CPU, Map.of());
    History history = new History(root, out::println);
    BenchmarkRecord record =
        history.benchmarks().add(name, Instant.now(), environment, times(environment));
    out.println(name + ": run " + record.number() + " is kept in " + root.resolve("benchmarks"));
    record.changes().forEach(c -> out.println(c.words()));
    new Trends(history, RunOptions.base()).write("", Instant.now(), out::println);
    boolean slower =
        record.changes().stream().anyMatch(c -> c.found() == LatencyChange.Found.SLOWER);
    return slower && gateLatency ? 1 : 0;
  }

  private List<RunOutcome.Timed> times(Map<String, String> environment) throws IOException {
    Map<What, List<Double>> rounds = rounds();
    List<RunOutcome.Timed> times = new ArrayList<>();
    rounds.forEach(
        (what, medians) ->
            times.add(
                RunOutcome.Timed.of(
                    what.network,
                    what.setting,
                    what.batch,
                    environment.getOrDefault("cpu", "unknown")
                        + ", "
                        + environment.getOrDefault("cores", "?")
                        + " cores, "
                        + medians.size()
                        + " rounds",
                    medians)));
    return times;
  }

  private Map<What, List<Double>> rounds() throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException("times '" + file + "': expected a file");
    }
    Map<What, List<Double>> rounds = new LinkedHashMap<>();
    try (Reader text = Files.newBufferedReader(file, StandardCharsets.UTF_8);
        CSVParser rows = FORMAT.parse(text)) {
      if (!rows.getHeaderNames().equals(COLUMNS)) {
        throw new IllegalArgumentException(
            "times '" + file + "': columns " + rows.getHeaderNames() + ", expected " + COLUMNS);
      }
      for (CSVRecord row : rows) {
        What what =
            new What(row.get("network"), row.get("setting"), (int) number(row, "batch", rows));
        rounds.computeIfAbsent(what, w -> new ArrayList<>()).add(number(row, "milliseconds", rows));
      }
    }
    return rounds;
  }

  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();

  private double number(CSVRecord row, String column, CSVParser rows) {
    try {
      double value = Double.parseDouble(row.get(column));
      if (value > 0 && Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new IllegalArgumentException(
        "times '"
            + file
            + "', line "
            + rows.getCurrentLineNumber()
            + ": "
            + column
            + " '"
            + row.get(column)
            + "', expected a number above 0");
  }
}
