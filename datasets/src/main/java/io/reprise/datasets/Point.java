package io.reprise.datasets;

/**
 * A place in an image, in pixels: {@code (0, 0)} is the centre of the upper left pixel.
 *
 * @param x to the right
 * @param y down
 */
public record Point(double x, double y) {
  /** The Euclidean distance. */
  public double distance(Point other) {
    return Math.hypot(x - other.x, y - other.y);
  }
}
