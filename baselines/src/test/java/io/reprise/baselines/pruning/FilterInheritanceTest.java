package io.reprise.baselines.pruning;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.baselines.GoogLeNet;
import io.reprise.baselines.ResNet;
import io.reprise.baselines.UniformStyle;
import io.reprise.baselines.Vgg;
import io.reprise.baselines.pruning.FilterInheritance.Choice;
import io.reprise.baselines.pruning.FilterInheritance.Normalisations;
import io.reprise.nn.Conv2d;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.tensor.Device;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Engines;
import io.reprise.tensor.Op;
import io.reprise.tensor.Scope;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FilterInheritanceTest {
  private static final Vgg.Design SMALL =
      new Vgg.Design(List.of(6, 10, Vgg.POOL, 8), 2, List.of(), false, 0, 5, UniformStyle.BIASED);

  private final Engine engine = Engines.open(Device.CPU, 1);

  @AfterEach
  void close() {
    engine.close();
  }

  /** Networks whose thin form reads its channels in different ways. */
  enum Kind {
    VGG(3),
    BASIC(3),
    BOTTLENECK(4),
    GOOG_LE_NET(9);

    private final int genes;

    Kind(int genes) {
      this.genes = genes;
    }

    private Module network(LayerContext at, List<Integer> code) {
      return switch (this) {
        case VGG -> new Vgg(at, ChannelGenes.cut(SMALL, code));
        case BASIC -> new ResNet(at, ChannelGenes.cut(ResNet.Design.cifar(8, 5), code));
        case BOTTLENECK -> new ResNet(at, ChannelGenes.cut(bottleneck(), code));
        case GOOG_LE_NET -> new GoogLeNet(at, ChannelGenes.cut(inception(), code));
      };
    }

    private static ResNet.Design bottleneck() {
      return new ResNet.Design(List.of(2, 2), List.of(8, 12), 5, true, false, true);
    }

    private static GoogLeNet.Design inception() {
      GoogLeNet.Inception small = new GoogLeNet.Inception(4, 5, 6, 4, 7, 6, 3);
      return GoogLeNet.Design.cifar(5).withModules(Collections.nCopies(9, small));
    }
  }

  private Module build(Kind kind, List<Integer> code, int seed) {
    return kind.network(LayerContext.root(engine, new Seed(seed)), code);
  }

  /** All parameters and statistics are moved, so that nothing is where it starts. */
  private Module trained(Kind kind) {
    Module net = build(kind, Collections.nCopies(kind.genes, 10), 1);
    net.parameters().forEach((path, t) -> shift(path, t));
    net.buffers().forEach((path, t) -> shift(path, t));
    return net;
  }

  private static void shift(String path, Tensor t) {
    float[] values = t.toFloats();
    float[] noise = new Seed(9).named(path).uniform(values.length);
    for (int i = 0; i < values.length; i++) {
      values[i] += 0.3f * noise[i];
    }
    Module.set(t, values);
  }

  private float[] outputs(Module net) {
    try (Scope scope = engine.inference()) {
      Shape images = Shape.of(2, 3, 8, 8);
      Tensor x = engine.tensor(new Seed(4).normal((int) images.elements()), images);
      return net.forward(x, Mode.EVALUATE).toFloats();
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void allTenthsWithTheirNormalisationsAreTheTrainedNetworkToTheBit(Kind kind) {
    Module wide = trained(kind);
    List<Integer> all = Collections.nCopies(kind.genes, 10);
    for (Choice choice : Choice.values()) {
      Module same = build(kind, all, 2);
      new FilterInheritance(choice, Normalisations.ALL, true).copy(wide, same, new Seed(3));
      assertArrayEquals(outputs(wide), outputs(same));
    }
    Module fresh = build(kind, all, 2);
    new FilterInheritance(Choice.RANDOM, Normalisations.FRESH, true).copy(wide, fresh, new Seed(3));
    assertFalse(Arrays.equals(outputs(wide), outputs(fresh)));
  }

  /** If what is left out is zero, thin and wide network have to say the same. */
  @ParameterizedTest
  @EnumSource(Kind.class)
  void aThinNetworkReadsEveryChannelWhereItsFilterWent(Kind kind) {
    List<Integer> code = new ArrayList<>();
    for (int gene = 0; gene < kind.genes; gene++) {
      code.add(4 + gene % 5);
    }
    Module wide = trained(kind);
    Module thin = build(kind, code, 2);
    Map<String, Module> all = thin.modules();
    String conv = "";
    int kept = 0;
    for (Map.Entry<String, Module> e : wide.modules().entrySet()) {
      if (e.getValue() instanceof Conv2d c) {
        conv = e.getKey();
        kept = ((Conv2d) all.get(conv)).weight().shape().dim(0);
        zeroAllBut(kept, conv, c);
      } else if (e.getKey().endsWith("norm")) {
        zeroAllBut(kept, conv, e.getValue());
      }
    }
    new FilterInheritance(Choice.LARGEST_L1, Normalisations.ALL, true)
        .copy(wide, thin, new Seed(3));
    assertArrayEquals(outputs(wide), outputs(thin), 2e-4f);
    assertTrue(
        thin.parameters().values().stream().mapToLong(t -> t.shape().elements()).sum()
            < wide.parameters().values().stream().mapToLong(t -> t.shape().elements()).sum());
  }

  /** Zeroes rows that are drawn by the convolution's path, in a convolution or normalisation. */
  private static void zeroAllBut(int kept, String conv, Module layer) {
    List<Tensor> tensors = new ArrayList<>(layer.parameters().values());
    layer
        .buffers()
        .forEach(
            (name, t) -> {
              if (name.endsWith("runningMean")) {
                tensors.add(t);
              }
            });
    for (Tensor t : tensors) {
      float[] values = t.toFloats();
      int rows = t.shape().dim(0);
      int[] order = new Seed(77).named(conv).permutation(rows);
      for (int r = kept; r < rows; r++) {
        Arrays.fill(
            values, order[r] * (values.length / rows), (order[r] + 1) * (values.length / rows), 0);
      }
      Module.set(t, values);
    }
  }

  /** Every weight of a convolution says which filter and which channel it belongs to. */
  private static void label(Conv2d conv) {
    Shape shape = conv.weight().shape();
    float[] values = new float[(int) shape.elements()];
    int size = shape.dim(2) * shape.dim(3);
    for (int i = 0; i < values.length; i++) {
      values[i] = 100 * (i / size / shape.dim(1)) + i / size % shape.dim(1);
    }
    Module.set(conv.weight(), values);
  }

  private static int at(Conv2d conv, int filter, int channel) {
    Shape shape = conv.weight().shape();
    int size = shape.dim(2) * shape.dim(3);
    return (int) conv.weight().toFloats()[(filter * shape.dim(1) + channel) * size];
  }

  private static List<Conv2d> convolutions(Module net) {
    List<Conv2d> all = new ArrayList<>();
    net.modules()
        .values()
        .forEach(
            m -> {
              if (m instanceof Conv2d c) {
                all.add(c);
              }
            });
    return all;
  }

  @Test
  void theChannelsOfALayerAreTheFiltersChosenBeforeIt() {
    Module wide = build(Kind.VGG, List.of(10, 10, 10), 1);
    convolutions(wide).forEach(FilterInheritanceTest::label);
    Module thin = build(Kind.VGG, List.of(5, 3, 10), 2);
    new FilterInheritance(Choice.RANDOM, Normalisations.FRESH, false).copy(wide, thin, new Seed(8));
    List<Conv2d> convs = convolutions(thin);
    for (int layer = 0; layer < 3; layer++) {
      int filters = convs.get(layer).weight().shape().dim(0);
      assertEquals(List.of(3, 3, 8).get(layer), filters);
      for (int f = 0; f < filters; f++) {
        for (int c = 0; c < convs.get(layer).weight().shape().dim(1); c++) {
          int filter = at(convs.get(layer), f, 0) / 100;
          int channel = layer == 0 ? c : at(convs.get(layer - 1), c, 0) / 100;
          assertEquals(100 * filter + channel, at(convs.get(layer), f, c));
          assertTrue(f == 0 || at(convs.get(layer), f - 1, 0) / 100 < filter, "ascending");
        }
      }
    }
  }

  @Test
  void drawsEveryFilterButWithTheOfficialMistakeNeverTheLast() {
    Set<Integer> drawn = new TreeSet<>();
    Set<Integer> mistaken = new TreeSet<>();
    Module wide = build(Kind.VGG, List.of(10, 10, 10), 1);
    convolutions(wide).forEach(FilterInheritanceTest::label);
    for (int seed = 0; seed < 40; seed++) {
      for (Choice choice : List.of(Choice.RANDOM, Choice.RANDOM_BUT_THE_LAST)) {
        Module thin = build(Kind.VGG, List.of(5, 5, 5), 2);
        new FilterInheritance(choice, Normalisations.FRESH, false).copy(wide, thin, new Seed(seed));
        for (int f = 0; f < 3; f++) {
          (choice == Choice.RANDOM ? drawn : mistaken)
              .add(at(convolutions(thin).get(0), f, 0) / 100);
        }
      }
    }
    assertEquals(Set.of(0, 1, 2, 3, 4, 5), drawn);
    assertEquals(Set.of(0, 1, 2, 3, 4), mistaken);
  }

  @Test
  void theLargestFiltersAreThoseWithTheLargestSumOfAbsoluteWeights() {
    Module wide = build(Kind.VGG, List.of(10, 10, 10), 1);
    Conv2d first = convolutions(wide).get(0);
    float[] values = new float[(int) first.weight().shape().elements()];
    float[] sums = {1, -8, 5, 5, 0, 4};
    for (int f = 0; f < 6; f++) {
      values[f * 27 + 3] = sums[f];
    }
    Module.set(first.weight(), values);
    Module thin = build(Kind.VGG, List.of(5, 5, 5), 2);
    new FilterInheritance(Choice.LARGEST_L1, Normalisations.FRESH, false)
        .copy(wide, thin, new Seed(1));
    float[] got = convolutions(thin).get(0).weight().toFloats();
    assertEquals(List.of(-8f, 5f, 5f), List.of(got[3], got[27 + 3], got[54 + 3]));
  }

  @Test
  void normalisationsOfWholeLayersCanBeKeptAlone() {
    Module wide = trained(Kind.VGG);
    Module thin = build(Kind.VGG, List.of(5, 10, 5), 2);
    new FilterInheritance(Choice.RANDOM, Normalisations.OF_WHOLE_LAYERS, false)
        .copy(wide, thin, new Seed(1));
    List<String> copied = new ArrayList<>();
    thin.buffers()
        .forEach(
            (path, t) -> {
              if (path.endsWith("runningMean") && t.toFloats()[0] != 0) {
                copied.add(path);
              }
            });
    assertEquals(1, copied.size(), copied::toString);
    assertArrayEquals(
        wide.buffers().get(copied.get(0)).toFloats(), thin.buffers().get(copied.get(0)).toFloats());
  }

  @Test
  void namesWhatCannotBeInherited() {
    Module wide = build(Kind.VGG, List.of(5, 5, 5), 1);
    Module full = build(Kind.VGG, List.of(10, 5, 5), 1);
    FilterInheritance random = new FilterInheritance(Choice.RANDOM, Normalisations.FRESH, true);
    assertTrue(
        refusal(() -> random.copy(wide, full, new Seed(1)))
            .contains("6 filters: expected at most the 3 trained ones"));
    Module other = build(Kind.BASIC, List.of(5, 5, 5), 1);
    String missing = refusal(() -> random.copy(other, wide, new Seed(1)));
    assertTrue(missing.contains("no Conv2d 'convolutions.") && missing.contains("same layers"));
    Conv2d thin = grouped(1, 3);
    assertTrue(
        refusal(() -> random.copy(grouped(1, 6), thin, new Seed(1)))
            .contains("reads 3 of 6 inputs, the convolution before it puts out 0 of 0 channels"));
    assertTrue(
        refusal(() -> random.copy(grouped(3, 6), grouped(3, 6), new Seed(1)))
            .contains("convolution of 3 groups: expected 1"));
  }

  private Conv2d grouped(int groups, int in) {
    return new Conv2d(
        LayerContext.root(engine, new Seed(1)), in, 6, 3, Op.Conv2d.of(1, 1).withGroups(groups));
  }

  private static String refusal(Runnable action) {
    return assertThrows(IllegalArgumentException.class, action::run).getMessage();
  }

  @Test
  void widthsAreRoundedDownAndNeverNothing() {
    assertEquals(38, ChannelGenes.width(64, 6));
    assertEquals(1, ChannelGenes.width(9, 1));
    assertEquals(64, ChannelGenes.width(64, 10));
    assertEquals(
        List.of(3, 3, 8),
        convolutions(build(Kind.VGG, List.of(5, 3, 10), 1)).stream()
            .map(c -> c.weight().shape().dim(0))
            .toList());
  }

  @Test
  void codesOutsideTheirSpaceAreRefusedByPositionAndValue() {
    assertEquals(
        "gene 1 of code [1, 11, 1] is 11: expected 1 to 10",
        refusal(() -> ChannelGenes.cut(SMALL, List.of(1, 11, 1))));
    assertEquals(
        "code [1, 1] has 2 genes: expected 3",
        refusal(() -> ChannelGenes.cut(ResNet.Design.cifar(8, 10), List.of(1, 1))));
    assertTrue(
        refusal(() -> ChannelGenes.cut(Kind.inception(), List.of(0))).contains("expected 9"));
    assertEquals(
        "most tenths of channels 11: expected 1 to 10", refusal(() -> ChannelGenes.space(5, 11)));
    assertEquals(
        "most tenths of channels 0: expected 1 to 10", refusal(() -> ChannelGenes.space(5, 0)));
  }
}
