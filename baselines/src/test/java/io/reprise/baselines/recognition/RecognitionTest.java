package io.reprise.baselines.recognition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.baselines.ResNet;
import io.reprise.baselines.ResNetFeatures;
import io.reprise.baselines.recognition.IrNet.Uncertainty;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.tensor.Device;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Engines;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RecognitionTest {
  private static Function<LayerContext, Module> faces(int reduction, Uncertainty uncertainty) {
    IrNet.Design design =
        new IrNet.Design(List.of(1, 2), List.of(4, 8), reduction, 16, 5, 0.1, uncertainty);
    return at -> new IrNet(at, design);
  }

  static Stream<Arguments> networks() {
    LandmarkLocalizer.Design points = new LandmarkLocalizer.Design(List.of(4, 8), 6, 16, 3);
    Function<LayerContext, Module> localizer = at -> new LandmarkLocalizer(at, points);
    Function<LayerContext, Module> features =
        at ->
            new ResNetFeatures(
                at, new ResNet.Design(List.of(1, 1), List.of(8, 16), 3, true, true, true));
    return Stream.of(
        Arguments.of("IR", 5, faces(0, Uncertainty.NONE)),
        Arguments.of("IR-SE", 5, faces(2, Uncertainty.NONE)),
        Arguments.of("one more head", 10, faces(2, Uncertainty.LINEAR)),
        Arguments.of("a deeper head", 10, faces(0, Uncertainty.HIDDEN)),
        Arguments.of("localizer", 6, localizer),
        Arguments.of("ResNet", 64, features));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("networks")
  void networksEmbedAndLearn(String name, int width, Function<LayerContext, Module> network) {
    try (Engine engine = Engines.open(Device.CPU, 1)) {
      Module net = network.apply(LayerContext.root(engine, new Seed(1)));
      Shape shape = Shape.of(4, 3, 16, 16);
      Tensor x = engine.tensor(new Seed(2).normal((int) shape.elements()), shape);
      assertEquals(Shape.of(4, width), net.forward(x, Mode.EVALUATE).shape());
      Shape target = Shape.of(4, width);
      Tensor t = engine.tensor(new Seed(3).normal((int) target.elements()), target);
      Tensor loss = net.forward(x, Mode.TRAIN).mseLoss(t);
      List<Tensor> gradients = engine.gradients(loss, List.copyOf(net.parameters().values()));
      long moved = gradients.stream().filter(g -> g.abs().sum().item() > 0).count();
      assertTrue(2 * moved > gradients.size(), name + ": " + moved + " of " + gradients.size());
    }
  }

  @Test
  void aResNetsFeaturesHaveNoClassifier() {
    try (Engine engine = Engines.open(Device.CPU, 1)) {
      ResNet.Design design = new ResNet.Design(List.of(1), List.of(8), 3, false, false, false);
      LayerContext at = LayerContext.root(engine, new Seed(1));
      long whole = new ResNet(at, design).parameters().size();
      ResNetFeatures features = new ResNetFeatures(at, design);
      assertEquals(whole - 2, features.parameters().size());
      assertFalse(features.parameters().keySet().stream().anyMatch(p -> p.contains("classifier")));
    }
  }

  @Test
  void networksThatDoNotExistAreRefused() {
    assertEquals(
        "IR network depth 20: expected 18, 34, 50, 64 or 100",
        assertThrows(IllegalArgumentException.class, () -> IrNet.Design.faces(20)).getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> new IrNet.Design(List.of(1, 1), List.of(4), 0, 16, 5, 0, Uncertainty.NONE));
    assertThrows(
        IllegalArgumentException.class,
        () -> new LandmarkLocalizer.Design(List.of(4, 8), 6, 18, 3));
  }
}
