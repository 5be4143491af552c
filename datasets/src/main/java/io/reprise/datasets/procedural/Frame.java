package io.reprise.datasets.procedural;

/** A place and a direction. StrictMath, since Math may differ in the last bit by platform. */
record Frame(double x, double y, double cosine, double sine) {
  static Frame at(double x, double y, double angle) {
    return new Frame(x, y, StrictMath.cos(angle), StrictMath.sin(angle));
  }

  double along(double px, double py) {
    return (px - x) * cosine + (py - y) * sine;
  }

  double across(double px, double py) {
    return (py - y) * cosine - (px - x) * sine;
  }
}
