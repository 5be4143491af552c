package io.reprise.baselines.landmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.reprise.baselines.RealEngineCheck;
import io.reprise.nn.Costs;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import io.reprise.tensor.meta.MetaEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StackedHourglassTest {
  /** The README of the PyTorch version by bearpaw prints 6.73 M and 25.59 M, recalled. */
  @ParameterizedTest
  @CsvSource({"1, 3586960", "2, 6730912", "8, 25594624"})
  void hasAsManyParametersAsPublished(int stacks, long parameters) {
    StackedHourglass.Design design = StackedHourglass.Design.published(stacks, 16);
    Costs costs = Costs.of(at -> new StackedHourglass(at, design), Shape.of(3, 256, 256));
    assertEquals(parameters, costs.parameters());
  }

  @Test
  void givesAQuarterOfTheSizeFromEveryStack() {
    StackedHourglass.Design design = new StackedHourglass.Design(2, 1, 8, 2, 5);
    RealEngineCheck.run(
        at -> new StackedHourglass(at, design), Shape.of(2, 3, 32, 32), Shape.of(2, 5, 8, 8));
    try (MetaEngine meta = new MetaEngine()) {
      StackedHourglass net = new StackedHourglass(LayerContext.root(meta, new Seed(1)), design);
      assertEquals(2, net.stacks(meta.input(Shape.of(2, 3, 32, 32)), Mode.TRAIN).size());
    }
  }

  @Test
  void refusesAnOddNumberOfFeatures() {
    assertThrows(IllegalArgumentException.class, () -> new StackedHourglass.Design(1, 1, 7, 2, 5));
    assertThrows(IllegalArgumentException.class, () -> new StackedHourglass.Design(0, 1, 8, 2, 5));
  }
}
