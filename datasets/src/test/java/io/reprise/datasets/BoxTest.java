package io.reprise.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class BoxTest {
  private static final Box UNIT = new Box(0, 0, 2, 2);

  @Test
  void measuresHowFarTwoBoxesAgree() {
    assertEquals(1, UNIT.intersectionOverUnion(UNIT));
    assertEquals(1.0 / 7, UNIT.intersectionOverUnion(new Box(1, 1, 3, 3)), 1e-15);
    assertEquals(0, UNIT.intersectionOverUnion(new Box(2, 0, 3, 1)));
    assertEquals(0, UNIT.intersectionOverUnion(new Box(5, 5, 6, 6)));
  }

  @Test
  void emptyBoxesDoNotAgree() {
    Box empty = new Box(1, 1, 1, 1);
    assertEquals(0, empty.intersectionOverUnion(empty));
  }

  @Test
  void refusesABoxInsideOut() {
    assertEquals(
        "box from (3.0, 0.0) to (2.0, 1.0): expected left <= right and top <= bottom",
        assertThrows(IllegalArgumentException.class, () -> new Box(3, 0, 2, 1)).getMessage());
    assertThrows(IllegalArgumentException.class, () -> new Box(0, 0, Double.NaN, 1));
  }
}
