package io.reprise.datasets.procedural.scenes;

import io.reprise.datasets.Point;
import io.reprise.datasets.procedural.drawing.Polygon;
import java.util.ArrayList;
import java.util.List;

/** What an object is: its outline alone. */
public enum ObjectClass {
  DISC,
  SQUARE,
  TRIANGLE,
  CROSS,
  RING,
  STAR;

  /** The outline about a centre, as wide as two radii at the most. */
  Polygon outline(Point centre, double radius, double angle) {
    double cosine = StrictMath.cos(angle);
    double sine = StrictMath.sin(angle);
    List<Point> corners = new ArrayList<>();
    for (double[] c : unit()) {
      corners.add(
          new Point(
              centre.x() + radius * (c[0] * cosine - c[1] * sine),
              centre.y() + radius * (c[0] * sine + c[1] * cosine)));
    }
    return Polygon.of(corners);
  }

  private List<double[]> unit() {
    return switch (this) {
      case DISC -> star(24, 1, 1);
      case SQUARE -> List.of(at(-0.85, -0.85), at(0.85, -0.85), at(0.85, 0.85), at(-0.85, 0.85));
      case TRIANGLE -> star(3, 1, 0.5);
      case CROSS -> cross();
      case RING -> ring();
      case STAR -> star(5, 1, 0.42);
    };
  }

  private static double[] at(double x, double y) {
    return new double[] {x, y};
  }

  /** Points out and in by turns, the first one up. */
  private static List<double[]> star(int points, double outer, double inner) {
    List<double[]> corners = new ArrayList<>();
    for (int k = 0; k < 2 * points; k++) {
      double radius = k % 2 == 0 ? outer : inner;
      double angle = Math.PI * k / points - Math.PI / 2;
      corners.add(at(radius * StrictMath.cos(angle), radius * StrictMath.sin(angle)));
    }
    return corners;
  }

  private static List<double[]> cross() {
    double a = 0.33;
    return List.of(
        at(-a, -1),
        at(a, -1),
        at(a, -a),
        at(1, -a),
        at(1, a),
        at(a, a),
        at(a, 1),
        at(-a, 1),
        at(-a, a),
        at(-1, a),
        at(-1, -a),
        at(-a, -a));
  }

  /** Out and back along a cut without width, which the even-odd rule leaves filled. */
  private static List<double[]> ring() {
    List<double[]> corners = new ArrayList<>();
    for (double radius : List.of(1.0, 0.55)) {
      for (int k = 0; k <= 24; k++) {
        double angle = 2 * Math.PI * (k % 24) / 24;
        corners.add(at(radius * StrictMath.cos(angle), radius * StrictMath.sin(angle)));
      }
    }
    return corners;
  }
}
