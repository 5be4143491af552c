package io.reprise.experiment;

import io.reprise.tensor.Device;
import io.reprise.tensor.meta.MetaEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Times the store with the results of 46 papers of 1,000 trials each: making the index, and a run
 * of each paper that finds nothing to do. Run by {@code ci/bench-store}; the argument is a folder
 * for the results, which are made where they are missing.
 */
final class StoreBenchmark {
  private static final int PAPERS = 46;
  private static final int VARIANTS = 50;
  private static final int SEEDS = 20;

  private StoreBenchmark() {}

  public static void main(String[] args) throws IOException {
    Path results = Files.createDirectories(Path.of(args[0])).toAbsolutePath();
    timed("make the results that are missing", () -> generate(results));
    timed("index", () -> ResultIndex.write(results, Program::print));
    timed("resume, nothing to do", () -> resume(results));
  }

  private static void timed(String what, Runnable work) {
    long start = System.nanoTime();
    Duration busy = processorTime();
    work.run();
    Program.print(
        String.format(
            Locale.ROOT,
            "%-36s %6.2f s, %6.2f s of processor time",
            what,
            (System.nanoTime() - start) / 1e9,
            processorTime().minus(busy).toMillis() / 1e3));
  }

  /** Unlike the clock's, this does not grow with what else the machine does. */
  private static Duration processorTime() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private static Run<?> paper(int number, Path results) {
    Map<String, String> options =
        Map.of(
            "results", results.toString(),
            "data", results.toString(),
            "seeds", Integer.toString(SEEDS),
            "fork", "false");
    return Run.of(
        new ComputingExperiment(String.format(Locale.ROOT, "0000.%05d", number), VARIANTS),
        RunSettings.parse(options::get),
        MetaEngine::new,
        line -> {});
  }

  /** Results as long as those of real trials; written plainly, since nothing here is killed. */
  private static void generate(Path results) {
    Map<String, String> environment =
        new TreeMap<>(Provenance.of(Device.CPU, new MetaEngine().describe()));
    environment.putAll(Provenance.after(Device.CPU));
    ResultStore store = new ResultStore(results, Program::print);
    for (int i = 1; i <= PAPERS; i++) {
      for (Run.Planned p : paper(i, results).plan()) {
        if (!Files.exists(store.file(p.key()))) {
          store.save(result(p.key(), environment));
        }
      }
    }
  }

  private static TrialResult result(TrialResult.Key key, Map<String, String> environment) {
    Measurements measured =
        new Measurements()
            .put(FakeExperiment.SCORE, key.seed() / 3.0)
            .put(Metric.TOP5_ACCURACY, key.seed() / 7.0)
            .put(Metric.TEST_LOSS, 1.0 / key.seed());
    for (int epoch = 1; epoch <= 50; epoch++) {
      measured.append("training_loss", key.seed() / (double) epoch);
      measured.append("test_accuracy", 100 - key.seed() / (double) epoch);
    }
    return TrialResult.done(key, measured, List.of(), 12.5, environment);
  }

  private static void resume(Path results) {
    for (int i = 1; i <= PAPERS; i++) {
      int found = paper(i, results).runAll().size();
      if (found != VARIANTS * SEEDS) {
        throw new IllegalStateException(
            found + " results of a paper: expected " + VARIANTS * SEEDS);
      }
    }
  }
}
