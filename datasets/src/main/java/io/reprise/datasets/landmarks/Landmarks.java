package io.reprise.datasets.landmarks;

import io.reprise.datasets.Box;
import io.reprise.datasets.Point;
import java.util.List;
import java.util.Optional;

/**
 * The numbered landmarks of one face, some of which may not be visible.
 *
 * @param points at index {@code i} the landmark that annotation tools number {@code i + 1}; empty
 *     where it is not visible or not annotated
 */
public record Landmarks(List<Optional<Point>> points) {
  /** Checks that there is a visible one and that all coordinates are finite. */
  public Landmarks {
    points = List.copyOf(points);
    if (points.stream().noneMatch(Optional::isPresent)) {
      throw new IllegalArgumentException(
          points.size() + " landmarks, none of them visible: expected at least one that is");
    }
    for (int i = 0; i < points.size(); i++) {
      if (points
          .get(i)
          .filter(p -> !Double.isFinite(p.x()) || !Double.isFinite(p.y()))
          .isPresent()) {
        throw new IllegalArgumentException(
            "landmark " + i + " at " + points.get(i).get() + ": expected finite coordinates");
      }
    }
  }

  /** Landmarks that are all visible. */
  public static Landmarks of(List<Point> points) {
    return new Landmarks(points.stream().map(Optional::of).toList());
  }

  /** How many there are, visible or not. */
  public int size() {
    return points.size();
  }

  public boolean isVisible(int index) {
    return points.get(index).isPresent();
  }

  /** Whether no landmark is missing. */
  public boolean allVisible() {
    return points.stream().allMatch(Optional::isPresent);
  }

  /**
   * Where a visible landmark is.
   *
   * @throws IllegalArgumentException if it is not visible
   */
  public Point point(int index) {
    return points
        .get(index)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "landmark " + index + " is not visible: expected a visible one"));
  }

  /**
   * The smallest box round the visible landmarks, from centre to centre of their pixels, so that
   * its width is that of the coordinates.
   */
  public Box box() {
    double left = Double.POSITIVE_INFINITY;
    double top = Double.POSITIVE_INFINITY;
    double right = Double.NEGATIVE_INFINITY;
    double bottom = Double.NEGATIVE_INFINITY;
    for (Point p : (Iterable<Point>) points.stream().flatMap(Optional::stream)::iterator) {
      left = Math.min(left, p.x());
      top = Math.min(top, p.y());
      right = Math.max(right, p.x());
      bottom = Math.max(bottom, p.y());
    }
    // A box counts from the corner of the first pixel, a point from its centre.
    return new Box(left + 0.5, top + 0.5, right + 0.5, bottom + 0.5);
  }
}
