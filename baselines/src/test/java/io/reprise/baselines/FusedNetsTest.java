package io.reprise.baselines;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.baselines.DeeplyFusedNet.Fusion;
import io.reprise.baselines.attention.BottleneckAttention;
import io.reprise.baselines.attention.BranchSum;
import io.reprise.baselines.attention.ConvBlockAttention;
import io.reprise.baselines.attention.SelectiveKernel;
import io.reprise.baselines.detection.ResNetBackbone;
import io.reprise.baselines.restoration.DenoisingUNet;
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
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Networks whose branches meet, small, on a real engine. */
class FusedNetsTest {
  private static final int CLASSES = 3;
  private static final int SIDE = 16;

  private final Engine engine = Engines.open(Device.CPU, 1);

  @AfterEach
  void close() {
    engine.close();
  }

  private static Arguments network(
      String name, Shape output, Function<LayerContext, Module> network) {
    return Arguments.of(name, output, network);
  }

  private static ResNet.Design small(boolean bottleneck) {
    return new ResNet.Design(List.of(1, 1), List.of(8, 16), CLASSES, bottleneck, false, bottleneck);
  }

  private static DeeplyFusedNet.Design fused(int first, int second) {
    return new DeeplyFusedNet.Design(
        4,
        List.of(new Fusion(4, 1, List.of(first, second)), new Fusion(8, 2, List.of(2, 1))),
        CLASSES,
        UniformStyle.STANDARD);
  }

  static Stream<Arguments> networks() {
    Shape logits = Shape.of(4, CLASSES);
    SelectiveKernel.Branch three = new SelectiveKernel.Branch(3, 1, 0);
    SelectiveKernel.Branch five = new SelectiveKernel.Branch(3, 2, 0);
    DenoisingUNet.Design denoiser =
        new DenoisingUNet.Design(3, List.of(4, 6, 8), List.of(2, 1, 1), List.of(1, 2));
    return Stream.of(
        network("fused", logits, at -> new DeeplyFusedNet(at, fused(3, 0))),
        network(
            "merge and run",
            logits,
            at -> new MergeAndRunNet(at, new MergeAndRunNet.Design(1, 4, CLASSES))),
        network(
            "summed branches",
            logits,
            at -> new ResNet(at, small(true).withStyle(BranchSum.style(List.of(three, five))))),
        network(
            "CBAM",
            logits,
            at ->
                new ResNet(
                    at, small(true).withStyle(Style.attending(ConvBlockAttention.reducing(4))))),
        network("BAM", logits, at -> new ResNet(at, BottleneckAttention.after(small(false), 2))),
        network("denoiser", Shape.of(4, 3, SIDE, SIDE), at -> new DenoisingUNet(at, denoiser)),
        network(
            "backbone",
            Shape.of(4, 16, SIDE / 2, SIDE / 2),
            at -> new ResNetBackbone(at, small(false))));
  }

  private Tensor images() {
    Shape shape = Shape.of(4, 3, SIDE, SIDE);
    return engine.tensor(new Seed(2).normal((int) shape.elements()), shape);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("networks")
  void givesFiniteResultsAndEveryWeightAFiniteGradient(
      String name, Shape output, Function<LayerContext, Module> network) {
    Module net = network.apply(LayerContext.root(engine, new Seed(1)));
    Tensor y = net.forward(images(), Mode.TRAIN);
    assertEquals(output, y.shape());
    Tensor loss = y.sub(0.5).square().mean();
    assertTrue(Double.isFinite(loss.item()), name);
    List<Tensor> parameters = List.copyOf(net.parameters().values());
    int moved = 0;
    for (Tensor gradient : engine.gradients(loss, parameters)) {
      double size = gradient.abs().sum().item();
      assertTrue(Double.isFinite(size), name);
      moved += size > 0 ? 1 : 0;
    }
    assertTrue(moved > parameters.size() / 2, moved + " of " + parameters.size() + " moved");
  }

  /** Branches of the same weights in another order: a block's place in the base nets is free. */
  @Test
  void branchesOfAFusionExchange() {
    Module net = new DeeplyFusedNet(LayerContext.root(engine, new Seed(1)), fused(2, 1));
    Module swapped = new DeeplyFusedNet(LayerContext.root(engine, new Seed(5)), fused(1, 2));
    net.parameters()
        .forEach(
            (path, from) -> {
              String other =
                  path.startsWith("fusion0.branch0")
                      ? path.replace("branch0", "branch1")
                      : path.startsWith("fusion0") ? path.replace("branch1", "branch0") : path;
              swapped.parameters().get(other).assign(from);
            });
    Tensor x = images();
    assertArrayEquals(
        net.forward(x, Mode.EVALUATE).toFloats(), swapped.forward(x, Mode.EVALUATE).toFloats());
  }

  @Test
  void aFusionWithTheIdentityIsAResidualBlock() {
    DeeplyFusedNet.Design design =
        new DeeplyFusedNet.Design(
            8, List.of(new Fusion(8, 1, List.of(2, 0))), CLASSES, UniformStyle.STANDARD);
    Module fused = new DeeplyFusedNet(LayerContext.root(engine, new Seed(1)), design);
    Module residual =
        new ResNet(
            LayerContext.root(engine, new Seed(5)),
            new ResNet.Design(List.of(1), List.of(8), CLASSES, false, false, false));
    List<Tensor> from = List.copyOf(fused.parameters().values());
    List<Tensor> to = List.copyOf(residual.parameters().values());
    assertEquals(from.size(), to.size());
    for (int i = 0; i < from.size(); i++) {
      to.get(i).assign(from.get(i));
    }
    Tensor x = images();
    assertArrayEquals(
        fused.forward(x, Mode.EVALUATE).toFloats(),
        residual.forward(x, Mode.EVALUATE).toFloats(),
        1e-6f);
  }

  /** Twins would hide whether the projected inputs are merged, so the networks differ here. */
  @Test
  void mergeAndRunGivesBothNetworksTheMeanOfTheProjectedInputs() {
    Module net =
        new MergeAndRunNet(
            LayerContext.root(engine, new Seed(1)), new MergeAndRunNet.Design(2, 4, CLASSES));
    Tensor x = images();
    Tensor first = net.children().get("stem").forward(x, Mode.EVALUATE).relu();
    Tensor second = first;
    Tensor joined = null;
    for (int number = 0; number < 6; number++) {
      Map<String, Module> parts =
          net.children().get("stage" + (number / 2 + 1) + "_block" + number % 2).children();
      Tensor branch = parts.get("branch0").forward(first, Mode.EVALUATE);
      Tensor other = parts.get("branch1").forward(second, Mode.EVALUATE);
      boolean projects = parts.containsKey("projection0");
      Tensor line = projects ? parts.get("projection0").forward(first, Mode.EVALUATE) : first;
      Tensor twin = projects ? parts.get("projection1").forward(second, Mode.EVALUATE) : second;
      Tensor mean = line.add(twin).mul(0.5);
      first = branch.add(mean).relu();
      second = other.add(mean).relu();
      joined = branch.add(other).add(mean).relu();
    }
    Tensor logits = net.children().get("classifier").forward(joined.mean(2, 3), Mode.EVALUATE);
    assertArrayEquals(logits.toFloats(), net.forward(x, Mode.EVALUATE).toFloats(), 1e-5f);
  }

  @Test
  void aDenoiserWhoseLastLayerIsZeroGivesTheImage() {
    Module net =
        new DenoisingUNet(
            LayerContext.root(engine, new Seed(1)),
            new DenoisingUNet.Design(3, List.of(4, 6), List.of(1, 1), List.of(1)));
    Tensor last = net.parameters().get("last.weight");
    last.assign(engine.full(0, last.shape()));
    Tensor odd = images().slice(2, 0, SIDE - 1);
    assertArrayEquals(odd.toFloats(), net.forward(odd, Mode.EVALUATE).toFloats());
  }

  @Test
  void aBackboneHasAllOfItsNetworkButTheClassifier() {
    LayerContext at = LayerContext.root(engine, new Seed(1));
    int whole = new ResNet(at, small(true)).parameters().size();
    assertEquals(whole - 2, new ResNetBackbone(at, small(true)).parameters().size());
  }

  @Test
  void designsThatDoNotFitAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Fusion(4, 1, List.of()));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new DeeplyFusedNet.Design(
                4, List.of(new Fusion(8, 1, List.of(1, 0))), CLASSES, UniformStyle.STANDARD));
    assertThrows(
        IllegalArgumentException.class, () -> DeeplyFusedNet.Design.deepAndShallow(27, 3, 10));
    assertThrows(
        IllegalArgumentException.class, () -> DeeplyFusedNet.Design.deepAndShallow(26, 4, 10));
    assertThrows(IllegalArgumentException.class, () -> MergeAndRunNet.Design.ofDepth(56, 1, 10));
    assertThrows(
        IllegalArgumentException.class,
        () -> new DenoisingUNet.Design(3, List.of(4, 8), List.of(1, 1), List.of()));
  }
}
