package io.reprise.datasets.procedural.drawing;

/** The colour of a surface at each place. */
@FunctionalInterface
public interface Paint {
  /** The colour at a place in canvas coordinates. */
  Colour at(double x, double y);

  /** Bands across a direction: two colours, each {@code width / 2} wide. */
  static Paint stripes(Colour a, Colour b, double width, double angle, double phase) {
    double cosine = StrictMath.cos(angle);
    double sine = StrictMath.sin(angle);
    return (x, y) -> {
      double run = (x * cosine + y * sine) / width + phase;
      return run - Math.floor(run) < 0.5 ? a : b;
    };
  }

  /** Round dots of one colour on a square grid of another. */
  static Paint dots(Colour dot, Colour ground, double spacing, double angle, double phase) {
    double cosine = StrictMath.cos(angle) / spacing;
    double sine = StrictMath.sin(angle) / spacing;
    return (x, y) -> {
      double u = x * cosine + y * sine + phase;
      double v = y * cosine - x * sine;
      double du = u - Math.floor(u) - 0.5;
      double dv = v - Math.floor(v) - 0.5;
      return du * du + dv * dv < 0.09 ? dot : ground;
    };
  }

  /** Squares of two colours in turn. */
  static Paint checks(Colour a, Colour b, double side, double angle, double phase) {
    double cosine = StrictMath.cos(angle) / side;
    double sine = StrictMath.sin(angle) / side;
    return (x, y) -> {
      double u = Math.floor(x * cosine + y * sine + phase);
      double v = Math.floor(y * cosine - x * sine);
      return ((long) u + (long) v) % 2 == 0 ? a : b;
    };
  }
}
