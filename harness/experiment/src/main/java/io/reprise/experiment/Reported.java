package io.reprise.experiment;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/**
 * A number that the paper, or a text about it, printed.
 *
 * @param value as printed
 * @param std the printed spread, NaN if none
 * @param status how sure it is that it was printed
 */
public record Reported(
    String table,
    String method,
    String model,
    String dataset,
    String setting,
    String metric,
    double value,
    double std,
    String unit,
    String source,
    Status status) {
  /** How a reported number is known. */
  public enum Status {
    /** Seen in the source. */
    READ,
    /** From memory, not checked: shown with a dagger everywhere. */
    RECALLED,
    /** Predicted by theory; not a published number. */
    DERIVED
  }

  /** Table, method, model, data set, setting and metric: names the row for people. */
  public String title() {
    return String.join(" | ", table, method, model, dataset, setting, metric);
  }

  /**
   * Reads the {@code reported.csv} beside an experiment's class.
   *
   * @throws IllegalStateException if it is missing or a row is malformed, naming the row
   */
  static List<Reported> of(Class<?> experiment) {
    try (InputStream in = experiment.getResourceAsStream("reported.csv")) {
      if (in == null) {
        throw new IllegalStateException("no reported.csv beside " + experiment.getName());
      }
      List<Reported> rows = new ArrayList<>();
      var parser =
          CSVFormat.RFC4180
              .builder()
              .setHeader()
              .setSkipHeaderRecord(true)
              .get()
              .parse(new InputStreamReader(in, StandardCharsets.UTF_8));
      for (CSVRecord r : parser) {
        rows.add(row(r));
      }
      return List.copyOf(rows);
    } catch (IOException e) {
      throw new IllegalStateException("reported.csv of " + experiment.getName() + ": " + e, e);
    }
  }

  private static Reported row(CSVRecord r) {
    try {
      return new Reported(
          r.get("table"),
          r.get("method"),
          r.get("model"),
          r.get("dataset"),
          r.get("setting"),
          r.get("metric"),
          Double.parseDouble(r.get("value")),
          r.get("std").isEmpty() ? Double.NaN : Double.parseDouble(r.get("std")),
          r.get("unit"),
          r.get("source"),
          Status.valueOf(r.get("status").toUpperCase(java.util.Locale.ROOT)));
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(
          "reported.csv row " + r.getRecordNumber() + ": " + e.getMessage(), e);
    }
  }
}
