package io.reprise.baselines.attention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.baselines.DenseNet;
import io.reprise.baselines.GoogLeNet;
import io.reprise.baselines.InceptionV3;
import io.reprise.baselines.PreActivationResNet;
import io.reprise.baselines.ResNet;
import io.reprise.baselines.Style;
import io.reprise.baselines.UniformStyle;
import io.reprise.baselines.Vgg;
import io.reprise.baselines.attention.EraseRelu.Which;
import io.reprise.baselines.costs.EraseReluNetworks;
import io.reprise.nn.Costs;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.nn.Network;
import io.reprise.tensor.Op;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Unary;
import io.reprise.tensor.meta.MetaEngine;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EraseReluTest {
  private static final Shape CIFAR = Shape.of(3, 32, 32);

  private record Family(
      Style base, Shape input, Function<Style, Function<LayerContext, Module>> network) {}

  private static Family family(String name) {
    Style standard = UniformStyle.STANDARD;
    int depth = Integer.parseInt("0" + name.replaceAll("\\D", ""));
    return switch (name.replaceAll("\\d", "")) {
      case "resnet" -> {
        boolean small = List.of(8, 20, 32, 56, 110).contains(depth);
        ResNet.Design d = small ? ResNet.Design.cifar(depth, 10) : ResNet.Design.imageNet(depth);
        yield new Family(
            standard,
            small ? CIFAR : Shape.of(3, 64, 64),
            s -> at -> new ResNet(at, d.withStyle(s)));
      }
      case "resnext" -> {
        ResNet.Design d = ResNet.Design.cifarResNeXt(depth, 8, 64, 10);
        yield new Family(standard, CIFAR, s -> at -> new ResNet(at, d.withStyle(s)));
      }
      case "preact" -> {
        PreActivationResNet.Design d =
            depth == 164
                ? PreActivationResNet.Design.bottleneck(depth, 10)
                : PreActivationResNet.Design.basic(depth, 10);
        yield new Family(standard, CIFAR, s -> at -> new PreActivationResNet(at, d.withStyle(s)));
      }
      case "vgg" -> {
        Vgg.Design d = Vgg.Design.cifar(depth, 10, UniformStyle.BIASED);
        yield new Family(d.style(), CIFAR, s -> at -> new Vgg(at, d.withStyle(s)));
      }
      case "googlenet" -> {
        GoogLeNet.Design d = GoogLeNet.Design.imageNet(GoogLeNet.Form.TORCHVISION);
        yield new Family(
            d.style(), Shape.of(3, 64, 64), s -> at -> new GoogLeNet(at, d.withStyle(s)));
      }
      case "googlenet-cifar" -> {
        GoogLeNet.Design d = GoogLeNet.Design.cifar(10);
        yield new Family(d.style(), CIFAR, s -> at -> new GoogLeNet(at, d.withStyle(s)));
      }
      case "inception" -> {
        InceptionV3.Design d = new InceptionV3.Design(1, 10);
        yield new Family(
            standard, Shape.of(3, 75, 75), s -> at -> new InceptionV3(at, d.withStyle(s)));
      }
      case "densenet" -> {
        DenseNet.Design d = DenseNet.Design.cifar(depth, 12, depth == 100, 10);
        yield new Family(standard, CIFAR, s -> at -> new DenseNet(at, d.withStyle(s)));
      }
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static ErasedRelus erased(String network, String position, double proportion) {
    Family f = family(network);
    return ErasedRelus.of(
        new EraseRelu(f.base, Which.parse(position), proportion), f.network, f.input);
  }

  @ParameterizedTest
  @CsvSource({
    // Residual: a stem's and two or three a block.
    "resnet20, last, 1, 19, 10",
    "resnet32, last, 1, 31, 16",
    "resnet56, last, 1, 55, 28",
    "resnet110, last, 1, 109, 55",
    "resnet20, last, 0, 19, 19",
    "resnet20, both, 1, 19, 1",
    "resnet20, first, 1, 19, 10",
    "resnet20, last, 0.5, 19, 15",
    "resnet50, last, 1, 49, 33",
    "resnet50, middle 2, 1, 49, 33",
    "resnet50, both, 1, 49, 1",
    "resnext29, last, 1, 28, 19",
    // Pre-activation: the one before the mean is in no block.
    "preact20, last, 1, 19, 10",
    "preact20, both, 1, 19, 1",
    "preact164, last, 1, 163, 109",
    "preact164, middle 2, 0.5, 163, 136",
    // Plain: five groups between poolings, 13 convolutions.
    "vgg16, last, 1, 13, 8",
    "vgg16, first, 1, 13, 8",
    "vgg16, both, 1, 13, 0",
    "vgg11, last, 1, 8, 3",
    "vgg16, last, 0.5, 13, 11",
    // Inception: three in the stem, nine modules of four branches and six layers.
    "googlenet, last, 1, 57, 21",
    "googlenet, first, 1, 57, 21",
    "googlenet, middle 2, 1, 57, 48",
    "googlenet, both, 1, 57, 3",
    "googlenet-cifar, last, 1, 64, 28",
    "googlenet-cifar, both, 1, 64, 1",
    // 11 modules, of which the last two end in six places.
    "inception, last, 1, 94, 50",
    "inception, first, 1, 94, 54",
    "inception, both, 1, 94, 5",
    // Dense: one or two a layer; the transitions and the head keep theirs.
    "densenet40, last, 1, 39, 3",
    "densenet100, last, 1, 99, 51",
    "densenet100, first, 1, 99, 51",
    "densenet100, last, 0.25, 99, 87",
  })
  void asManyReluAreLeftAsCountedByHand(
      String network, String position, double proportion, long before, long after) {
    ErasedRelus counted = erased(network, position, proportion);
    assertEquals(before, counted.before());
    assertEquals(after, counted.after());
    assertEquals(before - after, counted.erased());
  }

  @Test
  void aShareOfTheModulesIsSpreadEvenly() {
    EraseRelu half = new EraseRelu(Which.LAST, 0.5);
    EraseRelu quarter = new EraseRelu(Which.LAST, 0.25);
    EraseRelu most = new EraseRelu(Which.LAST, 0.75);
    assertEquals(List.of(1, 3, 5, 7), erasedModules(half, 9));
    assertEquals(List.of(3, 7), erasedModules(quarter, 9));
    assertEquals(List.of(1, 2, 3, 5, 6, 7), erasedModules(most, 9));
  }

  private static List<Integer> erasedModules(EraseRelu rule, int modules) {
    return IntStream.range(0, modules).filter(rule::erasesIn).boxed().toList();
  }

  @Test
  void onlyTheLastConvolutionOfAPlainGroupLosesIts() {
    assertEquals("CRCPCRCPCRCRCPCRCRCPCRCRC", sequence("vgg16", "last"));
    assertEquals("CCRPCCRPCCRCRPCCRCRPCCRCR", sequence("vgg16", "first"));
  }

  /** Convolutions, ReLUs and poolings in the order in which they run. */
  private static String sequence(String network, String position) {
    Family f = family(network);
    try (MetaEngine meta = new MetaEngine()) {
      Module net =
          f.network
              .apply(new EraseRelu(f.base, Which.parse(position), 1))
              .apply(LayerContext.root(meta, new Seed(1)));
      net.forward(meta.input(f.input.prepend(1)), Mode.EVALUATE);
      return meta.trace().stream()
          .map(MetaEngine.Executed::op)
          .map(
              op ->
                  op instanceof Op.Conv2d
                      ? "C"
                      : op == Unary.RELU ? "R" : op instanceof Op.Pool2d ? "P" : "")
          .collect(Collectors.joining());
    }
  }

  @Test
  void everyArchitectureOfThePaperCostsTheSameWithoutThem() {
    Map<String, List<Costs>> byNetwork =
        new EraseReluNetworks()
            .networks().stream()
                .filter(n -> !n.name().startsWith("Pre-act ResNet-1001"))
                .collect(
                    Collectors.groupingBy(
                        n -> n.name() + n.baseline(),
                        Collectors.mapping(Network::costs, Collectors.toList())));
    byNetwork.forEach(
        (name, costs) -> {
          assertEquals(5, costs.size(), name);
          assertEquals(1, costs.stream().map(Costs::numbers).distinct().count(), name);
          assertEquals(1, costs.stream().map(Costs::convMacs).distinct().count(), name);
          assertNotEquals(1, costs.stream().map(Costs::rectifiers).distinct().count(), name);
        });
  }

  @Test
  void theOtherLayersOfTheBaseStay() {
    try (MetaEngine meta = new MetaEngine()) {
      Vgg.Design plain = Vgg.Design.cifar(11, 10, UniformStyle.BIASED);
      EraseRelu rule = new EraseRelu(plain.style(), Which.LAST, 1);
      Module kept = new Vgg(LayerContext.root(meta, new Seed(1)), plain);
      Module net = new Vgg(LayerContext.root(meta, new Seed(1)), plain.withStyle(rule));
      assertEquals(kept.parameters().keySet(), net.parameters().keySet());
      assertTrue(net.parameters().containsKey("convolutions.0.conv.bias"));
    }
  }

  @Test
  void aProportionOutsideItsRangeIsRefused() {
    for (double proportion : new double[] {-0.1, 1.1, Double.NaN}) {
      assertEquals(
          "EraseReLU: proportion " + proportion + " of modules: expected [0, 1]",
          assertThrows(IllegalArgumentException.class, () -> new EraseRelu(Which.LAST, proportion))
              .getMessage());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "second, 'EraseReLU: position ''second'': expected last, first, both or middle K'",
    "middle, 'EraseReLU: position ''middle'': expected last, first, both or middle K'",
    "middle 1, 'EraseReLU: middle position 1: expected at least 2, the first is position 1'",
  })
  void anUnknownPositionIsRefused(String word, String message) {
    assertEquals(
        message,
        assertThrows(IllegalArgumentException.class, () -> Which.parse(word)).getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "resnet20, middle 2, 0, stage1_block0.activation1, 2",
    "resnet50, middle 3, 0, stage1_block0.activation1, 3",
    "densenet40, middle 2, 0, body.1.branch.1, 1",
    "vgg16, middle 2, 0, convolutions.1, 2",
  })
  void aPositionThatAModuleLacksNamesTheModule(
      String network, String position, int module, String path, int count) {
    assertEquals(
        "EraseReLU in module "
            + module
            + " at '"
            + path
            + "': position '"
            + position
            + "' of "
            + count
            + " ReLUs: expected one in between",
        assertThrows(IllegalArgumentException.class, () -> erased(network, position, 1))
            .getMessage());
  }

  @Test
  void aShareThatErasesNothingIsToldAndOthersAreNot() {
    assertEquals(
        "EraseReLU: proportion 0.25 of the modules, position 'last', erases none of 7 ReLUs",
        erased("resnet8", "last", 0.25).warning().orElseThrow());
    assertTrue(erased("resnet8", "last", 0).warning().isEmpty());
    assertTrue(erased("resnet8", "last", 0.5).warning().isEmpty());
  }

  @Test
  void positionsAreReadAsTheyAreWritten() {
    for (Which which : List.of(Which.LAST, Which.FIRST, Which.ALL, Which.middle(4))) {
      assertEquals(which, Which.parse(which.word()));
    }
  }

  @Test
  void designsOfTheSameRuleAreEqual() {
    ResNet.Design plain = ResNet.Design.cifar(20, 10);
    assertEquals(
        plain.withStyle(new EraseRelu(Which.LAST, 1)),
        plain.withStyle(new EraseRelu(Which.LAST, 1)));
    assertNotEquals(
        plain.withStyle(new EraseRelu(Which.LAST, 1)),
        plain.withStyle(new EraseRelu(Which.FIRST, 1)));
  }
}
