package io.reprise.papers.lccl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.baselines.attention.CollaborativeConv;
import io.reprise.baselines.attention.CollaborativeConv.Design;
import io.reprise.baselines.attention.CollaborativeConv.Kind;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.nn.Network;
import io.reprise.tensor.Device;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Engines;
import io.reprise.tensor.Op;
import io.reprise.tensor.Scope;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GatesTest {
  private final Engine engine = Engines.open(Device.CPU, 1);

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void zerosAreCountedInEvaluationByLayerAndPlace() {
    GateStatistics gates = new GateStatistics();
    Tensor x = engine.tensor(new float[] {-1, 2, 0, 3, -1, -2, -3, 4}, Shape.of(2, 1, 2, 2));
    assertArrayEquals(
        new float[] {0, 2, 0, 3, 0, 0, 0, 4}, gates.apply("a", x, Mode.TRAIN).toFloats());
    assertTrue(gates.counts().isEmpty());
    gates.apply("a", x, Mode.EVALUATE);
    gates.apply("a", x.mul(-1), Mode.EVALUATE);
    gates.apply("b", x.mul(0), Mode.EVALUATE);
    GateStatistics.Count a = gates.counts().get("a");
    assertEquals((5 + 4) / 16.0, a.zeroRate());
    assertArrayEquals(new float[] {0.5f, 0.5f}, a.openShare()[0]);
    assertArrayEquals(new float[] {0.25f, 0.5f}, a.openShare()[1]);
    assertEquals(
        List.of(false, true), gates.counts().values().stream().map(c -> c.dead()).toList());
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> gates.apply("a", engine.full(0, Shape.of(1, 1, 4, 1)), Mode.EVALUATE))
            .getMessage();
    assertTrue(message.contains("[1, 1, 4, 1] after 2 x 2"), message);
  }

  @Test
  void ofManyMapsTheShareThatIsOpenIsCounted() {
    GateStatistics gates = new GateStatistics();
    gates.apply("a", engine.tensor(new float[] {1, 0, 1, 1}, Shape.of(1, 2, 1, 2)), Mode.EVALUATE);
    assertArrayEquals(new float[] {1, 0.5f}, gates.counts().get("a").openShare()[0]);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.3, 0.9, 1})
  void calibrationClosesTheStatedShareOfAGate(double zeroRate) {
    Design design = Design.of(Kind.POINTWISE_SHARED);
    LayerContext at = LayerContext.root(engine, new Seed(1)).at("layer");
    Tensor x = engine.tensor(new Seed(2).normal(2 * 3 * 100), Shape.of(2, 3, 10, 10));
    GateCalibration calibration = new GateCalibration(zeroRate);
    Module dense = holder(at, design.withActivation(calibration));
    dense.forward(x, Mode.EVALUATE);
    calibration.lower(dense);
    GateStatistics gates = new GateStatistics();
    Module calibrated = holder(at, design.withActivation(gates));
    calibrated.load(dense.state());
    calibrated.forward(x, Mode.EVALUATE);
    assertEquals(zeroRate, gates.counts().get("layer").zeroRate(), 1e-9);
  }

  /** A network whose path to the layer is that of its context. */
  private static Module holder(LayerContext at, Design design) {
    return new Module() {
      private final CollaborativeConv layer =
          child("layer", new CollaborativeConv(at, design, 3, 4, 3, Op.Conv2d.of(1, 1)));

      @Override
      public Tensor forward(Tensor x, Mode mode) {
        return layer.forward(x, mode);
      }
    };
  }

  @Test
  void aZeroRateThatIsNoShareIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new GateCalibration(1.1));
    assertThrows(IllegalArgumentException.class, () -> new GateCalibration(Double.NaN));
  }

  @Test
  void aTimedNetworkSkipsAboutWhatItsSettingSays() {
    Network network =
        TimedNetworks.all().stream()
            .filter(n -> n.name().equals(TimedNetworks.SMALL))
            .filter(n -> n.setting().equals(TimedNetworks.setting(0.6)))
            .findFirst()
            .orElseThrow();
    Module net = network.builder().apply(LayerContext.root(engine, new Seed(1)));
    AtomicLong macs = new AtomicLong();
    try (Scope pass = engine.inference()) {
      Tensor x = engine.tensor(new Seed(9).normal(3 * 1024), Shape.of(1, 3, 32, 32));
      engine.listen(
          (op, inputs, output, nanos) -> {
            boolean columns = op.label().equals("linear") && inputs.get(1).shape().dim(1) % 9 == 0;
            macs.addAndGet(columns ? output.shape().elements() * inputs.get(1).shape().dim(1) : 0L);
          });
      net.forward(x, Mode.EVALUATE);
      engine.listen(null);
    }
    assertEquals(0.4, macs.doubleValue() / 40_108_032.0, 0.1);
    // On shapes alone it is that share in whole positions, beside the stem and the overhead.
    assertEquals(
        0.4 * 40_108_032 + 442_368 + 165_888,
        (double) network.costs().convMacs(),
        0.005 * 40_108_032);
  }
}
