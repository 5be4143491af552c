package io.reprise.experiment;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/**
 * A number that the paper, or a text about it, printed.
 *
 * @param printed the number's digits as printed, for example {@code 25.0}
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
    String printed,
    double std,
    String unit,
    String source,
    Status status) {
  /**
   * Checks the number.
   *
   * @throws IllegalArgumentException if it is none
   */
  public Reported {
    if (!printed.matches("-?\\d+(\\.\\d+)?([eE]-?\\d+)?")) {
      throw new IllegalArgumentException("value '" + printed + "': expected a decimal number");
    }
  }

  /** How a reported number is known. */
  public enum Status {
    /** Seen in the source. */
    READ,
    /** From memory, not checked: shown with a dagger everywhere. */
    RECALLED,
    /** Predicted by theory; not a published number. */
    DERIVED
  }

  /** The number as such. */
  public double value() {
    return Double.parseDouble(printed);
  }

  /** Whether a number, rounded half up, has the printed digits. */
  public boolean agrees(double computed) {
    BigDecimal digits = new BigDecimal(printed);
    return new BigDecimal(computed).setScale(digits.scale(), RoundingMode.HALF_UP).compareTo(digits)
        == 0;
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
          r.get("value"),
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
