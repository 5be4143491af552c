package io.reprise.datasets.procedural;

import java.util.List;

/** How many shapes an image has and where, in units of 1/32 of its side. */
enum Arrangement {
  SINGLE,
  ROW,
  COLUMN,
  DIAGONAL;

  private static final double SIDE = ShapeScene.SIDE;

  /** The places and the common radius of the shapes of one image. */
  record Places(double radius, List<Frame> frames) {}

  Places draw(RandomStream random) {
    if (this == SINGLE) {
      double radius = random.between(8, 12);
      double x = random.between(radius, SIDE - radius);
      double y = random.between(radius, SIDE - radius);
      return new Places(radius, List.of(turned(x, y, random)));
    }
    double radius = random.between(6, 7.5);
    double reachX = this == COLUMN ? 0 : random.between(radius, SIDE / 2 - radius);
    double reachY = this == ROW ? 0 : random.between(radius, SIDE / 2 - radius);
    double x = random.between(radius + reachX, SIDE - radius - reachX);
    double y = random.between(radius + reachY, SIDE - radius - reachY);
    double up = reachY * random.sign();
    return new Places(
        radius, List.of(turned(x - reachX, y - up, random), turned(x + reachX, y + up, random)));
  }

  private static Frame turned(double x, double y, RandomStream random) {
    return Frame.at(x, y, random.between(-0.3, 0.3));
  }
}
