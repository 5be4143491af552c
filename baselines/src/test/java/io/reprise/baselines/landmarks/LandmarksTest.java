package io.reprise.baselines.landmarks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LandmarksTest {
  private static final PoseMachineDesign SMALL =
      new PoseMachineDesign(List.of(4, PoseMachineDesign.POOL, 6), 5, 4, 8, 3, 3);
  private static final StyleGenerator.Design STYLE = new StyleGenerator.Design(4, 1);

  private final Engine engine = Engines.open(Device.CPU, 1);
  private final LayerContext at = LayerContext.root(engine, new Seed(1));

  @AfterEach
  void close() {
    engine.close();
  }

  private Tensor images(int side) {
    Shape shape = Shape.of(2, 3, side, side);
    return engine.tensor(new Seed(2).normal((int) shape.elements()), shape);
  }

  static Stream<Arguments> networks() {
    return Stream.of(
        network("pose machine", Shape.of(2, 3, 8, 8), c -> new PoseMachine(c, SMALL)),
        network(
            "SAN",
            Shape.of(2, 3, 8, 8),
            c -> new StyleAggregatedNetwork(c, SMALL, Optional.of(STYLE))),
        network(
            "the same image twice",
            Shape.of(2, 3, 8, 8),
            c -> new StyleAggregatedNetwork(c, SMALL, Optional.empty())),
        network("generator", Shape.of(2, 3, 16, 16), c -> new StyleGenerator(c, STYLE)));
  }

  private static Arguments network(
      String name, Shape output, Function<LayerContext, Module> network) {
    return Arguments.of(name, output, network);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("networks")
  void networksGiveMapsAndLearn(String name, Shape output, Function<LayerContext, Module> network) {
    Module net = network.apply(at);
    Tensor y = net.forward(images(16), Mode.TRAIN);
    assertEquals(output, y.shape());
    Tensor loss = y.square().sum();
    List<Tensor> gradients = engine.gradients(loss, List.copyOf(net.parameters().values()));
    long moved = gradients.stream().filter(g -> g.abs().sum().item() > 0).count();
    assertTrue(2 * moved > gradients.size(), name + ": " + moved + " of " + gradients.size());
  }

  @Test
  void aDiscriminatorJudgesPatches() {
    PatchDiscriminator net = new PatchDiscriminator(at, 4);
    assertEquals(Shape.of(2, 1, 6, 6), net.forward(images(64), Mode.EVALUATE).shape());
  }

  @Test
  void aGeneratorStaysInsideOne() {
    Tensor y = new StyleGenerator(at, STYLE).forward(images(16).mul(50), Mode.EVALUATE);
    assertTrue(y.abs().max().item() < 1);
  }

  @Test
  void theAggregateIsTheMeanOfTwoStylesOrTheImage() {
    Tensor x = images(16);
    StyleAggregatedNetwork net = new StyleAggregatedNetwork(at, SMALL, Optional.of(STYLE));
    StyleAggregation styles = (StyleAggregation) net.children().get("aggregation");
    Tensor a = styles.first(x, Mode.EVALUATE);
    Tensor b = styles.second(x, Mode.EVALUATE);
    assertNotEquals(0, a.sub(b).abs().max().item());
    Tensor mean = a.add(b).div(2);
    assertEquals(0, net.aggregated(x, Mode.EVALUATE).sub(mean).abs().max().item(), 1e-6);
    StyleAggregatedNetwork same = new StyleAggregatedNetwork(at, SMALL, Optional.empty());
    assertEquals(0, same.aggregated(x, Mode.EVALUATE).sub(x).abs().max().item());
  }

  @Test
  void anAggregationTakesOverItsGenerators() {
    Tensor x = images(16);
    StyleAggregation from = new StyleAggregation(at.at("from"), STYLE);
    StyleAggregation to = new StyleAggregation(at.at("to"), STYLE);
    to.load(from.children().get("secondStyle").state(), from.children().get("firstStyle").state());
    assertArrayEquals(
        from.first(x, Mode.EVALUATE).toFloats(), to.second(x, Mode.EVALUATE).toFloats());
    assertArrayEquals(
        from.second(x, Mode.EVALUATE).toFloats(), to.first(x, Mode.EVALUATE).toFloats());
  }

  @Test
  void aGeneratorRefusesImagesThatComeBackInAnotherSizeOrHaveNothingToNormalise() {
    StyleGenerator net = new StyleGenerator(at, STYLE);
    for (int side : List.of(18, 12)) {
      String message =
          assertThrows(
                  IllegalArgumentException.class, () -> net.forward(images(side), Mode.EVALUATE))
              .getMessage();
      assertTrue(message.contains("expected height and width of at least 16"), message);
    }
    assertEquals(Shape.of(2, 3, 20, 20), net.forward(images(20), Mode.EVALUATE).shape());
  }

  @Test
  void everyStageGivesMaps() {
    List<Tensor> maps = new PoseMachine(at, SMALL).stages(images(16), Mode.EVALUATE);
    assertEquals(3, maps.size());
    maps.forEach(m -> assertEquals(Shape.of(2, 3, 8, 8), m.shape()));
  }

  @Test
  void designsThatCannotBeAreRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new PoseMachineDesign(List.of(PoseMachineDesign.POOL, 4), 5, 4, 8, 3, 3));
    assertThrows(
        IllegalArgumentException.class, () -> new PoseMachineDesign(List.of(4), 5, 4, 8, 3, 1));
    PoseMachineDesign two = new PoseMachineDesign(List.of(4), 5, 4, 8, 2, 3);
    assertThrows(
        IllegalArgumentException.class,
        () -> new StyleAggregatedNetwork(at, two, Optional.empty()));
    assertThrows(IllegalArgumentException.class, () -> new PatchDiscriminator(at, 0));
  }
}
