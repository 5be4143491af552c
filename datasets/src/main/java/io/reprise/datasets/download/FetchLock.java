package io.reprise.datasets.download;

import io.reprise.nn.ProcessLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The right to fetch one data set into one data root, which no other process has meanwhile. */
final class FetchLock implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(500);

  private final ProcessLock lock;

  private FetchLock(ProcessLock lock) {
    this.lock = lock;
  }

  /**
   * Takes the lock, and waits for it if need be.
   *
   * @throws DownloadException if somebody else has it for longer than {@code patience}
   */
  static FetchLock take(Path folder, String id, Duration patience, Pause pause, Progress progress)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Path file = folder.toRealPath().resolve(id + ".lock");
    Optional<FetchLock> lock = tryTake(file);
    if (lock.isEmpty()) {
      progress.note("waiting: another process fetches " + id);
    }
    for (Duration waited = Duration.ZERO; lock.isEmpty(); waited = waited.plus(POLL)) {
      if (waited.compareTo(patience) >= 0) {
        throw new DownloadException(
            id
                + ": another process still fetches it after "
                + patience.toSeconds()
                + " s (it holds "
                + file
                + "): expected it to end");
      }
      pause.sleep(POLL);
      lock = tryTake(file);
    }
    return lock.get();
  }

  static Optional<FetchLock> tryTake(Path file) throws IOException {
    return ProcessLock.tryLock(file, 0).map(FetchLock::new);
  }

  @Override
  public void close() {
    lock.close();
  }
}
