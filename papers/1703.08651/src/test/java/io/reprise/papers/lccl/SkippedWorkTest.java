package io.reprise.papers.lccl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.reprise.baselines.PreActivationResNet;
import io.reprise.baselines.attention.CollaborativeConv.Design;
import io.reprise.baselines.attention.CollaborativeConv.Kind;
import io.reprise.nn.Costs;
import io.reprise.papers.lccl.SkippedWork.Layer;
import io.reprise.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SkippedWorkTest {
  private static Layer layer(String path, double macs, double zeroRate) {
    return new Layer(path, macs, 10, zeroRate);
  }

  @Test
  void whatIsSavedIsTheShareOfZerosLessTheOverhead() {
    SkippedWork work =
        new SkippedWork(List.of(layer("b0.conv1", 1000, 0.5), layer("b0.conv2", 3000, 0.1)));
    assertEquals(4000, work.macs());
    assertEquals(800.0 / 4000, work.zeroRate(), 1e-12);
    assertEquals(20.0 / 4000, work.overheadShare(), 1e-12);
    assertEquals(780.0 / 4000, work.saving(), 1e-12);
    assertEquals(work.saving(), work.livingSaving(), 1e-12);
    assertEquals(0, work.dead());
  }

  @Test
  void aDeadGateSavesItsWholeBlockAndIsReportedApart() {
    for (int dead = 0; dead < 2; dead++) {
      SkippedWork work =
          new SkippedWork(
              List.of(
                  layer("b0.conv1", 1000, dead == 0 ? 1 : 0.5),
                  layer("b0.conv2", 1000, dead == 1 ? 1 : 0.5),
                  layer("b1.conv1", 1000, 0.2),
                  layer("b1.conv2", 1000, 0)));
      assertEquals(1, work.dead());
      assertEquals((2000 + 200 - 40) / 4000.0, work.saving(), 1e-12);
      assertEquals((200 - 40) / 4000.0, work.livingSaving(), 1e-12);
      assertEquals(1700 / 4000.0, work.zeroRate(), 1e-12);
    }
  }

  @Test
  void openGatesCostMoreThanTheySave() {
    assertEquals(-0.01, new SkippedWork(List.of(layer("a.b", 1000, 0))).saving(), 1e-12);
    assertThrows(IllegalArgumentException.class, () -> new SkippedWork(List.of()));
  }

  @Test
  void costsComeFromTheNetworkAndAGridAddsItsPoolingAndInterpolation() {
    Design grid = Design.of(Kind.POINTWISE_SHARED).withGrid(2);
    Map<String, Double> rates = new LinkedHashMap<>();
    rates.put("stage1_block0.conv1", 0.5);
    rates.put("stage2_block0.conv1", 0.5);
    Costs costs =
        Costs.of(
            at ->
                new PreActivationResNet(
                    at, PreActivationResNet.Design.basic(8, 10).withStyle(grid.style())),
            Shape.of(3, 32, 32));
    List<Layer> layers = SkippedWork.of(costs, 2, rates).layers();
    assertEquals(16 * 9 * 16 * 1024, layers.get(0).macs());
    // The 1x1 convolution of a quarter of the pixels, 16 maxima and 4 neighbours a pixel.
    assertEquals(16 * 256 + 16 * 1024 + 4 * 1024, layers.get(0).overhead());
    // A convolution of stride 2 has no grid.
    assertEquals(16 * 9 * 32 * 256, layers.get(1).macs());
    assertEquals(16 * 256, layers.get(1).overhead());
  }
}
