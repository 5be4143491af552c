package io.reprise.baselines.attention;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.baselines.PreActivationResNet;
import io.reprise.baselines.attention.CollaborativeConv.Design;
import io.reprise.baselines.attention.CollaborativeConv.Kind;
import io.reprise.nn.Costs;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.tensor.Device;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Engines;
import io.reprise.tensor.Op;
import io.reprise.tensor.Scope;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SkippingTest {
  /** Outputs are of about unit size. */
  private static final float EXACT = 1e-5f;

  private final Engine engine = Engines.open(Device.CPU, 1);

  @AfterEach
  void close() {
    engine.close();
  }

  private Tensor random(Seed seed, Shape shape, double scale) {
    return engine.tensor(seed.normal(Math.toIntExact(shape.elements())), shape).mul(scale);
  }

  /** V with independent zeros. */
  private Tensor gate(Seed seed, Shape shape, double zeroRate) {
    float[] v = seed.uniform(Math.toIntExact(shape.elements()));
    float[] open = seed.named("open").uniform(v.length);
    for (int i = 0; i < v.length; i++) {
      v[i] = open[i] < zeroRate ? 0 : v[i];
    }
    return engine.tensor(v, shape);
  }

  @ParameterizedTest
  @CsvSource({
    // images, in, out, height, width, kernel, stride, padding, dilation
    "1, 3, 4, 5, 7, 3, 1, 1, 1",
    "2, 16, 16, 8, 8, 3, 1, 1, 1",
    "3, 5, 6, 9, 8, 3, 2, 1, 1",
    "1, 8, 3, 6, 6, 1, 1, 0, 1",
    "2, 4, 5, 7, 7, 1, 2, 0, 1",
    "2, 3, 4, 11, 9, 5, 2, 2, 1",
    "1, 4, 4, 9, 9, 3, 1, 2, 2",
    "1, 2, 3, 1, 1, 3, 1, 1, 1",
    "1, 256, 8, 24, 24, 3, 1, 1, 1", // more than one piece
  })
  void skippingGivesWhatTheDenseProductGivesForAnyGate(
      int n, int in, int out, int h, int w, int kernel, int stride, int padding, int dilation) {
    Op.Conv2d options = Op.Conv2d.of(stride, padding).withDilation(dilation);
    Seed seed = new Seed(7).named(in + " " + out + " " + kernel);
    Tensor x = random(seed.named("x"), Shape.of(n, in, h, w), 1);
    double scale = 1 / Math.sqrt(in * kernel * kernel);
    Tensor weight = random(seed.named("w"), Shape.of(out, in, kernel, kernel), scale);
    Tensor u = x.conv2d(weight, options);
    for (boolean rectified : new boolean[] {false, true}) {
      GatedConvolution skip = new GatedConvolution(weight, options, rectified);
      for (int maps : new int[] {1, out}) {
        for (double zeroRate : new double[] {0, 0.3, 0.6, 0.9, 1}) {
          Tensor v = gate(seed.named(maps + " " + zeroRate), u.shape().with(1, maps), zeroRate);
          Tensor y = skip.apply(x, v);
          assertEquals(u.shape(), y.shape());
          assertArrayEquals((rectified ? u.relu() : u).mul(v).toFloats(), y.toFloats(), EXACT);
        }
      }
    }
  }

  @Test
  void onlyOpenPositionsAreMultiplied() {
    Tensor x = random(new Seed(1), Shape.of(2, 3, 6, 6), 1);
    GatedConvolution skip =
        new GatedConvolution(
            random(new Seed(2), Shape.of(4, 3, 3, 3), 1), Op.Conv2d.of(1, 1), false);
    Tensor v = gate(new Seed(3), Shape.of(2, 1, 6, 6), 0.7);
    long open = Positions.open(v.toFloats()).length;
    AtomicLong products = new AtomicLong();
    engine.listen(
        (op, inputs, output, nanos) ->
            products.addAndGet(op.label().equals("linear") ? output.shape().elements() : 0));
    skip.apply(x, v);
    skip.apply(x, v.mul(0));
    engine.listen(null);
    assertTrue(open > 0 && open < 72, open + " of 72 open");
    assertEquals(4 * open, products.get());
  }

  @Test
  void changedWeightsCountAfterARefresh() {
    Tensor x = random(new Seed(1), Shape.of(1, 3, 4, 4), 1);
    Tensor weight = engine.parameter(Shape.of(2, 3, 3, 3), () -> new Seed(2).normal(54));
    GatedConvolution skip = new GatedConvolution(weight, Op.Conv2d.of(1, 1), false);
    Tensor v = gate(new Seed(3), Shape.of(1, 1, 4, 4), 0.5);
    try (Scope update = engine.inference()) {
      weight.scale(-2);
      skip.refresh();
      Tensor dense = x.conv2d(weight, Op.Conv2d.of(1, 1)).mul(v);
      assertArrayEquals(dense.toFloats(), skip.apply(x, v).toFloats(), 1e-4f);
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aNetworkThatSkipsComputesWhatTheOneThatItsStateIsOfComputes(Kind kind) {
    PreActivationResNet.Design net = PreActivationResNet.Design.basic(8, 10);
    Design design = Design.of(kind).withInitialShift(-0.3);
    LayerContext at = LayerContext.root(engine, new Seed(1));
    LayerContext other = LayerContext.root(engine, new Seed(2));
    var dense = new PreActivationResNet(at, net.withStyle(design.style()));
    Tensor x = random(new Seed(3), Shape.of(2, 3, 16, 16), 1);
    // Gates multiply what normalisation does not yet know the size of.
    for (int i = 0; i < 40; i++) {
      dense.forward(x, Mode.TRAIN);
    }
    var skipping = new PreActivationResNet(other, net.withStyle(design.skippingStyle(0)));
    skipping.load(dense.state());
    SkippingConv.refresh(skipping);
    float[] expected = dense.forward(x, Mode.EVALUATE).toFloats();
    assertArrayEquals(expected, skipping.forward(x, Mode.EVALUATE).toFloats(), 1e-4f);
    assertArrayEquals(
        dense.forward(x, Mode.TRAIN).toFloats(), skipping.forward(x, Mode.TRAIN).toFloats(), 1e-4f);
  }

  @ParameterizedTest
  @CsvSource({"0, 40108032", "0.5, 20054016", "1, 0"})
  void onShapesItCostsItsOpenPositionsAndTheCheapLayers(double zeroRate, long open) {
    PreActivationResNet.Design net =
        PreActivationResNet.Design.basic(20, 10)
            .withStyle(Design.of(Kind.POINTWISE_SHARED).skippingStyle(zeroRate));
    Costs costs = Costs.of(at -> new PreActivationResNet(at, net), Shape.of(3, 32, 32));
    long stem = 3 * 9 * 16 * 32 * 32;
    assertEquals(stem + 165_888 + open, costs.convMacs());
    assertEquals(640, costs.linearMacs());
  }

  @Test
  void aGateOfOtherPositionsOrMapsIsRefused() {
    Tensor x = random(new Seed(1), Shape.of(1, 3, 8, 8), 1);
    Tensor weight = random(new Seed(2), Shape.of(4, 3, 3, 3), 1);
    GatedConvolution skip = new GatedConvolution(weight, Op.Conv2d.of(2, 1), false);
    for (Shape wrong :
        new Shape[] {Shape.of(1, 1, 8, 8), Shape.of(1, 3, 4, 4), Shape.of(2, 1, 4, 4)}) {
      Tensor v = gate(new Seed(3), wrong, 0.5);
      String message =
          assertThrows(IllegalArgumentException.class, () -> skip.apply(x, v)).getMessage();
      assertTrue(message.contains(wrong + " of output [1, 4, 4, 4]"), message);
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> new GatedConvolution(weight, Op.Conv2d.of(1, 1).withGroups(2), false));
    LayerContext at = LayerContext.root(engine, new Seed(1)).at("conv");
    assertEquals(
        "conv: zero rate 1.5: expected [0, 1]",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    new SkippingConv(at, Design.of(Kind.SHARED), 1.5, 3, 4, 3, Op.Conv2d.of(1, 1)))
            .getMessage());
  }
}
