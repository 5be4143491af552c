package io.reprise.experiment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/**
 * A paper's {@code expected.csv}: for each configuration the verdicts, and the exact numbers once.
 */
public final class ExpectedFile {
  private static final String[] COLUMNS = {
    "scale", "engine", "device", "data", "seeds", "kind", "name", "verdict", "value"
  };
  private static final CSVFormat FORMAT = CSVFormat.RFC4180;

  private final Path path;

  public ExpectedFile(Path path) {
    this.path = path;
  }

  /**
   * The file of a paper.
   *
   * @param base the suite's folder
   */
  public static ExpectedFile of(Path base, Paper paper) {
    return new ExpectedFile(base.resolve("papers").resolve(paper.id()).resolve("expected.csv"));
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /**
   * All rows; none if there is no file.
   *
   * @throws IllegalStateException if a row is malformed, naming the file, the row and what was
   *     expected
   * @throws UncheckedIOException if the file cannot be read
   */
  public List<Expected> read() {
    if (!Files.exists(path)) {
      return List.of();
    }
    List<Expected> rows = new ArrayList<>();
    Set<List<Object>> seen = new HashSet<>();
    try (var parser = FORMAT.parse(Files.newBufferedReader(path, StandardCharsets.UTF_8))) {
      for (CSVRecord record : parser) {
        List<String> cells = record.toList();
        if (record.getRecordNumber() == 1) {
          require(cells.equals(Arrays.asList(COLUMNS)), record, "the columns " + header());
          continue;
        }
        require(cells.size() == COLUMNS.length, record, COLUMNS.length + " cells");
        Expected row = row(record);
        require(
            seen.add(List.of(row.configuration(), row.kind(), row.name())),
            record,
            "each name once");
        rows.add(row);
      }
    } catch (UncheckedIOException | IOException e) {
      throw new UncheckedIOException(
          path + " cannot be read: " + e.getMessage(),
          e instanceof IOException io ? io : new IOException(e));
    }
    return rows;
  }

  private static String header() {
    return String.join(",", COLUMNS);
  }

  private Expected row(CSVRecord r) {
    return new Expected(
        new Expected.Configuration(r.get(0), r.get(1), r.get(2), r.get(3), r.get(4)),
        constant(Expected.Kind.class, r, r.get(5).toUpperCase(Locale.ROOT)),
        r.get(6),
        r.get(7).isEmpty() ? Optional.empty() : Optional.of(constant(Verdict.class, r, r.get(7))),
        r.get(8).isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(number(r)));
  }

  private <E extends Enum<E>> E constant(Class<E> type, CSVRecord record, String name) {
    E[] all = type.getEnumConstants();
    Optional<E> found = Arrays.stream(all).filter(c -> c.name().equals(name)).findFirst();
    require(found.isPresent(), record, "one of " + Arrays.toString(all) + " for '" + name + "'");
    return found.orElseThrow();
  }

  private double number(CSVRecord record) {
    try {
      return Double.parseDouble(record.get(8));
    } catch (NumberFormatException e) {
      throw malformed(record, "a number for '" + record.get(8) + "'");
    }
  }

  private void require(boolean good, CSVRecord record, String expected) {
    if (!good) {
      throw malformed(record, expected);
    }
  }

  private IllegalStateException malformed(CSVRecord record, String expected) {
    return new IllegalStateException(
        path
            + " row "
            + record.getRecordNumber()
            + " "
            + record.toList()
            + ": expected "
            + expected);
  }

  /**
   * Writes rows in place of those of their configurations, and keeps all others. The file changes
   * whole or not at all.
   *
   * @throws IllegalStateException if the file that is there is malformed, or two rows have the same
   *     name
   * @throws UncheckedIOException if it cannot be written
   */
  public void record(List<Expected> rows) {
    Set<Expected.Configuration> mine = new HashSet<>();
    rows.forEach(r -> mine.add(r.configuration()));
    List<Expected> all =
        Stream.concat(read().stream().filter(r -> !mine.contains(r.configuration())), rows.stream())
            .sorted(
                Comparator.comparing((Expected r) -> r.configuration().scale())
                    .thenComparing(r -> r.configuration().engine())
                    .thenComparing(r -> r.configuration().device())
                    .thenComparing(r -> r.configuration().data())
                    .thenComparing(r -> r.configuration().seeds())
                    .thenComparing(Expected::kind)
                    .thenComparing(Expected::name))
            .toList();
    for (int i = 1; i < all.size(); i++) {
      if (all.get(i).sameAs(all.get(i - 1))) {
        throw new IllegalStateException(
            "two results are called '" + all.get(i).title() + "': expected a name for each");
      }
    }
    WholeFile.write(path, csv(all));
  }

  private static String csv(List<Expected> rows) {
    StringBuilder text = new StringBuilder(header()).append('\n');
    for (Expected r : rows) {
      Expected.Configuration c = r.configuration();
      text.append(
              FORMAT.format(
                  c.scale(),
                  c.engine(),
                  c.device(),
                  c.data(),
                  c.seeds(),
                  r.kind().name().toLowerCase(Locale.ROOT),
                  r.name(),
                  r.verdict().map(Enum::name).orElse(""),
                  r.value().isPresent() ? Ruling.plain(r.value().getAsDouble()) : ""))
          .append('\n');
    }
    return text.toString();
  }
}
