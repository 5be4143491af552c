package io.reprise.datasets.download;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Time that passes only when somebody sleeps, and then at once. */
final class FakeTime implements Pause {
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final List<Duration> slept = new ArrayList<>();

  List<Duration> slept() {
    return slept;
  }

  @Override
  public synchronized void sleep(Duration duration) {
    slept.add(duration);
  }

  @Override
  public Clock clock() {
    return new Clock() {
      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }

      @Override
      public Instant instant() {
        return START.plus(slept.stream().reduce(Duration.ZERO, Duration::plus));
      }
    };
  }
}
