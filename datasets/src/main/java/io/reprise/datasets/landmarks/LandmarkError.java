package io.reprise.datasets.landmarks;

import io.reprise.datasets.Point;
import java.util.List;

/** How far predicted landmarks are from annotated ones. */
public final class LandmarkError {
  private LandmarkError() {}

  /**
   * The mean distance of the landmarks that are visible in the annotation, divided by {@code
   * normalizer}: the error of one image in SBR (arXiv 1807.00966), SAN (1803.04108) and FSMA
   * (2104.09457).
   *
   * @param normalizer above 0, in pixels, as a {@link Normalization} or a list of faces gives it
   * @throws IllegalArgumentException if the numbers of landmarks differ, or it is not above 0
   */
  public static double normalizedMean(List<Point> predicted, Landmarks truth, double normalizer) {
    if (predicted.size() != truth.size()) {
      throw new IllegalArgumentException(
          predicted.size() + " predicted landmarks: expected " + truth.size());
    }
    if (!(normalizer > 0)) {
      throw new IllegalArgumentException("normalizer " + normalizer + ": expected above 0");
    }
    double sum = 0;
    int visible = 0;
    for (int i = 0; i < predicted.size(); i++) {
      if (truth.isVisible(i)) {
        sum += predicted.get(i).distance(truth.point(i));
        visible++;
      }
    }
    return sum / (visible * normalizer);
  }

  /**
   * How much one landmark trembles in a video, in pixels: the mean length of {@code e[t+1] - 2 e[t]
   * + e[t-1]}, where {@code e} is the prediction minus the annotation.
   *
   * @throws IllegalArgumentException if there are fewer than 3 frames, or not as many of both
   */
  public static double jitter(List<Point> predicted, List<Point> truth) {
    if (predicted.size() < 3 || predicted.size() != truth.size()) {
      throw new IllegalArgumentException(
          predicted.size()
              + " predicted and "
              + truth.size()
              + " annotated frames: expected as many, and at least 3");
    }
    double sum = 0;
    for (int t = 1; t < predicted.size() - 1; t++) {
      Point before = error(predicted, truth, t - 1);
      Point now = error(predicted, truth, t);
      Point after = error(predicted, truth, t + 1);
      sum += Math.hypot(after.x() - 2 * now.x() + before.x(), after.y() - 2 * now.y() + before.y());
    }
    return sum / (predicted.size() - 2);
  }

  private static Point error(List<Point> predicted, List<Point> truth, int t) {
    return new Point(
        predicted.get(t).x() - truth.get(t).x(), predicted.get(t).y() - truth.get(t).y());
  }
}
