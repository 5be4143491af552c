package io.reprise.baselines.binary;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.baselines.BiRealNet;
import io.reprise.baselines.BiRealNet.Shortcut;
import io.reprise.nn.BinaryConv2d;
import io.reprise.nn.ChannelLayer;
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
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OneBitLayersTest {
  private final Engine engine = Engines.open(Device.CPU, 1);
  private final LayerContext at = LayerContext.root(engine, new Seed(1));

  @AfterEach
  void close() {
    engine.close();
  }

  private Tensor drawn(int seed, int... dims) {
    Shape shape = Shape.of(dims);
    return engine.tensor(new Seed(seed).normal((int) shape.elements()), shape);
  }

  @Test
  void aSignHasTheGradientOfItsSurrogate() {
    Tensor x = engine.parameter(Shape.of(3), () -> new float[] {-0.5f, 0, 2});
    Tensor y = BinaryConv2d.sign(x, x.mul(3));
    assertArrayEquals(new float[] {-1, 1, 1}, y.toFloats());
    assertArrayEquals(
        new float[] {3, 3, 3}, engine.gradients(y.sum(), List.of(x)).get(0).toFloats());
  }

  @Test
  void aQuarterTurnMovesTheOuterCellsTwoOnAndTheOrientationsOneOn() {
    CirculantConv2d conv = new CirculantConv2d(at, 4, 4, 4, 3, Op.Conv2d.of(1, 1));
    float[] stored = new float[36];
    for (int i = 0; i < stored.length; i++) {
      stored[i] = i;
    }
    Module.set(conv.parameters().get("weight"), stored);
    float[] all = conv.filters().toFloats();
    // Of the first copy nothing is turned.
    assertArrayEquals(stored, Arrays.copyOf(all, 36));
    // In the second, orientation 0 of the stored filter is at 1, and cell (0, 0) at (0, 2).
    float[] second = Arrays.copyOfRange(all, 36 + 9, 36 + 18);
    assertArrayEquals(new float[] {6, 3, 0, 7, 4, 1, 8, 5, 2}, second);
    float[] first = Arrays.copyOfRange(all, 36, 36 + 9);
    assertArrayEquals(new float[] {33, 30, 27, 34, 31, 28, 35, 32, 29}, first);
  }

  @Test
  void turningBackIsTheAdjointOfTurning() {
    CirculantConv2d conv = new CirculantConv2d(at, 8, 8, 16, 3, Op.Conv2d.of(1, 1));
    Tensor weight = conv.parameters().get("weight");
    Tensor turned = conv.filters();
    Tensor g = drawn(5, 16, 8, 3, 3);
    Tensor back = engine.gradients(turned.mul(g).sum(), List.of(weight)).get(0);
    assertEquals(turned.mul(g).sum().item(), weight.mul(back).sum().item(), 1e-3);
    // Every stored weight is in eight copies.
    Tensor again = conv.filters();
    Tensor twice = engine.gradients(again.square().sum(), List.of(weight)).get(0);
    assertEquals(0, twice.sub(weight.mul(16)).abs().max().item(), 1e-5);
  }

  @Test
  void layersThatCannotBeTurnedAreRefused() {
    Op.Conv2d same = Op.Conv2d.of(1, 1);
    assertThrows(IllegalArgumentException.class, () -> new CirculantConv2d(at, 3, 6, 6, 3, same));
    assertThrows(IllegalArgumentException.class, () -> new CirculantConv2d(at, 4, 6, 8, 3, same));
    assertThrows(IllegalArgumentException.class, () -> new CirculantConv2d(at, 4, 8, 8, 5, same));
    assertThrows(
        IllegalArgumentException.class,
        () -> new CirculantConv2d(at, 4, 8, 8, 3, same.withGroups(2)));
  }

  @Test
  void filtersMoveByAShareOfTheirMean() {
    SelfDistributionConv2d conv =
        new SelfDistributionConv2d(
            at, SelfDistributionConv2d.Design.clipped(4), 4, 2, 3, Op.Conv2d.of(1, 1));
    Tensor weight = conv.parameters().get("weight");
    Module.set(weight, filled(2 * 36, 0.5f));
    assertEquals(0.5025, conv.shiftedWeight().max().item(), 1e-6);
    Module.set(conv.parameters().get("alpha"), new float[] {-100, 100});
    assertEquals(0.5, conv.shiftedWeight().min().item(), 1e-6);
    assertEquals(0.505, conv.shiftedWeight().max().item(), 1e-6);
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    new SelfDistributionConv2d(
                        at.at("c"),
                        SelfDistributionConv2d.Design.clipped(8),
                        4,
                        2,
                        3,
                        Op.Conv2d.of(1, 1)))
            .getMessage();
    assertEquals("c: reduction 8: expected at most the 4 input channels", message);
  }

  @Test
  void inputsMoveByTheirChannelsGate() {
    SelfDistributionConv2d conv =
        new SelfDistributionConv2d(
            at, SelfDistributionConv2d.Design.clipped(2), 2, 1, 1, Op.Conv2d.PLAIN);
    Module.set(conv.parameters().get("weight"), new float[] {1, 1});
    Tensor x = engine.tensor(new float[] {-0.4f, -0.6f}, Shape.of(1, 2, 1, 1));
    // Where ReLU leaves nothing, the gate is a half: -0.4 becomes positive, -0.6 does not.
    Module.set(conv.parameters().get("distribution.squeeze.weight"), new float[] {1, 1});
    assertEquals(0, conv.forward(x, Mode.EVALUATE).item());
  }

  private static float[] filled(int length, float value) {
    float[] v = new float[length];
    Arrays.fill(v, value);
    return v;
  }

  @Test
  void aLayerOfSignsHasOneFactorAndTheGradientOfItsCode() {
    XnorConv2d conv = new XnorConv2d(at, 2, 1, 1, Op.Conv2d.PLAIN, false);
    Tensor weight = conv.parameters().get("weight");
    Module.set(weight, new float[] {-0.5f, 2.5f});
    Tensor x = engine.tensor(new float[] {2, 3}, Shape.of(1, 2, 1, 1));
    Tensor y = conv.forward(x, Mode.TRAIN);
    assertEquals(1.5 * (-2 + 3), y.item(), 1e-6);
    float[] gradient = engine.gradients(y.sum(), List.of(weight)).get(0).toFloats();
    assertArrayEquals(new float[] {2 / 2f + 1.5f * 2, 3 / 2f}, gradient, 1e-6f);
    assertEquals(Float.SIZE, conv.inputBits());
    assertEquals(1, new XnorConv2d(at, 2, 1, 1, Op.Conv2d.PLAIN, true).inputBits());
  }

  static Stream<Arguments> networks() {
    BiRealNet.Design small = BiRealNet.Design.cifar(List.of(8, 16), 3);
    return Stream.of(
        network("averaged late", small.withBlocks(List.of(1, 2), 1, Shortcut.PROJECT_THEN_POOL)),
        network("pairs", small.withBlocks(List.of(1, 2), 2, Shortcut.STRIDED_PROJECT)),
        network("padded", small.withBlocks(List.of(1, 2), 1, Shortcut.PAD)),
        network("turned", small.with(CirculantConv2d.of(4), ChannelLayer.PRELU)),
        network(
            "moved",
            small
                .with(SelfDistributionConv2d.Design.clipped(4).layer(), ChannelLayer.HARD_TANH)
                .withEnds(ChannelLayer.HARD_TANH, ChannelLayer.BATCH_NORM)),
        network("signs", small.with(XnorConv2d.of(true), ChannelLayer.IDENTITY)),
        Arguments.of(
            "VGG-Small",
            (Function<LayerContext, Module>)
                c ->
                    new VggSmall(
                        c,
                        new VggSmall.Design(
                            List.of(4, 8), 16, 3, BinaryConv2d::new, ChannelLayer.HARD_TANH))));
  }

  private static Arguments network(String name, BiRealNet.Design design) {
    Function<LayerContext, Module> network = c -> new BiRealNet(c, design);
    return Arguments.of(name, network);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("networks")
  void networksOfThemLearn(String name, Function<LayerContext, Module> network) {
    Module net = network.apply(at);
    Tensor x = drawn(2, 4, 3, 16, 16);
    assertEquals(Shape.of(4, 3), net.forward(x, Mode.EVALUATE).shape());
    Tensor labels = engine.tensor(new long[] {0, 1, 2, 0}, Shape.of(4));
    Tensor loss = net.forward(x, Mode.TRAIN).crossEntropy(labels, 0);
    List<String> paths = List.copyOf(net.parameters().keySet());
    List<Tensor> gradients = engine.gradients(loss, List.copyOf(net.parameters().values()));
    int moved = 0;
    for (int i = 0; i < paths.size(); i++) {
      double size = gradients.get(i).abs().sum().item();
      assertTrue(Double.isFinite(size), paths.get(i) + ": " + size);
      moved += size > 0 ? 1 : 0;
    }
    assertTrue(2 * moved > paths.size(), name + ": " + moved + " of " + paths.size());
  }

  @Test
  void theSmallNetworkReadsGreyImagesAtHalfTheirSize() {
    Tensor x = drawn(4, 2, 1, 16, 16);
    BiRealNet.Design design = BiRealNet.Design.small(1, 8);
    assertEquals(Shape.of(2, 8), new BiRealNet(at, design).forward(x, Mode.EVALUATE).shape());
    Costs costs = Costs.of(c -> new BiRealNet(c, design), Shape.of(1, 16, 16));
    assertEquals(64 * 9 * (2 * 16 * 16) + 16 * 9 * 32 * 48 + 4 * 9 * 64 * 96, costs.binaryMacs());
    assertEquals(256 * 9 * 16 + 16 * 16 * 32 + 4 * 32 * 64 + 64 * 8, costs.floatMacs());
  }

  @Test
  void aPaddedShortcutHasAsManyZeroChannelsBeforeAsAfter() {
    BiRealNet.Design design =
        BiRealNet.Design.cifar(List.of(2, 4), 4)
            .withBlocks(List.of(1, 1), 1, Shortcut.PAD)
            .with(Silent::new, ChannelLayer.IDENTITY);
    BiRealNet net = new BiRealNet(at, design);
    float[] eye = new float[16];
    for (int i = 0; i < 4; i++) {
      eye[5 * i] = 1;
    }
    Module.set(net.parameters().get("classifier.weight"), eye);
    Module.set(net.parameters().get("classifier.bias"), new float[4]);
    float[] y = net.forward(drawn(3, 1, 3, 8, 8), Mode.EVALUATE).toFloats();
    assertEquals(0, y[0]);
    assertEquals(0, y[3]);
    assertTrue(y[1] != 0 && y[2] != 0);
  }

  /** A convolution whose result is 0. */
  private static final class Silent extends Module {
    private final int out;
    private final Op.Conv2d options;

    Silent(LayerContext at, int in, int out, int kernel, Op.Conv2d options) {
      this.out = out;
      this.options = options;
    }

    @Override
    public Tensor forward(Tensor x, Mode mode) {
      int step = options.strideH();
      int[] d = x.shape().toArray();
      return x.engine().full(0, Shape.of(d[0], out, d[2] / step, d[3] / step));
    }
  }
}
