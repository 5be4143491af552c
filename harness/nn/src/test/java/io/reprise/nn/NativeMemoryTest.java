package io.reprise.nn;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.reprise.tensor.Device;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Engines;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class NativeMemoryTest {
  private static final Path STATUS = Path.of("/proc/self/status");

  /** A step makes about 1 MB of activations, so that even a small leak shows. */
  @Test
  void aThousandTrainingStepsDoNotGrowResidentMemory() throws IOException {
    assumeTrue(Files.exists(STATUS), "resident memory is read from " + STATUS);
    try (Engine engine = Engines.open(Device.CPU, 1)) {
      TinyNet model = new TinyNet(LayerContext.root(engine, new Seed(1)), 8, 4);
      Sgd optimizer = new Sgd(model.parameters(), Sgd.Settings.nesterov(0.9, 1e-4));
      train(model, optimizer, 50);
      long before = residentKilobytes();
      train(model, optimizer, 1000);
      long grown = (residentKilobytes() - before) / 1024;
      assertTrue(grown <= 50, "resident memory grew by " + grown + " MB");
    }
  }

  private static void train(Module model, Optimizer optimizer, int steps) {
    float[] x = new Seed(2).normal(16 * 2 * 16 * 16);
    Batch batch = new Batch(x, Shape.of(16, 2, 16, 16), new long[16]);
    Batches ten = Batches.of(java.util.Collections.nCopies(10, batch));
    Classification.Plan plan = new Classification.Plan(steps / 10, Schedule.constant(0.01), 0.1);
    Classification.train(model, optimizer, ten, plan, new Classification.Listener() {});
    Classification.evaluate(model, Batches.of(List.of(batch)));
  }

  private static long residentKilobytes() throws IOException {
    return Files.readAllLines(STATUS).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }
}
