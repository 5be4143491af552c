package io.reprise.datasets.download;

import java.time.Clock;
import java.time.Duration;

/** Time as the downloads see it; tests have one in which nobody waits. */
interface Pause {
  /** Real time. */
  Pause REAL =
      new Pause() {
        @Override
        public Clock clock() {
          return Clock.systemUTC();
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
          Thread.sleep(duration.toMillis());
        }
      };

  Clock clock();

  void sleep(Duration duration) throws InterruptedException;
}
