package io.reprise.experiment;

import io.reprise.nn.ProcessLock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The right to make something in a results folder that several trials want. */
final class SharedLock {
  private static final int POLL_MILLISECONDS = 250;

  private SharedLock() {}

  /**
   * Waits for it.
   *
   * @param digits 16 hexadecimal digits that say which right
   * @param what is made, in words
   * @param log told if there is something to wait for
   * @return empty where there can be no locks
   */
  static Optional<ProcessLock> await(
      Path results, String digits, String what, Consumer<String> log) {
    boolean told = false;
    while (true) {
      try {
        Optional<ProcessLock> lock = ResultStore.lock(results, digits);
        if (lock.isPresent()) {
          return lock;
        }
        if (!told) {
          log.accept("waiting for another trial that is at the same " + what);
          told = true;
        }
        TimeUnit.MILLISECONDS.sleep(POLL_MILLISECONDS);
      } catch (IOException e) {
        log.accept(what + " cannot be locked (" + e + "): it may be made more than once");
        return Optional.empty();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while waiting for " + what, e);
      }
    }
  }
}
