package io.reprise.datasets.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.tensor.Seed;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private static Backoff backoff(long seed) {
    return new Backoff(DownloadOptions.DEFAULT, new Seed(seed));
  }

  @Test
  void pausesDoubleUpToTheLongestWithARandomHalf() {
    Backoff backoff = backoff(1);
    for (int failures = 1; failures < 100; failures++) {
      long most = failures > 7 ? 120_000 : 1000L << (failures - 1);
      long millis = backoff.after(failures, Optional.empty()).toMillis();
      assertTrue(millis >= most / 2 && millis <= most, failures + ": " + millis);
    }
  }

  @Test
  void processesDoNotComeBackTogether() {
    assertNotEquals(backoff(1).after(5, Optional.empty()), backoff(2).after(5, Optional.empty()));
  }

  @Test
  void aServerMayAskForMoreButNotForEver() {
    Duration minute = Duration.ofMinutes(1);
    assertEquals(minute, backoff(1).after(1, Optional.of(minute)));
    assertEquals(Duration.ofMinutes(2), backoff(1).after(1, Optional.of(Duration.ofDays(30))));
  }

  @Test
  void aHeaderIsSecondsOrADateOrNothing() {
    assertEquals(Optional.of(Duration.ofSeconds(5)), retryAfter(" 5 "));
    assertEquals(Optional.of(Duration.ofSeconds(9)), retryAfter("Thu, 01 Jan 2026 00:00:09 GMT"));
    assertEquals(Optional.of(Duration.ZERO), retryAfter("Thu, 01 Jan 2015 00:00:09 GMT"));
    assertEquals(Optional.empty(), retryAfter("soon"));
    assertEquals(Optional.empty(), retryAfter("99999999999999999999"));
  }

  private static Optional<Duration> retryAfter(String header) {
    return Backoff.retryAfter(Optional.of(header), FakeTime.START);
  }
}
