package io.reprise.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import io.reprise.tensor.SpatialOp;
import io.reprise.tensor.Tensor;
import io.reprise.tensor.meta.MetaEngine;
import org.junit.jupiter.api.Test;

class ConvTranspose2dTest {
  private static ConvTranspose2d layer(MetaEngine meta, int in, int out, int groups, boolean bias) {
    return new ConvTranspose2d(
        LayerContext.root(meta, new Seed(0)),
        in,
        out,
        4,
        SpatialOp.ConvTranspose2d.of(2, 1).withGroups(groups),
        bias);
  }

  @Test
  void fourByFourWithStrideTwoDoublesAnImage() {
    try (MetaEngine meta = new MetaEngine()) {
      Tensor y = layer(meta, 6, 4, 2, true).forward(meta.input(Shape.of(1, 6, 5, 7)), Mode.TRAIN);
      assertEquals(Shape.of(1, 4, 10, 14), y.shape());
    }
  }

  @Test
  void itsWeightsAndMultiplyAddsAreThoseOfItsGroups() {
    Costs costs =
        Costs.of(
            at -> new ConvTranspose2d(at, 6, 4, 4, SpatialOp.ConvTranspose2d.of(2, 1), false),
            Shape.of(6, 5, 7));
    assertEquals(6 * 4 * 16, costs.parameters());
    assertEquals(6 * 4 * 16 * 5 * 7, costs.convMacs());
    try (MetaEngine meta = new MetaEngine()) {
      long grouped =
          layer(meta, 6, 4, 2, true).parameters().values().stream()
              .mapToLong(t -> t.shape().elements())
              .sum();
      assertEquals(6 * 2 * 16 + 4, grouped);
    }
  }

  @Test
  void channelsThatDoNotDivideIntoGroupsAreRefused() {
    try (MetaEngine meta = new MetaEngine()) {
      assertThrows(IllegalArgumentException.class, () -> layer(meta, 5, 4, 2, true));
      assertThrows(IllegalArgumentException.class, () -> layer(meta, 6, 3, 2, true));
    }
  }
}
