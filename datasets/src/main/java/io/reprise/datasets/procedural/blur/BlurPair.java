package io.reprise.datasets.procedural.blur;

import io.reprise.datasets.Picture;
import io.reprise.datasets.Point;
import java.util.List;

/** A blurred picture, the sharp one of the middle of its exposure, and the motion between. */
public final class BlurPair {
  private final Picture blurred;
  private final Picture sharp;
  private final float[] flow;
  private final List<Point> path;

  BlurPair(Picture blurred, Picture sharp, float[] flow, List<Point> path) {
    this.blurred = blurred;
    this.sharp = sharp;
    this.flow = flow;
    this.path = List.copyOf(path);
  }

  /** {@code [3, side, side]}, the mean over the exposure in linear light. */
  public Picture blurred() {
    return blurred;
  }

  /** {@code [3, side, side]}, the middle of the exposure. */
  public Picture sharp() {
    return sharp;
  }

  /**
   * From the first to the last instant, how many pixels that moves which the sharp picture shows at
   * a place.
   *
   * @return to the right and down
   */
  public Point flow(int row, int column) {
    int plane = sharp.height() * sharp.width();
    int at = row * sharp.width() + column;
    return new Point(flow[at], flow[plane + at]);
  }

  /**
   * How far the background has shifted at each instant, in pixels, 0 at the middle one. Without a
   * turn and objects, the blurred picture is the sharp scene convolved with these points, each of
   * the same weight.
   */
  public List<Point> path() {
    return path;
  }
}
