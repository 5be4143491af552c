package io.reprise.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.nn.Classification.Epoch;
import io.reprise.nn.Classification.Listener;
import io.reprise.nn.Classification.Plan;
import io.reprise.tensor.Device;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Engines;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ResumeTest {
  private static final int EPOCHS = 3;
  private static final int STEPS = 3;
  private static final Plan PLAN = new Plan(EPOCHS, epoch -> 0.05 / (1 + epoch), 0.1);

  @TempDir Path folder;

  private final List<String> log = new ArrayList<>();

  /** Every kind of thing that an optimiser remembers. */
  enum Kind {
    PLAIN,
    MOMENTUM,
    NESTEROV,
    ADAM,
    ADAMW;

    Optimizer of(Module model) {
      Map<String, Tensor> p = model.parameters();
      return switch (this) {
        case PLAIN -> new Sgd(p, new Sgd.Settings(0, false, 1e-3, path -> false));
        case MOMENTUM -> new Sgd(p, new Sgd.Settings(0.9, false, 1e-3, path -> false));
        case NESTEROV -> new Sgd(p, Sgd.Settings.nesterov(0.9, 1e-3));
        case ADAM -> new Adam(p, Adam.Settings.DEFAULT);
        case ADAMW -> new Adam(p, new Adam.Settings(0.8, 0.99, 1e-8, 0.1, true));
      };
    }
  }

  /** Other batches in every epoch. */
  private record Noise(int size) implements Batches {
    @Override
    public int examples() {
      return size * 8;
    }

    @Override
    public Iterable<Batch> epoch(int epoch) {
      return IntStream.range(0, size)
          .mapToObj(
              step ->
                  new Batch(
                      new Seed(100L * epoch + step).normal(8 * 2 * 4 * 4),
                      Shape.of(8, 2, 4, 4),
                      new long[] {0, 1, 2, 0, 1, 2, 0, 1}))
          .toList();
    }
  }

  /** Changes the model by what it counted, so that a lost count shows in the weights. */
  private static final class Counting implements Listener {
    private long steps;

    @Override
    public void begin(Module model, Optimizer optimizer) {
      model.parameters().get("head.weight").scale(0.5);
    }

    @Override
    public void afterStep(Module model, Optimizer optimizer) {
      steps++;
    }

    @Override
    public void afterEpoch(int epoch, Module model, Optimizer optimizer) {
      model.parameters().get("head.bias").scale(1 + steps / 10.0);
    }

    @Override
    public Snapshot save() {
      return Snapshot.EMPTY.with("steps", steps);
    }

    @Override
    public void restore(Snapshot saved) {
      steps = saved.number("steps");
    }
  }

  /** A training that has ended, in Java memory. */
  private record Outcome(List<Epoch> epochs, Snapshot model, Snapshot optimizer) {}

  /** The end of a life, in place of the machine's. */
  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private static Outcome train(Kind kind, long weights, Checkpoints checkpoints) {
    try (Engine engine = Engines.open(Device.CPU, 1)) {
      TinyNet model = new TinyNet(LayerContext.root(engine, new Seed(weights)), 4, 3);
      Optimizer optimizer = kind.of(model);
      List<Epoch> epochs =
          Classification.train(
              model,
              optimizer,
              new Noise(STEPS),
              PLAN,
              new Counting().reporting(epoch -> {}),
              checkpoints);
      return new Outcome(
          epochs,
          Snapshot.of(model.parameters()).withPart("buffers", Snapshot.of(model.buffers())),
          optimizer.save());
    }
  }

  /** Keeps one state, after a given step, and ends the life there. */
  private static final class KilledAfter implements Checkpoints {
    private final int last;
    private int steps;
    private Snapshot kept;

    KilledAfter(int last) {
      this.last = last;
    }

    @Override
    public Optional<Snapshot> latest() {
      return Optional.ofNullable(kept);
    }

    @Override
    public boolean due() {
      return ++steps == last;
    }

    @Override
    public void save(Snapshot state) {
      kept = state;
      throw new Killed();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aTrainingThatGoesOnAfterAnyStepEndsInTheBitsOfAnUnbrokenOne(Kind kind) {
    Outcome unbroken = train(kind, 1, Checkpoints.NONE);
    for (int step = 1; step <= EPOCHS * STEPS; step++) {
      KilledAfter first = new KilledAfter(step);
      assertThrows(Killed.class, () -> train(kind, 1, first));
      // Another start: everything must come from the checkpoint.
      assertEquals(unbroken, train(kind, 2, first), kind + " after step " + step);
    }
    assertNotEquals(unbroken, train(kind, 2, Checkpoints.NONE));
  }

  @Test
  void aTrainingThatIsKilledAfterEveryStepEndsInTheBitsOfAnUnbrokenOne() {
    Outcome unbroken = train(Kind.ADAM, 1, Checkpoints.NONE);
    for (int life = 1; life <= EPOCHS * STEPS; life++) {
      assertThrows(Killed.class, () -> train(Kind.ADAM, 1, dyingAfterOneStep()));
    }
    assertEquals(unbroken, train(Kind.ADAM, 3, onDisc(() -> 0, Duration.ZERO)));
    assertEquals(EPOCHS * STEPS, log.size());
    assertTrue(log.get(0).endsWith("/1.safetensors: epoch 1, 1 steps done"), log.get(0));
    assertTrue(log.get(8).endsWith("/9.safetensors: epoch 3, 3 steps done"), log.get(8));
  }

  private CheckpointFolder onDisc(LongSupplier clock, Duration interval) {
    return new CheckpointFolder(folder, "training", interval, clock, log::add);
  }

  private Checkpoints dyingAfterOneStep() {
    CheckpointFolder files = onDisc(() -> 0, Duration.ZERO);
    return new Checkpoints() {
      @Override
      public Optional<Snapshot> latest() {
        return files.latest();
      }

      @Override
      public boolean due() {
        return files.due();
      }

      @Override
      public void save(Snapshot state) {
        files.save(state);
        throw new Killed();
      }
    };
  }

  @Test
  void checkpointsAreKeptWhenTheClockSaysAndChangeNothing() {
    long[] seconds = {0};
    CheckpointFolder everyFourSeconds =
        onDisc(() -> seconds[0]++ * 1_000_000_000L, Duration.ofSeconds(4));
    List<String> kept = new ArrayList<>();
    Checkpoints noted =
        new Checkpoints() {
          @Override
          public Optional<Snapshot> latest() {
            return everyFourSeconds.latest();
          }

          @Override
          public boolean due() {
            return everyFourSeconds.due();
          }

          @Override
          public void save(Snapshot state) {
            kept.add(TrainingPosition.describe(state));
            everyFourSeconds.save(state);
          }
        };
    Outcome outcome = train(Kind.NESTEROV, 1, noted);
    assertEquals(List.of("epoch 2, 1 steps done", "epoch 3, 2 steps done"), kept);
    assertEquals(train(Kind.NESTEROV, 1, Checkpoints.NONE), outcome);
  }

  @Test
  void aCheckpointOfAnotherNetworkIsRefusedByName() {
    KilledAfter first = new KilledAfter(1);
    assertThrows(Killed.class, () -> train(Kind.ADAM, 1, first));
    String message =
        assertThrows(IllegalArgumentException.class, () -> train(Kind.PLAIN, 1, first))
            .getMessage();
    assertTrue(message.contains("is not of this training: snapshot has the tensors"), message);
    assertTrue(message.contains("first.head.bias"), message);
  }

  @Test
  void aCheckpointBeyondTheTrainingIsRefused() {
    KilledAfter inThirdEpoch = new KilledAfter(8);
    assertThrows(Killed.class, () -> train(Kind.PLAIN, 1, inThirdEpoch));
    try (Engine engine = Engines.open(Device.CPU, 1)) {
      TinyNet model = new TinyNet(LayerContext.root(engine, new Seed(1)), 4, 3);
      Optimizer optimizer = Kind.PLAIN.of(model);
      assertEquals(
          "the checkpoint is after 2 epochs: expected fewer than 2",
          assertThrows(
                  IllegalArgumentException.class,
                  () ->
                      Classification.train(
                          model,
                          optimizer,
                          new Noise(STEPS),
                          new Plan(2, PLAN.schedule(), 0),
                          new Counting(),
                          inThirdEpoch))
              .getMessage());
      assertEquals(
          "the checkpoint is after 2 steps of an epoch: this one has 1",
          assertThrows(
                  IllegalArgumentException.class,
                  () ->
                      Classification.train(
                          model, optimizer, new Noise(1), PLAN, new Counting(), inThirdEpoch))
              .getMessage());
    }
  }
}
