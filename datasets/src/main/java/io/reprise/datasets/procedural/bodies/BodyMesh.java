package io.reprise.datasets.procedural.bodies;

import io.reprise.datasets.procedural.drawing.Vector3;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;

/**
 * A body that faces the viewer, with the triangles of {@link BodyTopology}. It is about 2 high and
 * centred; x goes to the right of a picture, y down, z towards the viewer.
 */
public final class BodyMesh {
  private static final double NECK = -0.62;

  private final BodyShape shape;
  private final BodyPose pose;
  private final boolean bag;
  private final List<Vector3> vertices = new ArrayList<>();

  /**
   * Builds a body.
   *
   * @param bag whether there is a bag on its back, which is part of the torso
   */
  public BodyMesh(BodyShape shape, BodyPose pose, boolean bag) {
    this.shape = shape;
    this.pose = pose;
    this.bag = bag;
    addHead();
    addTorso();
    addLeg(-1);
    addLeg(1);
    addArm(-1, pose.leftArm());
    addArm(1, pose.rightArm());
  }

  /** One place a vertex, in the order of {@link BodyTopology}. */
  public List<Vector3> vertices() {
    return List.copyOf(vertices);
  }

  private double hip() {
    return 0.97 - shape.legs();
  }

  private Vector3 leaning(double x, double y, double z) {
    double up = hip() - y;
    return new Vector3(x + up * StrictMath.sin(pose.lean()), y, z);
  }

  private interface Profile {
    /** Centre of the ring at a share of the way along a part. */
    Vector3 centre(double along);

    /** Half the width to the sides at a share of the way along. */
    double across(double along);

    /** Half the depth to the front and back. */
    double deep(double along);
  }

  private record Tube(
      DoubleFunction<Vector3> line, DoubleUnaryOperator wide, DoubleUnaryOperator thick)
      implements Profile {
    @Override
    public Vector3 centre(double along) {
      return line.apply(along);
    }

    @Override
    public double across(double along) {
      return wide.applyAsDouble(along);
    }

    @Override
    public double deep(double along) {
      return thick.applyAsDouble(along);
    }
  }

  /** A closed surface around a line; the rings stand across it. */
  private void add(Profile profile, boolean withBag) {
    vertices.add(profile.centre(0));
    for (int ring = 1; ring <= BodyTopology.RINGS; ring++) {
      double along = (ring - 0.5) / BodyTopology.RINGS;
      Vector3 centre = profile.centre(along);
      Vector3 down =
          profile.centre(Math.min(1, along + 0.04)).minus(profile.centre(along - 0.04)).unit();
      Vector3 side = new Vector3(0, 0, 1).cross(down).times(-1);
      side = side.length() > 0.2 ? side.unit() : new Vector3(1, 0, 0);
      Vector3 front = side.cross(down).unit();
      for (int k = 0; k < BodyTopology.AROUND; k++) {
        double angle = 2 * Math.PI * k / BodyTopology.AROUND - Math.PI;
        double sine = StrictMath.sin(angle);
        double cosine = StrictMath.cos(angle);
        boolean bulge = withBag && cosine < -0.4 && along > 0.1 && along < 0.7;
        double deep = profile.deep(along) + (bulge ? 0.16 : 0);
        vertices.add(
            centre.plus(side.times(profile.across(along) * sine)).plus(front.times(deep * cosine)));
      }
    }
    vertices.add(profile.centre(1));
  }

  /** The radius of a part that is round at both ends: 1 in the middle. */
  private static double rounded(double along, double end) {
    double edge = Math.min(along, 1 - along) / end;
    return edge >= 1 ? 1 : Math.sqrt(Math.max(0, 1 - (1 - edge) * (1 - edge)));
  }

  private void addHead() {
    double h = shape.head();
    Vector3 middle = leaning(0, NECK - 0.06 - h, 0);
    add(
        new Tube(
            t -> new Vector3(middle.x(), middle.y() + h * (2.3 * t - 1), 0.02),
            t -> t > 0.85 ? 0.5 * h : 0.82 * h * rounded(Math.min(t, 0.8) / 0.95, 0.5),
            t -> t > 0.85 ? 0.5 * h : 0.92 * h * rounded(Math.min(t, 0.8) / 0.95, 0.5)),
        false);
  }

  private void addTorso() {
    double top = NECK;
    double bottom = hip() + 0.06;
    add(
        new Tube(
            t -> leaning(0, top + t * (bottom - top), 0),
            t -> rounded(t, 0.16) * (shape.shoulders() + t * (shape.hips() - shape.shoulders())),
            t -> rounded(t, 0.16) * (0.13 + (shape.belly() - 0.13) * 4 * t * (1 - t))),
        bag);
  }

  private void addLeg(int sign) {
    double x = sign * 0.55 * shape.hips();
    double swing = (sign < 0 ? 1 : -1) * pose.stride();
    double length = shape.legs();
    double knee = Math.max(0, -swing) * 0.8;
    Vector3 hip = new Vector3(x, hip(), 0);
    Vector3 mid = hip.plus(hanging(swing, 0.5 * length));
    Vector3 foot = mid.plus(hanging(swing - knee, 0.5 * length));
    double g = 0.115 * shape.girth();
    add(
        new Tube(
            t -> bent(hip, mid, foot, t),
            t -> rounded(t, 0.08) * g * (1.1 - 0.45 * t),
            t -> rounded(t, 0.08) * g * (t > 0.9 ? 1.3 : 1.15 - 0.45 * t)),
        false);
  }

  private static Vector3 hanging(double forwards, double length) {
    return new Vector3(0, length * StrictMath.cos(forwards), length * StrictMath.sin(forwards));
  }

  private void addArm(int sign, double lifted) {
    double swing = (sign < 0 ? -1 : 1) * 0.8 * pose.stride();
    Vector3 shoulder = leaning(sign * (shape.shoulders() - 0.01), NECK + 0.09, 0);
    double upper = 0.34;
    Vector3 out =
        new Vector3(
            sign * StrictMath.sin(lifted),
            StrictMath.cos(lifted) * StrictMath.cos(swing),
            StrictMath.cos(lifted) * StrictMath.sin(swing));
    Vector3 elbow = shoulder.plus(out.times(upper));
    double bend = pose.elbow();
    Vector3 fore = out.times(StrictMath.cos(bend)).plus(new Vector3(0, 0, StrictMath.sin(bend)));
    Vector3 hand = elbow.plus(fore.unit().times(0.38));
    double g = 0.075 * shape.girth();
    add(
        new Tube(
            t -> bent(shoulder, elbow, hand, t),
            t -> rounded(t, 0.1) * g * (1.1 - 0.35 * t),
            t -> rounded(t, 0.1) * g * (1.1 - 0.35 * t)),
        false);
  }

  /** Along two bones, with a curve at the joint so that no ring folds. */
  private static Vector3 bent(Vector3 a, Vector3 joint, Vector3 b, double t) {
    double u = 1 - t;
    Vector3 straight =
        t < 0.5 ? a.plus(joint.minus(a).times(2 * t)) : joint.plus(b.minus(joint).times(2 * t - 1));
    Vector3 curve = a.times(u * u).plus(joint.times(2 * t * u)).plus(b.times(t * t));
    double near = Math.max(0, 1 - Math.abs(t - 0.5) * 4);
    return straight.times(1 - 0.35 * near).plus(curve.times(0.35 * near));
  }
}
