package io.reprise.datasets.procedural.bodies;

import io.reprise.datasets.procedural.drawing.Draws;
import io.reprise.tensor.Seed;

/**
 * How a body is built; lengths are in units of half its height.
 *
 * @param shoulders half the width of the shoulders
 * @param hips half the width of the hips
 * @param belly half the depth of the torso at its deepest
 * @param girth thickness of arms and legs, where 1 is usual
 * @param legs length from hip to foot
 * @param head half the height of the head
 */
public record BodyShape(
    double shoulders, double hips, double belly, double girth, double legs, double head) {
  public static BodyShape drawn(Seed seed) {
    Draws draws = new Draws(seed);
    return new BodyShape(
        draws.between(0.24, 0.34),
        draws.between(0.18, 0.28),
        draws.between(0.13, 0.26),
        draws.between(0.8, 1.3),
        draws.between(0.84, 0.98),
        draws.between(0.13, 0.17));
  }
}
