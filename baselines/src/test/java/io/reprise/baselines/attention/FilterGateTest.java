package io.reprise.baselines.attention;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.baselines.ResNet;
import io.reprise.baselines.UniformStyle;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.tensor.Device;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Engines;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FilterGateTest {
  private final Engine engine = Engines.open(Device.CPU, 1);
  private final LayerContext root = LayerContext.root(engine, new Seed(3));

  @AfterEach
  void close() {
    engine.close();
  }

  private Tensor normal(String stream, Shape shape) {
    return engine.tensor(
        new Seed(5).named(stream).normal(Math.toIntExact(shape.elements())), shape);
  }

  /** Moves the reduction off 0, so that gates depend on the input. */
  private FilterGate gate(int filters, int classes) {
    FilterGate gate = new FilterGate(root.at("gate"), 8, filters, classes);
    Tensor reduce = gate.parameters().get("reduce");
    reduce.assign(normal("reduce", reduce.shape()).mul(4));
    return gate;
  }

  @Test
  void inEvaluationAGateIsOneExactlyWhereItsLogitIsPositive() {
    FilterGate gate = gate(40, 0);
    Tensor x = normal("x", Shape.of(6, 8, 3, 3));
    float[] v = gate.forward(x, Mode.EVALUATE).toFloats();
    var p = gate.parameters();
    float[] logits =
        x.mean(2, 3)
            .linear(p.get("reduce"), p.get("reduce_bias"))
            .relu()
            .linear(p.get("expand"), p.get("expand_bias"))
            .toFloats();
    int active = 0;
    for (int i = 0; i < v.length; i++) {
      assertEquals(logits[i] > 0 ? 1 : 0, v[i]);
      active += (int) v[i];
    }
    assertTrue(active > 0 && active < v.length, active + " of " + v.length + " active");
  }

  @Test
  void atTheStartGatesDoNotDependOnTheInput() {
    FilterGate gate = new FilterGate(root, 8, 16, 0);
    assertArrayEquals(
        gate.forward(normal("a", Shape.of(2, 8, 4, 4)), Mode.EVALUATE).toFloats(),
        gate.forward(normal("b", Shape.of(2, 8, 4, 4)), Mode.EVALUATE).toFloats());
  }

  @Test
  void inTrainingTheSameFiltersOfAllExamplesAreHardAndOthersSoft() {
    FilterGate gate = gate(400, 0);
    float[] v = gate.forward(normal("x", Shape.of(8, 8, 2, 2)), Mode.TRAIN).toFloats();
    int soft = 0;
    for (int c = 0; c < 400; c++) {
      boolean between = false;
      for (int n = 0; n < 8; n++) {
        float value = v[n * 400 + c];
        assertTrue(value >= 0 && value <= 1, "gate " + value);
        between |= value > 0 && value < 1;
      }
      soft += between ? 1 : 0;
    }
    // Of 200 draws with replacement from 400 about 39% are hit; the others are soft.
    assertEquals(0.61, soft / 400.0, 0.1);
  }

  @Test
  void noiseDiffersFromPassToPassAndFollowsFromTheSeed() {
    Tensor x = normal("x", Shape.of(2, 8, 2, 2));
    FilterGate one = gate(16, 0);
    FilterGate other = gate(16, 0);
    float[] first = one.forward(x, Mode.TRAIN).toFloats();
    assertArrayEquals(first, other.forward(x, Mode.TRAIN).toFloats());
    assertFalse(Arrays.equals(first, one.forward(x, Mode.TRAIN).toFloats()));
  }

  /** Hard gates have the gradient of soft ones: none of the logits' gradients is cut off. */
  @Test
  void everyFilterThatIsNotSaturatedHasAGradient() {
    FilterGate gate = new FilterGate(root.at("gate"), 8, 64, 0);
    Tensor bias = gate.parameters().get("expand_bias");
    Tensor v = gate.forward(normal("x", Shape.of(64, 8, 2, 2)), Mode.TRAIN);
    for (float g : engine.gradients(v.sum(), List.of(bias)).get(0).toFloats()) {
      assertTrue(g > 0, "gradient " + g);
    }
  }

  @Test
  void everyConvolutionOfAGatedResidualNetworkHasAGate() {
    ResNet.Design design =
        new ResNet.Design(List.of(1, 1), List.of(8, 16), 3, false, false, true)
            .withStyle(FilterGate.style(UniformStyle.STANDARD, 0, 3));
    ResNet net = new ResNet(root, design);
    Tensor x = normal("x", Shape.of(4, 3, 8, 8));
    assertEquals(Shape.of(4, 3), net.forward(x, Mode.EVALUATE).shape());
    long gates = net.modules().values().stream().filter(FilterGate.class::isInstance).count();
    assertEquals(5, gates, "two a block and one on the projection");
    Tensor loss = net.forward(x, Mode.TRAIN).square().sum();
    List<Tensor> parameters = List.copyOf(net.parameters().values());
    for (Tensor g : engine.gradients(loss, parameters)) {
      assertTrue(Double.isFinite(g.abs().sum().item()));
    }
    assertThrows(IllegalStateException.class, () -> net.blocks().get(1).projection());
  }

  @Test
  void aHeadReadsClassesFromGatesIfItWasAskedFor() {
    FilterGate gate = gate(16, 3);
    Tensor v = gate.forward(normal("x", Shape.of(2, 8, 2, 2)), Mode.TRAIN);
    assertEquals(Shape.of(2, 3), gate.classify(v).shape());
    assertThrows(IllegalStateException.class, () -> gate(16, 0).classify(v));
  }
}
