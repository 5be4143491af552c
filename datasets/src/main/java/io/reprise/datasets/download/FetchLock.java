package io.reprise.datasets.download;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The right to fetch one data set into one data root: a lock of the operating system on a file that
 * stays empty. The system gives it back when the process ends, however it ends.
 */
final class FetchLock implements AutoCloseable {
  /**
   * A process that closes any channel of a file loses all its POSIX locks on that file. So a
   * process opens no second channel of a file while it holds the lock there.
   */
  private static final Map<Path, FetchLock> HELD = new HashMap<>();

  private static final Duration POLL = Duration.ofMillis(500);

  private final Path file;
  private final FileChannel channel;

  private FetchLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
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
    synchronized (HELD) {
      if (HELD.containsKey(file)) {
        return Optional.empty();
      }
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      boolean taken = false;
      try {
        FileLock lock = channel.tryLock();
        if (lock == null) {
          return Optional.empty();
        }
        FetchLock held = new FetchLock(file, channel);
        HELD.put(file, held);
        taken = true;
        return Optional.of(held);
      } catch (OverlappingFileLockException e) {
        return Optional.empty();
      } finally {
        if (!taken) {
          channel.close();
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    synchronized (HELD) {
      HELD.remove(file);
      channel.close();
    }
  }
}
