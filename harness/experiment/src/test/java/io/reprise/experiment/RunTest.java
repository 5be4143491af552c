package io.reprise.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.experiment.jmh.Latency;
import io.reprise.nn.ProcessLock;
import io.reprise.tensor.Engines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunTest {
  @TempDir Path folder;

  private final FakeExperiment experiment = new FakeExperiment();
  private final List<String> log = new ArrayList<>();

  private Run<?> run(Map<String, String> options) {
    Map<String, String> all = new HashMap<>(options);
    all.put("results", folder.resolve("results").toString());
    all.put("data", folder.toString());
    all.put("threads", "1");
    all.putIfAbsent("fork", "false");
    return Run.of(experiment, RunSettings.parse(all::get), log::add);
  }

  private static Run.Planned planned(Run<?> run, String variant, int seed) {
    return run.plan().stream()
        .filter(p -> p.variant().name().equals(variant) && p.key().seed() == seed)
        .findFirst()
        .orElseThrow();
  }

  /** The result files. */
  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(p -> p.toString().endsWith(".json")).toList();
    }
  }

  @Test
  void plansEveryVariantOfASeedBeforeTheNextSeed() {
    List<String> titles = run(Map.of("seeds", "2")).plan().stream().map(p -> p.title()).toList();
    assertEquals(8, titles.size());
    assertEquals("good, seed 1", titles.get(0));
    assertEquals("not a number, seed 1", titles.get(3));
    assertEquals("good, seed 2", titles.get(4));
  }

  @Test
  void aFinishedTrialIsStoredAndNotRunAgain() throws Exception {
    Run<?> run = run(Map.of());
    TrialResult result = run.run(planned(run, "good", 2));
    assertEquals(Map.of("score", 4.0), result.measurements());
    assertEquals(Map.of("curve", List.of(1.0, 2.0)), result.curves());
    assertEquals(Engines.preferred(), result.environment().get("engine.engine"));
    assertEquals(1, files().size());

    Run<?> again = run(Map.of());
    TrialResult stored = again.run(planned(again, "good", 2));
    assertEquals(1, experiment.runs());
    assertEquals(result, stored);
  }

  @Test
  void anotherSettingSeedScaleOrThreadCountIsAnotherTrial() {
    TrialResult.Key key = planned(run(Map.of()), "good", 1).key();
    assertNotEquals(key, planned(run(Map.of("set", "gain=3")), "good (gain=3.0)", 1).key());
    assertNotEquals(key, planned(run(Map.of()), "good", 2).key());
    assertNotEquals(key, planned(run(Map.of("scale", "smoke")), "good", 1).key());
    assertEquals(key, planned(run(Map.of()), "good", 1).key());
  }

  @Test
  void aTrialThatThrowsIsAResult() throws Exception {
    Run<?> run = run(Map.of());
    TrialResult failed = run.run(planned(run, "throws", 1));
    assertTrue(failed.failed());
    assertEquals("java.io.IOException", failed.error().type());
    assertEquals("the disc is gone", failed.error().message());
    assertEquals(List.of("running throws"), failed.error().log());
    assertEquals(1, files().size());
  }

  @Test
  void aFailedTrialIsRunAgainOnlyWhenAskedFor() throws Exception {
    Run<?> run = run(Map.of());
    TrialResult failed = run.run(planned(run, "throws", 1));
    Run<?> again = run(Map.of("retryFailed", "false"));
    assertEquals(failed, again.run(planned(again, "throws", 1)));
    assertEquals(1, experiment.runs());
    String told = log.get(log.size() - 1);
    assertTrue(told.contains("already there, FAILED: java.io.IOException: the disc"), told);
    assertTrue(told.contains("-DretryFailed=true"), told);

    Run<?> retrying = run(Map.of("retryFailed", "true"));
    retrying.run(planned(retrying, "throws", 1));
    assertEquals(2, experiment.runs());
    assertEquals(1, files().size());
    retrying.run(planned(retrying, "good", 1));
    retrying.run(planned(retrying, "good", 1));
    assertEquals(3, experiment.runs());
  }

  @Test
  void aFailureIsToldWithItsFileAndTheWayToRunItAgain() throws Exception {
    Run<?> run = run(Map.of());
    String told = run.failure(run.run(planned(run, "throws", 1)));
    assertTrue(told.startsWith("throws, seed 1: java.io.IOException: the disc is gone"), told);
    assertTrue(told.contains("-DretryFailed=true") && told.contains(files().get(0) + ""), told);
  }

  @Test
  void aTrialThatAnotherRunnerIsAtIsLeftToItUntilItIsGone() {
    Run<?> run = run(Map.of());
    Run.Planned planned = planned(run, "good", 1);
    ResultStore other = new ResultStore(run.settings().results(), log::add);
    try (ProcessLock lock = other.tryLock(planned.key()).orElseThrow()) {
      assertEquals(Optional.empty(), run.tryRun(planned));
      assertTrue(run.tryRun(planned(run, "good", 2)).isPresent());
      assertEquals(1, experiment.runs());
    }
    assertEquals(1.0 * 2, run.await(planned).measurements().get("score"));
    assertEquals(2, experiment.runs());
  }

  @Test
  void whatAnotherRunnerStoredMeanwhileIsTakenAlsoIfItFailed() {
    Run<?> run = run(Map.of("retryFailed", "true"));
    Run.Planned planned = planned(run, "throws", 1);
    ResultStore other = new ResultStore(run.settings().results(), log::add);
    TrialResult theirs =
        TrialResult.failed(
            planned.key(), new TrialResult.Failure("x.Y", "theirs", List.of()), 1, Map.of());
    try (ProcessLock lock = other.tryLock(planned.key()).orElseThrow()) {
      assertEquals(Optional.empty(), run.tryRun(planned));
      other.save(theirs);
    }
    assertEquals(theirs, run.await(planned));
    assertEquals(0, experiment.runs());
  }

  @Test
  void allTrialsAreRunAndGivenInTheOrderOfThePlan() {
    Run<?> run = run(Map.of("seeds", "2"));
    List<TrialResult> results = run.runAll();
    assertEquals(
        run.plan().stream().map(Run.Planned::key).toList(),
        results.stream().map(TrialResult::key).toList());
    assertEquals(8, experiment.runs());
    assertEquals(results, run(Map.of("seeds", "2")).runAll());
    assertEquals(8, experiment.runs());
  }

  @Test
  void aTrialMayOnlyMeasureWhatIsDeclaredAndFinite() {
    Run<?> run = run(Map.of());
    TrialResult lies = run.run(planned(run, "lies", 1));
    assertTrue(lies.failed() && lies.error().message().contains("'other'"), lies.toString());
    TrialResult nan = run.run(planned(run, "not a number", 1));
    assertTrue(nan.failed() && nan.error().message().contains("NaN"), nan.toString());
  }

  @Test
  void anUnreadableResultIsSetAsideAndTheTrialRunsAgain() throws Exception {
    Run<?> run = run(Map.of());
    run.run(planned(run, "good", 1));
    Path file = files().get(0);
    String half = Files.readString(file).substring(0, 100);
    Files.writeString(file, half);
    TrialResult again = run.run(planned(run, "good", 1));
    assertFalse(again.failed());
    assertEquals(2, experiment.runs());
    Path aside = file.resolveSibling(file.getFileName() + ".unreadable");
    assertEquals(half, Files.readString(aside));
    assertTrue(log.stream().anyMatch(l -> l.contains("cannot be read")), log.toString());
  }

  @Test
  void evidenceHoldsTheStoredTrialsOfThisPlanAlone() {
    Run<?> run = run(Map.of("seeds", "2"));
    run.run(planned(run, "good", 1));
    run.run(planned(run, "good", 2));
    run.run(planned(run, "throws", 1));
    Evidence all = run(Map.of("seeds", "2")).evidence();
    assertEquals(3, all.trials().size());
    assertEquals(List.of(2.0, 4.0), all.sample("good", FakeExperiment.SCORE).values());
    assertEquals(0, all.sample("throws", FakeExperiment.SCORE).size());
    assertEquals(
        1,
        run(Map.of("seeds", "1", "set", "gain=2"))
            .evidence()
            .sample("good", FakeExperiment.SCORE)
            .size());
    assertEquals(0, run(Map.of("set", "gain=5")).evidence().trials().size());
  }

  @Test
  void costsAreThoseOfTheDeclaredNetworks() {
    Cost cost = run(Map.of()).evidence().cost("Net", "plain");
    assertEquals(26, cost.params());
    assertEquals(0, cost.macs());
  }

  @Test
  void latencyIsMeasuredByJmhInAnotherJvmWithEverySampleKept() {
    Run<?> run = run(Map.of("scale", "smoke"));
    Latency.measure(run, log::add);
    List<LatencyResult> latencies = run.evidence().latencies();
    assertEquals(1, latencies.size());
    assertEquals(5, latencies.get(0).samples().size());
    assertTrue(latencies.get(0).samples().stream().allMatch(s -> s > 0));
    assertEquals(1, latencies.get(0).rounds().size());
    assertEquals(2, latencies.get(0).rounds().get(0).warmups().size());
    Latency.measure(run, log::add);
    assertTrue(log.get(log.size() - 1).contains("already there"), log.toString());
  }

  @Test
  void aProfileIsStoredAndFoundAgain() {
    Run<?> run = run(Map.of("scale", "smoke"));
    assertEquals(List.of(), run.profiles());
    ProfileResult profile = run.profile(experiment.networks().get(0), 1);
    assertTrue(profile.rows().stream().anyMatch(r -> r.layer().equals("linear")));
    assertEquals(List.of(profile), run.profiles());
    assertEquals(List.of(), run(Map.of("scale", "smoke", "batches", "2")).profiles());
  }
}
