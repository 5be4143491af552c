package io.reprise.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VerdictTest {
  private static Evidence evidence(Scale scale, List<Double> a, List<Double> b) {
    List<TrialResult> trials = new ArrayList<>();
    for (int i = 0; i < a.size(); i++) {
      trials.add(trial("a", i + 1, a.get(i)));
    }
    for (int i = 0; i < b.size(); i++) {
      trials.add(trial("b", i + 1, b.get(i)));
    }
    return new Evidence(scale, "torch", "cpu", "Nothing", false, trials, List.of(), List.of());
  }

  private static TrialResult trial(String variant, int seed, double score) {
    return new TrialResult(
        TrialResult.SCHEMA,
        new TrialResult.Key(
            "p", 1, "quick", variant, Map.of(), seed, "torch", "cpu", 1, "", "", ""),
        "done",
        Map.of("score", score),
        Map.of(),
        null,
        1,
        Map.of());
  }

  private static Verdict exceeds(List<Double> a, List<Double> b, double margin) {
    return evidence(Scale.QUICK, a, b).exceeds("a", "b", FakeExperiment.SCORE, margin).verdict();
  }

  @Test
  void statisticsOfASampleAreThoseOfATextbook() {
    Sample s = new Sample(List.of(2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0));
    assertEquals(5, s.mean());
    assertEquals(Math.sqrt(32.0 / 7), s.standardDeviation(), 1e-12);
    // The 97.5% quantile of Student's t with 7 degrees of freedom is 2.364624.
    assertEquals(2.364624 * s.standardDeviation() / Math.sqrt(8), s.halfWidth95(), 1e-5);
    assertTrue(Double.isNaN(new Sample(List.of(1.0)).standardDeviation()));
    assertTrue(Double.isNaN(new Sample(List.of()).mean()));
  }

  @Test
  void aClearDifferenceIsReproducedAndAnUnclearOnePartly() {
    assertEquals(
        Verdict.REPRODUCED, exceeds(List.of(90.0, 91.0, 92.0), List.of(80.0, 81.5, 81.7), 5));
    assertEquals(Verdict.PARTLY, exceeds(List.of(90.0, 91.0, 92.0), List.of(80.0, 95.0, 81.7), 0));
    assertEquals(Verdict.PARTLY, exceeds(List.of(90.0), List.of(80.0), 0));
    assertEquals(
        Verdict.NOT_REPRODUCED, exceeds(List.of(90.0, 91.0, 92.0), List.of(88.0, 89.0, 90.0), 5));
    assertEquals(Verdict.NOT_REPRODUCED, exceeds(List.of(80.0, 81.0), List.of(90.0, 91.0), 0));
    assertEquals(Verdict.NOT_REPRODUCED, exceeds(List.of(1.0, 1.0), List.of(1.0, 1.0), 0));
  }

  @Test
  void onlySeedsThatBothFinishedArePaired() {
    Sample d =
        evidence(Scale.QUICK, List.of(5.0, 7.0, 9.0), List.of(1.0, 2.0))
            .difference("a", "b", FakeExperiment.SCORE);
    assertEquals(List.of(4.0, 5.0), d.values());
  }

  @Test
  void withoutTrialsAndAtSmokeThereIsNoVerdict() {
    assertEquals(Verdict.NOT_RUN, exceeds(List.of(), List.of(1.0), 0));
    assertEquals(
        Verdict.NOT_RUN,
        evidence(Scale.SMOKE, List.of(9.0), List.of(1.0))
            .exceeds("a", "b", FakeExperiment.SCORE, 0)
            .verdict());
  }

  private static Reported printed(double value, double std) {
    return new Reported(
        "t", "m", "n", "d", "s", "score", value, std, "percent", "", Reported.Status.READ);
  }

  @Test
  void exactNumbersAreHeldToThePrintedDigits() {
    assertEquals(
        Verdict.REPRODUCED, Reproduction.exact(52.63, printed(52.6, Double.NaN), 3, "").verdict());
    assertEquals(
        Verdict.REPRODUCED, Reproduction.exact(181.55, printed(182, Double.NaN), 3, "").verdict());
    assertEquals(
        Verdict.NOT_REPRODUCED,
        Reproduction.exact(52.66, printed(52.6, Double.NaN), 3, "").verdict());
  }

  @Test
  void meansAreHeldToTheBandOrTwiceThePrintedSpread() {
    Sample mean93 = new Sample(List.of(92.8, 93.2));
    Metric.Direction higher = Metric.Direction.HIGHER;
    assertEquals(
        Verdict.REPRODUCED,
        Reproduction.mean(mean93, printed(93.4, Double.NaN), 0.5, higher, "").verdict());
    assertEquals(
        Verdict.REPRODUCED,
        Reproduction.mean(mean93, printed(93.9, 0.5), 0.5, higher, "").verdict());
    assertEquals(
        Verdict.NOT_REPRODUCED,
        Reproduction.mean(mean93, printed(93.9, 0.1), 0.5, higher, "").verdict());
    assertEquals(
        Verdict.TOO_GOOD, Reproduction.mean(mean93, printed(92, 0.1), 0.5, higher, "").verdict());
  }
}
