package io.reprise.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {
  @TempDir Path folder;

  private TrialResult result(String variant, Map<String, String> options) {
    Map<String, String> all = new HashMap<>(options);
    all.put("scale", "smoke");
    all.put("seeds", "2");
    all.put("results", folder.resolve("results").toString());
    all.put("data", folder.toString());
    all.put("threads", "1");
    Run<?> run = Run.of(new FakeExperiment(), RunSettings.parse(all::get), line -> {});
    Run.Planned planned =
        run.plan().stream()
            .filter(p -> p.key().seed() == 2 && p.variant().name().startsWith(variant))
            .findFirst()
            .orElseThrow();
    return run.run(planned);
  }

  private Replay replay(TrialResult stored) {
    return Replay.of(new FakeExperiment(), stored, folder, folder.resolve("scratch"), line -> {});
  }

  private static TrialResult with(
      TrialResult r, TrialResult.Key key, Map<String, Double> measurements) {
    return new TrialResult(
        r.schema(), key, r.status(), measurements, r.curves(), null, r.seconds(), r.environment());
  }

  private static TrialResult.Key key(TrialResult.Key k, int version, String checksum) {
    return new TrialResult.Key(
        k.paper(),
        version,
        k.scale(),
        k.variant(),
        k.settings(),
        k.seed(),
        k.engine(),
        k.device(),
        k.threads(),
        k.dataName(),
        k.dataOrigin(),
        checksum);
  }

  @Test
  void theSameTrialGivesTheSameNumbersAndLeavesNoResult() {
    Replay replay = replay(result("good", Map.of()));
    assertTrue(replay.same());
    assertEquals(
        List.of("score", "curve[0]", "curve[1]"),
        replay.numbers().stream().map(Replay.Measured::name).toList());
    assertTrue(replay.numbers().stream().allMatch(Replay.Measured::same));
    assertEquals(List.of(), replay.environment());
    assertFalse(Files.exists(folder.resolve("scratch/0000.00000")));
  }

  @Test
  void aTrialWithOtherSettingsRunsWithThem() {
    TrialResult stored = result("good (gain=5", Map.of("set", "gain=5.5"));
    assertEquals("good (gain=5.5)", stored.key().variant());
    Replay replay = replay(stored);
    assertTrue(replay.same());
    assertEquals(stored.key(), replay.again().key());
  }

  @Test
  void tellsEveryNumberThatDiffers() {
    TrialResult stored = result("good", Map.of());
    double score = stored.measurements().get("score");
    Replay replay =
        replay(with(stored, stored.key(), Map.of("score", Math.nextUp(score), "lost", 1.0)));
    assertFalse(replay.same());
    List<Replay.Measured> different = replay.numbers().stream().filter(n -> !n.same()).toList();
    assertEquals(2, different.size());
    assertTrue(
        different.contains(new Replay.Measured("score", Math.nextUp(score), score)),
        different.toString());
    assertTrue(different.contains(new Replay.Measured("lost", 1.0, Double.NaN)));
  }

  @Test
  void aMeasuredTimeNeedNotBeTheSame() {
    assertTrue(new Replay.Measured("search_seconds", 3.5, 4.25).same());
    assertFalse(new Replay.Measured("search_seconds", 3.5, Double.NaN).same());
    assertFalse(new Replay.Measured("seconds_search", 3.5, 4.25).same());
  }

  @Test
  void aFailureIsReproducedToo() {
    TrialResult stored = result("throws", Map.of());
    assertTrue(stored.failed());
    assertTrue(replay(stored).same());
  }

  @Test
  void refusesWhatThisBuildOrThisDataCannotReproduce() {
    TrialResult stored = result("good", Map.of());
    String refusal =
        assertThrows(
                IllegalArgumentException.class,
                () -> replay(with(stored, key(stored.key(), 2, "abc"), Map.of())))
            .getMessage();
    assertTrue(
        refusal.startsWith(
            "the trial cannot be reproduced here: experiment version is 3 here, expected 2;"
                + " checksum of the data is 0 here, expected abc (the result was made by commit "),
        refusal);
  }

  @Test
  void readsAResultFromAFileAndRefusesOthers() throws Exception {
    TrialResult stored = result("good", Map.of());
    ResultStore store = new ResultStore(folder.resolve("results"), line -> {});
    assertEquals(stored, ResultStore.read(store.file(stored.key())));
    Path absent = folder.resolve("none.json");
    assertEquals(
        "result file '" + absent + "' does not exist: expected a trial's result",
        assertThrows(IllegalArgumentException.class, () -> ResultStore.read(absent)).getMessage());
    Path other = Files.writeString(folder.resolve("other.json"), "{\"schema\": 7}");
    assertTrue(
        assertThrows(IllegalArgumentException.class, () -> ResultStore.read(other))
            .getMessage()
            .contains("schema 7: expected 1"));
    assertTrue(Files.exists(other));
  }
}
