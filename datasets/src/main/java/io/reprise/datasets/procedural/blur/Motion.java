package io.reprise.datasets.procedural.blur;

import io.reprise.datasets.Point;
import io.reprise.datasets.procedural.RandomStream;
import java.util.ArrayList;
import java.util.List;

/**
 * A shift and a turn about the centre of the picture at each instant of an exposure, none at the
 * middle one.
 */
final class Motion {
  private final double centre;
  private final List<Point> shifts;
  private final List<Double> turns;

  private Motion(double centre, List<Point> shifts, List<Double> turns) {
    this.centre = centre;
    this.shifts = shifts;
    this.turns = turns;
  }

  /** A path that bends, of {@code length} pixels, and an even turn by {@code turn} in all. */
  static Motion draw(BlurForm form, double length, double turn, RandomStream random) {
    int n = form.exposures();
    double direction = random.between(0, 2 * Math.PI);
    double bend = random.between(-1.5, 1.5) / n;
    double step = length / (n - 1);
    List<Point> way = new ArrayList<>();
    double x = 0;
    double y = 0;
    for (int t = 0; t < n; t++) {
      way.add(new Point(x, y));
      double pace = step * random.between(0.6, 1.4);
      direction += bend + random.bell(0.1);
      x += pace * StrictMath.cos(direction);
      y += pace * StrictMath.sin(direction);
    }
    Point middle = way.get(n / 2);
    List<Point> shifts =
        way.stream().map(p -> new Point(p.x() - middle.x(), p.y() - middle.y())).toList();
    List<Double> turns = new ArrayList<>();
    for (int t = 0; t < n; t++) {
      turns.add(turn * (t - n / 2) / (n - 1));
    }
    return new Motion((form.side() - 1) / 2.0, shifts, turns);
  }

  List<Point> shifts() {
    return shifts;
  }

  /** Where that is at an instant which is at a place at the middle one. */
  Point moved(Point at, int instant) {
    double cosine = StrictMath.cos(turns.get(instant));
    double sine = StrictMath.sin(turns.get(instant));
    double x = at.x() - centre;
    double y = at.y() - centre;
    Point shift = shifts.get(instant);
    return new Point(
        centre + cosine * x - sine * y + shift.x(), centre + sine * x + cosine * y + shift.y());
  }

  /** The reverse of {@link #moved}. */
  Point origin(Point seen, int instant) {
    double cosine = StrictMath.cos(turns.get(instant));
    double sine = StrictMath.sin(turns.get(instant));
    Point shift = shifts.get(instant);
    double x = seen.x() - shift.x() - centre;
    double y = seen.y() - shift.y() - centre;
    return new Point(centre + cosine * x + sine * y, centre - sine * x + cosine * y);
  }
}
