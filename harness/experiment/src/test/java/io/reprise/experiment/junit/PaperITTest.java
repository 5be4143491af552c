package io.reprise.experiment.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.experiment.Run;
import io.reprise.experiment.RunSettings;
import io.reprise.experiment.TrialResult;
import io.reprise.experiment.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/** The regression gate as a build sees it. */
class PaperITTest {
  @TempDir Path base;

  private final List<String> printed = new ArrayList<>();
  private Path file;

  @BeforeEach
  void aRunIsRecorded() {
    file = base.resolve("papers/0000.00001/expected.csv");
    assertEquals(List.of(), failures(experiment(1000, Verdict.PARTLY), true, Map.of()));
    printed.clear();
  }

  private static GatedExperiment experiment(double macs, Verdict better) {
    return new GatedExperiment(macs, better, Verdict.PARTLY, false);
  }

  private List<String> failures(GatedExperiment experiment) {
    return failures(experiment, false, Map.of());
  }

  /** Runs a paper as JUnit would, and gives what failed. */
  private List<String> failures(
      GatedExperiment experiment, boolean record, Map<String, String> options) {
    Map<String, String> all = new HashMap<>(options);
    all.put("results", "results-" + experiment.fails());
    Run<?> run = run(experiment, all, line -> {});
    List<String> failures = new ArrayList<>();
    execute(PaperIT.paper(new PaperIT.Job(run, base, record), printed::add), failures);
    return failures;
  }

  private Run<?> run(
      GatedExperiment experiment, Map<String, String> options, Consumer<String> log) {
    Map<String, String> all = new HashMap<>(options);
    all.put("base", base.toString());
    all.put("data", base.toString());
    all.put("threads", "1");
    all.putIfAbsent("fork", "false");
    all.putIfAbsent("seeds", "1");
    return Run.of(experiment, RunSettings.parse(all::get), log);
  }

  private static void execute(DynamicNode node, List<String> failures) {
    if (node instanceof DynamicContainer container) {
      // As JUnit does, which frees what a stream holds.
      try (var children = container.getChildren()) {
        children.forEach(child -> execute(child, failures));
      }
      return;
    }
    try {
      ((DynamicTest) node).getExecutable().execute();
    } catch (TestAbortedException e) {
      // Not run is no failure.
    } catch (Throwable e) {
      failures.add(node.getDisplayName() + ": " + e.getMessage());
    }
  }

  private void assertPrinted(String part) {
    assertTrue(printed.stream().anyMatch(l -> l.contains(part)), printed::toString);
  }

  @Test
  void aTrialThatAnotherRunnerIsAtIsAwaitedAfterTheOthers() throws Exception {
    CountDownLatch theyAreAtIt = new CountDownLatch(1);
    CountDownLatch weWait = new CountDownLatch(1);
    Run<?> theirs =
        run(
            experiment(1000, Verdict.PARTLY),
            Map.of("results", "shared"),
            line -> {
              if (line.endsWith(": starting")) {
                theyAreAtIt.countDown();
                awaited(weWait);
              }
            });
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      Future<TrialResult> theirResult = other.submit(() -> theirs.run(theirs.plan().get(0)));
      awaited(theyAreAtIt);
      List<String> log = new ArrayList<>();
      Run<?> ours =
          run(
              experiment(1000, Verdict.PARTLY),
              Map.of("results", "shared", "seeds", "2"),
              line -> {
                log.add(line);
                if (line.endsWith("waiting for the other runner")) {
                  weWait.countDown();
                }
              });
      List<String> failures = new ArrayList<>();
      execute(PaperIT.paper(new PaperIT.Job(ours, base, false), printed::add), failures);
      assertEquals(List.of(), failures);
      assertEquals("only, seed 1: another runner is at it", log.get(0));
      assertEquals("only, seed 2: starting", log.get(1));
      assertEquals("only, seed 1: waiting for the other runner", log.get(3));
      assertTrue(log.contains("only, seed 1: already there"), log::toString);
      assertEquals(ours.evidence().trials().get(0), theirResult.get());
    } finally {
      other.shutdownNow();
    }
  }

  private static void awaited(CountDownLatch latch) {
    try {
      assertTrue(latch.await(1, TimeUnit.MINUTES));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void recordsVerdictsAndExactNumbersButNothingOnTime() throws IOException {
    assertEquals(
        """
        scale,engine,device,data,seeds,kind,name,verdict,value
        any,any,any,any,any,cost,Net | plain | macs,,1000
        any,any,any,any,any,reported,table1 | only | Net | Nothing | plain | flops,REPRODUCED,1000
        quick,ENGINE,cpu,Nothing 0,1,claim,better,PARTLY,
        """
            .replace("ENGINE", io.reprise.tensor.Engines.preferred()),
        Files.readString(file));
  }

  @Test
  void theSameAgainPassesInSilence() {
    assertEquals(List.of(), failures(experiment(1000, Verdict.PARTLY)));
    assertTrue(printed.stream().allMatch(l -> l.startsWith("claim ")), printed::toString);
  }

  @Test
  void anExactNumberThatChangedFailsAndNamesBothValues() {
    List<String> failures = failures(experiment(1001, Verdict.PARTLY));
    assertEquals(2, failures.size(), failures::toString);
    assertTrue(
        failures.get(0).contains("cost Net | plain | macs: recorded 1000, now 1001"),
        failures::toString);
    assertTrue(failures.get(0).contains("-Drecord=true"), failures::toString);
    assertTrue(
        failures.get(1).contains("recorded REPRODUCED 1000, now REPRODUCED 1001"),
        failures::toString);
  }

  @Test
  void aWorseVerdictFailsAndNamesBoth() {
    for (Verdict worse : List.of(Verdict.TOO_GOOD, Verdict.NOT_REPRODUCED, Verdict.NOT_RUN)) {
      List<String> failures = failures(experiment(1000, worse));
      assertEquals(1, failures.size(), failures::toString);
      assertTrue(
          failures.get(0).contains("claim better: recorded PARTLY, now " + worse),
          failures::toString);
    }
  }

  @Test
  void aBetterVerdictPassesAndIsTold() {
    assertEquals(List.of(), failures(experiment(1000, Verdict.REPRODUCED)));
    assertPrinted("better than expected: claim better: recorded PARTLY, now REPRODUCED");
  }

  @Test
  void aWorseVerdictOnTimePasses() {
    GatedExperiment slower =
        new GatedExperiment(1000, Verdict.PARTLY, Verdict.NOT_REPRODUCED, false);
    assertEquals(List.of(), failures(slower));
  }

  @Test
  void anotherConfigurationIsHeldToExactNumbersAloneAndTold() {
    for (Map<String, String> other :
        List.of(Map.of("seeds", "2"), Map.of("scale", "smoke"), Map.of("set", "gain=2"))) {
      printed.clear();
      assertEquals(List.of(), failures(experiment(1000, Verdict.NOT_REPRODUCED), false, other));
      assertPrinted("1 results without a record, the first is claim better");
      assertEquals(2, failures(experiment(999.5, Verdict.PARTLY), false, other).size());
    }
  }

  @Test
  void withoutAFileNothingFailsAndItIsTold() throws IOException {
    Files.delete(file);
    assertEquals(List.of(), failures(experiment(1, Verdict.NOT_REPRODUCED)));
    assertPrinted("3 results without a record");
  }

  @Test
  void aMalformedFileFailsWithItsRow() throws IOException {
    Files.writeString(file, Files.readString(file).replace("PARTLY", "MOSTLY"));
    List<String> failures = failures(experiment(1000, Verdict.PARTLY));
    assertEquals(1, failures.size(), failures::toString);
    assertTrue(
        failures.get(0).matches("(?s)can be read: .*expected.csv row 4.*'MOSTLY'"),
        failures::toString);
  }

  @Test
  void anIntendedChangeIsRecordedAndOtherConfigurationsStay() throws IOException {
    assertEquals(
        List.of(), failures(experiment(1000, Verdict.REPRODUCED), true, Map.of("seeds", "2")));
    assertEquals(List.of(), failures(experiment(1002, Verdict.NOT_REPRODUCED), true, Map.of()));
    List<String> lines = Files.readAllLines(file);
    assertEquals(5, lines.size(), lines::toString);
    assertTrue(lines.get(1).endsWith(",1002"), lines::toString);
    assertTrue(lines.get(3).endsWith("1,claim,better,NOT_REPRODUCED,"), lines::toString);
    assertTrue(lines.get(4).endsWith("2,claim,better,REPRODUCED,"), lines::toString);
    assertEquals(List.of(), failures(experiment(1002, Verdict.NOT_REPRODUCED)));
  }

  @Test
  void aRunWithAFailedTrialIsNotRecorded() throws IOException {
    String before = Files.readString(file);
    List<String> failures =
        failures(new GatedExperiment(7, Verdict.NOT_RUN, Verdict.PARTLY, true), true, Map.of());
    assertEquals(2, failures.size(), failures::toString);
    assertTrue(failures.get(1).contains("0 of 1 trials finished"), failures::toString);
    assertEquals(before, Files.readString(file));
  }
}
