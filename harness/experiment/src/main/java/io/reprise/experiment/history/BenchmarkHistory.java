package io.reprise.experiment.history;

import io.reprise.nn.ProcessLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/**
 * A folder of times that programs took: {@code <name>/<number>.json} is the {@link BenchmarkRecord}
 * of a run. Several processes may add to it at once.
 */
public final class BenchmarkHistory {
  private static final Pattern NUMBER = Pattern.compile("\\d{4,9}");
  private static final long WAIT = 20_000_000;
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");

  private final Path root;
  private final RecordFiles files;

  BenchmarkHistory(Path root, RecordFiles files) {
    this.root = root;
    this.files = files;
  }

  /** The names of programs that have runs, in order. */
  public List<String> names() {
    return RecordFiles.children(root, p -> NAME.matcher(p.getFileName().toString()).matches())
        .stream()
        .map(p -> p.getFileName().toString())
        .toList();
  }

  /** The records of a program's runs, by number. */
  public List<BenchmarkRecord> runs(String name) {
    return files.read(
        root.resolve(name),
        NUMBER,
        file -> {
          BenchmarkRecord r = RecordFiles.parse(file, BenchmarkRecord.class);
          if (!r.benchmark().equals(name)
              || !file.endsWith(History.name(r.number()) + RecordFiles.ENDING)) {
            throw new IOException("it is that of run " + r.number() + " of " + r.benchmark());
          }
          return r;
        });
  }

  /**
   * Holds the times of a new run against those of earlier ones, and keeps them.
   *
   * @param name of the program
   * @param environment of this machine
   * @throws IllegalArgumentException if the name is none, or there are no times
   * @throws UncheckedIOException if the record cannot be written
   */
  public BenchmarkRecord add(
      String name, Instant time, Map<String, String> environment, List<RunOutcome.Timed> times) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "benchmark '" + name + "': expected small letters, digits and hyphens");
    }
    if (times.isEmpty()) {
      throw new IllegalArgumentException("benchmark '" + name + "': expected at least one time");
    }
    Path folder = root.resolve(name);
    try {
      Files.createDirectories(folder);
      try (ProcessLock held = lock(folder.resolve(".lock"))) {
        List<LatencyGate.Question> questions = new ArrayList<>();
        List<RunOutcome.Timed> earlier =
            runs(name).stream().flatMap(r -> r.times().stream()).toList();
        times.forEach(t -> questions.add(new LatencyGate.Question(t, earlier)));
        int number = RecordFiles.next(folder, NUMBER);
        BenchmarkRecord record =
            new BenchmarkRecord(
                BenchmarkRecord.SCHEMA,
                name,
                number,
                History.text(time),
                environment,
                times,
                LatencyGate.answers(questions));
        RecordFiles.write(folder.resolve(History.name(number) + RecordFiles.ENDING), record);
        return record;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep times in " + folder + ": " + e.getMessage(), e);
    }
  }

  /** Waits for its turn, which comes soon: who has the lock writes a file. */
  private static ProcessLock lock(Path file) throws IOException {
    Optional<ProcessLock> lock = ProcessLock.tryLock(file, 0);
    while (lock.isEmpty()) {
      LockSupport.parkNanos(WAIT);
      lock = ProcessLock.tryLock(file, 0);
    }
    return lock.get();
  }
}
