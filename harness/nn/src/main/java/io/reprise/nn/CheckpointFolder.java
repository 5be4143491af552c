package io.reprise.nn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The last two checkpoints of one training, as files {@code <number>.safetensors} in a folder of
 * its own. A file that is damaged or another training's is set aside, and the one before it counts.
 * One process at a time uses a folder. What goes wrong with the files is told and does not stop the
 * training: without a checkpoint it only has more to do again.
 */
public final class CheckpointFolder implements Checkpoints {
  private static final int KEPT = 2;
  private static final Pattern NAME =
      Pattern.compile("(\\d{1,18})" + Pattern.quote(SnapshotFile.ENDING) + "(\\.unreadable.*)?");

  private final Path folder;
  private final String key;
  private final Duration interval;
  private final LongSupplier nanoTime;
  private final Consumer<String> log;
  private long saved;

  /**
   * Nothing is touched yet.
   *
   * @param key names the training; checkpoints of another are refused
   * @param interval between checkpoints; zero for one after every step
   * @param nanoTime a clock that never goes back, as {@link System#nanoTime}
   * @param log takes lines for the person who watches
   */
  public CheckpointFolder(
      Path folder, String key, Duration interval, LongSupplier nanoTime, Consumer<String> log) {
    this.folder = folder;
    this.key = key;
    this.interval = interval;
    this.nanoTime = nanoTime;
    this.log = log;
    this.saved = nanoTime.getAsLong();
  }

  /** A checkpoint's file, also one set aside. */
  private record Numbered(long number, Path file, boolean usable) {}

  /** All checkpoints, the newest first. */
  private List<Numbered> files() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Numbered> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      files.forEach(
          file -> {
            Matcher name = NAME.matcher(file.getFileName().toString());
            if (name.matches()) {
              all.add(new Numbered(Long.parseLong(name.group(1)), file, name.group(2) == null));
            }
          });
    }
    all.sort((a, b) -> Long.compare(b.number, a.number));
    return all;
  }

  @Override
  public Optional<Snapshot> latest() {
    try {
      removeHalfWritten();
      List<Numbered> usable = files().stream().filter(Numbered::usable).toList();
      for (Numbered checkpoint : usable) {
        Optional<Snapshot> state = read(checkpoint.file);
        if (state.isPresent()) {
          log.accept(
              "going on from checkpoint "
                  + checkpoint.file
                  + ": "
                  + TrainingPosition.describe(state.get()));
          return state;
        }
      }
      if (!usable.isEmpty()) {
        log.accept("no checkpoint is left in " + folder + ": starting from scratch");
      }
    } catch (IOException e) {
      log.accept("checkpoints in " + folder + " cannot be read (" + e + "): starting from scratch");
    }
    return Optional.empty();
  }

  /** What processes left that were killed while they wrote. */
  private void removeHalfWritten() throws IOException {
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          if (AtomicFile.isTemporary(file)) {
            Files.delete(file);
          }
        }
      }
    }
  }

  private Optional<Snapshot> read(Path file) throws IOException {
    try {
      return Optional.of(SnapshotFile.read(file, key));
    } catch (SnapshotFile.RefusedException e) {
      log.accept("checkpoint " + e.getMessage() + "; set aside as " + AtomicFile.setAside(file));
      return Optional.empty();
    }
  }

  @Override
  public boolean due() {
    return nanoTime.getAsLong() - saved >= interval.toNanos();
  }

  @Override
  public void save(Snapshot state) {
    try {
      List<Numbered> before = files();
      long next = before.isEmpty() ? 1 : before.get(0).number + 1;
      SnapshotFile.write(folder.resolve(next + SnapshotFile.ENDING), key, state);
      for (Numbered old : before.stream().filter(Numbered::usable).skip(KEPT - 1).toList()) {
        Files.delete(old.file);
      }
    } catch (IOException e) {
      log.accept("no checkpoint could be kept in " + folder + ": " + e);
    }
    saved = nanoTime.getAsLong();
  }

  /** The folder. */
  @Override
  public String toString() {
    return folder.toString();
  }
}
