package io.reprise.baselines.detection;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.reprise.baselines.RealEngineCheck;
import io.reprise.baselines.ResNet;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.tensor.Device;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Engines;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DetectionTest {
  private static final Regions THREE =
      new Regions(
          List.of(
              new Regions.Box(0, 0, 1, 1),
              new Regions.Box(0, 0, 0.5, 1),
              new Regions.Box(0.1, 0.2, 0.3, 0.4)));

  @Test
  void ssdScoresItsAnchors() {
    RealEngineCheck.run(
        at -> new Ssd300(at, new Ssd300.Design(1, 3)),
        Shape.of(1, 3, 300, 300),
        Shape.of(1, 8732, 7));
  }

  @ParameterizedTest
  @EnumSource(RegionDetector.Backbone.class)
  void regionDetectorsScoreTheirRegions(RegionDetector.Backbone backbone) {
    // Without proposals, whose gradients the regions' scores do not reach.
    RegionDetector.Design design = new RegionDetector.Design(backbone, 2, 4, false);
    RealEngineCheck.run(
        at -> new RegionDetector(at, design, THREE), Shape.of(1, 3, 64, 96), Shape.of(3, 20));
  }

  @ParameterizedTest
  @CsvSource({"VGG_16, 1", "RESNET_50_C4, 1", "RESNET_50_FPN, 5"})
  void proposalsAreScoredOnEveryMap(RegionDetector.Backbone backbone, int maps) {
    try (Engine engine = Engines.open(Device.CPU, 1)) {
      RegionDetector.Design design = new RegionDetector.Design(backbone, 2, 4, true);
      RegionDetector net =
          new RegionDetector(LayerContext.root(engine, new Seed(1)), design, THREE);
      List<Tensor> anchors = net.anchors(engine.full(0.1, Shape.of(1, 3, 64, 96)), Mode.EVALUATE);
      assertEquals(maps, anchors.size());
      int numbers = backbone == RegionDetector.Backbone.RESNET_50_FPN ? 3 * 5 : 9 * 6;
      anchors.forEach(a -> assertEquals(numbers, a.shape().dim(1)));
    }
  }

  @Test
  void rfcnScoresItsRegions() {
    ResNet.Design resNet =
        new ResNet.Design(List.of(1, 1, 1, 2), List.of(2, 3, 4, 5), 1, true, true, true);
    RealEngineCheck.run(
        at -> new Rfcn(at, resNet, 6, 4, THREE), Shape.of(1, 3, 64, 96), Shape.of(3, 12));
  }

  @Test
  void turboHeadsAnswerInEveryTurn() {
    TurboHeads.Design design = new TurboHeads.Design(2, 6, 3, 4, 5, 2, true, true, 2);
    RealEngineCheck.run(
        at -> new TurboHeads(at, design),
        Shape.of(2, 2 * (49 + 196 + 49)),
        Shape.of(2, 2 * 56 * 56 + 5 + 20 + 5));
    assertThrows(IllegalArgumentException.class, () -> TurboHeads.Design.published(true, true, 0));
  }

  /** Of a map whose values are its columns' numbers, a region's bins are where they lie. */
  @Test
  void regionsAreCutWhereTheyLie() {
    try (Engine engine = Engines.open(Device.CPU, 1)) {
      float[] values = new float[2 * 8];
      for (int i = 0; i < values.length; i++) {
        values[i] = i % 8;
      }
      Tensor maps = engine.tensor(values, Shape.of(1, 1, 2, 8));
      Regions right = new Regions(List.of(new Regions.Box(0.5, 0, 1, 1)));
      assertArrayEquals(
          new float[] {4.5f, 6.5f, 4.5f, 6.5f}, right.crop(maps, 2).toFloats(), 1e-5f);
      Tensor four = maps.concat(1, maps.add(100), maps.add(200), maps.add(300));
      assertEquals(150 + 5.5, right.positionSensitive(four, 2).item(), 1e-4);
      assertThrows(
          IllegalArgumentException.class,
          () -> right.crop(engine.full(0, Shape.of(2, 1, 2, 8)), 2));
    }
    assertThrows(IllegalArgumentException.class, () -> new Regions.Box(0.5, 0, 0.5, 1));
  }

  @Test
  void aPyramidsRegionsComeFromTheMapOfTheirSizeAndStayInOrder() {
    try (Engine engine = Engines.open(Device.CPU, 1)) {
      List<Tensor> maps =
          List.of(
              engine.full(0, Shape.of(1, 1, 16, 16)),
              engine.full(1, Shape.of(1, 1, 8, 8)),
              engine.full(2, Shape.of(1, 1, 4, 4)),
              engine.full(3, Shape.of(1, 1, 2, 2)));
      Regions regions =
          new Regions(
              List.of(
                  new Regions.Box(0, 0, 0.5, 0.5),
                  new Regions.Box(0, 0, 0.05, 0.05),
                  new Regions.Box(0, 0, 1, 1),
                  new Regions.Box(0, 0, 0.15, 0.15),
                  new Regions.Box(0.5, 0.5, 1, 1)));
      assertArrayEquals(
          new float[] {2, 0, 3, 1, 2},
          regions.cropFromPyramid(maps, 800, 800, 1).toFloats(),
          1e-6f);
    }
  }
}
