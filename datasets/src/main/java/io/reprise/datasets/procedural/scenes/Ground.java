package io.reprise.datasets.procedural.scenes;

import io.reprise.datasets.Point;
import io.reprise.datasets.procedural.drawing.Canvas;
import io.reprise.datasets.procedural.drawing.Colour;
import io.reprise.datasets.procedural.drawing.Draws;
import io.reprise.datasets.procedural.drawing.Paint;
import io.reprise.datasets.procedural.drawing.Polygon;

/** A background of a ramp, a faint texture and thin rods that are no objects. */
final class Ground {
  private Ground() {}

  static void paint(Canvas canvas, int rods, Draws draws) {
    int side = canvas.width();
    Colour base = draws.colour(0, 0.5, 0.25, 0.75);
    Paint weave = draws.texture(base, base.mixed(draws.colour(0, 0.6, 0.2, 0.9), 0.35));
    double across = draws.within(0.25);
    double down = draws.within(0.25);
    canvas.fill(
        (x, y) ->
            weave.at(x, y).times(1 + across * (2 * x / side - 1) + down * (2 * y / side - 1)));
    for (int i = 0; i < rods; i++) {
      Point at = new Point(draws.between(0, side), draws.between(0, side));
      canvas.fill(
          Polygon.rectangle(
              at,
              draws.between(0.05, 0.2) * side,
              draws.between(0.008, 0.025) * side,
              draws.between(0, Math.PI)),
          draws.colour(0, 0.8, 0.1, 0.95));
    }
  }

  /**
   * A plain or textured paint that can be told from what is behind it: its level differs by at
   * least 0.12 from that of the pixel at its centre.
   */
  static Paint contrasting(Canvas canvas, Point at, Draws draws) {
    int row = Math.max(0, Math.min(canvas.height() - 1, (int) at.y()));
    int column = Math.max(0, Math.min(canvas.width() - 1, (int) at.x()));
    double behind = canvas.colour(row, column).level();
    Colour colour = draws.colour(0, 0.8, 0.1, 0.95);
    double gap = colour.level() - behind;
    if (Math.abs(gap) < 0.12) {
      double target = behind < 0.5 ? behind + 0.25 : behind - 0.25;
      colour = colour.mixed(Colour.grey(target), 0.9);
    }
    return draws.texture(colour, colour.mixed(draws.colour(0, 0.8, 0.1, 0.95), 0.4));
  }
}
