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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ModuleTest {
  private final Engine engine = Engines.open(Device.CPU, 1);
  private final TinyNet net = tiny(1);

  @AfterEach
  void close() {
    engine.close();
  }

  private TinyNet tiny(long seed) {
    return new TinyNet(LayerContext.root(engine, new Seed(seed)), 4, 3);
  }

  private static void assertSame(State expected, State actual) {
    assertEquals(List.copyOf(expected.values().keySet()), List.copyOf(actual.values().keySet()));
    expected.values().forEach((name, v) -> assertArrayEquals(v, actual.values().get(name), name));
  }

  @Test
  void namesItsPartsByDottedPathInOrder() {
    assertEquals(
        List.of("", "stem", "stem.conv", "stem.norm", "head"), List.copyOf(net.modules().keySet()));
    assertEquals(
        List.of(
            "stem.conv.weight", "stem.norm.scale", "stem.norm.shift", "head.weight", "head.bias"),
        List.copyOf(net.parameters().keySet()));
    assertEquals(
        List.of("stem.norm.runningMean", "stem.norm.runningVariance"),
        List.copyOf(net.buffers().keySet()));
    assertEquals(List.of("stem", "head"), List.copyOf(net.children().keySet()));
  }

  @Test
  void aNameMayNotComeTwice() {
    Tensor t = engine.full(0, Shape.of(1));
    assertEquals(
        "module has two parts named 'a'",
        assertThrows(IllegalArgumentException.class, () -> new Parts(t, true, true)).getMessage());
    assertThrows(IllegalArgumentException.class, () -> new Parts(t, false, true));
    assertThrows(IllegalArgumentException.class, () -> new Parts(t, true, false));
  }

  /** Registers {@code a} twice. */
  private static final class Parts extends Module {
    Parts(Tensor t, boolean firstTrained, boolean secondTrained) {
      for (boolean trained : new boolean[] {firstTrained, secondTrained}) {
        Tensor registered = trained ? parameter("a", t) : buffer("a", t);
        assertTrue(registered == t);
      }
    }

    @Override
    public Tensor forward(Tensor x, Mode mode) {
      return x;
    }
  }

  @Test
  void aStateLoadsIntoAnotherModuleOfItsKind() {
    Tensor x = engine.tensor(new Seed(1).normal(64), Shape.of(2, 2, 4, 4));
    assertEquals(Shape.of(2, 3), net.forward(x, Mode.TRAIN).shape());
    TinyNet other = tiny(2);
    other.load(net.state());
    assertSame(net.state(), other.state());
    assertArrayEquals(
        net.forward(x, Mode.EVALUATE).toFloats(), other.forward(x, Mode.EVALUATE).toFloats());
  }

  @Test
  void aStateIsACopy() {
    State before = net.state();
    float[] weight = before.values().get("head.weight").clone();
    net.parameters().get("head.weight").scale(2);
    assertArrayEquals(weight, before.values().get("head.weight"));
  }

  @Test
  void aStateWithMissingForeignOrMissizedEntriesIsRefusedAndChangesNothing() {
    State before = net.state();
    State other = tiny(2).state();
    Map<String, float[]> missing = new LinkedHashMap<>(other.values());
    missing.remove("head.bias");
    assertRefused(missing, "head.bias");
    Map<String, float[]> foreign = new LinkedHashMap<>(other.values());
    foreign.put("tail.weight", new float[1]);
    assertRefused(foreign, "tail.weight");
    Map<String, float[]> missized = new LinkedHashMap<>(other.values());
    missized.put("stem.norm.runningVariance", new float[5]);
    assertRefused(missized, "state entry 'stem.norm.runningVariance' has 5 values, expected [4]");
    assertSame(before, net.state());
  }

  private void assertRefused(Map<String, float[]> values, String part) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> net.load(new State(values)))
            .getMessage();
    assertTrue(message.contains(part), message);
  }

  @Test
  void loadingKeepsParametersTrainable() {
    net.load(tiny(2).state());
    assertTrue(net.parameters().values().stream().allMatch(Tensor::requiresGradient));
    assertTrue(net.buffers().values().stream().noneMatch(Tensor::requiresGradient));
  }

  @Test
  void sequentialRunsItsPartsInOrder() {
    LayerContext at = LayerContext.root(engine, new Seed(1));
    Sequential s =
        new Sequential(List.of(new Linear(at.at("0"), 3, 5), new Linear(at.at("1"), 5, 2)));
    assertEquals(
        List.of("0.weight", "0.bias", "1.weight", "1.bias"), List.copyOf(s.parameters().keySet()));
    Tensor x = engine.full(1, Shape.of(4, 3));
    assertEquals(Shape.of(4, 2), s.forward(x, Mode.TRAIN).shape());
  }

  @Test
  void batchNormTrainsAndEvaluatesDifferently() {
    BatchNorm2d norm = new BatchNorm2d(LayerContext.root(engine, new Seed(1)), 1);
    Tensor x = engine.tensor(new float[] {1, 3}, Shape.of(2, 1, 1, 1));
    assertArrayEquals(new float[] {-1, 1}, norm.forward(x, Mode.TRAIN).toFloats(), 1e-4f);
    assertEquals(0.2, norm.runningMean().item(), 1e-6);
    assertEquals(0.9 + 0.1 * 2, norm.runningVariance().item(), 1e-6);
    double deviation = Math.sqrt(1.1 + BatchNorm2d.EPSILON);
    assertArrayEquals(
        new float[] {(float) (0.8 / deviation), (float) (2.8 / deviation)},
        norm.forward(x, Mode.EVALUATE).toFloats(),
        1e-5f);
    assertEquals(0.2, norm.runningMean().item(), 1e-6);
  }

  @Test
  void convolutionAddsItsBiasAndChecksItsGroups() {
    LayerContext at = LayerContext.root(engine, new Seed(1)).at("conv");
    Conv2d conv =
        new Conv2d(at, 4, 6, 1, Op.Conv2d.PLAIN.withGroups(2), true, Initializer.constant(0));
    assertEquals(Shape.of(6, 2, 1, 1), conv.weight().shape());
    Tensor y = conv.forward(engine.full(1, Shape.of(1, 4, 1, 1)), Mode.TRAIN);
    assertArrayEquals(conv.parameters().get("bias").toFloats(), y.toFloats());
    assertEquals(
        "conv: 5 input channels do not divide into 2 groups",
        assertThrows(
                IllegalArgumentException.class,
                () -> new Conv2d(at, 5, 6, 1, Op.Conv2d.PLAIN.withGroups(2)))
            .getMessage());
  }

  @Test
  void costsOfATinyNetworkAreThoseByHand() {
    Costs costs = Costs.of(at -> new TinyNet(at, 4, 3), Shape.of(2, 8, 6));
    assertEquals(4 * 2 * 9 + 2 * 4 + 3 * 4 + 3, costs.parameters());
    assertEquals(8 * 6 * 4 * 2 * 9, costs.convMacs());
    assertEquals(12, costs.linearMacs());
    assertEquals(3 * (4 * 8 * 6) + 4 + 3, costs.activations());
    assertEquals(
        List.of("stem.conv", "head"), costs.layers().stream().map(Costs.Layer::name).toList());
    assertEquals(Shape.of(4, 2, 3, 3), costs.layers().get(0).weight());
    assertEquals(Shape.of(1, 4, 8, 6), costs.layers().get(0).output());
  }

  @Test
  void aBatchChecksItsSizes() {
    assertEquals(
        "batch: 5 values and 2 labels for shape [2, 3]",
        assertThrows(
                IllegalArgumentException.class,
                () -> new Batch(new float[5], Shape.of(2, 3), new long[2]))
            .getMessage());
    assertThrows(
        IllegalArgumentException.class, () -> new Batch(new float[6], Shape.of(2, 3), new long[3]));
    Batches two =
        Batches.of(
            List.of(
                new Batch(new float[6], Shape.of(2, 3), new long[2]),
                new Batch(new float[3], Shape.of(1, 3), new long[1])));
    assertEquals(2, two.size());
    assertEquals(3, two.examples());
  }
}
