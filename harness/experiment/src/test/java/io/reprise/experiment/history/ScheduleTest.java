package io.reprise.experiment.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScheduleTest {
  private static final List<String> PAPERS =
      List.of("0000.00001", "0000.00002", "0000.00003", "0000.00004", "0000.00005");

  @TempDir Path folder;

  private History history;

  @BeforeEach
  void open() {
    history = new History(folder, line -> {});
  }

  private Schedule schedule(String night) {
    return new Schedule(history, Records.SMOKE, night);
  }

  private RunRecord begun(String paper, String start) {
    return history.begin(
        paper, Records.SMOKE, had -> Records.attempt("2026-11-19", start + ":00.000Z", had));
  }

  @Test
  void whatWasCutShortThenWhatNeverRanThenWhatWaitsLongest() {
    history.save(Records.complete("0000.00001", 1, "2026-11-19", Records.outcome()));
    history.save(Records.complete("0000.00002", 1, "2026-11-18", Records.outcome()));
    begun("0000.00004", "2026-11-19T03:00");
    begun("0000.00005", "2026-11-19T02:00");
    assertEquals(
        List.of("0000.00005", "0000.00004", "0000.00003", "0000.00002", "0000.00001"),
        schedule("2026-11-20").order(PAPERS));
  }

  @Test
  void theLatestCompleteRunCounts() {
    history.save(Records.complete("0000.00001", 1, "2026-11-10", Records.outcome()));
    history.save(Records.complete("0000.00001", 2, "2026-11-19", Records.outcome()));
    history.save(Records.complete("0000.00002", 1, "2026-11-18", Records.outcome()));
    assertEquals(
        List.of("0000.00002", "0000.00001"),
        schedule("2026-11-20").order(List.of("0000.00001", "0000.00002")));
  }

  @Test
  void aPaperHasOneTurnANight() {
    history.save(Records.complete("0000.00001", 1, "2026-11-20", Records.outcome()));
    Schedule schedule = schedule("2026-11-20");
    assertEquals(1, schedule.completed("0000.00001").orElseThrow().number());
    assertTrue(schedule.completed("0000.00002").isEmpty());
    assertEquals(PAPERS.subList(1, 5), schedule.order(PAPERS));
    assertTrue(schedule("2026-11-21").completed("0000.00001").isEmpty());
  }

  @Test
  void runsOfAnotherConfigurationDoNotCount() {
    history.begin(
        "0000.00005", Records.QUICK, had -> Records.attempt("x", "2026-11-19T03:00:00.000Z", had));
    assertEquals(PAPERS, schedule("2026-11-20").order(PAPERS));
  }

  @Test
  void aRunThatThreeAttemptsBroughtNoFurtherWaitsForAllOthersUntilItGetsFurther()
      throws IOException {
    history.save(Records.complete("0000.00001", 1, "2026-11-19", Records.outcome()));
    List<String> two = List.of("0000.00001", "0000.00002");
    begun("0000.00002", "2026-11-19T03:00");
    RunRecord run = begun("0000.00002", "2026-11-19T04:00");
    assertEquals(List.of("0000.00002", "0000.00001"), schedule("2026-11-20").order(two));
    begun("0000.00002", "2026-11-19T05:00");
    assertEquals(List.of("0000.00001", "0000.00002"), schedule("2026-11-20").order(two));
    Files.createDirectories(history.results(run));
    Files.writeString(history.results(run).resolve("1.json"), "{}");
    assertEquals(List.of("0000.00002", "0000.00001"), schedule("2026-11-20").order(two));
  }
}
