package io.reprise.nn;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A right that one holder at a time has, among all threads and processes: a lock of the operating
 * system on one byte of a file that stays empty. The system gives it back when the process ends,
 * however it ends, so there is nothing to clean up.
 */
public final class ProcessLock implements AutoCloseable {
  /**
   * A process that closes any channel of a file loses all its POSIX locks on that file. So a
   * process has one channel a file, open while it holds a lock there; this is the process's.
   */
  private static final Map<Path, Shared> OPEN = new HashMap<>();

  private final Path file;
  private final FileLock lock;

  private ProcessLock(Path file, FileLock lock) {
    this.file = file;
    this.lock = lock;
  }

  /** A channel, and how many locks this process holds through it. */
  private static final class Shared {
    private final FileChannel channel;
    private int locks;

    Shared(FileChannel channel) {
      this.channel = channel;
    }
  }

  /**
   * Takes the lock unless another holder, in this process or another, has it.
   *
   * @param file made if need be; its folder is there
   * @param position which byte, from 0 to below {@link Long#MAX_VALUE}
   * @throws IOException if the file cannot be made or the file system has no locks
   */
  public static Optional<ProcessLock> tryLock(Path file, long position) throws IOException {
    Path place = file.getParent().toRealPath().resolve(file.getFileName());
    synchronized (OPEN) {
      Shared shared = OPEN.get(place);
      if (shared == null) {
        shared =
            new Shared(
                FileChannel.open(place, StandardOpenOption.CREATE, StandardOpenOption.WRITE));
        OPEN.put(place, shared);
      }
      try {
        FileLock lock = shared.channel.tryLock(position, 1, false);
        if (lock == null) {
          return Optional.empty();
        }
        shared.locks++;
        return Optional.of(new ProcessLock(place, lock));
      } catch (OverlappingFileLockException e) {
        return Optional.empty(); // another thread of this process has it
      } finally {
        closeIfUnused(place, shared);
      }
    }
  }

  /** Gives the lock back. */
  @Override
  public void close() {
    synchronized (OPEN) {
      if (!lock.isValid()) {
        return;
      }
      Shared shared = OPEN.get(file);
      shared.locks--;
      try {
        lock.release();
        closeIfUnused(file, shared);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot unlock " + file, e);
      }
    }
  }

  private static void closeIfUnused(Path place, Shared shared) throws IOException {
    if (shared.locks == 0) {
      OPEN.remove(place);
      shared.channel.close();
    }
  }
}
