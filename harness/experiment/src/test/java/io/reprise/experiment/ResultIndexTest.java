package io.reprise.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultIndexTest {
  private static final Metric ERROR = new Metric("error", "percent", Metric.Direction.LOWER);

  @TempDir Path results;

  private final List<String> warnings = new ArrayList<>();

  private static TrialResult.Key key(String paper, String variant, int seed) {
    return new TrialResult.Key(
        paper,
        1,
        "quick",
        variant,
        Map.of("b", "2", "a", "0.5"),
        seed,
        "torch",
        "cpu",
        2,
        "CIFAR-10",
        "REAL",
        "abc");
  }

  private static TrialResult done(TrialResult.Key key, Metric metric, double value) {
    return TrialResult.done(key, new Measurements().put(metric, value), List.of(), 1.5, Map.of());
  }

  private List<CSVRecord> index() throws Exception {
    Path index = ResultIndex.write(results, warnings::add);
    try (Reader reader = Files.newBufferedReader(index);
        CSVParser parser =
            CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get().parse(reader)) {
      return parser.getRecords();
    }
  }

  private ResultStore store() {
    return new ResultStore(results, warnings::add);
  }

  @Test
  void aRowATrialAndAColumnAMetricInTheOrderOfPaperVariantAndSeed() throws Exception {
    store().save(done(key("2", "x, \"y\"", 10), FakeExperiment.SCORE, 1234567.125));
    store().save(done(key("2", "x, \"y\"", 9), FakeExperiment.SCORE, 1e-7));
    store().save(done(key("1", "z", 1), ERROR, -3));
    store()
        .save(
            TrialResult.failed(
                key("1", "a", 1),
                new TrialResult.Failure("x.Y", "two\nlines", List.of()),
                2,
                Map.of()));
    List<CSVRecord> rows = index();
    assertEquals(List.of("a", "z", "x, \"y\"", "x, \"y\""), column(rows, "variant"));
    assertEquals(List.of("1", "1", "9", "10"), column(rows, "seed"));
    assertEquals(List.of("failed", "done", "done", "done"), column(rows, "status"));
    assertEquals(List.of("x.Y: two", "", "", ""), column(rows, "error"));
    assertEquals(List.of("", "", "1.0E-7", "1234567.125"), column(rows, "metric.score"));
    assertEquals(List.of("", "-3.0", "", ""), column(rows, "metric.error"));
    assertEquals("a=0.5; b=2", rows.get(0).get("settings"));
    for (CSVRecord row : rows) {
      assertTrue(Files.exists(results.resolve(row.get("file"))), row.get("file"));
    }
    assertEquals(List.of(), warnings);
  }

  private static List<String> column(List<CSVRecord> rows, String name) {
    return rows.stream().map(r -> r.get(name)).toList();
  }

  @Test
  void anEmptyFolderHasAnIndexOfNoRows() throws Exception {
    assertEquals(List.of(), index());
  }

  @Test
  void itIsTheSameWhenItIsMadeAgainAndHoldsNothingThatIsGone() throws Exception {
    store().save(done(key("1", "a", 1), ERROR, 1));
    store().save(done(key("1", "b", 1), ERROR, 2));
    Path index = ResultIndex.write(results, warnings::add);
    String text = Files.readString(index);
    Files.delete(index);
    ResultIndex.write(results, warnings::add);
    assertEquals(text, Files.readString(index));
    Files.delete(store().file(key("1", "b", 1)));
    assertEquals(List.of("a"), column(index(), "variant"));
  }

  @Test
  void whatIsNoResultIsReportedSetAsideAndLeftOut() throws Exception {
    store().save(done(key("1", "a", 1), ERROR, 1));
    Path good = store().file(key("1", "a", 1));
    Path notes = Files.writeString(good.resolveSibling("notes.json"), "[1, 2]");
    Path renamed = Files.copy(good, good.resolveSibling("2-0123456789abcdef.json"));
    assertEquals(1, index().size());
    for (Path foreign : List.of(notes, renamed)) {
      assertFalse(Files.exists(foreign));
      assertTrue(Files.exists(Path.of(foreign + ".unreadable")));
      assertTrue(warnings.stream().anyMatch(w -> w.contains(foreign.toString())), warnings + "");
    }
    assertEquals(2, warnings.size());
    assertEquals(1, index().size());
    assertEquals(2, warnings.size());
  }

  @Test
  void aCopyInAnotherPlaceIsReportedAndLeftOut() throws Exception {
    store().save(done(key("1", "a", 1), ERROR, 1));
    Path good = store().file(key("1", "a", 1));
    Path copy = results.resolve("backup/quick/a").resolve(good.getFileName());
    Files.createDirectories(copy.getParent());
    Files.copy(good, copy);
    assertEquals(1, index().size());
    assertTrue(Files.exists(copy));
    assertTrue(warnings.get(0).contains(copy.toString()), warnings.toString());
  }

  @Test
  void latenciesAndOtherFilesAreNoTrials() throws Exception {
    store().save(done(key("1", "a", 1), ERROR, 1));
    Files.createDirectories(results.resolve("1/latency"));
    Files.writeString(results.resolve("1/latency/Net-0123456789abcdef.json"), "{}");
    Files.writeString(results.resolve("1/quick/a/notes.txt"), "mine");
    assertEquals(1, index().size());
    assertEquals(List.of(), warnings);
  }
}
