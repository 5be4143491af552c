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
    Program.run(
        () ->
            Program.print(
                "index: "
                    + write(RunSettings.parse(System::getProperty).results(), Program::print)));
  }

  /**
   * Rebuilds the index.
   *
   * @param warnings takes a line for each file that is no result
   * @return the index
   * @throws UncheckedIOException if it cannot be written; the old one is still there then
   */
  public static Path write(Path results, Consumer<String> warnings) {
    List<Row> rows = new ArrayList<>(new ResultStore(results, warnings).all(Row::of));
    rows.sort(
        Comparator.comparing((Row r) -> r.key().paper())
            .thenComparing(r -> r.key().scale())
            .thenComparing(r -> r.key().variant())
            .thenComparing(r -> r.key().seed())
            .thenComparing(Row::file));
    Path index = results.resolve("index.csv");
    WholeFile.write(index, csv(results, rows));
    return index;
  }

  /** What the index holds of a result, which is little of it. */
  private record Row(
      Path file,
      TrialResult.Key key,
      String status,
      String error,
      double seconds,
      Map<String, Double> measurements) {
    static Row of(ResultStore.Stored stored) {
      TrialResult r = stored.result();
      String error = r.failed() ? r.error().summary() : null;
      return new Row(stored.file(), r.key(), r.status(), error, r.seconds(), r.measurements());
    }
  }

  private static String csv(Path results, List<Row> rows) {
    TreeSet<String> metrics = new TreeSet<>();
    rows.forEach(r -> metrics.addAll(r.measurements().keySet()));
    List<Object> header = new ArrayList<>(COLUMNS);
    metrics.forEach(m -> header.add(METRIC + m));
    StringBuilder text = new StringBuilder(line(header));
    rows.forEach(r -> text.append(line(fields(results, r, metrics))));
    return text.toString();
  }

  private static String line(List<Object> fields) {
    return CSVFormat.RFC4180.format(fields.toArray()) + "\r\n";
  }

  private static List<Object> fields(Path results, Row row, Set<String> metrics) {
    TrialResult.Key key = row.key();
    List<Object> fields = new ArrayList<>();
    fields.add(key.paper());
    fields.add(key.experimentVersion());
    fields.add(key.scale());
    fields.add(key.variant());
    fields.add(pairs(key.settings()));
    fields.add(key.seed());
    fields.add(key.engine());
    fields.add(key.device());
    fields.add(key.threads());
    fields.add(key.dataName());
    fields.add(key.dataOrigin());
    fields.add(key.dataChecksum());
    fields.add(row.status());
    fields.add(row.error());
    fields.add(row.seconds());
    fields.add(results.relativize(row.file()).toString().replace('\\', '/'));
    metrics.forEach(m -> fields.add(row.measurements().get(m)));
    return fields;
  }

  private static String pairs(Map<String, String> settings) {
    return settings.entrySet().stream()
        .map(e -> e.getKey() + "=" + e.getValue())
        .collect(Collectors.joining("; "));
  }
}
