package io.reprise.baselines.binary;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.baselines.BiRealNet;
import io.reprise.baselines.ResNet;
import io.reprise.baselines.binary.SelfDistributionConv2d.Design;
import io.reprise.baselines.costs.SdBnnNetworks;
import io.reprise.nn.BinaryConv2d;
import io.reprise.nn.Costs;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.tensor.Device;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Engines;
import io.reprise.tensor.Op;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.function.Function;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PackedConv2dTest {
  private static final int SHAPES = 150;

  private final Engine engine = Engines.open(Device.CPU, 2);
  private final LayerContext at = LayerContext.root(engine, new Seed(1));

  @AfterEach
  void close() {
    engine.close();
  }

  private Tensor drawn(String name, Shape shape) {
    return engine.tensor(new Seed(7).named(name).normal((int) shape.elements()), shape);
  }

  private void requireEqual(Shape input, Shape weight, Op.Conv2d options) {
    Tensor x = drawn("x", input);
    Tensor w = drawn("w", weight);
    Tensor expected = BinaryConv2d.signOf(x).conv2d(BinaryConv2d.signOf(w), options);
    Tensor packed = PackedConv2d.of(w, options).apply(x);
    assertEquals(expected.shape(), packed.shape());
    assertArrayEquals(
        expected.toFloats(), packed.toFloats(), input + " with " + weight + ", " + options);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 1, 5, 1, 1, 0",
    "2, 3, 4, 7, 3, 1, 1",
    "1, 63, 5, 6, 3, 2, 1",
    "3, 64, 64, 8, 3, 1, 1",
    "1, 65, 3, 9, 3, 2, 1",
    "2, 130, 7, 5, 5, 1, 2",
    "1, 16, 8, 4, 3, 1, 2",
    "1, 128, 2, 3, 3, 3, 1"
  })
  void theResultIsThatOfTheFloatConvolutionToTheBit(
      int n, int in, int out, int side, int kernel, int stride, int padding) {
    requireEqual(
        Shape.of(n, in, side, side),
        Shape.of(out, in, kernel, kernel),
        Op.Conv2d.of(stride, padding));
  }

  @Test
  void itIsForDrawnShapesOfEveryKind() {
    UniformRandomProvider random = new Seed(11).generator();
    for (int i = 0; i < SHAPES; i++) {
      int groups = 1 + random.nextInt(3);
      int in = 1 + random.nextInt(140);
      Op.Conv2d options =
          new Op.Conv2d(
              1 + random.nextInt(3),
              1 + random.nextInt(3),
              random.nextInt(3),
              random.nextInt(3),
              1 + random.nextInt(2),
              1 + random.nextInt(2),
              groups);
      requireEqual(
          Shape.of(
              1 + random.nextInt(3), in * groups, 5 + random.nextInt(6), 5 + random.nextInt(6)),
          Shape.of(
              groups * (1 + random.nextInt(9)), in, 1 + random.nextInt(3), 1 + random.nextInt(3)),
          options);
    }
  }

  @Test
  void whatLiesBeyondTheBorderCountsForNothing() {
    PackedConv2d conv =
        new PackedConv2d(
            new float[] {-1, -1, -1, -1, -1, -1, -1, -1, -1},
            Shape.of(1, 1, 3, 3),
            Op.Conv2d.of(1, 1),
            1);
    // Of nine positions a corner sees four, an edge six, the centre all.
    assertArrayEquals(
        new float[] {-4, -6, -4, -6, -9, -6, -4, -6, -4},
        conv.apply(new float[] {1, 1, 1, 1, 1, 1, 1, 1, 1}, Shape.of(1, 1, 3, 3)));
  }

  @Test
  void zeroOfEitherSignIsPositiveAndNotANumberIsNegative() {
    PackedConv2d conv = new PackedConv2d(new float[] {1}, Shape.of(1, 1, 1, 1), Op.Conv2d.PLAIN, 1);
    float[] x = {0, -0.0f, Float.MIN_VALUE, -Float.MIN_VALUE, Float.NaN, -3};
    float[] expected = {1, 1, 1, -1, -1, -1};
    assertArrayEquals(expected, conv.apply(x, Shape.of(1, 1, 1, 6)));
    assertArrayEquals(expected, BinaryConv2d.signOf(engine.tensor(x, Shape.of(6))).toFloats());
  }

  @ParameterizedTest
  @CsvSource({"1", "2", "3", "64"})
  void anyNumberOfThreadsGivesTheSame(int threads) {
    Shape input = Shape.of(2, 70, 5, 6);
    Shape weight = Shape.of(9, 70, 3, 3);
    float[] x = new Seed(3).normal((int) input.elements());
    float[] w = new Seed(4).normal((int) weight.elements());
    Op.Conv2d options = Op.Conv2d.of(1, 1);
    assertArrayEquals(
        new PackedConv2d(w, weight, options, 1).apply(x, input),
        new PackedConv2d(w, weight, options, threads).apply(x, input));
  }

  @Test
  void whatDoesNotFitIsRefusedWithTheShapes() {
    Op.Conv2d options = Op.Conv2d.of(1, 1);
    String weights =
        assertThrows(
                IllegalArgumentException.class,
                () -> new PackedConv2d(new float[8], Shape.of(1, 1, 3, 3), options, 1))
            .getMessage();
    assertTrue(weights.contains("8 weights for shape [1, 1, 3, 3]"), weights);
    assertThrows(
        IllegalArgumentException.class,
        () -> new PackedConv2d(new float[3], Shape.of(3, 1, 1, 1), options.withGroups(2), 1));
    assertThrows(
        IllegalArgumentException.class,
        () -> new PackedConv2d(new float[1], Shape.of(1, 1, 1, 1), options, 0));
    PackedConv2d conv = new PackedConv2d(new float[18], Shape.of(1, 2, 3, 3), options, 1);
    String channels =
        assertThrows(
                IllegalArgumentException.class,
                () -> conv.apply(new float[48], Shape.of(1, 3, 4, 4)))
            .getMessage();
    assertTrue(channels.contains("input has 3 channels"), channels);
  }

  private static Module padded(LayerContext at) {
    return new BiRealNet(at, SdBnnNetworks.padded(8, Design.clipped(4).layer()));
  }

  /** A network with statistics that are not those of its start. */
  private static Module moved(LayerContext at, Function<LayerContext, Module> network, Tensor x) {
    Module net = network.apply(at);
    for (int i = 0; i < 3; i++) {
      net.forward(x, Mode.TRAIN);
    }
    return net;
  }

  @ParameterizedTest
  @EnumSource(SignKernel.class)
  void aFrozenNetworkGivesTheSameLogitsToTheBit(SignKernel kernel) {
    Tensor x = drawn("images", Shape.of(3, 3, 32, 32));
    Module net = moved(at, PackedConv2dTest::padded, x);
    float[] logits = net.forward(x, Mode.EVALUATE).toFloats();
    SignLayer.freezeAll(net, kernel);
    assertArrayEquals(logits, net.forward(x, Mode.EVALUATE).toFloats());
  }

  @Test
  void aFrozenLayerKeepsItsSignsAndRefusesToTrain() {
    SelfDistributionConv2d conv =
        new SelfDistributionConv2d(at.at("c"), Design.clipped(1), 4, 3, 3, Op.Conv2d.of(1, 1));
    Tensor x = drawn("x", Shape.of(2, 4, 5, 5));
    float[] y = conv.forward(x, Mode.EVALUATE).toFloats();
    SignLayer.freezeAll(conv, SignKernel.PACKED);
    conv.weight().scale(-1);
    assertArrayEquals(y, conv.forward(x, Mode.EVALUATE).toFloats());
    assertEquals(
        "c is frozen: expected inference, not training",
        assertThrows(IllegalStateException.class, () -> conv.forward(x, Mode.TRAIN)).getMessage());
  }

  @Test
  void aNetworkWithoutSignsCannotBeFrozen() {
    Module net = new ResNet(at, ResNet.Design.cifar(8, 10));
    assertThrows(IllegalArgumentException.class, () -> SignLayer.freezeAll(net, SignKernel.PACKED));
  }

  @Test
  void freezingDoesNotChangeWhatANetworkCosts() {
    Costs costs = Costs.of(PackedConv2dTest::padded, Shape.of(3, 32, 32));
    Costs frozen =
        Costs.of(
            c -> {
              Module net = padded(c);
              SignLayer.freezeAll(net, SignKernel.PACKED);
              return net;
            },
            Shape.of(3, 32, 32));
    assertEquals(costs.bitwiseMacs(), frozen.bitwiseMacs());
    assertEquals(costs.numbers(), frozen.numbers());
    assertTrue(costs.binaryMacs() > 0);
  }
}
