package io.reprise.papers.mabn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.baselines.normalization.StatisticsWatch.Statistic;
import io.reprise.experiment.Measurements;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatisticsRecorderTest {
  private static void told(StatisticsRecorder recorder, float... values) {
    recorder.forward("layer", 2, Map.of(Statistic.MOMENT_USED, values));
    recorder.backward("layer", 2, Map.of(Statistic.PROJECTION_USED, values));
  }

  @Test
  void theVarianceIsThatOfEachChannelOverGroupsAndStepsOfAnEpoch() {
    StatisticsRecorder recorder = new StatisticsRecorder("layer");
    // Channel 0: 1, 3, 2; channel 1: 10, 10, 10. Two groups in the first step, one in the second.
    told(recorder, 1, 10, 3, 10);
    told(recorder, 2, 10);
    recorder.afterEpoch(1, null, null);
    told(recorder, 5, 5, 7, 5);
    recorder.afterEpoch(2, null, null);
    double first = (2.0 / 3 + 0) / 2;
    assertArrayEquals(
        new double[] {Math.sqrt(first) / 6, Math.sqrt(0.5) / 5.5},
        recorder.variation(Statistic.MOMENT_USED),
        1e-9);
    assertArrayEquals(
        new double[] {Math.log10(first), Math.log10(0.5)},
        recorder.logVariance(Statistic.PROJECTION_USED),
        1e-9);
    assertEquals(0, recorder.variation(Statistic.GRADIENT_MEAN).length);
  }

  @Test
  void aRecordThatGoesOnFromACheckpointIsThatOfAnUnbrokenOne() {
    StatisticsRecorder unbroken = new StatisticsRecorder("layer");
    told(unbroken, 1, 10, 3, 12);
    unbroken.afterEpoch(1, null, null);
    told(unbroken, 4, 4);
    StatisticsRecorder resumed = new StatisticsRecorder("layer");
    told(resumed, 99, 99);
    resumed.restore(unbroken.save());
    for (StatisticsRecorder r : new StatisticsRecorder[] {unbroken, resumed}) {
      told(r, 6, 5);
      r.afterEpoch(2, null, null);
    }
    for (Statistic s : Statistic.values()) {
      assertArrayEquals(unbroken.variation(s), resumed.variation(s));
      assertArrayEquals(unbroken.logVariance(s), resumed.logVariance(s));
    }
    assertEquals(2, resumed.variation(Statistic.MOMENT_USED).length);
  }

  @Test
  void onlyTheNamedLayerIsWatchedAndNothingIsReportedOfNone() {
    StatisticsRecorder recorder = new StatisticsRecorder("layer");
    assertTrue(recorder.watches("layer"));
    assertFalse(recorder.watches("layer2"));
    recorder.afterEpoch(1, null, null);
    Measurements m = new Measurements();
    recorder.report(m, "net");
    assertTrue(m.numbers().isEmpty() && m.curves().isEmpty());
  }
}
