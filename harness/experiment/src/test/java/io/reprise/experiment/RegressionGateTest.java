package io.reprise.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.datasets.Dataset;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegressionGateTest {
  private static final Expected.Configuration HERE =
      new Expected.Configuration("quick", "torch", "cpu", "Nothing 0", "3");

  private static Expected claim(Verdict verdict) {
    return new Expected(
        HERE, Expected.Kind.CLAIM, "better", Optional.of(verdict), OptionalDouble.empty());
  }

  private static RegressionGate.Outcome check(Expected recorded, Expected... found) {
    return new RegressionGate(HERE, List.of(recorded), List.of(found)).check(recorded);
  }

  @Test
  void anExactNumberThatChangedIsWorseWhicheverWay() {
    Expected recorded = Expected.cost("Net | plain | macs", 1000);
    for (double now : List.of(999.0, 1001.0, Math.nextUp(1000.0))) {
      RegressionGate.Outcome outcome = check(recorded, Expected.cost("Net | plain | macs", now));
      assertEquals(RegressionGate.Change.WORSE, outcome.change());
      assertEquals(
          "cost Net | plain | macs: recorded 1000, now " + Ruling.plain(now) + " (any run)",
          outcome.line());
    }
    assertEquals(RegressionGate.Change.NONE, check(recorded, recorded).change());
  }

  @Test
  void aVerdictThatSaysLessForThePaperIsWorse() {
    List<Verdict> falling =
        List.of(Verdict.REPRODUCED, Verdict.PARTLY, Verdict.TOO_GOOD, Verdict.NOT_REPRODUCED);
    for (Verdict before : falling) {
      for (Verdict now : falling) {
        int step = falling.indexOf(now) - falling.indexOf(before);
        RegressionGate.Change expected =
            step == 0
                ? RegressionGate.Change.NONE
                : step > 0 ? RegressionGate.Change.WORSE : RegressionGate.Change.BETTER;
        RegressionGate.Outcome outcome = check(claim(before), claim(now));
        assertEquals(expected, outcome.change(), before + " to " + now);
        assertTrue(
            outcome.line().startsWith("claim better: recorded " + before + ", now " + now),
            outcome.line());
      }
    }
  }

  @Test
  void aVerdictThatIsNoLongerGivenIsALossAndOneThatTurnsAgainstThePaperToo() {
    for (Verdict before : Verdict.values()) {
      if (before != Verdict.NOT_RUN) {
        assertEquals(
            RegressionGate.Change.WORSE, check(claim(before), claim(Verdict.NOT_RUN)).change());
      }
    }
    assertEquals(
        RegressionGate.Change.WORSE,
        check(claim(Verdict.NOT_RUN), claim(Verdict.NOT_REPRODUCED)).change());
    assertEquals(
        RegressionGate.Change.BETTER,
        check(claim(Verdict.NOT_RUN), claim(Verdict.PARTLY)).change());
  }

  @Test
  void aRecordedRowThatIsGoneIsWorse() {
    RegressionGate.Outcome outcome = check(Expected.cost("Net | plain | macs", 1000));
    assertEquals(RegressionGate.Change.WORSE, outcome.change());
    assertTrue(outcome.line().contains("now nothing"), outcome.line());
  }

  @Test
  void onlyRowsOfThisConfigurationAndComputedOnesConcernARun() {
    Expected cost = Expected.cost("Net | plain | macs", 1000);
    Expected other =
        new Expected(
            new Expected.Configuration("quick", "torch", "cuda", "Nothing 0", "3"),
            Expected.Kind.CLAIM,
            "better",
            Optional.of(Verdict.REPRODUCED),
            OptionalDouble.empty());
    Expected own = claim(Verdict.PARTLY);
    assertEquals(List.of(cost, own), RegressionGate.concerning(HERE, List.of(cost, other, own)));
  }

  @Test
  void whatWasNeverRecordedIsNews() {
    Expected cost = Expected.cost("Net | plain | macs", 1000);
    RegressionGate gate =
        new RegressionGate(HERE, List.of(cost), List.of(cost, claim(Verdict.PARTLY)));
    assertEquals(List.of(claim(Verdict.PARTLY)), gate.unrecorded());
  }

  @Test
  void aConfigurationNamesTheKindOfDeviceTheDataAndWhatTheUserChanged(@TempDir Path folder) {
    Dataset data = new Data("CIFAR-10", Dataset.Origin.REAL, "0123456789abcdef");
    Map<String, String> options =
        new TreeMap<>(Map.of("engine", "torch", "device", "cuda:1", "results", folder.toString()));
    assertEquals(
        new Expected.Configuration("quick", "torch", "cuda", "CIFAR-10 0123456789ab", "3"),
        Expected.Configuration.of(RunSettings.parse(options::get), data));
    options.put("set", "b=2,a=1");
    assertEquals(
        "3 {a=1, b=2}", Expected.Configuration.of(RunSettings.parse(options::get), data).seeds());
  }

  private record Data(String name, Origin origin, String checksum) implements Dataset {}
}
