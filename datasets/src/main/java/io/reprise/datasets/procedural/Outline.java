package io.reprise.datasets.procedural;

/**
 * The outlines of shapes, in coordinates (u, v), right and down, in units of the shape's radius.
 */
enum Outline {
  DISC,
  SQUARE,
  TRIANGLE,
  CROSS,
  RING;

  boolean contains(double u, double v) {
    double x = Math.abs(u);
    double y = Math.abs(v);
    return switch (this) {
      case DISC -> u * u + v * v < 1;
      case SQUARE -> x < 0.85 && y < 0.85;
      case TRIANGLE -> v < 0.7 && v > 1.9 * x - 1;
      case CROSS -> Math.max(x, y) < 1 && Math.min(x, y) < 0.33;
      case RING -> u * u + v * v < 1 && u * u + v * v > 0.55 * 0.55;
    };
  }
}
