package io.reprise.papers.sfp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.baselines.ResNet;
import io.reprise.baselines.pruning.FilterSelection;
import io.reprise.baselines.pruning.ResNetFilters;
import io.reprise.nn.Batch;
import io.reprise.nn.Batches;
import io.reprise.nn.Checkpoints;
import io.reprise.nn.Classification;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Module;
import io.reprise.nn.Optimizer;
import io.reprise.nn.Schedule;
import io.reprise.nn.Sgd;
import io.reprise.nn.Snapshot;
import io.reprise.tensor.Device;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Engines;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PruningTest {
  private static final double RATE = 0.4;
  private static final int EPOCHS = 3;

  private final Engine engine = Engines.open(Device.CPU, 1);
  private final ResNet net =
      new ResNet(LayerContext.root(engine, new Seed(1)), ResNet.Design.cifar(8, 10));
  private final Map<String, Tensor> weights = ResNetFilters.weights(net);
  private final Sgd sgd = new Sgd(net.parameters(), Sgd.Settings.nesterov(0.9, 5e-4));

  @AfterEach
  void close() {
    engine.close();
  }

  private void train(Classification.Listener listener) {
    train(listener, Checkpoints.NONE);
  }

  private void train(Classification.Listener listener, Checkpoints checkpoints) {
    Batch batch =
        new Batch(
            new Seed(2).normal(16 * 3 * 8 * 8),
            Shape.of(16, 3, 8, 8),
            IntStream.range(0, 16).mapToLong(i -> i % 10).toArray());
    Classification.train(
        net,
        sgd,
        Batches.of(List.of(batch, batch)),
        new Classification.Plan(EPOCHS, Schedule.constant(0.05), 0),
        listener,
        checkpoints);
  }

  private int zeroFilters(String layer) {
    float[] w = weights.get(layer).toFloats();
    int filters = weights.get(layer).shape().dim(0);
    int size = w.length / filters;
    int zero = 0;
    for (int f = 0; f < filters; f++) {
      boolean all = true;
      for (int k = f * size; k < (f + 1) * size; k++) {
        all &= w[k] == 0;
      }
      zero += all ? 1 : 0;
    }
    return zero;
  }

  private SoftPruning soft(int interval, boolean resetMomentum) {
    return soft(interval, true, resetMomentum);
  }

  private SoftPruning soft(int interval, boolean atStart, boolean resetMomentum) {
    return new SoftPruning(weights, RATE, 2, interval, EPOCHS, atStart, resetMomentum);
  }

  @Test
  void everyConvolutionOfTheCifarNetworkIsPrunable() {
    assertEquals(7, weights.size());
    assertEquals(
        List.of(
            "stem",
            "stage1_block0.conv1",
            "stage1_block0.conv2",
            "stage2_block0.conv1",
            "stage2_block0.conv2",
            "stage3_block0.conv1",
            "stage3_block0.conv2"),
        List.copyOf(weights.keySet()));
  }

  @Test
  void afterTrainingTheFloorOfTheRateIsZeroInEveryLayer() {
    train(soft(1, false));
    weights.forEach(
        (layer, w) -> assertEquals((int) (w.shape().dim(0) * RATE), zeroFilters(layer), layer));
  }

  /** The zero filters of a layer after each step. */
  private List<Integer> zeroAfterSteps(SoftPruning pruning, String layer) {
    List<Integer> zero = new ArrayList<>();
    train(
        new Classification.Listener() {
          @Override
          public void begin(Module model, Optimizer optimizer) {
            pruning.begin(model, optimizer);
          }

          @Override
          public void afterStep(Module model, Optimizer optimizer) {
            zero.add(zeroFilters(layer));
          }

          @Override
          public void afterEpoch(int epoch, Module model, Optimizer optimizer) {
            pruning.afterEpoch(epoch, model, optimizer);
          }
        });
    return zero;
  }

  @Test
  void zeroedFiltersGrowBackWithTheirMomentumInTheNextEpoch() {
    SoftPruning pruning = soft(1, false, false);
    assertEquals(List.of(0, 0, 0, 0, 0, 0), zeroAfterSteps(pruning, "stem"));
    assertEquals(EPOCHS - 1, pruning.pruned().changed().size());
    assertEquals(6, zeroFilters("stem"));
  }

  @Test
  void prunedAtTheStartTheLastConvolutionOfABlockGrowsBackWhereTheShortcutCarriesSomething() {
    FilterSelection initial = FilterSelection.smallestNorm(weights, RATE);
    int deadInBoth =
        (int)
            IntStream.range(0, 16)
                .filter(c -> initial.isPruned("stem", c))
                .filter(c -> initial.isPruned("stage1_block0.conv2", c))
                .count();
    assertTrue(deadInBoth < 6);
    assertEquals(
        Collections.nCopies(2 * EPOCHS, deadInBoth),
        zeroAfterSteps(soft(1, false), "stage1_block0.conv2"));
  }

  @Test
  void prunedAtTheStartAConvolutionBeforeAReluNeverGrowsBack() {
    assertEquals(List.of(6, 6, 6, 6, 6, 6), zeroAfterSteps(soft(1, false), "stem"));
  }

  @Test
  void theLastEpochPrunesWhateverTheInterval() {
    SoftPruning pruning = soft(2, false);
    train(pruning);
    assertEquals(2, pruning.pruned().changed().size());
    assertEquals(6, zeroFilters("stem"));
  }

  @Test
  void pruningLeavesNormalisationAndMomentumAlone() {
    train(new Classification.Listener() {});
    Map<String, float[]> state = net.state().values();
    float[] momentum = sgd.buffers().get("stem.conv.weight").toFloats();
    soft(1, false).begin(net, sgd);
    net.state()
        .values()
        .forEach(
            (path, v) -> {
              if (!path.endsWith("conv.weight")) {
                assertArrayEquals(state.get(path), v, path);
              }
            });
    assertNotEquals(state.get("stem.conv.weight"), net.state().values().get("stem.conv.weight"));
    assertArrayEquals(momentum, sgd.buffers().get("stem.conv.weight").toFloats());
  }

  @Test
  void momentumOfZeroedFiltersIsResetWhenAskedFor() {
    train(new Classification.Listener() {});
    SoftPruning pruning = soft(1, true);
    pruning.begin(net, sgd);
    float[] momentum = sgd.buffers().get("stem.conv.weight").toFloats();
    for (int k = 0; k < momentum.length; k++) {
      boolean pruned = pruning.pruned().selection().isPruned("stem", k / 27);
      assertEquals(pruned, momentum[k] == 0, "element " + k);
    }
  }

  @Test
  void hardPrunedFiltersStayZeroAfterEveryStep() {
    FilterSelection initial = FilterSelection.smallestNorm(weights, RATE);
    HardPruning pruning = new HardPruning(weights, RATE, 0);
    train(pruning);
    assertEquals(0, pruning.pruned().selection().changedFrom(initial));
    weights.forEach(
        (layer, w) -> assertEquals((int) (w.shape().dim(0) * RATE), zeroFilters(layer), layer));
  }

  @Test
  void hardPruningAtHalfTimeLeavesTheFirstEpochsAlone() {
    HardPruning pruning = new HardPruning(weights, RATE, 2);
    List<Integer> zero = new ArrayList<>();
    train(
        new Classification.Listener() {
          @Override
          public void afterStep(Module model, Optimizer optimizer) {
            pruning.afterStep(model, optimizer);
            zero.add(zeroFilters("stem"));
          }

          @Override
          public void afterEpoch(int epoch, Module model, Optimizer optimizer) {
            pruning.afterEpoch(epoch, model, optimizer);
          }
        });
    assertEquals(List.of(0, 0, 0, 0, 6, 6), zero);
  }

  @Test
  void anIntervalBelowOneIsRefused() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> soft(0, false)).getMessage();
    assertTrue(message.contains("0"), message);
  }

  @Test
  void theScheduleIsTheAuthors() {
    var settings = Protocol.variants(io.reprise.experiment.Scale.PAPER).get(0).settings();
    Schedule scratch = Protocol.schedule(settings, false);
    assertEquals(0.01, scratch.at(0.5), 1e-12);
    assertEquals(0.1, scratch.at(1), 1e-12);
    assertEquals(0.1, scratch.at(59.9), 1e-12);
    assertEquals(0.02, scratch.at(60), 1e-12);
    assertEquals(0.004, scratch.at(120), 1e-12);
    assertEquals(0.0008, scratch.at(199), 1e-12);
    assertEquals(0.01, Protocol.schedule(settings, true).at(1), 1e-12);
  }

  @Test
  void whatWasPrunedComesBackFromACheckpoint() {
    SoftPruning soft = soft(1, false);
    HardPruning hard = new HardPruning(weights, RATE, 0);
    HardPruning notYet = new HardPruning(weights, RATE, 2);
    hard.begin(net, sgd);
    train(soft);
    SoftPruning softAgain = soft(1, false);
    softAgain.restore(soft.save());
    assertEquals(EPOCHS, softAgain.pruned().changed().size());
    assertEquals(soft.save(), softAgain.save());
    assertEquals(0, soft.pruned().selection().changedFrom(softAgain.pruned().selection()));
    HardPruning hardAgain = new HardPruning(weights, RATE, 2);
    hardAgain.restore(hard.save());
    assertEquals(hard.save(), hardAgain.save());
    assertNotEquals(hard.save(), notYet.save());
    hardAgain.restore(notYet.save());
    assertEquals(Pruned.NOTHING, hardAgain.pruned());
  }

  /** The end of a process. */
  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** Keeps the state after a step, and ends there. */
  private static final class KilledAfter implements Checkpoints {
    private int stepsLeft;
    private Snapshot kept;

    KilledAfter(int steps) {
      this.stepsLeft = steps;
    }

    @Override
    public Optional<Snapshot> latest() {
      return Optional.ofNullable(kept);
    }

    @Override
    public boolean due() {
      return --stepsLeft == 0;
    }

    @Override
    public void save(Snapshot state) {
      kept = state;
      throw new Killed();
    }
  }

  private Snapshot end(Pruning pruning) {
    return Snapshot.of(net.parameters())
        .withPart("buffers", Snapshot.of(net.buffers()))
        .withPart("optimizer", sgd.save())
        .withPart("pruning", pruning.save());
  }

  @Test
  void pruningGoesOnAfterAnyStepToTheSameBits() {
    Map<String, Supplier<Pruning>> methods =
        Map.of(
            "soft", () -> soft(1, true, false),
            "soft, later", () -> soft(2, false, true),
            "hard", () -> new HardPruning(weights, RATE, 0),
            "hard at half time", () -> new HardPruning(weights, RATE, 2));
    Snapshot start = Snapshot.of(net.parameters());
    Snapshot buffers = Snapshot.of(net.buffers());
    Snapshot optimizer = sgd.save();
    Runnable reset =
        () -> {
          start.copyTo(net.parameters());
          buffers.copyTo(net.buffers());
          sgd.restore(optimizer);
        };
    methods.forEach(
        (name, method) -> {
          reset.run();
          Pruning unbroken = method.get();
          train(unbroken);
          Snapshot expected = end(unbroken);
          for (int step = 1; step <= 2 * EPOCHS; step++) {
            reset.run();
            KilledAfter checkpoints = new KilledAfter(step);
            assertThrows(Killed.class, () -> train(method.get(), checkpoints));
            reset.run();
            Pruning second = method.get();
            train(second, checkpoints);
            assertEquals(expected, end(second), name + " after step " + step);
          }
        });
  }
}
