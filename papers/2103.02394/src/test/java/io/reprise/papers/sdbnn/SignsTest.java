package io.reprise.papers.sdbnn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.baselines.binary.SelfDistributionConv2d;
import io.reprise.baselines.binary.SelfDistributionConv2d.Boundary;
import io.reprise.baselines.binary.SelfDistributionConv2d.Design;
import io.reprise.baselines.binary.SelfDistributionConv2d.Pass;
import io.reprise.baselines.binary.SignFunction;
import io.reprise.experiment.Measurements;
import io.reprise.nn.BatchNorm2d;
import io.reprise.nn.ChannelLayer;
import io.reprise.nn.Classification;
import io.reprise.nn.ConvNorm;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Module;
import io.reprise.tensor.Device;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Engines;
import io.reprise.tensor.Op;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SignsTest {
  private final Engine engine = Engines.open(Device.CPU, 1);
  private final LayerContext at = LayerContext.root(engine, new Seed(1));

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void weightsBelowTheirFiltersShareFlip() {
    Design design = Design.of(Set.of(Boundary.WEIGHT), 1, SignFunction.CLIP);
    SelfDistributionConv2d conv = new SelfDistributionConv2d(at, design, 4, 2, 1, Op.Conv2d.PLAIN);
    // Means 1 and -1: the shift is 0.005 at the start, and close to 0.01 for a large share.
    Module.set(conv.weight(), new float[] {-0.004f, -0.006f, 3, 1.01f, 0.004f, 0, -3, -1.004f});
    WeightSigns start = WeightSigns.of(conv);
    assertEquals(new WeightSigns(8, 3, 0), start);
    assertEquals(37.5, start.percent());
    Module.set(conv.parameters().get("alpha"), new float[] {20, -20});
    // The second filter is not moved any more, but for a zero, which any shift turns.
    assertEquals(new WeightSigns(8, 3, 0), WeightSigns.of(conv));
  }

  @Test
  void inputsAreCountedBeforeAndAfterTheirBoundaryMoves() {
    Tensor x = engine.tensor(new float[] {-1, -0.2f, 0, 2}, Shape.of(1, 1, 2, 2));
    Measurements m = new Measurements();
    InputSigns signs = InputSigns.of(List.of(new Pass("a", x, x.add(0.5), x)));
    signs.put(m, true);
    assertEquals(50, m.numbers().get("positive_inputs_before_asd"));
    assertEquals(75, m.numbers().get("positive_inputs_after_asd"));
    assertEquals(0, m.numbers().get("inputs_lowered_by_asd"));
    Measurements lowered = new Measurements();
    InputSigns.of(List.of(new Pass("a", x, x.sub(0.5), x))).put(lowered, true);
    assertEquals(1, lowered.numbers().get("inputs_lowered_by_asd"));
    assertTrue(signs.words().endsWith("a 50.0% 75.0%"), signs.words());
  }

  @Test
  void scalingChangesNoSignUnlessTheConstantUnderTheRootWeighs() {
    Design design = Design.of(Set.of(), 1, SignFunction.CLIP);
    ConvNorm block =
        new ConvNorm(at, design.layer(), ChannelLayer.BATCH_NORM, 3, 5, 3, Op.Conv2d.of(1, 1));
    BatchNorm2d norm = block.norm();
    Module.set(norm.shift(), new float[] {-0.5f, 0.5f, -0.1f, 0, 0.3f});
    Shape shape = Shape.of(4, 5, 6, 6);
    float[] values = new Seed(9).normal((int) shape.elements());
    Tensor large = engine.tensor(values, shape);
    Optional<ScaledOutputs> same =
        ScaledOutputs.of(List.of(new Pass("conv", large, large, large)), block);
    assertEquals(0, same.orElseThrow().changed());
    // With a variance of 1e-6 the constant of 1e-5 decides.
    Tensor small = large.mul(1e-3);
    ScaledOutputs weighed =
        ScaledOutputs.of(List.of(new Pass("conv", small, small, small)), block).orElseThrow();
    assertEquals(0, weighed.changed());
    assertTrue(weighed.changedSameEpsilon() > 0);
    assertEquals(values.length, weighed.values());
    assertTrue(ScaledOutputs.of(List.of(new Pass("body.3", large, large, large)), block).isEmpty());
  }

  @Test
  void theBestEpochIsRememberedAlsoInCheckpoints() {
    Deque<Double> accuracies = new ArrayDeque<>(List.of(30.0, 50.0, 40.0));
    BestEpoch best = new BestEpoch(new Classification.Listener() {}, net -> accuracies.pop());
    for (int epoch = 1; epoch <= 2; epoch++) {
      best.afterEpoch(epoch, null, null);
    }
    BestEpoch restored = new BestEpoch(new Classification.Listener() {}, net -> accuracies.pop());
    restored.restore(best.save());
    restored.afterEpoch(3, null, null);
    assertEquals(50, restored.accuracy());
    restored.begin(null, null);
    assertEquals(0, restored.accuracy());
  }
}
