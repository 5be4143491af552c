package io.reprise.papers.mabn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.baselines.normalization.GhostBatchNorm;
import io.reprise.baselines.normalization.MovingAverageBatchNorm;
import io.reprise.baselines.normalization.StatisticsWatch;
import io.reprise.experiment.Scale;
import io.reprise.experiment.Settings;
import io.reprise.experiment.Variant;
import io.reprise.nn.CenteredConv2d;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.nn.Schedule;
import io.reprise.tensor.Device;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Engines;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ModelTest {
  private final Engine engine = Engines.open(Device.CPU, 1);

  @AfterEach
  void close() {
    engine.close();
  }

  private static Settings settings(Scale scale, String name) {
    return Protocol.variants(scale).stream()
        .filter(v -> v.name().equals(name))
        .map(Variant::settings)
        .findFirst()
        .orElseThrow();
  }

  private Module build(Model model, Settings s) {
    return model.build(
        LayerContext.root(engine, new Seed(1)), Protocol.style(s, 100, StatisticsWatch.NONE), 10);
  }

  @ParameterizedTest
  @EnumSource(Model.class)
  void theWatchedLayerExistsAndSeesMapsOfTwoByTwo(Model model) {
    Settings s = settings(Scale.QUICK, "plain CNN, MABN(2)");
    Module net = build(model, s);
    assertTrue(net.modules().get(model.watched()) instanceof MovingAverageBatchNorm);
    class Watch implements StatisticsWatch {
      private int values;

      @Override
      public boolean watches(String path) {
        return path.equals(model.watched());
      }

      @Override
      public void forward(String path, int channels, Map<Statistic, float[]> statistics) {
        values = statistics.get(Statistic.MOMENT).length / channels;
      }

      @Override
      public void backward(String path, int channels, Map<Statistic, float[]> statistics) {}
    }

    Watch watch = new Watch();
    Module watched =
        model.build(LayerContext.root(engine, new Seed(1)), Protocol.style(s, 100, watch), 10);
    try (var scope = engine.inference()) {
      var x = engine.tensor(new Seed(2).normal(2 * 4 * 3 * 1024), Shape.of(8, 3, 32, 32));
      assertEquals(Shape.of(8, 10), watched.forward(x, Mode.TRAIN).shape());
      // With one image a group and maps of 1x1 the layer would refuse.
      Module single = build(model, settings(Scale.QUICK, "plain CNN, MABN(1)"));
      single.forward(x, Mode.TRAIN);
    }
    assertEquals(4, watch.values);
  }

  @Test
  void variantsOfOneNetworkShareTheirInitialWeights() {
    float[] bn =
        build(Model.RESNET_14, settings(Scale.QUICK, "ResNet-14, BN(2)"))
            .parameters()
            .get("stage3_block0.conv2.conv.weight")
            .toFloats();
    float[] mabn =
        build(Model.RESNET_14, settings(Scale.QUICK, "ResNet-14, MABN(2)"))
            .parameters()
            .get("stage3_block0.conv2.conv.weight")
            .toFloats();
    assertArrayEquals(bn, mabn);
  }

  @Test
  void allButTheFirstConvolutionAreCentredForMabnAndNoneForBn() {
    Module mabn = build(Model.PLAIN, settings(Scale.QUICK, "plain CNN, MABN(2)"));
    Set<String> centred =
        mabn.modules().entrySet().stream()
            .filter(e -> e.getValue() instanceof CenteredConv2d)
            .map(e -> e.getKey())
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(
        Set.of("conv2.conv", "conv3.conv", "conv4.conv", "conv5.conv", "conv6.conv", "conv7.conv"),
        centred);
    Module full = build(Model.PLAIN, settings(Scale.PAPER, "plain CNN, MABN(2)"));
    assertTrue(full.modules().get("conv1.conv") instanceof CenteredConv2d);
    Module bn = build(Model.PLAIN, settings(Scale.QUICK, "plain CNN, BN(2)"));
    assertTrue(
        bn.modules().values().stream().noneMatch(m -> m instanceof CenteredConv2d)
            && bn.modules().get("conv7.norm") instanceof GhostBatchNorm);
  }

  @Test
  void aNormalisationBatchThatDoesNotDivideTheSgdBatchIsRefused() {
    Settings s = settings(Scale.QUICK, "plain CNN, MABN(2)").with("normalizationBatch", 5);
    String message =
        assertThrows(IllegalArgumentException.class, () -> build(Model.PLAIN, s)).getMessage();
    assertTrue(message.contains("normalizationBatch 5: expected a divisor of"), message);
  }

  @Test
  void theAuthorsRateFallsToATenthAfterEachQuarter() {
    Schedule rate = Protocol.schedule(settings(Scale.PAPER, "ResNet-26, MABN(2)"));
    assertEquals(0.1, rate.at(29.9), 1e-12);
    assertEquals(0.01, rate.at(30), 1e-12);
    assertEquals(1e-3, rate.at(60), 1e-12);
    assertEquals(1e-4, rate.at(119), 1e-12);
  }

  @Test
  void atScalePaperEveryBatchSizeOfTheFigureIsTrained() {
    assertEquals(
        List.of("MABN(32)", "MABN(16)", "MABN(8)", "MABN(4)", "MABN(2)", "MABN(1)"),
        Protocol.variants(Scale.PAPER).stream()
            .map(Variant::name)
            .filter(n -> n.startsWith("ResNet-26, MABN"))
            .map(n -> n.substring("ResNet-26, ".length()))
            .toList());
  }
}
