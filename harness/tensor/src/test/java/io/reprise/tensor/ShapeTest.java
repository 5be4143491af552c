package io.reprise.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ShapeTest {
  private final Shape image = Shape.of(64, 3, 32, 16);

  @Test
  void takesOneMoreAxisInFront() {
    assertEquals(Shape.of(5, 2, 3), Shape.of(2, 3).prepend(5));
    assertEquals(Shape.of(5), Shape.SCALAR.prepend(5));
  }

  @Test
  void countsElementsAndAxes() {
    assertEquals(64 * 3 * 32 * 16, image.elements());
    assertEquals(4, image.rank());
    assertEquals(1, Shape.SCALAR.elements());
    assertEquals(0, Shape.of(5, 0, 2).elements());
    assertEquals(4_000_000_000L, Shape.of(2_000_000_000, 2).elements());
  }

  @Test
  void negativeAxesCountFromTheEnd() {
    assertEquals(16, image.dim(-1));
    assertEquals(64, image.dim(-4));
    assertEquals(1, image.axis(-3));
    assertEquals(1, image.axis(1));
  }

  @Test
  void anAxisItHasNotIsRefused() {
    assertEquals(
        "axis 4 is out of range for shape [64, 3, 32, 16] of rank 4",
        assertThrows(IllegalArgumentException.class, () -> image.dim(4)).getMessage());
    assertThrows(IllegalArgumentException.class, () -> image.dim(-5));
    assertThrows(IllegalArgumentException.class, () -> Shape.SCALAR.axis(0));
    assertThrows(IllegalArgumentException.class, () -> image.with(4, 1));
    assertThrows(IllegalArgumentException.class, () -> image.without(-5));
  }

  @Test
  void negativeExtentsAndOverflowAreRefused() {
    assertEquals(
        "shape [2, -1] has a negative extent; expected all >= 0",
        assertThrows(IllegalArgumentException.class, () -> Shape.of(2, -1)).getMessage());
    assertThrows(
        ArithmeticException.class,
        () -> Shape.of(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE));
  }

  @Test
  void withAndWithoutMakeNewShapes() {
    assertEquals(Shape.of(64, 3, 32, 8), image.with(-1, 8));
    assertEquals(Shape.of(64, 32, 16), image.without(1));
    assertEquals(Shape.SCALAR, Shape.of(3).without(0));
    assertEquals(Shape.of(64, 3, 32, 16), image);
  }

  @Test
  void itsArrayIsACopyBothWays() {
    int[] dims = {2, 3};
    Shape shape = Shape.of(dims);
    dims[0] = 9;
    shape.toArray()[1] = 9;
    assertArrayEquals(new int[] {2, 3}, shape.toArray());
  }

  @Test
  void equalExtentsAreEqual() {
    assertEquals(Shape.of(2, 3), Shape.of(2, 3));
    assertEquals(Shape.of(2, 3).hashCode(), Shape.of(2, 3).hashCode());
    assertNotEquals(Shape.of(2, 3), Shape.of(3, 2));
    assertNotEquals(Shape.of(2), Shape.of(2, 1));
    assertEquals("[64, 3, 32, 16]", image.toString());
    assertEquals("[]", Shape.SCALAR.toString());
    assertSame(Shape.SCALAR, Shape.of());
  }

  @Test
  void broadcastingAlignsAtTheLastAxisAndStretchesOnes() {
    assertBroadcast(Shape.of(2, 3), Shape.of(2, 3), Shape.of(2, 3));
    assertBroadcast(Shape.of(2, 3), Shape.of(2, 3), Shape.of(3));
    assertBroadcast(Shape.of(2, 3), Shape.of(2, 1), Shape.of(3));
    assertBroadcast(Shape.of(2, 3), Shape.of(2, 3), Shape.SCALAR);
    assertBroadcast(Shape.of(4, 2, 3), Shape.of(4, 1, 3), Shape.of(2, 1));
    assertBroadcast(Shape.of(0, 3), Shape.of(0, 1), Shape.of(3));
    assertBroadcast(Shape.of(0), Shape.of(1), Shape.of(0));
  }

  private static void assertBroadcast(Shape expected, Shape a, Shape b) {
    assertEquals(expected, Shape.broadcast("add", a, b));
    assertEquals(expected, Shape.broadcast("add", b, a));
  }

  @Test
  void shapesThatDoNotBroadcastAreNamed() {
    assertEquals(
        "add: shapes [2, 3] and [2] do not broadcast",
        assertThrows(
                IllegalArgumentException.class,
                () -> Shape.broadcast("add", Shape.of(2, 3), Shape.of(2)))
            .getMessage());
    assertThrows(
        IllegalArgumentException.class, () -> Shape.broadcast("add", Shape.of(0), Shape.of(2)));
  }
}
