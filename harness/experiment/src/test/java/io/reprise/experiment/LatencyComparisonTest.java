package io.reprise.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.reprise.datasets.Dataset;
import io.reprise.experiment.LatencyComparison.Pair;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LatencyComparisonTest {
  private static final LatencyResult WHOLE = latency("A", "whole", 4, 10, 10, 10, 10);
  private static final LatencyResult CUT = latency("A", "cut", 4, 8, 9, 8, 8);

  /** In two rounds of two passes. */
  private static LatencyResult latency(
      String network, String setting, int batch, double... milliseconds) {
    return new LatencyResult(
        new LatencyResult.Key("0", 1, network, setting, batch, "torch", "cpu", 2, "cpu", 2, 1, 2),
        Arrays.stream(milliseconds).boxed().toList(),
        List.of(),
        Map.of());
  }

  private static LatencyComparison compare(Scale scale, LatencyResult... all) {
    Evidence evidence =
        new Evidence(
            scale,
            "torch",
            "cpu",
            "Shapes",
            Dataset.Origin.PROCEDURAL,
            List.of(),
            List.of(),
            List.of(all));
    return evidence.latencies(List.of("cut", "thin"), "whole");
  }

  private static Finding faster(LatencyComparison times) {
    return times.judge(
        pair -> pair.saved() > 0,
        pair -> pair.network() + " " + pair.setting() + " " + pair.ratio());
  }

  @Test
  void mediansOfTheSameNetworkAndBatchAreCompared() {
    LatencyComparison times =
        compare(
            Scale.QUICK,
            WHOLE,
            CUT,
            latency("A", "thin", 4, 12, 12, 12, 12),
            latency("A", "thin", 8, 1, 1, 1, 1),
            latency("A", "other", 4, 1, 1, 1, 1),
            latency("B", "cut", 4, 1, 1, 1, 1));
    assertEquals(
        List.of(new Pair("A", "cut", 4, 0.8), new Pair("A", "thin", 4, 1.2)), times.pairs());
    assertEquals(0.2, times.pairs().get(0).saved(), 1e-12);
    assertEquals(Optional.empty(), times.unjudged());
    assertEquals(new Finding(Verdict.PARTLY, "A cut 0.8; A thin 1.2"), faster(times));
    assertEquals(Verdict.REPRODUCED, faster(compare(Scale.QUICK, WHOLE, CUT)).verdict());
    assertEquals(
        Verdict.NOT_REPRODUCED,
        faster(compare(Scale.QUICK, CUT, latency("A", "whole", 4, 1, 1, 1, 1))).verdict());
  }

  @Test
  void noisyTimesAreToldAndDecideNothing() {
    LatencyResult other = latency("B", "whole", 4, 10, 10, 10, 10);
    LatencyResult noisy = latency("B", "cut", 4, 30, 30, 9, 9);
    LatencyComparison times = compare(Scale.QUICK, WHOLE, CUT, other, noisy);
    assertEquals(
        new Finding(Verdict.REPRODUCED, "A cut 0.8; 1 more are noisy and not counted"),
        faster(times));
    assertEquals(
        Finding.notRun("all 1 comparisons are noisy: needs a machine without other programs"),
        faster(compare(Scale.QUICK, other, noisy)));
  }

  @Test
  void withoutTimesOrWithTooFewNothingIsJudgedByAnyRule() {
    LatencyComparison nothing = compare(Scale.QUICK, WHOLE);
    Finding why = Finding.notRun("no network was timed both as [cut, thin] and as 'whole'");
    assertEquals(Optional.of(why), nothing.unjudged());
    assertEquals(why, nothing.judge(Verdict.REPRODUCED, Pair::network));
    assertEquals(
        Finding.notRun("scale smoke times five passes of one network, too few to judge"),
        faster(compare(Scale.SMOKE, WHOLE, CUT)));
  }
}
