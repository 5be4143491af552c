package io.reprise.experiment.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.nn.ProcessLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {
  private static final String PAPER = "0000.00001";
  private static final String NOON = "2026-11-20T12:00:00.000Z";
  private static final String ONE = "2026-11-20T13:00:00.000Z";

  @TempDir Path folder;

  private final List<String> warnings = new ArrayList<>();
  private History history;

  @BeforeEach
  void open() {
    history = new History(folder.resolve("nights"), warnings::add);
  }

  private RunRecord begin(RunConfiguration configuration) {
    return history.begin(PAPER, configuration, had -> Records.attempt("monday", NOON, had));
  }

  private RunRecord complete(RunRecord run) {
    RunRecord ended =
        run.ended(
            ONE, Attempt.Ending.COMPLETE, "", Records.outcome(Records.timed("ResNet-18", 12.5)));
    history.save(ended);
    return ended;
  }

  private void addFile(RunRecord run, String name) throws IOException {
    Path file = history.results(run).resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "{}");
  }

  @Test
  void whatIsWrittenIsReadBack() {
    RunRecord run = complete(begin(Records.QUICK)).judged(List.of());
    history.save(run);
    assertEquals(List.of(run), history.runs(PAPER));
    assertEquals(List.of(PAPER), history.papers());
    NightRecord night =
        new NightRecord(
            NightRecord.SCHEMA,
            "20261120-1",
            "monday",
            NOON,
            ONE,
            Map.of("cpu", "Fast"),
            Records.QUICK,
            5.0,
            List.of(PAPER),
            List.of(new NightRecord.Turn(PAPER, 1, Attempt.Ending.COMPLETE, 3600, 4, 1, false, "")),
            List.of(),
            List.of("slower"),
            1,
            "done");
    history.save(night);
    assertEquals(List.of(night), history.nights());
    assertEquals(List.of(), warnings);
  }

  @Test
  void aRunThatIsNotCompleteGoesOnAndAfterACompleteOneTheNextBegins() {
    RunRecord first = begin(Records.SMOKE);
    RunRecord again = begin(Records.SMOKE);
    assertEquals(1, again.number());
    assertEquals(2, again.attempts().size());
    assertEquals(first.last(), again.attempts().get(0));
    complete(again);
    assertEquals(2, begin(Records.SMOKE).number());
    assertEquals(2, history.runs(PAPER).size());
  }

  @Test
  void eachConfigurationHasRunsOfItsOwn() {
    begin(Records.SMOKE);
    assertEquals(2, begin(Records.QUICK).number());
    assertEquals(1, begin(Records.SMOKE).number());
    assertEquals(1, history.runs(PAPER, Records.QUICK).size());
  }

  @Test
  void anAttemptKnowsWhetherTheOneBeforeItGotAnywhere() throws IOException {
    String none = begin(Records.SMOKE).last().had();
    RunRecord second = begin(Records.SMOKE);
    assertEquals(none, second.last().had());
    addFile(second, ".unfinished/1.safetensors");
    String one = begin(Records.SMOKE).last().had();
    assertNotEquals(none, one);
    addFile(second, "result.json");
    assertNotEquals(one, begin(Records.SMOKE).last().had());
  }

  @Test
  void aRecordThatCannotBeReadIsToldAndKeptAndItsNumberIsNotGivenAgain() throws IOException {
    begin(Records.SMOKE);
    Path file = folder.resolve("nights").resolve(PAPER).resolve("0001.json");
    String broken = Files.readString(file).replace("\"schema\" : 1", "\"schema\" : 9");
    Files.writeString(file, broken);
    assertEquals(2, begin(Records.SMOKE).number());
    assertEquals(broken, Files.readString(file));
    assertTrue(
        warnings.get(0).startsWith("record " + file + " cannot be read: "), warnings::toString);
    assertTrue(warnings.get(0).contains("schema 9: expected 1"), warnings::toString);
  }

  @Test
  void aRecordOfAnotherRunIsNotTakenForThisOne() throws IOException {
    begin(Records.SMOKE);
    Path file = folder.resolve("nights").resolve(PAPER).resolve("0001.json");
    Files.copy(file, file.resolveSibling("0007.json"));
    assertEquals(1, history.runs(PAPER).size());
    assertTrue(warnings.get(0).endsWith("it is that of run 1 of " + PAPER), warnings::toString);
  }

  @Test
  void theNewestRunsKeepTheirFilesAndAllTheirRecords() throws IOException {
    List<RunRecord> runs = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      RunRecord run = begin(Records.SMOKE);
      addFile(run, "smoke/v/1.json");
      runs.add(complete(run));
    }
    RunRecord other = begin(Records.QUICK);
    addFile(other, "quick/v/1.json");
    RunRecord open = begin(Records.SMOKE);
    addFile(open, "smoke/v/1.json");
    history.prune(PAPER, Records.SMOKE, 2);
    assertEquals(6, history.runs(PAPER).size());
    assertFalse(Files.exists(history.results(runs.get(0))));
    assertFalse(Files.exists(history.results(runs.get(1))));
    for (RunRecord kept : List.of(runs.get(2), runs.get(3), other, open)) {
      assertTrue(Files.exists(history.results(kept)), kept::toString);
    }
  }

  @Test
  void checkpointsOfACompleteRunAreDeletedAndItsResultsKept() throws IOException {
    RunRecord run = begin(Records.SMOKE);
    addFile(run, ".unfinished/v/1.safetensors");
    addFile(run, ".stages/start.safetensors");
    addFile(run, "smoke/v/1.json");
    history.files(run).deleteCheckpoints();
    history.files(run).deleteCheckpoints();
    try (var left = Files.list(history.results(run))) {
      assertEquals(List.of(history.results(run).resolve("smoke")), left.toList());
    }
  }

  @Test
  void oneAtATimeWorksOnAPaper() {
    try (ProcessLock lock = history.tryLock(PAPER).orElseThrow()) {
      assertTrue(history.tryLock(PAPER).isEmpty());
      try (ProcessLock other = history.tryLock("0000.00002").orElseThrow()) {
        assertNotEquals(lock, other);
      }
    }
    history.tryLock(PAPER).orElseThrow().close();
  }

  @Test
  void latenciesAreJudgedOnceEvenWhileAnotherProcessIsAtThePaper() {
    complete(begin(Records.SMOKE));
    begin(Records.SMOKE);
    try (ProcessLock lock = history.tryLock(PAPER).orElseThrow()) {
      assertNotNull(lock);
      List<RunRecord> judged = history.judgeLatencies(List.of(PAPER), Records.SMOKE);
      assertEquals(LatencyChange.Found.TOO_FEW, judged.get(0).latencies().get(0).found());
      assertEquals(judged.get(0), history.runs(PAPER).get(0));
      assertFalse(history.runs(PAPER).get(1).complete());
      assertEquals(List.of(), history.judgeLatencies(List.of(PAPER), Records.SMOKE));
    }
  }

  @Test
  void whoJudgesWaitsForAnotherWhoDoes() {
    ProcessLock other = history.tryLock(History.LATENCIES).orElseThrow();
    CompletableFuture<List<RunRecord>> judged =
        CompletableFuture.supplyAsync(() -> history.judgeLatencies(List.of(PAPER), Records.SMOKE));
    complete(begin(Records.SMOKE));
    other.close();
    assertEquals(1, judged.join().size());
  }

  @Test
  void aRecordThatNothingChangesAnyMoreIsReadOnce() throws IOException {
    RunRecord run = complete(begin(Records.SMOKE));
    Path file = folder.resolve("nights").resolve(PAPER).resolve("0001.json");
    assertEquals(List.of(run), history.runs(PAPER));
    RunRecord judged = history.judgeLatencies(List.of(PAPER), Records.SMOKE).get(0);
    assertEquals(List.of(judged), history.runs(PAPER));
    Files.writeString(file, "not read");
    assertEquals(List.of(judged), history.runs(PAPER));
    assertEquals(List.of(), new History(folder.resolve("nights"), warnings::add).runs(PAPER));
  }

  @Test
  void timesSortAsTextsDo() {
    Instant early = Instant.parse("2026-11-20T12:00:00.9Z");
    assertEquals("2026-11-20T12:00:00.900Z", History.text(early));
    assertEquals("2026-11-20T12:00:01.000Z", History.text(early.plusMillis(100)));
  }

  @Test
  void theTimeOfARunIsThatOfItsAttemptsThatEnded() {
    RunRecord run = begin(Records.SMOKE).with(Records.attempt("tuesday", NOON, "x"));
    RunRecord ended = run.ended(ONE, Attempt.Ending.CUT, "the time was up", null);
    assertEquals(3600, ended.seconds());
    assertFalse(ended.complete());
    assertEquals(List.of("abc"), ended.commits());
  }
}
