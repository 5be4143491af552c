package io.reprise.peers.data;

import io.reprise.baselines.ResNet;
import io.reprise.datasets.ImageBatches;
import io.reprise.datasets.ImageClassification;
import io.reprise.datasets.Loading;
import io.reprise.datasets.augmentation.HorizontalFlip;
import io.reprise.datasets.augmentation.RandomCrop;
import io.reprise.datasets.procedural.Shapes;
import io.reprise.nn.Batch;
import io.reprise.nn.Batches;
import io.reprise.nn.Classification;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Schedule;
import io.reprise.nn.Sgd;
import io.reprise.tensor.Device;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Engines;
import io.reprise.tensor.Seed;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/**
 * How much of a training ResNet-20 waits for batches: 64 images of 32 x 32, flipped and cropped,
 * engine torch, two threads.
 */
final class TrainingProfile {
  private static final int STEPS = 60;
  private static final int BATCH = 64;

  private TrainingProfile() {}

  /** One line: the mean time of a step, and of waiting in it. The first epoch warms up. */
  static String of(Loading loading) {
    Seed seed = new Seed(1);
    ImageClassification data = Shapes.generate(STEPS * BATCH, BATCH, seed);
    try (Engine engine = Engines.open("torch", Device.CPU, 2)) {
      ResNet net = new ResNet(LayerContext.root(engine, seed), ResNet.Design.cifar(20, 10));
      Sgd sgd = new Sgd(net.parameters(), Sgd.Settings.nesterov(0.9, 5e-4));
      Timed batches =
          new Timed(
              ImageBatches.training(
                      data, BATCH, List.of(new HorizontalFlip(), new RandomCrop(4)), seed)
                  .loading(loading));
      Classification.train(
          net,
          sgd,
          batches,
          new Classification.Plan(2, Schedule.constant(0.05), 0),
          new Classification.Listener() {});
      double step = batches.total / 1e6 / STEPS;
      double waiting = batches.waiting / 1e6 / STEPS;
      return String.format(
          Locale.ROOT,
          "%s: a step takes %.1f ms, of which %.2f ms (%.2f%%) wait for its batch",
          loading,
          step,
          waiting,
          100 * waiting / step);
    }
  }

  /** Batches that note how long the latest epoch took, and its waiting. */
  private static final class Timed implements Batches {
    private final Batches batches;
    private long total;
    private long waiting;

    Timed(Batches batches) {
      this.batches = batches;
    }

    @Override
    public int size() {
      return batches.size();
    }

    @Override
    public int examples() {
      return batches.examples();
    }

    @Override
    public Iterable<Batch> epoch(int epoch) {
      return () -> {
        long start = System.nanoTime();
        waiting = 0;
        Iterator<Batch> all = batches.epoch(epoch).iterator();
        return new Iterator<>() {
          @Override
          public boolean hasNext() {
            total = System.nanoTime() - start;
            return all.hasNext();
          }

          @Override
          public Batch next() {
            long asked = System.nanoTime();
            Batch batch = all.next();
            waiting += System.nanoTime() - asked;
            return batch;
          }
        };
      };
    }
  }
}
