package io.reprise.experiment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reprise.nn.AtomicFile;
import io.reprise.nn.CheckpointFolder;
import io.reprise.nn.Checkpoints;
import io.reprise.nn.ProcessLock;
import io.reprise.nn.Snapshot;
import io.reprise.nn.SnapshotFile;
import io.reprise.tensor.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What a trial keeps in the results folder while it is unfinished: the checkpoints of its trainings
 * in {@code .unfinished/}, and in {@code .stages/} the outcomes of work that it shares with others.
 */
final class TrialFiles {
  /** The entry of a checkpoint that says how long the trial had taken. */
  private static final String SECONDS = "trial.seconds";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final TrialResult.Key key;
  private final Path results;
  private final Path folder;
  private final Duration interval;
  private final Consumer<String> log;
  private final long start = System.nanoTime();
  private double secondsBefore;
  private int resumed;

  /**
   * Nothing is touched yet.
   *
   * @param results the folder of all results
   * @param result where the trial's result will lie in it
   */
  TrialFiles(
      TrialResult.Key key, Path results, Path result, Duration interval, Consumer<String> log) {
    this.key = key;
    this.results = results;
    String name = result.getFileName().toString().replaceFirst("\\.json$", "");
    this.folder =
        results.resolve(".unfinished").resolve(results.relativize(result)).resolveSibling(name);
    this.interval = interval;
    this.log = log;
  }

  /** What an outcome of shared work depends on: all of the trial's key but its variant. */
  private record StageKey(
      String paper,
      int experimentVersion,
      String scale,
      int seed,
      String engine,
      String device,
      int threads,
      String dataName,
      String dataOrigin,
      String dataChecksum,
      String stage) {}

  /** What a checkpoint depends on. */
  private record TrainingKey(TrialResult.Key trial, String training) {}

  private static String json(Object key) {
    try {
      return JSON.writeValueAsString(key);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A short name for a key. */
  private static String digits(String key) {
    return String.format(Locale.ROOT, "%016x", new Seed(0).named(key).value());
  }

  /** Where a JVM leaves the result for the one that started it. */
  Path handover() {
    return folder.resolve("result.json");
  }

  /** The checkpoints of one of the trial's trainings. */
  Checkpoints checkpoints(String training) {
    String trainingKey = json(new TrainingKey(key, training));
    return timed(
        new CheckpointFolder(
            folder.resolve(digits(trainingKey)), trainingKey, interval, System::nanoTime, log));
  }

  /** Checkpoints that also keep how long the trial has taken. */
  private Checkpoints timed(Checkpoints folder) {
    return new Checkpoints() {
      @Override
      public Optional<Snapshot> latest() {
        return folder.latest().map(TrialFiles.this::resumed);
      }

      @Override
      public boolean due() {
        return folder.due();
      }

      @Override
      public void save(Snapshot state) {
        folder.save(state.with(SECONDS, Double.toString(seconds())));
      }
    };
  }

  /** What the training had kept. */
  private Snapshot resumed(Snapshot kept) {
    Map<String, String> texts = new LinkedHashMap<>(kept.texts());
    String seconds = texts.remove(SECONDS);
    if (seconds != null) {
      secondsBefore = Math.max(secondsBefore, Double.parseDouble(seconds));
    }
    resumed++;
    return new Snapshot(kept.tensors(), texts);
  }

  /** How long the trial has taken, with the time before the checkpoints that it went on from. */
  double seconds() {
    return secondsBefore + (System.nanoTime() - start) / 1e9;
  }

  /** How many trainings went on from a checkpoint. */
  int resumed() {
    return resumed;
  }

  /**
   * The outcome of shared work, from its file if there is one, else from the work itself. Of
   * several trials that want it at once, one does the work and the others wait.
   */
  <T> T stage(String name, Trial.Codec<T> codec, Supplier<T> work) {
    String stageKey =
        json(
            new StageKey(
                key.paper(),
                key.experimentVersion(),
                key.scale(),
                key.seed(),
                key.engine(),
                key.device(),
                key.threads(),
                key.dataName(),
                key.dataOrigin(),
                key.dataChecksum(),
                name));
    String digits = digits(stageKey);
    Path file =
        results
            .resolve(".stages")
            .resolve(key.paper())
            .resolve(key.scale())
            .resolve(key.seed() + "-" + digits + SnapshotFile.ENDING);
    Supplier<Snapshot> computing =
        () -> {
          Snapshot computed = codec.save(work.get());
          keep(file, stageKey, computed);
          return computed;
        };
    Snapshot outcome = stored(file, stageKey).orElse(null);
    if (outcome == null) {
      try (ProcessLock lock = SharedLock.await(results, digits, name, log).orElse(null)) {
        outcome = stored(file, stageKey).orElseGet(computing);
      }
    }
    // The same way whether it was stored or not, so that both give the same.
    return codec.restore(outcome);
  }

  private Optional<Snapshot> stored(Path file, String stageKey) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(SnapshotFile.read(file, stageKey));
    } catch (SnapshotFile.RefusedException e) {
      log.accept("shared work " + e.getMessage() + "; it is done again" + setAside(file));
    } catch (IOException e) {
      log.accept("shared work " + file + " cannot be read (" + e + "); it is done again");
    }
    return Optional.empty();
  }

  private static String setAside(Path file) {
    try {
      return ", the file set aside as " + AtomicFile.setAside(file);
    } catch (IOException e) {
      return ", the file cannot be set aside (" + e + ")";
    }
  }

  private void keep(Path file, String stageKey, Snapshot outcome) {
    try {
      SnapshotFile.write(file, stageKey, outcome);
    } catch (IOException e) {
      log.accept("shared work could not be kept as " + file + " (" + e + ")");
    }
  }

  /**
   * Removes what a finished trial needs no more. Files that were set aside stay.
   *
   * @throws IOException if something cannot be removed
   */
  void clear() throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
        if (Files.isDirectory(path) ? isEmpty(path) : isOurs(path)) {
          Files.delete(path);
        }
      }
    }
  }

  private boolean isOurs(Path file) {
    return file.equals(handover()) || file.toString().endsWith(SnapshotFile.ENDING);
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> inside = Files.list(folder)) {
      return inside.findAny().isEmpty();
    }
  }
}
