package io.reprise.reports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.experiment.ResultStore;
import io.reprise.experiment.Run;
import io.reprise.experiment.Scale;
import io.reprise.experiment.TrialResult;
import io.reprise.experiment.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteTest {
  @TempDir Path base;

  private Path file(String name) {
    return base.resolve("reports/target/reprise").resolve(name);
  }

  static Summary summary(String paper, Map<Verdict, Integer> claims) {
    return new Summary(
        paper,
        "Title of " + paper,
        "Venue",
        "quick",
        "torch",
        "cpu",
        "Shapes",
        "PROCEDURAL",
        false,
        6,
        5,
        1,
        claims,
        Map.of(Verdict.NOT_RUN, 3),
        "2026-11-21 09:30");
  }

  private void add(Site site, String paper) {
    site.write(
        paper, Map.of("summary.json", Json.file(summary(paper, Map.of(Verdict.REPRODUCED, 2)))));
    site.refresh(Instant.EPOCH, line -> {});
  }

  @Test
  void keepsPapersOfEarlierBuildsInTheOverview() throws IOException {
    Site site = new Site(base);
    add(site, "0000.00002");
    add(new Site(base), "0000.00001");
    String csv = Files.readString(file("summary.csv"));
    assertEquals(
        """
        0000.00001,Title of 0000.00001,quick,Shapes,PROCEDURAL,torch,cpu,6,5,1,2,0,0,0,0,0,0,0,0,3,2026-11-21 09:30
        0000.00002,Title of 0000.00002,quick,Shapes,PROCEDURAL,torch,cpu,6,5,1,2,0,0,0,0,0,0,0,0,3,2026-11-21 09:30
        """,
        csv.substring(csv.indexOf('\n') + 1));
    String html = Files.readString(file("index.html"));
    assertTrue(html.contains("<a href=\"0000.00001/index.html\">Title of 0000.00001</a>"), html);
    assertTrue(html.contains("not the paper’s protocol"), html);
    assertTrue(Files.readString(file("summary.md")).contains("| quick (not the paper's protocol)"));
  }

  @Test
  void leavesOutASummaryThatCannotBeReadAndSaysSo() throws IOException {
    Site site = new Site(base);
    add(site, "0000.00001");
    Files.createDirectories(file("0000.00009"));
    Files.writeString(file("0000.00009/summary.json"), "{\"paper\": ");
    List<String> warnings = new ArrayList<>();
    site.refresh(Instant.EPOCH, warnings::add);
    assertEquals(1, warnings.size());
    assertTrue(warnings.get(0).contains("0000.00009"), warnings::toString);
    assertEquals(2, Files.readString(file("summary.csv")).lines().count());
  }

  @Test
  void seesAPaperThatAnotherBuildAddsWhileTheOverviewIsMade() throws IOException {
    Site site = new Site(base);
    Files.createDirectories(file("0000.00009"));
    Files.writeString(file("0000.00009/summary.json"), "");
    String added = Json.file(summary("0000.00003", Map.of()));
    // Told of the unreadable summary in the middle of reading, when the folder has been listed.
    site.refresh(Instant.EPOCH, warning -> site.write("0000.00003", Map.of("summary.json", added)));
    assertTrue(Files.readString(file("summary.csv")).contains("0000.00003"));
    assertTrue(Files.readString(file("index.html")).contains("0000.00003"));
  }

  @Test
  void losesNoPaperWhenBuildsRunAtOnce() throws Exception {
    ExecutorService builds = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 10; i < 34; i++) {
        String paper = "0000.000" + i;
        all.add(builds.submit(() -> add(new Site(base), paper)));
      }
      for (Future<?> build : all) {
        build.get();
      }
    } finally {
      builds.shutdownNow();
    }
    assertEquals(25, Files.readString(file("summary.csv")).lines().count());
    try (Stream<Path> files = Files.list(file("."))) {
      assertEquals(List.of(), files.filter(f -> f.toString().endsWith(".tmp")).toList());
    }
  }

  @Test
  void writesAssetsOnlyWhereTheyDiffer() throws IOException {
    Site site = new Site(base);
    site.writeAssets();
    Path kept = file("assets/vega.min.js");
    Path changed = file("assets/page.js");
    FileTime old = FileTime.from(Instant.EPOCH);
    Files.setLastModifiedTime(kept, old);
    Files.writeString(changed, "");
    site.writeAssets();
    assertEquals(old, Files.getLastModifiedTime(kept));
    assertTrue(Files.size(changed) > 0);
  }

  @Test
  void judgesOneVersionOfTheEngineAndSaysWhatIsLeftOut() throws IOException {
    Run<?> run = FakeResults.run(base, Scale.QUICK);
    ResultStore store = new ResultStore(run.settings().results(), line -> {});
    for (Run.Planned p : run.plan()) {
      TrialResult r = FakeResults.done(p.key(), 50 + p.key().seed(), 1);
      store.save(
          new TrialResult(
              TrialResult.SCHEMA,
              r.key(),
              r.status(),
              r.measurements(),
              r.curves(),
              null,
              1,
              Map.of("engine.libtorch", p.key().seed() == 3 ? "2.9" : "2.10")));
    }
    List<String> lines = new ArrayList<>();
    Report.write(run, base, Instant.EPOCH, lines::add);
    String said = "torch (libtorch 2.10); left out: 2 by torch (libtorch 2.9).";
    assertTrue(lines.stream().anyMatch(l -> l.contains(said)), lines::toString);
    assertTrue(Files.readString(file("0000.00000/index.html")).contains(said));
    String csv = Files.readString(file("0000.00000/comparison.csv"));
    assertTrue(csv.contains("top1_accuracy,percent,,,51.5,0.7071067812,2,"), csv);
    assertFalse(csv.contains(",52,"), csv);
  }
}
