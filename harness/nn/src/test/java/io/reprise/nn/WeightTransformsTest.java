package io.reprise.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.tensor.Device;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Engines;
import io.reprise.tensor.Op;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Convolutions that compute with a function of their weight. */
class WeightTransformsTest {
  private final Engine engine = Engines.open(Device.CPU, 1);
  private final LayerContext root = LayerContext.root(engine, new Seed(1));

  @AfterEach
  void close() {
    engine.close();
  }

  // ---- few bits

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void aWeightOfFewBitsTakesEvenlySpacedValues(int bits) {
    QuantizedConv2d conv = new QuantizedConv2d(root, bits, 8, 16, 16, 3, Op.Conv2d.of(1, 1));
    int steps = (1 << bits) - 1;
    TreeSet<Long> levels = new TreeSet<>();
    for (float w : conv.quantizedWeight().toFloats()) {
      double level = (w + 1) / 2 * steps;
      assertEquals(Math.rint(level), level, 1e-4);
      levels.add(Math.round(level));
    }
    assertEquals(0, levels.first());
    assertEquals(steps, levels.last());
    assertEquals(steps + 1, levels.size());
  }

  @Test
  void anInputOfTwoBitsIsLimitedAndRoundedToThirds() {
    QuantizedConv2d conv = new QuantizedConv2d(root, 1, 2, 1, 1, 1, Op.Conv2d.PLAIN);
    conv.weight().assign(engine.full(0.3, conv.weight().shape()));
    Tensor x = engine.parameter(Shape.of(1, 1, 1, 4), () -> new float[] {-1, 0.3f, 0.6f, 3});
    Tensor y = conv.forward(x, Mode.TRAIN);
    assertArrayEquals(new float[] {0, 1 / 3f, 2 / 3f, 1}, y.toFloats(), 1e-6f);
    float[] gradient = engine.gradients(y.sum(), List.of(x)).get(0).toFloats();
    assertArrayEquals(new float[] {0, 1, 1, 0}, gradient, 1e-6f);
  }

  @Test
  void theGradientReachesTheWeightThroughTheRounding() {
    QuantizedConv2d conv = new QuantizedConv2d(root, 2, 2, 1, 1, 1, Op.Conv2d.PLAIN);
    conv.weight().assign(engine.full(0.3, conv.weight().shape()));
    Tensor y = conv.forward(engine.full(1, Shape.of(1, 1, 1, 1)), Mode.TRAIN);
    double tanh = StrictMath.tanh(0.3);
    assertEquals(
        (1 - tanh * tanh) / tanh,
        engine.gradients(y.sum(), List.of(conv.weight())).get(0).item(),
        1e-4);
  }

  @Test
  void bitsBeyondSixteenAreRefused() {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> QuantizedConv2d.of(2, 17).build(root, 1, 1, 1, Op.Conv2d.PLAIN))
            .getMessage();
    assertTrue(message.contains("17 input bits: expected 1 to 16"), message);
  }

  @Test
  void bitOperationsAreProductsOfBits() {
    Costs costs =
        Costs.of(
            at ->
                new Sequential.Builder(at)
                    .add(c -> ConvLayer.PLAIN.build(c, 3, 4, 3, Op.Conv2d.of(1, 1)))
                    .add(c -> QuantizedConv2d.of(2, 3).build(c, 4, 8, 3, Op.Conv2d.of(1, 1)))
                    .build(),
            Shape.of(3, 4, 4));
    assertEquals(16 * 8 * 36 * 2 * 3, costs.bitOperations());
    assertEquals(4 * 27 * 32 + 8 * 36 * 2, costs.numbers().bits());
  }

  // ---- centred filters

  @Test
  void theFiltersOfACentredConvolutionHaveMeanZeroAndSoDoTheirGradients() {
    CenteredConv2d conv = new CenteredConv2d(root, 2, 3, 3, Op.Conv2d.of(1, 1));
    conv.weight().assign(conv.weight().add(0.5));
    assertFiltersSumToZero(conv.centered());
    Tensor x = engine.tensor(new Seed(3).normal(2 * 25), Shape.of(1, 2, 5, 5));
    Tensor y = conv.forward(x, Mode.TRAIN);
    assertArrayEquals(
        x.conv2d(conv.centered(), Op.Conv2d.of(1, 1)).toFloats(), y.toFloats(), 1e-6f);
    assertFiltersSumToZero(engine.gradients(y.square().sum(), List.of(conv.weight())).get(0));
  }

  private static void assertFiltersSumToZero(Tensor weight) {
    assertTrue(weight.abs().sum().item() > 0);
    for (float sum : weight.sum(1, 2, 3).toFloats()) {
      assertEquals(0, sum, 1e-4);
    }
  }

  // ---- what counters count

  @Test
  void countersAddNormalisationTwiceAndReluAndPoolingOnce() {
    Costs costs =
        Costs.of(
            at ->
                new Sequential.Builder(at)
                    .add(c -> ConvLayer.NORMALIZED.build(c, 3, 4, 3, Op.Conv2d.of(1, 1)))
                    .then(Tensor::relu)
                    .then(x -> x.pool2d(Op.Pool2d.max(2, 2, 0)))
                    .then(x -> x.clamp(0, 6))
                    .then(x -> x.mul(x).sigmoid())
                    .then(x -> x.mean(2, 3))
                    .build(),
            Shape.of(3, 4, 4));
    assertEquals(64 * (2 + 1 + 1) + 16 * (1 + 1), costs.elementwise());
    assertEquals(1, costs.rectifiers());
  }
}
