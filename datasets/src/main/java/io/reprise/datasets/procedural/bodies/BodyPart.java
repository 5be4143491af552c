package io.reprise.datasets.procedural.bodies;

import java.util.List;

/**
 * The closed surfaces of a body, and the rectangle of the texture that each is wrapped in. Rows go
 * along the part, from its top or from the shoulder, columns once around it, the middle one in
 * front. Left and right are those of a picture of a body that faces the viewer.
 */
public enum BodyPart {
  HEAD(0, 6 / 32.0, 0, 1),
  TORSO(6 / 32.0, 18 / 32.0, 0, 1),
  LEFT_LEG(18 / 32.0, 28 / 32.0, 0, 0.5),
  RIGHT_LEG(18 / 32.0, 28 / 32.0, 0.5, 1),
  LEFT_ARM(28 / 32.0, 1, 0, 0.5),
  RIGHT_ARM(28 / 32.0, 1, 0.5, 1);

  static final List<BodyPart> ALL = List.of(values());

  private final double top;
  private final double bottom;
  private final double left;
  private final double right;

  BodyPart(double top, double bottom, double left, double right) {
    this.top = top;
    this.bottom = bottom;
    this.left = left;
    this.right = right;
  }

  /** The column of the texture, as a share of its width, for a share of the way around. */
  double column(double around) {
    return left + around * (right - left);
  }

  /** The row of the texture, as a share of its height, for a share of the way along. */
  double row(double along) {
    return top + along * (bottom - top);
  }
}
