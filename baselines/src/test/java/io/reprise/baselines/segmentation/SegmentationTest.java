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
  void aSideThatDoesNotDivideIsRefused() {
    InterlinkedCnn.Design design = InterlinkedCnn.Design.published(9, InterlinkedCnn.Form.PLAIN);
    assertThrows(
        IllegalArgumentException.class,
        () -> Costs.of(at -> new InterlinkedCnn(at, design), Shape.of(3, 81, 64)));
  }
}
