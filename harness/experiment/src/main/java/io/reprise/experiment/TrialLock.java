package io.reprise.experiment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The right to run one trial, which no other runner on the same results folder has meanwhile: a
 * lock of the operating system on one byte of a file that stays empty. The system gives it back
 * when the process ends, however it ends, so there is nothing to clean up.
 */
final class TrialLock implements AutoCloseable {
  /**
   * A process that closes any channel of a file loses all its POSIX locks on that file. So a
   * process has one channel a file, open while it holds a lock there; this is the process's.
   */
  private static final Map<Path, Shared> OPEN = new HashMap<>();

  private final Path file;
  private final FileLock lock;

  private TrialLock(Path file, FileLock lock) {
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
   * Takes a lock of a results folder, a byte of its file {@code .locks}, unless another runner, in
   * this process or another, has it.
   *
   * @param results made if need be
   * @param hash 16 hexadecimal digits that say which byte
   * @throws IOException if the file cannot be made or the file system has no locks
   */
  static Optional<TrialLock> tryLock(Path results, String hash) throws IOException {
    Files.createDirectories(results);
    return tryLock(results.resolve(".locks"), Long.parseUnsignedLong(hash, 16) >>> 2);
  }

  /**
   * Takes the lock unless another runner, in this process or another, has it.
   *
   * @param file made if need be; its folder is there
   * @param position which byte, from 0 to below {@link Long#MAX_VALUE}
   * @throws IOException if the file cannot be made or the file system has no locks
   */
  static Optional<TrialLock> tryLock(Path file, long position) throws IOException {
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
        return Optional.of(new TrialLock(place, lock));
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
