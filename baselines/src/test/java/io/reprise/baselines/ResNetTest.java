package io.reprise.baselines;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.baselines.ResNet.Block;
import io.reprise.baselines.ResNet.Design;
import io.reprise.nn.Costs;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.tensor.Device;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Engines;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import io.reprise.tensor.meta.MetaEngine;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResNetTest {
  private static Costs costs(Design design, int side) {
    return Costs.of(at -> new ResNet(at, design), Shape.of(3, side, side));
  }

  private static void assertCifar(int depth, long parameters, long convMacs) {
    Costs costs = costs(Design.cifar(depth, 10), 32);
    assertEquals(parameters, costs.parameters());
    assertEquals(convMacs, costs.convMacs());
    assertEquals(640, costs.linearMacs());
    assertEquals(depth, costs.layers().size());
  }

  @Test
  void cifarNetworksCostWhatThePaperSays() {
    assertCifar(20, 269_722, 40_550_400);
    assertCifar(32, 464_154, 68_861_952);
    assertCifar(56, 853_018, 125_485_056);
    assertCifar(110, 1_727_962, 252_887_040);
  }

  @Test
  void imageNetNetworksHaveTheParametersOfTorchvision() {
    assertEquals(11_689_512, costs(Design.imageNet(18), 224).parameters());
    assertEquals(21_797_672, costs(Design.imageNet(34), 224).parameters());
    assertEquals(25_557_032, costs(Design.imageNet(50), 224).parameters());
    assertEquals(44_549_160, costs(Design.imageNet(101), 224).parameters());
    assertEquals(60_192_808, costs(Design.imageNet(152), 224).parameters());
  }

  @Test
  void imageNetNetworksHaveTheMultiplyAddsOfTorchvision() {
    Costs eighteen = costs(Design.imageNet(18), 224);
    assertEquals(1_814_073_344, eighteen.convMacs() + eighteen.linearMacs());
    Costs fifty = costs(Design.imageNet(50), 224);
    assertEquals(4_089_184_256L, fifty.convMacs() + fifty.linearMacs());
    assertEquals(512_000, eighteen.linearMacs());
  }

  @Test
  void depthsThatDoNotExistAreRefused() {
    for (int depth : new int[] {-4, 0, 2, 7, 19, 21}) {
      assertEquals(
          "ResNet depth " + depth + ": a CIFAR network has depth 6n+2 (8, 14, 20, 32, 56, ...)",
          assertThrows(IllegalArgumentException.class, () -> Design.cifar(depth, 10)).getMessage());
    }
    assertEquals(
        "ResNet depth 20: ImageNet networks have 18, 34, 50, 101 or 152",
        assertThrows(IllegalArgumentException.class, () -> Design.imageNet(20)).getMessage());
  }

  @Test
  void designsWhoseNumbersDoNotFitAreRefused() {
    assertRefused("expected one each a stage", List.of(2, 2), List.of(16), 10);
    assertRefused("expected one each a stage", List.of(), List.of(), 10);
    assertRefused("expected all at least 1", List.of(2, 0), List.of(16, 32), 10);
    assertRefused("expected all at least 1", List.of(2, 2), List.of(16, -1), 10);
    assertRefused("and 0 classes: expected all at least 1", List.of(2), List.of(16), 0);
  }

  private static void assertRefused(
      String end, List<Integer> blocks, List<Integer> widths, int classes) {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> new Design(blocks, widths, classes, false, false, false))
            .getMessage();
    assertTrue(message.startsWith("ResNet: blocks " + blocks) && message.endsWith(end), message);
  }

  @Test
  void stagesHalveTheImageAndWidenIt() {
    try (MetaEngine meta = new MetaEngine()) {
      ResNet net = new ResNet(LayerContext.root(meta, new Seed(1)), Design.cifar(20, 100));
      Tensor y = net.stem().forward(meta.input(Shape.of(5, 3, 32, 32)), Mode.EVALUATE);
      assertEquals(Shape.of(5, 16, 32, 32), y.shape());
      int[] widths = {16, 16, 16, 32, 32, 32, 64, 64, 64};
      int[] sides = {32, 32, 32, 16, 16, 16, 8, 8, 8};
      assertEquals(9, net.blocks().size());
      for (int i = 0; i < 9; i++) {
        y = net.blocks().get(i).forward(y, Mode.EVALUATE);
        assertEquals(Shape.of(5, widths[i], sides[i], sides[i]), y.shape());
      }
      assertEquals(
          Shape.of(5, 100), net.forward(meta.input(Shape.of(5, 3, 32, 32)), Mode.TRAIN).shape());
    }
  }

  @Test
  void imageNetNetworksEndInAThousandLogits() {
    for (int depth : new int[] {18, 50}) {
      try (MetaEngine meta = new MetaEngine()) {
        Design design = Design.imageNet(depth);
        ResNet net = new ResNet(LayerContext.root(meta, new Seed(1)), design);
        Tensor x = meta.input(Shape.of(2, 3, 224, 224));
        Tensor stem = net.stem().forward(x, Mode.EVALUATE);
        assertEquals(Shape.of(2, 64, 112, 112), stem.shape());
        assertEquals(Shape.of(2, 64, 56, 56), ResNet.pool(design, stem).shape());
        assertEquals(Shape.of(2, 1000), net.forward(x, Mode.EVALUATE).shape());
        assertEquals(depth == 50 ? 2048 : 512, design.outWidth(3));
      }
    }
  }

  @Test
  void onlyBlocksThatChangeShapeProject() {
    try (MetaEngine meta = new MetaEngine()) {
      LayerContext root = LayerContext.root(meta, new Seed(1));
      List<Block> basic = new ResNet(root, Design.imageNet(18)).blocks();
      assertNull(basic.get(0).projection());
      assertNotNull(basic.get(2).projection());
      assertNull(basic.get(3).projection());
      List<Block> bottleneck = new ResNet(root, Design.imageNet(50)).blocks();
      assertNotNull(bottleneck.get(0).projection());
      assertEquals(3, bottleneck.get(0).branch().size());
      assertEquals(2, bottleneck.get(3).branch().get(1).conv().options().strideH());
      assertEquals(1, bottleneck.get(3).branch().get(0).conv().options().strideH());
      for (Block block : new ResNet(root, Design.cifar(20, 10)).blocks()) {
        assertNull(block.projection());
      }
    }
  }

  @Test
  void theShortcutWithoutParametersSkipsPixelsAndAppendsZeroChannels() {
    try (Engine engine = Engines.open(Device.CPU, 1)) {
      Design design = new Design(List.of(1, 1), List.of(1, 3), 2, false, false, false);
      ResNet net = new ResNet(LayerContext.root(engine, new Seed(1)), design);
      float[] pixels = {
        1, 2, 3,
        4, 5, 6,
        7, 8, 9
      };
      Tensor x = engine.tensor(pixels, Shape.of(1, 1, 3, 3));
      assertArrayEquals(pixels, shortcut(net.blocks().get(0), x).toFloats());
      Tensor y = shortcut(net.blocks().get(1), x);
      assertEquals(Shape.of(1, 3, 2, 2), y.shape());
      assertArrayEquals(new float[] {1, 3, 7, 9, 0, 0, 0, 0, 0, 0, 0, 0}, y.toFloats());
    }
  }

  /** What a block makes of an input without negative elements if its branch gives zeros. */
  private static Tensor shortcut(Block block, Tensor x) {
    block.branch().get(1).norm().scale().scale(0);
    return block.forward(x, Mode.EVALUATE);
  }

  @Test
  void everyParameterGetsAGradient() {
    try (Engine engine = Engines.open(Device.CPU, 1)) {
      ResNet net = new ResNet(LayerContext.root(engine, new Seed(1)), Design.cifar(8, 10));
      Tensor x = engine.tensor(new Seed(2).normal(4 * 3 * 8 * 8), Shape.of(4, 3, 8, 8));
      Tensor labels = engine.tensor(new long[] {1, 2, 3, 4}, Shape.of(4));
      Tensor loss = net.forward(x, Mode.TRAIN).crossEntropy(labels, 0);
      List<Tensor> gradients = engine.gradients(loss, List.copyOf(net.parameters().values()));
      List<String> names = List.copyOf(net.parameters().keySet());
      for (int i = 0; i < names.size(); i++) {
        assertTrue(gradients.get(i).abs().sum().item() > 0, names.get(i));
      }
    }
  }
}
