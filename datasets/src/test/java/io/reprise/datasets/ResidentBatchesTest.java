package io.reprise.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.datasets.Dataset.Origin;
import io.reprise.datasets.augmentation.Cutout;
import io.reprise.datasets.augmentation.HorizontalFlip;
import io.reprise.datasets.augmentation.RandomCrop;
import io.reprise.nn.Batch;
import io.reprise.nn.Checkpoints;
import io.reprise.nn.Classification;
import io.reprise.nn.ConvNorm;
import io.reprise.nn.DeviceBatch;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Linear;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.nn.Schedule;
import io.reprise.nn.Sgd;
import io.reprise.nn.Training;
import io.reprise.tensor.Device;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Engines;
import io.reprise.tensor.Op;
import io.reprise.tensor.Scope;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Batches that are put together by an engine, against those of Java memory. */
class ResidentBatchesTest {
  private static final Shape IMAGE = Shape.of(3, 6, 5);
  private static final int CLASSES = 4;
  private static final long ENOUGH = 1L << 30;

  private final Engine engine = Engines.open(Device.CPU, 1);

  @AfterEach
  void close() {
    engine.close();
  }

  private static ImageClassification data(int n) {
    byte[] pixels = new byte[Math.toIntExact(n * IMAGE.elements())];
    int[] labels = new int[n];
    int[] random = new Seed(5).permutation(pixels.length);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) random[i];
    }
    for (int i = 0; i < n; i++) {
      labels[i] = i % CLASSES;
    }
    ImageSet set = new ImageSet(IMAGE, CLASSES, pixels, labels);
    return new ImageClassification(
        "Noise", Origin.PROCEDURAL, set, set, List.of(0.5, 0.2, 0.3), List.of(0.25, 0.1, 0.7));
  }

  private static ImageBatches batches(int n, Augmentation... augmentations) {
    return ImageBatches.training(data(n), 8, List.of(augmentations), new Seed(3))
        .loading(Loading.WHEN_ASKED);
  }

  private void requireTheSame(ImageBatches host) {
    Training.Source<DeviceBatch> device = host.resident(ENOUGH).orElseThrow();
    assertEquals(host.size(), device.size());
    device.begin(engine);
    for (int epoch : new int[] {0, 1, 7}) {
      Iterator<DeviceBatch> there = device.epoch(epoch).iterator();
      for (Batch batch : host.epoch(epoch)) {
        DeviceBatch same = there.next();
        try (Scope step = engine.scope()) {
          assertEquals(batch.shape(), same.inputs().shape());
          assertArrayEquals(batch.inputs(), same.inputs().toFloats());
          assertArrayEquals(batch.labels(), same.labels().toLongs());
        }
      }
      assertFalse(there.hasNext());
    }
  }

  @Test
  void theyAreThoseOfJavaMemoryToTheBit() {
    requireTheSame(batches(1021, new RandomCrop(2), new HorizontalFlip()));
    requireTheSame(batches(25, new HorizontalFlip(), new RandomCrop(4)));
    requireTheSame(batches(16, new HorizontalFlip()));
    requireTheSame(batches(16));
  }

  @Test
  void whatCannotBeMadeOfWholePixelsOrTakesTooMuchStaysInJavaMemory() {
    assertEquals(Optional.empty(), batches(16, new Cutout(2, List.of(0, 0, 0))).resident(ENOUGH));
    assertEquals(Optional.empty(), batches(16, new RandomCrop(1, Border.REFLECT)).resident(ENOUGH));
    assertEquals(
        Optional.empty(), batches(16, new RandomCrop(1), new RandomCrop(1)).resident(ENOUGH));
    assertEquals(Optional.empty(), ImageBatches.evaluation(data(16), 8).resident(ENOUGH));
    long bytes = 2 * 4 * 16 * 3 * (6 + 4) * (5 + 4);
    assertTrue(batches(16, new RandomCrop(2)).resident(bytes).isPresent());
    assertFalse(batches(16, new RandomCrop(2)).resident(bytes - 1).isPresent());
  }

  private static final class Net extends Module {
    private final ConvNorm conv;
    private final Linear head;

    Net(LayerContext at) {
      conv = child("conv", new ConvNorm(at.at("conv"), 3, 8, 3, Op.Conv2d.of(1, 1)));
      head = child("head", new Linear(at.at("head"), 8 * 6 * 5, CLASSES));
    }

    @Override
    public Tensor forward(Tensor x, Mode mode) {
      return head.forward(conv.forward(x, mode).relu().flatten(), mode);
    }
  }

  /** Also what an engine makes of how a batch lies in memory. */
  @Test
  void aTrainingOnThemIsTheSameToTheBit() {
    ImageBatches host = batches(50, new RandomCrop(2), new HorizontalFlip());
    Map<String, float[]> expected = trained(Optional.empty(), host);
    Map<String, float[]> found = trained(host.resident(ENOUGH), host);
    assertEquals(expected.keySet(), found.keySet());
    expected.forEach((name, values) -> assertArrayEquals(values, found.get(name), name));
  }

  private Map<String, float[]> trained(
      Optional<Training.Source<DeviceBatch>> device, ImageBatches host) {
    Net net = new Net(LayerContext.root(engine, new Seed(1)));
    Sgd optimizer = new Sgd(net.parameters(), Sgd.Settings.nesterov(0.9, 5e-4));
    Classification.Plan plan = new Classification.Plan(2, Schedule.constant(0.05), 0.1);
    Classification.Listener listener = new Classification.Listener() {};
    if (device.isPresent()) {
      Classification.trainOnDevice(net, optimizer, device.get(), plan, listener, Checkpoints.NONE);
    } else {
      Classification.train(net, optimizer, host, plan, listener, Checkpoints.NONE);
    }
    return net.state().values();
  }
}
