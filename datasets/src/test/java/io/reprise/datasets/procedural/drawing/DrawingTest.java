package io.reprise.datasets.procedural.drawing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.datasets.Box;
import io.reprise.datasets.Point;
import io.reprise.tensor.Seed;
import java.util.List;
import java.util.concurrent.atomic.DoubleAdder;
import org.junit.jupiter.api.Test;

class DrawingTest {
  private static double covered(Polygon outline) {
    DoubleAdder sum = new DoubleAdder();
    outline.cover(40, 40, (row, column, share) -> sum.add(share));
    return sum.sum();
  }

  @Test
  void coverageAddsUpToTheArea() {
    Polygon turned = Polygon.rectangle(new Point(20, 19), 7.3, 4.1, 0.7);
    assertEquals(4 * 7.3 * 4.1, turned.area(), 1e-9);
    assertEquals(turned.area(), covered(turned), 0.5);
    Polygon disc = Polygon.ellipse(new Point(20.2, 18.7), 9, 9, 0);
    assertEquals(Math.PI * 81, covered(disc), 3);
  }

  @Test
  void whatLiesBeyondTheEdgeIsLeftOut() {
    Polygon half = Polygon.rectangle(new Point(-0.5, 10), 5, 3, 0);
    assertEquals(5 * 6, covered(half), 1e-9);
    assertEquals(0, covered(Polygon.rectangle(new Point(-20, 10), 5, 3, 0)));
  }

  @Test
  void aPixelIsCoveredAboutItsCentre() {
    Canvas canvas = new Canvas(5, 5);
    canvas.fill(Polygon.rectangle(new Point(2, 1), 0.5, 0.5, 0), Colour.WHITE);
    assertEquals(255, canvas.picture().at(0, 1, 2));
    assertEquals(0, canvas.picture().at(0, 1, 1));
    assertEquals(new Box(2, 1, 3, 2), Polygon.rectangle(new Point(2, 1), 0.5, 0.5, 0).box());
    LabelMap map = new LabelMap(5, 5);
    map.fill(Polygon.rectangle(new Point(2, 1), 0.5, 0.5, 0), 3);
    assertEquals(3, map.at(1, 2));
    assertEquals(1, map.count(3));
    assertEquals(new Box(2, 1, 3, 2), map.box(3).orElseThrow());
    assertTrue(map.box(9).isEmpty());
  }

  @Test
  void clippingKeepsWhatBothCover() {
    Polygon a = Polygon.rectangle(new Point(10, 10), 4, 4, 0);
    Polygon b = Polygon.rectangle(new Point(13, 12), 4, 4, 0);
    assertEquals(5 * 6, a.within(b).area(), 1e-9);
    assertEquals(0, covered(a.within(Polygon.rectangle(new Point(30, 30), 2, 2, 0))));
  }

  @Test
  void aHullHoldsItsPointsAndNoMore() {
    Polygon hull =
        Polygon.hull(
            List.of(
                new Point(0, 0),
                new Point(4, 0),
                new Point(2, 1),
                new Point(4, 4),
                new Point(0, 4)));
    assertEquals(4, hull.corners().size());
    assertEquals(16, hull.area(), 1e-12);
    assertTrue(hull.contains(new Point(2, 3)));
    assertFalse(hull.contains(new Point(5, 3)));
  }

  @Test
  void rotationsTurnAsTheySay() {
    Vector3 ahead = new Vector3(0, 0, 1);
    assertTrue(Rotation.of(0.5, 0, 0).apply(ahead).x() > 0.4, "yaw turns to the right");
    assertTrue(Rotation.of(0, 0.5, 0).apply(ahead).y() < -0.4, "pitch turns up");
    Vector3 right = new Vector3(1, 0, 0);
    assertTrue(Rotation.of(0, 0, 0.5).apply(right).y() > 0.4, "roll turns clockwise");
    assertEquals(1, Rotation.of(0.3, -0.7, 1.1).apply(right).length(), 1e-12);
  }

  @Test
  void noiseHasItsDeviationAndBlurKeepsTheMean() {
    Draws draws = new Draws(new Seed(1));
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < 20_000; i++) {
      double x = draws.normal(0.5);
      sum += x / 20_000;
      squares += x * x / 20_000;
    }
    assertEquals(0, sum, 0.02);
    assertEquals(0.5, Math.sqrt(squares), 0.01);
    Canvas canvas = new Canvas(9, 9);
    canvas.fill(Colour.grey(0.4));
    canvas.blur(1.5);
    assertEquals(102, canvas.picture().at(1, 0, 8));
  }

  @Test
  void refusesWhatCannotBeDrawn() {
    assertThrows(IllegalArgumentException.class, () -> new Canvas(0, 4));
    assertEquals(
        "polygon with 2 corners: expected at least 3",
        assertThrows(
                IllegalArgumentException.class, () -> Polygon.of(new Point(0, 0), new Point(1, 1)))
            .getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> new LabelMap(2, 2).fill(Polygon.ellipse(new Point(1, 1), 1, 1, 0), 256));
  }
}
