package io.reprise.datasets.detection;

import io.reprise.datasets.Box;
import java.util.List;

/**
 * An annotated object of COCO.
 *
 * @param area of its outline in pixels, which decides whether it is small, medium or large
 * @param crowd whether the box holds several that are not told apart
 * @param polygons its outline, each a list of x and y in turn; none of a crowd, whose run lengths
 *     are left out
 * @param keypoints none, or 17 of a person
 */
public record CocoObject(
    long id,
    long image,
    long category,
    Box box,
    double area,
    boolean crowd,
    List<List<Double>> polygons,
    List<Keypoint> keypoints) {
  public CocoObject {
    polygons = polygons.stream().map(List::copyOf).toList();
    keypoints = List.copyOf(keypoints);
  }

  /** How much of a keypoint is known. */
  public enum Visibility {
    NOT_LABELLED,
    HIDDEN,
    VISIBLE
  }

  /** A place on a person's body, from the image's upper left corner. */
  public record Keypoint(double x, double y, Visibility visibility) {}
}
