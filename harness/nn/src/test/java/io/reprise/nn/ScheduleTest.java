package io.reprise.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.reprise.nn.Schedule.Milestone;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static void assertRates(Schedule schedule, double... epochsAndRates) {
    for (int i = 0; i < epochsAndRates.length; i += 2) {
      double epoch = epochsAndRates[i];
      assertEquals(epochsAndRates[i + 1], schedule.at(epoch), 1e-12, "epoch " + epoch);
    }
  }

  @Test
  void constantNeverChanges() {
    assertRates(Schedule.constant(0.3), 0, 0.3, 1000, 0.3);
  }

  @Test
  void stepMultipliesAtEveryMultipleOfItsSize() {
    assertRates(Schedule.step(0.1, 30, 0.1), 0, 0.1, 29.99, 0.1, 30, 0.01, 59.9, 0.01, 60, 0.001);
    assertThrows(IllegalArgumentException.class, () -> Schedule.step(0.1, 0, 0.1));
  }

  @Test
  void multiStepMultipliesFromEachMilestoneOn() {
    Schedule wideResNet =
        Schedule.multiStep(0.1, List.of(new Milestone(60, 0.2), new Milestone(120, 0.1)));
    assertRates(wideResNet, 0, 0.1, 59.99, 0.1, 60, 0.02, 119.99, 0.02, 120, 0.002, 500, 0.002);
    assertRates(Schedule.multiStep(0.1, List.of()), 7, 0.1);
  }

  @Test
  void cosineFallsFromItsRateToTheLastAndStays() {
    Schedule cosine = Schedule.cosine(0.5, 0.1, 10);
    double quarter = 0.1 + 0.2 * (1 + Math.sqrt(0.5));
    assertRates(cosine, 0, 0.5, 2.5, quarter, 5, 0.3, 10, 0.1, 11, 0.1);
    assertEquals(
        "cosine over 0.0 epochs: expected > 0",
        assertThrows(IllegalArgumentException.class, () -> Schedule.cosine(1, 0, 0)).getMessage());
  }

  @Test
  void warmUpRampsTheUnderlyingRateFromZero() {
    Schedule warm = Schedule.step(0.4, 3, 0.5).warmUp(4);
    assertRates(warm, 0, 0, 1, 0.1, 2, 0.2, 3, 0.15, 4, 0.2, 6, 0.1);
    assertThrows(IllegalArgumentException.class, () -> Schedule.constant(1).warmUp(Double.NaN));
  }
}
