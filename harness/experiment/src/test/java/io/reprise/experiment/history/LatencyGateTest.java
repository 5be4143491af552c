package io.reprise.experiment.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.tensor.Seed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LatencyGateTest {
  private static final String DAY = "2026-11-20";
  private static final int NETWORKS = 6;
  private static final int NIGHTS = 2000;

  /** How far medians of runs are from each other, as a share of themselves. */
  private static final double SPREAD = 0.02;

  private static RunRecord run(RunOutcome.Timed... latencies) {
    return Records.complete("0000.00001", 1, DAY, Records.outcome(latencies));
  }

  private static List<RunRecord> runs(double... milliseconds) {
    List<RunRecord> all = new ArrayList<>();
    for (double ms : milliseconds) {
      all.add(run(Records.timed("net", ms)));
    }
    return all;
  }

  private static LatencyChange judged(RunOutcome.Timed now, List<RunRecord> earlier) {
    return LatencyGate.judge(List.of(new LatencyGate.Case(run(now), earlier)))
        .get(0)
        .latencies()
        .get(0);
  }

  @Test
  void pIsThatOfStudentsTForAFurtherObservation() {
    // Logarithms 0 and 2: mean 1, variance 2, one degree of freedom, where t = 1 has p = 0.5.
    List<Double> earlier = List.of(1.0, Math.exp(2));
    assertEquals(0.5, LatencyGate.p(earlier, Math.exp(1 + Math.sqrt(3))), 1e-12);
    assertEquals(0.5, LatencyGate.p(earlier, Math.exp(1 - Math.sqrt(3))), 1e-12);
    assertEquals(1, LatencyGate.p(earlier, Math.E), 1e-12);
  }

  @Test
  void timesWithoutAnySpreadHaveTheExactTest() {
    List<Double> same = Collections.nCopies(9, 5.0);
    assertEquals(1, LatencyGate.p(same, 5));
    assertEquals(0.2, LatencyGate.p(same, 5.1));
  }

  @Test
  void aChangeBeyondTheSpreadOfRunsIsFlaggedInItsDirection() {
    List<RunRecord> quiet = runs(10, 10.1, 9.9, 10.05, 9.95, 10);
    assertEquals(LatencyChange.Found.SLOWER, judged(Records.timed("net", 11), quiet).found());
    assertEquals(LatencyChange.Found.FASTER, judged(Records.timed("net", 9), quiet).found());
    assertEquals(LatencyChange.Found.NO_CHANGE, judged(Records.timed("net", 10.1), quiet).found());
    // The same ten percent where runs differ by as much.
    List<RunRecord> loud = runs(10, 11, 9, 10.5, 9.5, 10);
    assertEquals(LatencyChange.Found.NO_CHANGE, judged(Records.timed("net", 11), loud).found());
  }

  @Test
  void fewEarlierRunsGiveNoVerdict() {
    LatencyChange few = judged(Records.timed("net", 99), runs(10, 10.1, 9.9, 10.05));
    assertEquals(LatencyChange.Found.TOO_FEW, few.found());
    assertEquals(4, few.earlier());
    assertNull(few.p());
    assertEquals("net, dense, batch 1: 4 earlier runs", few.words());
    LatencyChange none = judged(Records.timed("net", 99), List.of());
    assertNull(none.before());
  }

  @Test
  void noisyMeasurementsAreNeitherJudgedNorComparedWith() {
    List<RunRecord> earlier = new ArrayList<>(runs(10, 10.1, 9.9, 10.05, 9.95));
    RunOutcome.Timed noisy = Records.timed("net", 99, "Fast", "other programs");
    assertEquals(LatencyChange.Found.NOISY, judged(noisy, earlier).found());
    LatencyChange before = judged(Records.timed("net", 11), earlier);
    earlier.add(run(noisy));
    assertEquals(before, judged(Records.timed("net", 11), earlier));
  }

  @Test
  void otherMachinesNetworksAndUnfinishedRunsAreNotComparedWith() {
    List<RunRecord> earlier = new ArrayList<>(runs(10, 10.1, 9.9, 10.05, 9.95));
    LatencyChange before = judged(Records.timed("net", 11), earlier);
    earlier.add(run(Records.timed("net", 20, "Slow", "")));
    earlier.add(run(Records.timed("other", 20)));
    earlier.add(RunRecord.begun("0000.00001", 2, Records.SMOKE, Records.attempt("x", "y", "z")));
    assertEquals(before, judged(Records.timed("net", 11), earlier));
  }

  @Test
  void whatWasAChangeBecomesTheRule() {
    List<RunRecord> earlier = new ArrayList<>(runs(10, 10.1, 9.9, 10.05, 9.95));
    for (int i = 0; i < LatencyGate.MOST; i++) {
      earlier.add(run(Records.timed("net", 20 + i % 2)));
    }
    LatencyChange later = judged(Records.timed("net", 20.5), earlier);
    assertEquals(LatencyGate.MOST, later.earlier());
    assertEquals(Math.sqrt(420), later.before(), 1e-9);
    assertEquals(LatencyChange.Found.NO_CHANGE, later.found());
  }

  @Test
  void theMoreIsTestedTheMoreItTakes() {
    List<RunRecord> earlier = runs(10, 10.1, 9.9, 10.05, 9.95, 10);
    RunRecord changed = run(Records.timed("net", 10.25));
    RunRecord same = run(Records.timed("net", 10));
    List<LatencyGate.Case> cases = new ArrayList<>();
    cases.add(new LatencyGate.Case(changed, earlier));
    LatencyChange alone = LatencyGate.judge(cases).get(0).latencies().get(0);
    assertEquals(LatencyChange.Found.SLOWER, alone.found());
    cases.addAll(Collections.nCopies(9, new LatencyGate.Case(same, earlier)));
    List<RunRecord> judged = LatencyGate.judge(cases);
    LatencyChange among = judged.get(0).latencies().get(0);
    assertEquals(alone.p(), among.p());
    assertEquals(10 * alone.p(), among.adjustedP(), 1e-12);
    assertEquals(LatencyChange.Found.NO_CHANGE, among.found());
    assertEquals(10, judged.size());
  }

  /** In how many of many simulated nights a latency is flagged where one may have changed. */
  private static double flagged(int earlierRuns, double slowdown) {
    double[] noise =
        toDoubles(new Seed(12).named("runs").normal(NIGHTS * NETWORKS * (earlierRuns + 1)));
    int next = 0;
    int flagged = 0;
    for (int night = 0; night < NIGHTS; night++) {
      List<LatencyGate.Case> cases = new ArrayList<>();
      for (int network = 0; network < NETWORKS; network++) {
        double[] times = new double[earlierRuns + 1];
        for (int i = 0; i <= earlierRuns; i++) {
          times[i] = 10 * Math.exp(SPREAD * noise[next++]);
        }
        double last = times[earlierRuns] * (network == 0 ? slowdown : 1);
        List<RunRecord> earlier = runs(java.util.Arrays.copyOf(times, earlierRuns));
        cases.add(new LatencyGate.Case(run(Records.timed("net", last)), earlier));
      }
      boolean any =
          LatencyGate.judge(cases).stream()
              .flatMap(r -> r.latencies().stream())
              .anyMatch(LatencyChange::flagged);
      flagged += any ? 1 : 0;
    }
    return (double) flagged / NIGHTS;
  }

  private static double[] toDoubles(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
  }

  @Test
  void aNightWithoutAChangeIsCalledOneAsOftenAsTheLevelSays() {
    for (int earlier : new int[] {LatencyGate.FEWEST, LatencyGate.MOST}) {
      double rate = flagged(earlier, 1);
      // 0.05, give or take four standard errors of the simulation.
      assertTrue(rate > 0.03 && rate < 0.07, earlier + " earlier runs: " + rate);
    }
  }

  @Test
  void aSlowdownOfFiveTimesTheSpreadIsMostlyFound() {
    double few = flagged(LatencyGate.FEWEST, 1 + 5 * SPREAD);
    double many = flagged(LatencyGate.MOST, 1 + 5 * SPREAD);
    assertTrue(few > 0.3 && few < many, few + ", " + many);
    assertTrue(many > 0.9, Double.toString(many));
  }
}
