package io.reprise.baselines.segmentation;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.reprise.baselines.RealEngineCheck;
import io.reprise.nn.Costs;
import io.reprise.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SegmentationTest {
  @ParameterizedTest
  @EnumSource(InterlinkedCnn.Form.class)
  void interlinkedNetworksLabelEveryPixelOnARealEngine(InterlinkedCnn.Form form) {
    InterlinkedCnn.Design design = new InterlinkedCnn.Design(List.of(2, 3, 4), 3, 3, 5, true, form);
    RealEngineCheck.run(
        at -> new InterlinkedCnn(at, design), Shape.of(2, 3, 16, 8), Shape.of(2, 3, 16, 8));
  }

  @Test
  void aUNetPaintsEveryPixelOnARealEngine() {
    UNet.Design design = new UNet.Design(3, List.of(3, 4, 5), 2);
    RealEngineCheck.run(at -> new UNet(at, design), Shape.of(2, 3, 8, 12), Shape.of(2, 2, 8, 12));
    assertThrows(
        IllegalArgumentException.class,
        () -> Costs.of(at -> new UNet(at, design), Shape.of(3, 10, 12)));
  }

  @Test
  void aSideThatDoesNotDivideIsRefused() {
    InterlinkedCnn.Design design = InterlinkedCnn.Design.published(9, InterlinkedCnn.Form.PLAIN);
    assertThrows(
        IllegalArgumentException.class,
        () -> Costs.of(at -> new InterlinkedCnn(at, design), Shape.of(3, 81, 64)));
  }
}
