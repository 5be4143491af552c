package io.reprise.datasets.procedural.faces;

import io.reprise.datasets.Point;
import io.reprise.datasets.procedural.drawing.Rotation;
import io.reprise.datasets.procedural.drawing.Vector3;

/**
 * How a head is turned and where it is in a square picture (weak perspective).
 *
 * @param yaw in radians, positive to the right of the picture
 * @param pitch in radians, positive upwards
 * @param roll in radians, positive clockwise
 * @param scale half the height of a face, as a share of the side of the picture
 * @param x of the centre of the face, as a share of the side
 * @param y as x
 */
public record HeadPose(double yaw, double pitch, double roll, double scale, double x, double y) {
  Rotation rotation() {
    return Rotation.of(yaw, pitch, roll);
  }

  /** Where a place on the head is seen. */
  Point project(Vector3 place, Rotation rotation, int side) {
    Vector3 turned = rotation.apply(place);
    return new Point(side * (x + scale * turned.x()) - 0.5, side * (y + scale * turned.y()) - 0.5);
  }
}
