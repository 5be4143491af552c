package io.reprise.datasets.procedural.bodies;

import io.reprise.datasets.procedural.drawing.Draws;
import io.reprise.tensor.Seed;

/**
 * How a body stands; angles are in radians.
 *
 * @param stride how far the left leg is in front of the vertical and the right one behind it
 * @param leftArm how far the arm is lifted to the side: 0 hangs, pi / 2 is level
 * @param rightArm as the left one
 * @param elbow how far both forearms are bent forwards
 * @param lean how far the torso leans to the side
 */
public record BodyPose(double stride, double leftArm, double rightArm, double elbow, double lean) {
  /** Upright with hanging arms. */
  public static final BodyPose REST = new BodyPose(0, 0.12, 0.12, 0, 0);

  /** Someone who walks. */
  public static BodyPose walking(Seed seed) {
    Draws draws = new Draws(seed);
    return new BodyPose(
        draws.within(0.45),
        draws.between(0.08, 0.3),
        draws.between(0.08, 0.3),
        draws.between(0, 0.8),
        draws.within(0.06));
  }

  /** Any pose, with arms up to above the head. */
  public static BodyPose drawn(Seed seed) {
    Draws draws = new Draws(seed);
    return new BodyPose(
        draws.within(0.6),
        draws.between(0.05, 2.4),
        draws.between(0.05, 2.4),
        draws.between(0, 1.2),
        draws.within(0.15));
  }
}
