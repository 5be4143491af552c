package io.reprise.datasets;

import java.util.List;

/**
 * A picture and what is known of places in it.
 *
 * @param landmarks may lie outside the picture
 * @param mirrorOrder what becomes of the landmarks' order when the picture is mirrored
 * @param boxes inside the picture; one that a change has moved out is left with no area, so that
 *     boxes keep their numbers
 */
public record AnnotatedPicture(
    Picture picture, List<Point> landmarks, MirrorOrder mirrorOrder, List<Box> boxes) {
  /**
   * Copies the lists and checks the number of landmarks.
   *
   * @throws IllegalArgumentException if it is not that of the mirror order
   */
  public AnnotatedPicture {
    landmarks = List.copyOf(landmarks);
    boxes = List.copyOf(boxes);
    mirrorOrder.requireCount(landmarks.size());
  }

  /** The same places on another picture of the same size. */
  public AnnotatedPicture with(Picture other) {
    return new AnnotatedPicture(other, landmarks, mirrorOrder, boxes);
  }

  /** Picture, landmarks and boxes after a change of place. */
  public AnnotatedPicture warped(Warp warp) {
    Picture target = warp.apply(picture);
    List<Point> moved = landmarks.stream().map(warp.map()::apply).toList();
    return new AnnotatedPicture(
        target,
        warp.map().mirrors() ? mirrorOrder.reorder(moved) : moved,
        mirrorOrder,
        boxes.stream()
            .map(box -> warp.map().apply(box).clipped(target.width(), target.height()))
            .toList());
  }
}
