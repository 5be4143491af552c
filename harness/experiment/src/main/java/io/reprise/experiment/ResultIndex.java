package io.reprise.experiment;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;

/**
 * A table of all trials' results in a folder, {@code index.csv}, for spreadsheets and table
 * libraries: a row a trial, a column a metric. It is derived from the result files and holds
 * nothing else, so it may be deleted and made again. RFC 4180, UTF-8, numbers as Java writes them
 * whatever the locale, an empty field for what was not measured.
 */
public final class ResultIndex {
  private static final List<String> COLUMNS =
      List.of(
          "paper",
          "experiment_version",
          "scale",
          "variant",
          "settings",
          "seed",
          "engine",
          "device",
          "threads",
          "data",
          "data_origin",
          "data_checksum",
          "status",
          "error",
          "seconds",
          "file");

  /** Keeps a metric that is called like a column above apart from it. */
  private static final String METRIC = "metric.";

  private ResultIndex() {}

  /** Rebuilds the index of the folder that {@code -Dresults} names. */
  public static void main(String[] args) {
    CommandLine.run(
        () ->
            CommandLine.print(
                "index: "
                    + write(RunSettings.parse(System::getProperty).results(), CommandLine::print)));
  }

  /**
   * Rebuilds the index.
   *
   * @param warnings takes a line for each file that is no result
   * @return the index
   * @throws UncheckedIOException if it cannot be written; the old one is still there then
   */
  public static Path write(Path results, Consumer<String> warnings) {
    List<ResultStore.Stored> trials = new ArrayList<>(new ResultStore(results, warnings).all());
    trials.sort(
        Comparator.comparing((ResultStore.Stored s) -> s.result().key().paper())
            .thenComparing(s -> s.result().key().scale())
            .thenComparing(s -> s.result().key().variant())
            .thenComparing(s -> s.result().key().seed())
            .thenComparing(ResultStore.Stored::file));
    Path index = results.resolve("index.csv");
    WholeFile.write(index, csv(results, trials));
    return index;
  }

  private static String csv(Path results, List<ResultStore.Stored> trials) {
    TreeSet<String> metrics = new TreeSet<>();
    trials.forEach(s -> metrics.addAll(s.result().measurements().keySet()));
    List<Object> header = new ArrayList<>(COLUMNS);
    metrics.forEach(m -> header.add(METRIC + m));
    StringBuilder text = new StringBuilder(line(header));
    trials.forEach(s -> text.append(line(row(results, s, metrics))));
    return text.toString();
  }

  private static String line(List<Object> fields) {
    return CSVFormat.RFC4180.format(fields.toArray()) + "\r\n";
  }

  private static List<Object> row(Path results, ResultStore.Stored stored, Set<String> metrics) {
    TrialResult result = stored.result();
    TrialResult.Key key = result.key();
    List<Object> row = new ArrayList<>();
    row.add(key.paper());
    row.add(key.experimentVersion());
    row.add(key.scale());
    row.add(key.variant());
    row.add(pairs(key.settings()));
    row.add(key.seed());
    row.add(key.engine());
    row.add(key.device());
    row.add(key.threads());
    row.add(key.dataName());
    row.add(key.dataOrigin());
    row.add(key.dataChecksum());
    row.add(result.status());
    row.add(result.failed() ? result.error().summary() : null);
    row.add(result.seconds());
    row.add(results.relativize(stored.file()).toString().replace('\\', '/'));
    metrics.forEach(m -> row.add(result.measurements().get(m)));
    return row;
  }

  private static String pairs(Map<String, String> settings) {
    return settings.entrySet().stream()
        .map(e -> e.getKey() + "=" + e.getValue())
        .collect(Collectors.joining("; "));
  }
}
