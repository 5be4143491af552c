package io.reprise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.reprise.experiment.Run;
import io.reprise.experiment.Settings;
import io.reprise.experiment.TrialResult;
import io.reprise.experiment.Variant;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TimeLeftTest {
  private static TrialResult.Key key(String variant, int seed) {
    return new TrialResult.Key(
        "0", 1, "smoke", variant, Map.of(), seed, "torch", "cpu", 1, "Data", "REAL", "0");
  }

  private static Run.Planned planned(String variant, int seed) {
    return new Run.Planned(
        variant, new Variant(variant, "", "", "", Settings.none()), key(variant, seed));
  }

  private static TrialResult took(String variant, double seconds) {
    return new TrialResult(1, key(variant, 1), "done", Map.of(), Map.of(), null, seconds, Map.of());
  }

  private static TrialResult failed(String variant) {
    return new TrialResult(
        1,
        key(variant, 1),
        "failed",
        Map.of(),
        Map.of(),
        new TrialResult.Failure("E", "", List.of()),
        1,
        Map.of());
  }

  private static final List<Run.Planned> MISSING = List.of(planned("a", 2), planned("b", 2));

  @Test
  void nothingIsKnownBeforeATrialHasFinished() {
    TimeLeft left = new TimeLeft(1);
    left.learn(failed("a"));
    assertEquals(Optional.empty(), left.of(MISSING, 0));
  }

  @Test
  void aVariantTakesAsLongAsItsOtherSeedsAndAnUnknownOneAsAllOnAverage() {
    TimeLeft left = new TimeLeft(1);
    left.learn(took("a", 10));
    left.learn(took("a", 20));
    left.learn(took("c", 60));
    assertEquals(Optional.of(Duration.ofSeconds(15 + 30)), left.of(MISSING, 0));
    assertEquals(Optional.of(Duration.ofSeconds(40)), left.of(MISSING, 5));
    assertEquals(Optional.of(Duration.ZERO), left.of(MISSING, 500));
  }

  @Test
  void trialsThatRunAtOnceShareTheTime() {
    TimeLeft left = new TimeLeft(2);
    left.learn(took("a", 10));
    assertEquals(Optional.of(Duration.ofSeconds(10)), left.of(MISSING, 0));
  }

  @Test
  void timesAreInOneUnit() {
    assertEquals("40 s", TimeLeft.words(Duration.ofSeconds(40)));
    assertEquals("12 min", TimeLeft.words(Duration.ofSeconds(12 * 60 + 10)));
    assertEquals("3.5 h", TimeLeft.words(Duration.ofMinutes(210)));
  }
}
