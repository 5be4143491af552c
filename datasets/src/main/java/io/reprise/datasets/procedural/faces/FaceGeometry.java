package io.reprise.datasets.procedural.faces;

import static io.reprise.datasets.procedural.faces.FaceParameter.*;

import io.reprise.datasets.procedural.drawing.Vector3;
import java.util.ArrayList;
import java.util.List;

/**
 * The shape of a person's head with an expression, before it is turned: an ellipsoid-like front
 * with a nose, on which the landmarks lie, and a skull behind it.
 */
final class FaceGeometry {
  private static final double DEPTH = 0.75;
  private static final Vector3 SKULL = new Vector3(0, -0.18, -0.25);

  private static final List<Vector3> SPHERE = List.copyOf(sphere());

  private final FaceIdentity who;
  private final FaceExpression now;
  private final double halfWidth;
  private final double chin;

  FaceGeometry(FaceIdentity who, FaceExpression now) {
    this.who = who;
    this.now = now;
    halfWidth = who.get(FACE_HALF_WIDTH);
    chin = who.get(CHIN) + 0.10 * now.mouthOpen();
  }

  double halfWidth() {
    return halfWidth;
  }

  double chin() {
    return chin;
  }

  /** Half the width of the face at a height. */
  private double halfWidth(double v) {
    double t = Math.min(1, Math.abs(v > 0 ? v / chin : v / 1.15));
    if (v <= 0) {
      return halfWidth * Math.sqrt(1 - t * t);
    }
    double p = who.get(JAW_SQUARENESS);
    return halfWidth * StrictMath.pow(1 - StrictMath.pow(t, p), 1 / p);
  }

  /** The point of the surface in front of (u, v). */
  Vector3 on(double u, double v) {
    double across = u / Math.max(1e-6, halfWidth(v));
    double along = v > 0 ? v / chin : v / 1.15;
    double round =
        Math.sqrt(Math.max(0, 1 - across * across) * Math.max(0, 1 - 0.75 * along * along));
    return new Vector3(u, v, DEPTH * round + nose(u, v));
  }

  private double nose(double u, double v) {
    double top = who.get(EYE_HEIGHT);
    double base = who.get(NOSE_BASE);
    double rise = Math.max(0, Math.min(1, (v - top) / (base - top)));
    double fall = Math.max(0, Math.min(1, (base + 0.10 - v) / 0.10));
    double width = who.get(NOSE_HALF_WIDTH);
    return who.get(NOSE_DEPTH)
        * Math.min(rise, fall)
        * StrictMath.exp(-u * u / (0.8 * width * width));
  }

  /** About the outward normal at a place on the head, of any length. */
  Vector3 normal(Vector3 place) {
    return new Vector3(
            place.x() / (halfWidth * halfWidth), place.y() / 1.2, place.z() / (DEPTH * DEPTH))
        .unit();
  }

  /** 68 places in the iBUG order. */
  List<Vector3> landmarks() {
    List<Vector3> all = new ArrayList<>();
    for (int k = 0; k <= 16; k++) {
      double angle = Math.PI * (k - 8) / 17.5;
      double v = chin * StrictMath.cos(angle);
      all.add(on((k < 8 ? -1 : 1) * (k == 8 ? 0 : halfWidth(v)), v));
    }
    for (int k = 0; k < 10; k++) {
      all.add(brow(k < 5 ? -1 : 1, k < 5 ? k / 4.0 : (9 - k) / 4.0, 0));
    }
    double top = who.get(EYE_HEIGHT) + 0.02;
    double base = who.get(NOSE_BASE);
    for (int k = 0; k < 4; k++) {
      all.add(on(0, top + (base - 0.03 - top) * k / 3));
    }
    for (int k = -2; k <= 2; k++) {
      all.add(on(who.get(NOSE_HALF_WIDTH) * 0.42 * k, base + 0.05 - 0.012 * k * k));
    }
    addEye(all, -1);
    addEye(all, 1);
    addMouth(all);
    return all;
  }

  /**
   * A place on a brow.
   *
   * @param side -1 on the left of the picture, 1 on the right
   * @param inward 0 at the outer end, 1 at the inner
   * @param up how far above the middle line of the brow
   */
  Vector3 brow(int side, double inward, double up) {
    double ex = who.get(EYE_DISTANCE);
    double ew = who.get(EYE_HALF_WIDTH);
    double u = ex + 1.40 * ew - 2.35 * ew * inward;
    double bow = 1 - (2 * inward - 0.8) * (2 * inward - 0.8) / 1.44;
    double frown = now.browRaise() < 0 ? -0.05 * now.browRaise() * (2 * inward - 1) : 0;
    double v =
        who.get(EYE_HEIGHT)
            - who.get(BROW_GAP)
            - who.get(BROW_ARCH) * bow
            + who.get(BROW_SLANT) * (inward - 0.5)
            - 0.07 * Math.max(0, now.browRaise())
            + frown
            - up;
    return on(side * u, v);
  }

  /** On the left of the picture from the outer corner over the top, on the right from the inner. */
  private void addEye(List<Vector3> all, int side) {
    double[] along = {-1, -0.38, 0.38, 1, 0.38, -0.38};
    double[] up = {0, 1, 1, 0, -0.75, -0.75};
    for (int k = 0; k < 6; k++) {
      double opening = who.get(EYE_HALF_OPENING) * (up[k] > 0 ? now.eyeOpen() : 1);
      double lift =
          up[k] > 0 ? opening * up[k] - 0.6 * (1 - now.eyeOpen()) * 0.06 : opening * up[k];
      double u = side * who.get(EYE_DISTANCE) + along[k] * who.get(EYE_HALF_WIDTH);
      double v = who.get(EYE_HEIGHT) - lift - side * along[k] * who.get(EYE_SLANT);
      all.add(on(u, v));
    }
  }

  private void addMouth(List<Vector3> all) {
    double[] outer = {-1, -0.62, -0.24, 0, 0.24, 0.62, 1, 0.62, 0.28, 0, -0.28, -0.62};
    double[] outerUp = {0, 0.75, 1.1, 0.95, 1.1, 0.75, 0, -0.7, -1, -1.05, -1, -0.7};
    double[] inner = {-0.84, -0.4, 0, 0.4, 0.84, 0.4, 0, -0.4};
    double half = who.get(MOUTH_HALF_WIDTH) * (1 + 0.22 * now.smile() - 0.12 * now.mouthOpen());
    double open = 0.012 + 0.20 * now.mouthOpen();
    for (int k = 0; k < outer.length; k++) {
      boolean upper = outerUp[k] > 0;
      double lip = outerUp[k] * who.get(upper ? UPPER_LIP : LOWER_LIP);
      all.add(mouth(half, outer[k], outerUp[k] == 0 ? open / 2 : upper ? 0 : open, lip));
    }
    for (int k = 0; k < inner.length; k++) {
      all.add(mouth(half, inner[k], k % 4 == 0 ? open / 2 : k < 4 ? 0 : open, 0));
    }
  }

  /** Corners that rise with a smile pull the lips along. */
  private Vector3 mouth(double half, double along, double down, double up) {
    double corner = -0.09 * now.smile() * along * along;
    return on(half * along, who.get(MOUTH_HEIGHT) + down - up + corner);
  }

  /** The front of the face, for its outline. */
  List<Vector3> front() {
    List<Vector3> points = new ArrayList<>();
    for (int i = -9; i <= 12; i++) {
      double v = i < 0 ? i / 9.0 * 1.1 : chin * StrictMath.sin(Math.PI / 2 * i / 12);
      double half = halfWidth(v);
      for (int k = 0; k <= 8; k++) {
        double u = -half * StrictMath.cos(Math.PI * k / 8);
        double across = half > 0 ? u / half : 0;
        double round = Math.max(0, 1 - across * across);
        double along = v > 0 ? v / chin : v / 1.15;
        points.add(
            new Vector3(u, v, DEPTH * Math.sqrt(round * Math.max(0, 1 - 0.75 * along * along))));
      }
    }
    return points;
  }

  /** Places on the skull behind the face, grown by a thickness of hair. */
  List<Vector3> skull(double grown) {
    return SPHERE.stream()
        .map(
            d ->
                SKULL.plus(
                    new Vector3(
                        (halfWidth + grown) * d.x(),
                        (0.96 + grown) * d.y(),
                        (0.88 + grown) * d.z())))
        .toList();
  }

  private static List<Vector3> sphere() {
    List<Vector3> all = new ArrayList<>();
    for (int i = 0; i <= 12; i++) {
      double polar = Math.PI * i / 12;
      for (int k = 0; k < 20; k++) {
        double turn = 2 * Math.PI * k / 20;
        all.add(
            new Vector3(
                StrictMath.sin(polar) * StrictMath.cos(turn),
                -StrictMath.cos(polar),
                StrictMath.sin(polar) * StrictMath.sin(turn)));
      }
    }
    return all;
  }
}
