package io.reprise.baselines.translation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.nn.Checkpoints;
import io.reprise.nn.Classification;
import io.reprise.nn.Conv2d;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.nn.Schedule;
import io.reprise.nn.Snapshot;
import io.reprise.nn.Training;
import io.reprise.tensor.Device;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Engines;
import io.reprise.tensor.Op;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CycleGanTest {
  private static final Shape BATCH = Shape.of(2, 1, 2, 2);

  private final Engine engine = Engines.open(Device.CPU, 1);

  @AfterEach
  void close() {
    engine.close();
  }

  /** Multiplies by one number. */
  private static final class Times extends Module {
    private final Tensor factor;

    Times(LayerContext at, float value) {
      factor = parameter("factor", at.engine().parameter(Shape.SCALAR, () -> new float[] {value}));
    }

    @Override
    public Tensor forward(Tensor x, Mode mode) {
      return x.mul(factor);
    }
  }

  /** {@code G_A} doubles, {@code G_B} takes three times, and both judges see a fifth. */
  private CycleGan gan() {
    LayerContext at = LayerContext.root(engine, new Seed(1));
    return new CycleGan(
        at, c -> new Times(c, c.path().endsWith("A") ? 2 : 3), c -> new Times(c, 0.2f));
  }

  private Tensor ofAll(float value) {
    return engine.full(value, BATCH);
  }

  @Test
  void theGeneratorsLossHasAllItsTerms() {
    CycleGan.Step step = new CycleGan.Step(ofAll(1), ofAll(0.5f));
    double loss = gan().generatorLoss(step, new CycleGan.Weights(10, 1)).item();
    double adversarial = (0.4 - 1) * (0.4 - 1) + (0.3 - 1) * (0.3 - 1);
    double cycle = (6 - 1) + (3 - 0.5);
    double identity = (1 - 0.5) + (3 - 1);
    assertEquals(adversarial + 10 * cycle + identity, loss, 1e-4);
    CycleGan.Step again = new CycleGan.Step(ofAll(1), ofAll(0.5f));
    assertEquals(adversarial, gan().generatorLoss(again, new CycleGan.Weights(0, 0)).item(), 1e-5);
  }

  @Test
  void discriminatorsTellRealImagesFromWhatTheirGeneratorMade() {
    CycleGan gan = gan();
    CycleGan.Step step = new CycleGan.Step(ofAll(1), ofAll(0.5f));
    HistoryPool none = new HistoryPool(0, new Seed(1));
    assertThrows(IllegalStateException.class, () -> gan.lossOfDiscriminatorA(step, none));
    gan.generatorLoss(step, CycleGan.Weights.SAN);
    // D_A: real b gives 0.1, G_A(a) = 2 gives 0.4.
    assertEquals((0.9 * 0.9 + 0.4 * 0.4) / 2, gan.lossOfDiscriminatorA(step, none).item(), 1e-6);
    // D_B: real a gives 0.2, G_B(b) = 1.5 gives 0.3.
    assertEquals((0.8 * 0.8 + 0.3 * 0.3) / 2, gan.lossOfDiscriminatorB(step, none).item(), 1e-6);
  }

  @Test
  void aHistoryGivesBackWhatItGotUntilItIsFullAndThenOldImagesHalfOfTheTime() {
    HistoryPool pool = new HistoryPool(4, new Seed(2));
    Tensor first = numbered(0, 4);
    assertArrayEquals(first.toFloats(), pool.exchange(first).toFloats());
    int old = 0;
    List<Float> given = new ArrayList<>();
    for (int n = 4; n < 404; n += 4) {
      float[] back = pool.exchange(numbered(n, 4)).toFloats();
      for (int i = 0; i < 4; i++) {
        given.add(back[i]);
        old += back[i] == n + i ? 0 : 1;
      }
    }
    assertTrue(old > 160 && old < 240, old + " of 400 images were old ones");
    assertEquals(given.stream().distinct().count(), given.size(), "an image was given twice");
  }

  private Tensor numbered(int from, int count) {
    float[] all = new float[count];
    for (int i = 0; i < count; i++) {
      all[i] = from + i;
    }
    return engine.tensor(all, Shape.of(count, 1, 1, 1));
  }

  @Test
  void aHistoryGoesOnWhereItWasSaved() {
    HistoryPool whole = new HistoryPool(3, new Seed(2));
    HistoryPool first = new HistoryPool(3, new Seed(2));
    HistoryPool second = new HistoryPool(3, new Seed(2));
    whole.exchange(numbered(0, 5));
    first.exchange(numbered(0, 5));
    second.restore(first.save());
    assertArrayEquals(
        whole.exchange(numbered(5, 9)).toFloats(), second.exchange(numbered(5, 9)).toFloats());
    assertThrows(
        IllegalArgumentException.class,
        () -> new HistoryPool(2, new Seed(2)).restore(whole.save()));
    assertThrows(IllegalArgumentException.class, () -> new HistoryPool(-1, new Seed(2)));
    assertThrows(
        IllegalArgumentException.class, () -> whole.exchange(engine.full(0, Shape.of(1, 1, 2, 1))));
  }

  private static Training.Source<UnpairedBatch> images() {
    return new Training.Source<>() {
      @Override
      public int size() {
        return 3;
      }

      @Override
      public Iterable<UnpairedBatch> epoch(int epoch) {
        Seed own = new Seed(5).named("epoch " + epoch);
        return () ->
            IntStream.range(0, 3)
                .mapToObj(
                    step ->
                        new UnpairedBatch(
                            own.named("a " + step).normal(2 * 3 * 8 * 8),
                            own.named("b " + step).uniform(2 * 3 * 8 * 8),
                            Shape.of(2, 3, 8, 8)))
                .iterator();
      }
    };
  }

  private record Outcome(List<float[]> weights, Map<String, List<Double>> losses) {}

  private Outcome trained(Checkpoints checkpoints) {
    CycleGan gan =
        new CycleGan(
            LayerContext.root(engine, new Seed(4)),
            c -> new Conv2d(c, 3, 3, 3, Op.Conv2d.of(1, 1)),
            c -> new Conv2d(c, 3, 1, 3, Op.Conv2d.of(2, 1)));
    CycleGanTraining training =
        new CycleGanTraining(
            gan,
            engine,
            new CycleGanTraining.Settings(
                new CycleGan.Weights(3, 0.5), 2, CycleGanTraining.Settings.ADAM),
            new Seed(6));
    Map<String, List<Double>> losses =
        training.train(
            images(), new Classification.Plan(2, Schedule.constant(0.01), 0), checkpoints);
    return new Outcome(gan.parameters().values().stream().map(Tensor::toFloats).toList(), losses);
  }

  /** Keeps every state in memory; goes on from one if there is one. */
  private record Kept(Optional<Snapshot> start, List<Snapshot> all) implements Checkpoints {
    @Override
    public Optional<Snapshot> latest() {
      return start;
    }

    @Override
    public boolean due() {
      return true;
    }

    @Override
    public void save(Snapshot state) {
      all.add(state);
    }
  }

  @Test
  void aTrainingThatWasKilledGoesOnToTheSameBitsWithNetworksOptimisersAndHistories() {
    Outcome whole = trained(Checkpoints.NONE);
    Kept kept = new Kept(Optional.empty(), new ArrayList<>());
    trained(kept);
    for (int at : List.of(0, 2, 4)) {
      Kept resumed = new Kept(Optional.of(kept.all.get(at)), new ArrayList<>());
      Outcome outcome = trained(resumed);
      assertEquals(5 - at, resumed.all.size());
      for (int i = 0; i < whole.weights.size(); i++) {
        assertArrayEquals(whole.weights.get(i), outcome.weights.get(i));
      }
      assertEquals(whole.losses, outcome.losses);
    }
    assertEquals(3, whole.losses.size());
    assertNotEquals(whole.losses.get("generators").get(0), whole.losses.get("generators").get(1));
    // Without what the histories held, the same checkpoint leads elsewhere.
    Snapshot emptied = withoutHistories(kept.all.get(2));
    Outcome other = trained(new Kept(Optional.of(emptied), new ArrayList<>()));
    assertFalse(whole.losses.equals(other.losses));
  }

  private static Snapshot withoutHistories(Snapshot state) {
    Snapshot empty = new HistoryPool(2, new Seed(0)).save();
    Snapshot kept = Snapshot.EMPTY;
    String prefix = "listener.next.";
    for (var entry : state.tensors().entrySet()) {
      if (!entry.getKey().startsWith(prefix)) {
        kept = kept.with(entry.getKey(), entry.getValue());
      }
    }
    for (var entry : state.texts().entrySet()) {
      if (!entry.getKey().startsWith(prefix)) {
        kept = kept.with(entry.getKey(), entry.getValue());
      }
    }
    return kept.withPart(prefix + "likeB", empty).withPart(prefix + "likeA", empty);
  }

  @Test
  void aDomainsImagesAreAsManyAsTheOthers() {
    assertThrows(
        IllegalArgumentException.class, () -> new UnpairedBatch(new float[8], new float[4], BATCH));
    assertThrows(IllegalArgumentException.class, () -> new CycleGan.Weights(-1, 0));
  }
}
