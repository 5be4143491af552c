package io.reprise.reports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.experiment.Run;
import io.reprise.experiment.Scale;
import io.reprise.experiment.history.Attempt;
import io.reprise.experiment.history.History;
import io.reprise.experiment.history.RunConfiguration;
import io.reprise.experiment.history.RunOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrendsTest {
  private static final String PAPER = FakeHistory.PAPER;

  @TempDir Path base;

  private final List<String> lines = new ArrayList<>();

  private History history(int nights) {
    return FakeHistory.of(base.resolve("nights"), nights);
  }

  private String page(History history, String name) throws IOException {
    new Trends(history, base).write("", Instant.EPOCH, lines::add);
    return Files.readString(file(name)).replaceAll("\\s+", " ");
  }

  private Path file(String name) {
    return base.resolve("reports/target/reprise").resolve(name);
  }

  private RunSeries series(History history) {
    return RunSeries.of(history.runs(PAPER)).get(0);
  }

  @Test
  void thePageOfAPaperShowsWhatChangedFromRunToRun() throws IOException {
    String page = page(history(3), PAPER + "/trend.html");
    assertTrue(page.contains("<h1>Moving &lt;numbers&gt;</h1>"), page);
    assertTrue(page.contains("run 3, 2026-11-03 02:02"), page);
    assertTrue(page.contains("<div>second: partly, now not reproduced</div>"), page);
    assertTrue(page.contains("<div>failed: v, seed 3: it failed</div>"), page);
    assertTrue(page.contains("<div>worse: second: recorded partly</div>"), page);
    assertTrue(page.contains("as recorded<span class=\"sub\">2 rows</span>"), page);
    assertTrue(page.contains("1 h 02 min"), page);
    assertTrue(page.contains("net, dense, batch 4: slower, 15.0 ms after 10.0 ms"), page);
    assertTrue(page.contains("Scale quick, torch on cpu, 3 seeds, 2 threads"), page);
    assertTrue(page.contains("Not the paper’s protocol: scale quick."), page);
    assertTrue(page.contains("<td>012345678</td>"), page);
  }

  @Test
  void onlyAChangedVerdictIsMarked() throws IOException {
    RunSeries series = series(history(3));
    assertEquals(List.of("first", "second"), series.claims());
    List<RunSeries.Row> columns = series.columns();
    assertEquals(3, columns.get(0).run().number());
    assertTrue(columns.get(0).changed("second"));
    assertFalse(columns.get(0).changed("first"));
    assertFalse(columns.get(1).changed("second"));
    assertFalse(columns.get(2).changed("second"), "the first run has none before it");
  }

  @Test
  void aMetricIsALineOfMeansAndIntervalsAVariant() {
    Chart chart = series(history(4)).metrics().get(0);
    assertEquals("top1_accuracy (percent), by run", chart.title());
    List<?> rows = (List<?>) chart.data().get("rows");
    assertEquals(2, rows.size());
    Map<?, ?> plain = (Map<?, ?>) rows.get(0);
    assertEquals("plain", plain.get("series"));
    assertEquals(List.of(1, 2, 3, 4), plain.get("run"));
    assertEquals(List.of(61.0, 62.0, 63.0, 64.0), plain.get("value"));
    // The mean of three with standard deviation 1, by Student's t.
    assertEquals(61 - 4.302653 / Math.sqrt(3), (Double) ((List<?>) plain.get("low")).get(0), 1e-3);
    assertEquals(List.of("Run", "plain", "pruned"), chart.headings());
    assertEquals(4, chart.rows().size());
    assertEquals("64.00 ± 1.00", chart.rows().get(0).get(1));
    String words = chart.words();
    assertTrue(
        words.startsWith("plain: 61.00 ± 1.00 first, 64.00 ± 1.00 last, in 4 runs; "), words);
  }

  @Test
  void aLatencyIsALineOfMediansAndSaysWhatTheGateFound() {
    Chart chart = series(history(3)).latencies().get(0);
    assertTrue(chart.note().startsWith("Fast CPU, 2 cores; "), chart.note());
    Map<?, ?> row = (Map<?, ?>) ((List<?>) chart.data().get("rows")).get(0);
    assertEquals(List.of(10.1, 10.2, 15.0), row.get("value"));
    assertEquals(List.of(9.9, 10.0, 14.8), row.get("low"));
    assertEquals(List.of("noisy", "", "slower"), row.get("found"));
    assertEquals("15.00, slower", chart.rows().get(0).get(1));
  }

  @Test
  void whatCannotBeComparedWithTheLatestRunIsInNoChartAndSaidToBeThere() throws IOException {
    History history = history(2);
    history.save(FakeHistory.complete(PAPER, 3, false, FakeHistory.QUICK, 8));
    String page = page(history, PAPER + "/trend.html");
    assertTrue(page.contains("2 complete runs of other versions of the experiment"), page);
    assertTrue(page.contains("Charts begin with the second complete run."), page);
    assertEquals(List.of(), series(history).metrics());
    history.save(FakeHistory.complete(PAPER, 4, false, FakeHistory.QUICK, 8));
    assertFalse(page(history, PAPER + "/trend.html").contains("Charts begin"));
    List<List<String>> rows = series(history).metrics().get(0).rows();
    assertEquals(2, rows.size());
    assertTrue(rows.get(1).get(0).startsWith("run 3"), rows::toString);
  }

  @Test
  void configurationsAreNotMixed() {
    History history = history(2);
    RunConfiguration smoke =
        new RunConfiguration("smoke", "torch", "cpu", 1, 2, List.of(1), Map.of(), true);
    history.save(FakeHistory.complete(PAPER, 3, false, smoke, 7));
    List<RunSeries> all = RunSeries.of(history.runs(PAPER));
    assertEquals(
        List.of(smoke, FakeHistory.QUICK), all.stream().map(RunSeries::configuration).toList());
    assertEquals(List.of(1, 2), all.stream().map(s -> s.runs().size()).toList());
  }

  @Test
  void aRunThatIsNotCompleteSaysWhatItWaitsFor() throws IOException {
    History history = history(2);
    history.save(FakeHistory.open(3, Attempt.Ending.CUT, "the time was up"));
    assertTrue(page(history, PAPER + "/trend.html").contains("goes on: the time was up"));
    String all = page(history, "trends.html");
    assertTrue(all.contains("run 2, 2026-11-02 02:02"), all);
    assertTrue(all.contains("<span class=\"sub\">run 3 goes on: the time was up</span>"), all);
    history.save(FakeHistory.open(3, Attempt.Ending.ERROR, "its JVM died"));
    assertTrue(page(history, "trends.html").contains("run 3 in trouble: its JVM died"));
    history.save(FakeHistory.open(3, null, ""));
    assertTrue(page(history, "trends.html").contains("run 3 under way, or killed"));
  }

  @Test
  void aPaperWithoutACompleteRunHasAPage() throws IOException {
    History history = history(0);
    history.save(FakeHistory.open(1, Attempt.Ending.CUT, "the time was up"));
    assertTrue(page(history, PAPER + "/trend.html").contains("<h1>" + PAPER + "</h1>"));
  }

  @Test
  void thePageOfAllListsNightsWithTheirExitCodes() throws IOException {
    String page = page(history(2), "trends.html");
    assertTrue(page.contains("<td>night-2</td><td>Fast CPU</td>"), page);
    assertTrue(
        page.contains(
            "<td class=\"n\">1 h 30 min</td><td class=\"n\">1 h 03 min</td><td class=\"n\">1</td>"
                + "<td class=\"n\">0</td><td class=\"n\">1</td><td class=\"n strong\">1</td>"),
        page);
    assertTrue(page.indexOf("night-2") < page.indexOf("night-1"), "the newest first");
    assertTrue(lines.contains("trends: " + file("trends.html").toAbsolutePath()), lines::toString);
  }

  @Test
  void thePageOfAllShowsTheLatestRunOfEachBenchmark() throws IOException {
    History history = history(1);
    for (double ms : new double[] {10, 10.1, 9.9, 10.05, 9.95, 12}) {
      history
          .benchmarks()
          .add(
              "peers",
              Instant.EPOCH,
              Map.of("commit", "0123456789", "dirty", "true"),
              List.of(RunOutcome.Timed.of("train", "torch", 64, "Fast", List.of(ms))));
    }
    String page = page(history, "trends.html");
    assertTrue(page.contains("<h3>peers, run 6, 1970-01-01 00:00, commit 012345678+</h3>"), page);
    assertTrue(
        page.contains(
            "<th scope=\"row\">train, torch, batch 64</th><td class=\"n\">12.00</td>"
                + "<td class=\"n\">10.00</td><td class=\"n\">5</td>"),
        page);
    assertTrue(page.contains("<td>slower</td>"), page);
  }

  @Test
  void overviewAndReportLinkToTrendsOnlyWhereThereAreAny() throws IOException {
    Run<?> run = FakeResults.run(base, Scale.QUICK);
    Report.write(run, base, Instant.EPOCH, line -> {});
    String report = run.experiment().paper().id() + "/index.html";
    assertFalse(Files.readString(file("index.html")).contains("trends.html"));
    assertFalse(Files.readString(file(report)).contains("trend.html"));
    History history = history(1);
    history.save(
        FakeHistory.complete(run.experiment().paper().id(), 1, false, FakeHistory.QUICK, 7));
    new Trends(history, base).write(run.experiment().paper().id(), Instant.EPOCH, lines::add);
    Report.write(run, base, Instant.EPOCH, line -> {});
    assertTrue(Files.readString(file(report)).contains("<a href=\"trend.html\">"));
    new Trends(history, base).write("", Instant.EPOCH, lines::add);
    assertTrue(Files.readString(file("index.html")).contains("<a href=\"trends.html\">"));
  }
}
