package io.reprise.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.nn.Classification.Listener;
import io.reprise.nn.Classification.Plan;
import io.reprise.tensor.Device;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Engines;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Training of networks of which each step takes a part, and statistics estimated anew. */
class PartTrainingTest {
  private final Engine engine = Engines.open(Device.CPU, 1);

  @AfterEach
  void close() {
    engine.close();
  }

  /** Two networks that share nothing, of which one step trains one. */
  private static final class Two extends Module {
    private final List<TinyNet> nets;

    Two(LayerContext at) {
      nets =
          List.of(
              child("even", new TinyNet(at.at("even"), 3, 2)),
              child("odd", new TinyNet(at.at("odd"), 3, 2)));
    }

    @Override
    public Tensor forward(Tensor x, Mode mode) {
      throw new IllegalStateException("only a part has a forward pass");
    }

    Module part(long step) {
      return nets.get((int) (step % 2));
    }
  }

  private static Batches batches(int n) {
    List<Batch> all = new ArrayList<>();
    for (int b = 0; b < n; b++) {
      float[] x = new Seed(b).normal(4 * 2 * 5 * 5);
      all.add(new Batch(x, Shape.of(4, 2, 5, 5), new long[] {0, 1, 1, 0}));
    }
    return Batches.of(all);
  }

  private Two two() {
    return new Two(LayerContext.root(engine, new Seed(3)));
  }

  private static Sgd sgd(Module model) {
    return new Sgd(model.parameters(), new Sgd.Settings(0.9, false, 0.1, path -> false));
  }

  private static Plan plan(int epochs) {
    return new Plan(epochs, Schedule.linear(0.1, epochs), 0.1);
  }

  private static Map<String, float[]> values(Map<String, Tensor> tensors, String prefix) {
    Map<String, float[]> all = new LinkedHashMap<>();
    tensors.forEach(
        (path, t) -> {
          if (path.startsWith(prefix)) {
            all.put(path, t.toFloats());
          }
        });
    return all;
  }

  private static boolean same(Map<String, float[]> a, Map<String, float[]> b) {
    return a.keySet().equals(b.keySet())
        && a.keySet().stream().allMatch(k -> Arrays.equals(a.get(k), b.get(k)));
  }

  @Test
  void aStepLeavesAllOtherPartsAndTheirVelocitiesAsTheyAreToTheBit() {
    Two two = two();
    Sgd sgd = sgd(two);
    List<Map<String, float[]>> odd = new ArrayList<>();
    List<Map<String, float[]>> even = new ArrayList<>();
    Listener watch =
        new Listener() {
          @Override
          public void afterStep(Module model, Optimizer optimizer) {
            for (String name : List.of("odd", "even")) {
              Map<String, float[]> now = values(model.parameters(), name);
              values(model.buffers(), name).forEach((p, v) -> now.put("buffer " + p, v));
              values(optimizer.buffers(), name).forEach((p, v) -> now.put("velocity " + p, v));
              (name.equals("odd") ? odd : even).add(now);
            }
          }
        };
    Classification.trainParts(two, sgd, two::part, batches(3), plan(2), watch, Checkpoints.NONE);
    // Steps 0 to 5 over both epochs: even, odd, even, odd, even, odd.
    assertEquals(6, odd.size());
    for (int step = 1; step < 6; step++) {
      boolean trainsOdd = step % 2 == 1;
      assertEquals(!trainsOdd, same(odd.get(step - 1), odd.get(step)), "odd in step " + step);
      assertEquals(trainsOdd, same(even.get(step - 1), even.get(step)), "even in step " + step);
    }
  }

  @Test
  void aPartThatIsAlwaysTheWholeTrainsAsTheWholeToTheBit() {
    TinyNet whole = new TinyNet(LayerContext.root(engine, new Seed(3)), 3, 2);
    TinyNet part = new TinyNet(LayerContext.root(engine, new Seed(3)), 3, 2);
    var one = Classification.train(whole, sgd(whole), batches(3), plan(2), new Listener() {});
    var two =
        Classification.trainParts(
            part,
            sgd(part),
            step -> part,
            batches(3),
            plan(2),
            new Listener() {},
            Checkpoints.NONE);
    assertEquals(one, two);
    assertTrue(same(whole.state().values(), part.state().values()));
  }

  /** Keeps the state after one step, to go on from. */
  private static final class After implements Checkpoints {
    private final int step;
    private int steps;
    private Snapshot kept;

    After(int step) {
      this.step = step;
    }

    @Override
    public Optional<Snapshot> latest() {
      return Optional.ofNullable(kept);
    }

    @Override
    public boolean due() {
      return ++steps == step;
    }

    @Override
    public void save(Snapshot state) {
      kept = state;
    }
  }

  @Test
  void aTrainingThatWasCutShortGoesOnWithTheSamePartsToTheBit() {
    Two unbroken = two();
    After checkpoints = new After(4);
    Listener none = new Listener() {};
    Classification.trainParts(
        unbroken, sgd(unbroken), unbroken::part, batches(3), plan(3), none, checkpoints);
    Two again = two();
    List<Long> steps = new ArrayList<>();
    Classification.trainParts(
        again,
        sgd(again),
        step -> {
          steps.add(step);
          return again.part(step);
        },
        batches(3),
        plan(3),
        none,
        checkpoints);
    assertEquals(List.of(4L, 5L, 6L, 7L, 8L), steps);
    assertTrue(same(unbroken.state().values(), again.state().values()));
  }

  @Test
  void aPartThatTheOptimiserDoesNotKnowIsRefusedByName() {
    Two two = two();
    Two other = two();
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    Classification.trainParts(
                        two,
                        sgd(two),
                        other::part,
                        batches(1),
                        plan(1),
                        new Listener() {},
                        Checkpoints.NONE))
            .getMessage();
    assertTrue(message.contains("step 0 trains 'stem.conv.weight'"), message);
    Sgd sgd = sgd(two);
    String unknown =
        assertThrows(
                IllegalArgumentException.class,
                () -> sgd.step(Map.of("x", engine.full(0, Shape.of(1))), 0.1))
            .getMessage();
    assertTrue(unknown.startsWith("gradient of 'x': expected one of [even.stem"), unknown);
  }

  @Test
  void normalisationThatIsNotAffineHasNoParametersAndGivesStandardisedMaps() {
    BatchNorm2d norm = BatchNorm2d.notAffine(LayerContext.root(engine, new Seed(1)), 1);
    assertTrue(norm.parameters().isEmpty());
    assertEquals(2, norm.buffers().size());
    Tensor y = norm.forward(engine.tensor(new float[] {1, 5}, Shape.of(2, 1, 1, 1)), Mode.TRAIN);
    assertArrayEquals(new float[] {-1, 1}, y.toFloats(), 1e-5f);
  }

  /** Batches of two single pixels: {1, 3} has mean 2 and variance 2, {5, 5} has 5 and 0. */
  private static Batches pixels() {
    Shape shape = Shape.of(2, 1, 1, 1);
    return Batches.of(
        List.of(
            new Batch(new float[] {1, 3}, shape, new long[2]),
            new Batch(new float[] {5, 5}, shape, new long[2])));
  }

  private BatchNorm2d stale() {
    BatchNorm2d norm = new BatchNorm2d(LayerContext.root(engine, new Seed(1)), 1);
    Module.set(norm.runningMean(), new float[] {77});
    Module.set(norm.runningVariance(), new float[] {99});
    return norm;
  }

  @Test
  void equalAveragingGivesTheMeanOverBatchesWhateverWasThere() {
    BatchNorm2d norm = stale();
    new BatchNormStatistics(norm).estimate(pixels(), BatchNormStatistics.Averaging.EQUAL);
    assertEquals(3.5, norm.runningMean().item(), 1e-5);
    assertEquals(1, norm.runningVariance().item(), 1e-5);
  }

  @Test
  void exponentialAveragingStartsFromZeroAndOneAsTraining() {
    BatchNorm2d norm = stale();
    new BatchNormStatistics(norm).estimate(pixels(), BatchNormStatistics.Averaging.EXPONENTIAL);
    assertEquals(0.9 * 0.2 + 0.5, norm.runningMean().item(), 1e-5);
    assertEquals(0.9 * (0.9 + 0.2), norm.runningVariance().item(), 1e-5);
  }

  @Test
  void estimatingChangesNoParameterAndNeedsBatchesAndANormalisation() {
    TinyNet net = new TinyNet(LayerContext.root(engine, new Seed(3)), 3, 2);
    Map<String, float[]> before = values(net.parameters(), "");
    BatchNormStatistics statistics = new BatchNormStatistics(net);
    statistics.estimate(batches(2), BatchNormStatistics.Averaging.EQUAL);
    assertTrue(same(before, values(net.parameters(), "")));
    assertFalse(net.buffers().get("stem.norm.runningMean").toFloats()[0] == 0);
    assertEquals(
        "statistics of batches: there are no batches",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    statistics.estimate(Batches.of(List.of()), BatchNormStatistics.Averaging.EQUAL))
            .getMessage());
    assertThrows(
        IllegalArgumentException.class, () -> new BatchNormStatistics(new Stateless(x -> x)));
  }

  @Test
  void theFirstBatchesAreThoseOfTheEpochAndNoMore() {
    Batches first = batches(3).first(2);
    assertEquals(2, first.size());
    assertEquals(8, first.examples());
    List<float[]> inputs = new ArrayList<>();
    first.epoch(1).forEach(b -> inputs.add(b.inputs()));
    assertEquals(2, inputs.size());
    assertArrayEquals(new Seed(1).normal(4 * 2 * 5 * 5), inputs.get(1));
    assertEquals(3, batches(3).first(9).size());
    assertThrows(IllegalArgumentException.class, () -> batches(3).first(0));
  }

  @Test
  void theLinearScheduleFallsToZeroAtItsEnd() {
    Schedule line = Schedule.linear(0.5, 4);
    assertEquals(0.5, line.at(0), 1e-12);
    assertEquals(0.375, line.at(1), 1e-12);
    assertEquals(0, line.at(4), 1e-12);
    assertEquals(0, line.at(5), 1e-12);
    assertThrows(IllegalArgumentException.class, () -> Schedule.linear(1, 0));
  }
}
