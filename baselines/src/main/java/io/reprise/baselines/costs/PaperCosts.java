package io.reprise.baselines.costs;

import io.reprise.nn.Network;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/**
 * The networks of one paper, all that its tables name, and the costs that were published of them in
 * {@code <paper>.csv} beside this class: columns {@code network, setting, quantity, printed, unit,
 * source, status, note}. Found by {@link ServiceLoader}.
 */
public interface PaperCosts {
  /** The paper's arXiv id. */
  String paper();

  /** Every network and setting, in the order of the paper's tables. */
  List<Network> networks();

  /** All papers, by id. */
  static List<PaperCosts> all() {
    List<PaperCosts> all = new ArrayList<>();
    ServiceLoader.load(PaperCosts.class).forEach(all::add);
    all.sort(Comparator.comparing(PaperCosts::paper));
    return all;
  }

  /**
   * What was published.
   *
   * @throws IllegalStateException if a row is malformed, naming the file and the row
   */
  default List<PublishedCost> published() {
    String file = paper() + ".csv";
    CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    var resource = PaperCosts.class.getResourceAsStream(file);
    if (resource == null) {
      return List.of();
    }
    List<PublishedCost> rows = new ArrayList<>();
    try (var reader = new InputStreamReader(resource, StandardCharsets.UTF_8);
        var parser = format.parse(reader)) {
      for (CSVRecord r : parser) {
        rows.add(row(file, r));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read: " + e.getMessage(), e);
    }
    return rows;
  }

  private static PublishedCost row(String file, CSVRecord r) {
    try {
      return new PublishedCost(
          r.get("network"),
          r.get("setting"),
          Quantity.parse(r.get("quantity")),
          r.get("printed"),
          r.get("unit"),
          r.get("source"),
          PublishedCost.Status.parse(r.get("status")),
          r.get("note"));
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(
          file + " row " + (r.getRecordNumber() + 1) + " " + r.toList() + ": " + e.getMessage(), e);
    }
  }
}
