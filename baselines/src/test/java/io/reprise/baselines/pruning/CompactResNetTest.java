package io.reprise.baselines.pruning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.baselines.ResNet;
import io.reprise.nn.BatchNorm2d;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.tensor.Device;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Engines;
import io.reprise.tensor.Scope;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CompactResNetTest {
  private final Engine engine = Engines.open(Device.CPU, 1);

  @AfterEach
  void close() {
    engine.close();
  }

  static Stream<Arguments> networks() {
    ResNet.Design plainBottleneck =
        new ResNet.Design(List.of(2, 1), List.of(8, 16), 10, true, false, true);
    return Stream.of(
        Arguments.of(ResNet.Design.cifar(20, 10), 32, 32),
        Arguments.of(ResNet.Design.cifar(8, 10), 15, 21),
        Arguments.of(plainBottleneck, 16, 16),
        Arguments.of(ResNet.Design.imageNet(18), 64, 64),
        Arguments.of(ResNet.Design.imageNet(18), 75, 53),
        Arguments.of(ResNet.Design.imageNet(50), 64, 64));
  }

  /** A network whose statistics are far from those of initialisation. */
  private ResNet network(ResNet.Design design) {
    ResNet net = new ResNet(LayerContext.root(engine, new Seed(5)), design);
    for (Map.Entry<String, Module> m : net.modules().entrySet()) {
      if (m.getValue() instanceof BatchNorm2d norm) {
        Seed seed = new Seed(6).named(m.getKey());
        fill(norm.scale(), seed.named("scale"), 0.5f, 1.5f);
        fill(norm.shift(), seed.named("shift"), -1, 1);
        fill(norm.runningMean(), seed.named("mean"), -0.5f, 0.5f);
        fill(norm.runningVariance(), seed.named("variance"), 0.5f, 1.5f);
      }
    }
    return net;
  }

  private static void fill(Tensor t, Seed seed, float low, float high) {
    float[] v = seed.uniform((int) t.shape().elements());
    for (int i = 0; i < v.length; i++) {
      v[i] = low + (high - low) * v[i];
    }
    Module.set(t, v);
  }

  @ParameterizedTest
  @MethodSource("networks")
  void theCutNetworkComputesWhatTheMaskedOneComputes(ResNet.Design design, int height, int width) {
    Shape image = Shape.of(3, height, width);
    ResNet net = network(design);
    Map<String, Tensor> weights = ResNetFilters.weights(net);
    FilterSelection selection = FilterSelection.smallestNorm(weights, 0.3);
    selection.zero(weights);
    CompactResNet cut = CompactResNet.cut(net, selection, image);
    assertTrue(parameters(cut) < parameters(net));
    try (Scope scope = engine.inference()) {
      Tensor x =
          engine.tensor(new Seed(7).normal(2 * 3 * height * width), Shape.of(2, 3, height, width));
      Tensor masked = net.forward(x, Mode.EVALUATE);
      double difference = masked.sub(cut.forward(x, Mode.EVALUATE)).abs().max().item();
      assertEquals(0, difference, 1e-4);

      // Without the folded constants it computes something else.
      cut.buffers()
          .forEach(
              (path, t) -> {
                if (path.endsWith("contribution") || path.endsWith("constants")) {
                  t.scale(0);
                }
              });
      double forgotten = masked.sub(cut.forward(x, Mode.EVALUATE)).abs().max().item();
      assertTrue(forgotten > 0.01, "constants do not matter here: " + forgotten);
    }
  }

  private static long parameters(Module module) {
    return module.parameters().values().stream().mapToLong(t -> t.shape().elements()).sum();
  }

  @Test
  void aFilterThatIsNotZeroCannotBeCut() {
    ResNet net = network(ResNet.Design.cifar(8, 10));
    FilterSelection selection = FilterSelection.smallestNorm(ResNetFilters.weights(net), 0.3);
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> CompactResNet.cut(net, selection, Shape.of(3, 32, 32)))
            .getMessage();
    assertTrue(message.contains("of stem") && message.contains("expected zeros"), message);
  }

  @Test
  void aCutNetworkIsForEvaluation() {
    ResNet.Design design = ResNet.Design.cifar(8, 10);
    CompactResNet cut =
        new CompactResNet(
            LayerContext.root(engine, new Seed(1)),
            design,
            ResNetFilters.random(design, 0.5, new Seed(1)),
            Shape.of(3, 8, 8));
    assertThrows(
        IllegalArgumentException.class,
        () -> cut.forward(engine.full(0, Shape.of(1, 3, 8, 8)), Mode.TRAIN));
  }
}
