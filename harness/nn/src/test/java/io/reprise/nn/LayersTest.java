package io.reprise.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.tensor.Device;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Engines;
import io.reprise.tensor.Op;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import io.reprise.tensor.meta.MetaEngine;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LayersTest {
  private final Engine engine = Engines.open(Device.CPU, 1);
  private final LayerContext root = LayerContext.root(engine, new Seed(1));

  @AfterEach
  void close() {
    engine.close();
  }

  private static void assertRefused(String message, Runnable bad) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, bad::run).getMessage());
  }

  private Tensor images(int n, int c, int side) {
    return engine.tensor(new Seed(3).normal(n * c * side * side), Shape.of(n, c, side, side));
  }

  // ---- dropout

  @Test
  void dropoutKeepsTheMeanInTrainingAndEverythingInEvaluation() {
    Dropout dropout = new Dropout(root.at("drop"), 0.3);
    Tensor ones = engine.full(1, Shape.of(100, 200));
    assertArrayEquals(ones.toFloats(), dropout.forward(ones, Mode.EVALUATE).toFloats());
    float[] y = dropout.forward(ones, Mode.TRAIN).toFloats();
    int zeros = 0;
    for (float v : y) {
      assertTrue(v == 0 || Math.abs(v - 1 / 0.7) < 1e-6, "element " + v);
      zeros += v == 0 ? 1 : 0;
    }
    // Four standard deviations of the binomial count.
    assertEquals(0.3 * y.length, zeros, 4 * Math.sqrt(0.3 * 0.7 * y.length));
  }

  @Test
  void dropoutDrawsByPathAndPassAndGoesOnFromASavedState() {
    Tensor x = engine.full(1, Shape.of(64));
    Dropout unbroken = new Dropout(root.at("drop"), 0.5);
    float[] first = unbroken.forward(x, Mode.TRAIN).toFloats();
    State saved = unbroken.state();
    assertArrayEquals(new float[] {1}, saved.values().get("passes"));
    float[] second = unbroken.forward(x, Mode.TRAIN).toFloats();
    assertTrue(!Arrays.equals(first, second), "two passes drew the same mask");

    Dropout resumed = new Dropout(root.at("drop"), 0.5);
    resumed.load(saved);
    assertArrayEquals(second, resumed.forward(x, Mode.TRAIN).toFloats());
    Dropout elsewhere = new Dropout(root.at("other"), 0.5);
    assertTrue(!Arrays.equals(first, elsewhere.forward(x, Mode.TRAIN).toFloats()), "same path");
  }

  @Test
  void dropoutsGradientPassesWhereTheMaskHolds() {
    Dropout dropout = new Dropout(root.at("drop"), 0.5);
    Tensor x = engine.parameter(Shape.of(50), () -> new Seed(2).normal(50));
    Tensor y = dropout.forward(x, Mode.TRAIN);
    float[] gradient = engine.gradients(y.sum(), List.of(x)).get(0).toFloats();
    float[] out = y.toFloats();
    for (int i = 0; i < out.length; i++) {
      assertEquals(out[i] == 0 ? 0 : 2, gradient[i]);
    }
  }

  @Test
  void dropoutRunsOnShapesAlone() {
    try (MetaEngine meta = new MetaEngine()) {
      Dropout dropout = new Dropout(LayerContext.root(meta, new Seed(1)), 0.5);
      Tensor x = meta.input(Shape.of(2, 3));
      assertEquals(Shape.of(2, 3), dropout.forward(x, Mode.TRAIN).shape());
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1, 2, Double.NaN})
  void aDropoutRateOutsideItsRangeIsRefused(double rate) {
    assertRefused(
        "drop: dropout rate " + rate + ": expected the share of zeros, in [0, 1)",
        () -> new Dropout(root.at("drop"), rate));
  }

  // ---- normalisation

  @Test
  void groupNormNormalisesEachGroupOfAnExample() {
    GroupNorm norm = new GroupNorm(root, 2, 4);
    Tensor y = norm.forward(images(3, 4, 5).mul(7).add(2), Mode.TRAIN);
    Tensor groups = y.reshape(3, 2, 50);
    for (float mean : groups.mean(2).toFloats()) {
      assertEquals(0, mean, 1e-5);
    }
    for (float variance : groups.variance(false, 2).toFloats()) {
      assertEquals(1, variance, 1e-4);
    }
    assertEquals(List.of("scale", "shift"), List.copyOf(norm.parameters().keySet()));
    assertRefused(
        "n: 5 channels do not divide into 2 groups", () -> new GroupNorm(root.at("n"), 2, 5));
  }

  @Test
  void localResponseNormDividesByTheNeighboursPower() {
    LocalResponseNorm norm = new LocalResponseNorm(3, 0.6, 0.75, 2);
    float[] x = {1, -2, 3, 4};
    float[] y = norm.forward(engine.tensor(x, Shape.of(1, 4, 1, 1)), Mode.EVALUATE).toFloats();
    for (int c = 0; c < 4; c++) {
      double sum = 0;
      for (int k = Math.max(0, c - 1); k <= Math.min(3, c + 1); k++) {
        sum += x[k] * x[k];
      }
      assertEquals(x[c] / Math.pow(2 + 0.6 / 3 * sum, 0.75), y[c], 1e-5);
    }
    assertRefused(
        "local response normalisation over 4 channels: expected an odd number",
        () -> new LocalResponseNorm(4, 1, 1, 1));
  }

  // ---- channels

  @Test
  void aShuffleOfChannelsInterleavesGroups() {
    Tensor x = engine.tensor(new float[] {0, 1, 2, 3, 4, 5}, Shape.of(1, 6, 1, 1));
    assertArrayEquals(
        new float[] {0, 3, 1, 4, 2, 5}, new ChannelShuffle(2).forward(x, Mode.TRAIN).toFloats());
    assertArrayEquals(
        new float[] {0, 2, 4, 1, 3, 5}, new ChannelShuffle(3).forward(x, Mode.TRAIN).toFloats());
    assertRefused(
        "channel shuffle: input [1, 6, 1, 1] does not divide into 4 groups",
        () -> new ChannelShuffle(4).forward(x, Mode.TRAIN));
    assertRefused("channel shuffle of 0 groups: expected at least 1", () -> new ChannelShuffle(0));
  }

  @Test
  void branchesJoinTheirChannels() {
    Branches both = new Branches(List.of(new Stateless(x -> x), new Stateless(Tensor::neg)));
    Tensor x = engine.tensor(new float[] {1, 2}, Shape.of(1, 2, 1, 1));
    Tensor y = both.forward(x, Mode.TRAIN);
    assertEquals(Shape.of(1, 4, 1, 1), y.shape());
    assertArrayEquals(new float[] {1, 2, -1, -2}, y.toFloats());
    assertRefused("branches: expected at least one", () -> new Branches(List.of()));
  }

  @Test
  void squeezeAndExcitationScalesByAGateOfTheMeans() {
    SqueezeExcitation se = new SqueezeExcitation(root, 4, 2, true);
    Tensor x = images(2, 4, 3);
    Tensor hidden =
        x.mean(2, 3)
            .linear(se.parameters().get("squeeze.weight"), se.parameters().get("squeeze.bias"))
            .relu();
    Tensor gate =
        hidden
            .linear(se.parameters().get("excite.weight"), se.parameters().get("excite.bias"))
            .sigmoid();
    float[] expected = x.mul(gate.reshape(2, 4, 1, 1)).toFloats();
    assertArrayEquals(expected, se.forward(x, Mode.TRAIN).toFloats(), 1e-6f);
    assertEquals(4 * 2 + 2 + 2 * 4 + 4, parameters(se));
    Module reduced = SqueezeExcitation.reducing(16, false).build(root.at("r"), 64);
    assertEquals(2 * 4 * 64, parameters(reduced));
    assertRefused(
        "s: squeeze to 0 channels: expected at least 1",
        () -> SqueezeExcitation.reducing(16, true).build(root.at("s"), 8));
  }

  private static long parameters(Module module) {
    return module.parameters().values().stream().mapToLong(t -> t.shape().elements()).sum();
  }

  // ---- one-bit convolution

  @Test
  void aBinaryConvolutionMultipliesSigns() {
    BinaryConv2d conv = new BinaryConv2d(root, 1, 1, 1, Op.Conv2d.PLAIN);
    conv.weight().assign(engine.full(-0.25, conv.weight().shape()));
    Tensor x = engine.tensor(new float[] {-3, 0, 0.1f, 5}, Shape.of(1, 1, 2, 2));
    assertArrayEquals(
        new float[] {0.25f, -0.25f, -0.25f, -0.25f}, conv.forward(x, Mode.TRAIN).toFloats(), 1e-7f);
  }

  @Test
  void theSignHasTheGradientOfItsPiecewisePolynomial() {
    float[] at = {-1.5f, -1, -0.5f, 0, 0.25f, 1};
    Tensor x = engine.parameter(Shape.of(6), at::clone);
    Tensor signs = BinaryConv2d.sign(x);
    assertArrayEquals(new float[] {-1, -1, -1, 1, 1, 1}, signs.toFloats());
    assertArrayEquals(
        new float[] {0, 0, 1, 2, 1.5f, 0},
        engine.gradients(signs.sum(), List.of(x)).get(0).toFloats(),
        1e-6f);
  }

  @Test
  void latentWeightsBeyondOneGetNoGradient() {
    BinaryConv2d conv = new BinaryConv2d(root, 1, 2, 1, Op.Conv2d.PLAIN);
    Module.set(conv.weight(), new float[] {0.5f, 1.5f});
    Tensor x = engine.full(1, Shape.of(1, 1, 1, 1));
    Tensor y = conv.forward(x, Mode.TRAIN).sum();
    assertArrayEquals(
        new float[] {1, 0}, engine.gradients(y, List.of(conv.weight())).get(0).toFloats(), 1e-6f);
  }

  // ---- all of them

  static Stream<Arguments> layers() {
    Map<String, ChannelLayer> all = new LinkedHashMap<>();
    all.put("identity", ChannelLayer.IDENTITY);
    all.put("ReLU", ChannelLayer.RELU);
    all.put("ReLU6", ChannelLayer.RELU6);
    all.put("hard swish", ChannelLayer.HARD_SWISH);
    all.put("PReLU", ChannelLayer.PRELU);
    all.put("batch norm", ChannelLayer.BATCH_NORM);
    all.put("group norm", (at, c) -> new GroupNorm(at, 2, c));
    all.put("LRN", (at, c) -> new LocalResponseNorm(5, 1e-4, 0.75, 1));
    all.put("shuffle", (at, c) -> new ChannelShuffle(2));
    all.put("SE", SqueezeExcitation.reducing(2, true));
    all.put("dropout", (at, c) -> new Dropout(at, 0.5));
    all.put("binary", (at, c) -> new BinaryConv2d(at, c, c, 3, Op.Conv2d.of(1, 1)));
    return all.entrySet().stream().map(e -> Arguments.of(e.getKey(), e.getValue()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("layers")
  void aLayerLearns(String name, ChannelLayer layer) {
    Module net =
        new Sequential.Builder(root)
            .add(at -> ConvLayer.BIASED.build(at, 3, 4, 3, Op.Conv2d.of(1, 1)))
            .add(at -> layer.build(at, 4))
            .then(x -> x.mean(2, 3))
            .add(at -> new Linear(at, 4, 3))
            .build();
    List<Tensor> parameters = List.copyOf(net.parameters().values());
    Tensor x = images(6, 3, 4);
    Tensor labels = engine.tensor(new long[] {0, 1, 2, 0, 1, 2}, Shape.of(6));
    double before = loss(net, x, labels).item();
    assertTrue(Double.isFinite(before), name + ": loss " + before);
    List<Tensor> gradients = engine.gradients(loss(net, x, labels), parameters);
    double squares = 0;
    for (Tensor g : gradients) {
      squares += g.square().sum().item();
    }
    assertTrue(squares > 0 && Double.isFinite(squares), name + ": gradient " + squares);
    if (!name.equals("dropout") && !name.equals("binary")) {
      for (int i = 0; i < gradients.size(); i++) {
        parameters.get(i).axpy(-0.01 / Math.max(1, Math.sqrt(squares)), gradients.get(i));
      }
      assertTrue(loss(net, x, labels).item() < before, name + " did not lower " + before);
    }
  }

  private static Tensor loss(Module net, Tensor x, Tensor labels) {
    return net.forward(x, Mode.TRAIN).crossEntropy(labels, 0);
  }

  @Test
  void aConvNormOfOtherPartsSaysWhatTheyAre() {
    ConvNorm layer =
        new ConvNorm(
            root, BinaryConv2d::new, (at, c) -> new GroupNorm(at, 1, c), 2, 2, 1, Op.Conv2d.PLAIN);
    assertEquals(
        "this layer's convolution is a BinaryConv2d: expected Conv2d",
        assertThrows(IllegalStateException.class, layer::conv).getMessage());
    assertEquals(
        "this layer's normalisation is a GroupNorm: expected BatchNorm2d",
        assertThrows(IllegalStateException.class, layer::norm).getMessage());
  }

  @Test
  void aKernelMayBeWiderThanHigh() {
    Conv2d conv =
        new Conv2d(
            root,
            2,
            3,
            1,
            7,
            new Op.Conv2d(1, 1, 0, 3, 1, 1, 1),
            false,
            Initializer.kaimingNormal(Initializer.Fan.OUT));
    assertEquals(Shape.of(3, 2, 1, 7), conv.weight().shape());
    assertEquals(Shape.of(1, 3, 8, 8), conv.forward(images(1, 2, 8), Mode.TRAIN).shape());
  }

  @Test
  void aNormalisationTakesAnotherEpsilon() {
    Tensor x = images(4, 2, 3).mul(0.01);
    float[] usual = new BatchNorm2d(root.at("a"), 2).forward(x, Mode.TRAIN).toFloats();
    float[] other = new BatchNorm2d(root.at("b"), 2, 1e-3).forward(x, Mode.TRAIN).toFloats();
    assertNotEquals(usual[0], other[0], 1e-3f);
  }
}
