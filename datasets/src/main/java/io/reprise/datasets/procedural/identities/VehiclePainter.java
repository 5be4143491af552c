package io.reprise.datasets.procedural.identities;

import io.reprise.datasets.Point;
import io.reprise.datasets.procedural.drawing.Canvas;
import io.reprise.datasets.procedural.drawing.Colour;
import io.reprise.datasets.procedural.drawing.Paint;
import io.reprise.datasets.procedural.drawing.Polygon;
import io.reprise.datasets.procedural.drawing.Rotation;
import io.reprise.datasets.procedural.drawing.Vector3;
import java.util.ArrayList;
import java.util.List;

/**
 * Draws a vehicle as two prisms, a body and a cabin on top. Seen from above both are convex, so the
 * sides that face the viewer can be painted one after the other, the body first.
 */
final class VehiclePainter {
  private static final Colour GLASS = new Colour(0.16, 0.20, 0.25);
  private static final Colour RUBBER = Colour.grey(0.07);
  private static final double GROUND = 0.42;
  private static final double SILL = 0.10;

  private final Canvas canvas;
  private final Vehicle vehicle;
  private final Rotation rotation;
  private final double unit;
  private final Point centre;

  /** A flat side: its centre and the two half axes, to the right and down as seen from outside. */
  private record Side(Vector3 centre, Vector3 across, Vector3 down, double topShare) {
    Vector3 normal() {
      return across.cross(down).unit();
    }

    Vector3 at(double u, double v) {
      double narrow = 1 - (1 - topShare) * (1 - v) / 2;
      return centre.plus(across.times(u * narrow)).plus(down.times(v));
    }
  }

  VehiclePainter(Canvas canvas, Vehicle vehicle, double yaw, double pitch, double unit, Point at) {
    this.canvas = canvas;
    this.vehicle = vehicle;
    this.unit = unit;
    centre = at;
    rotation = Rotation.of(yaw, pitch, 0);
  }

  void paint() {
    VehicleType t = vehicle.type();
    double w = t.halfWidth();
    double top = GROUND - SILL - t.body();
    double bottom = GROUND - SILL;
    paintShadow(w);
    paintWheels(w, false);
    Side front = upright(new Vector3(0, (top + bottom) / 2, 1), new Vector3(w, 0, 0), top, bottom);
    Side rear = upright(new Vector3(0, (top + bottom) / 2, -1), new Vector3(-w, 0, 0), top, bottom);
    Side bonnet = new Side(new Vector3(0, top, 0), new Vector3(w, 0, 0), new Vector3(0, 0, 1), 1);
    paintSide(bonnet, vehicle.paint());
    for (int s = -1; s <= 1; s += 2) {
      Side flank =
          upright(new Vector3(s * w, (top + bottom) / 2, 0), new Vector3(0, 0, -s), top, bottom);
      if (paintSide(flank, vehicle.paint())) {
        paintFlank(flank);
      }
    }
    if (paintSide(front, vehicle.paint())) {
      paintFront(front);
    }
    if (paintSide(rear, vehicle.paint())) {
      paintRear(rear);
    }
    paintWheels(w, true);
    paintCabin(t, w, top);
  }

  private static Side upright(Vector3 middle, Vector3 across, double top, double bottom) {
    return new Side(middle, across, new Vector3(0, (bottom - top) / 2, 0), 1);
  }

  private Point project(Vector3 v) {
    Vector3 turned = rotation.apply(v);
    return new Point(centre.x() + unit * turned.x(), centre.y() + unit * turned.y());
  }

  private Polygon patch(Side side, double u, double v, double halfWidth, double halfHeight) {
    return Polygon.of(
        project(side.at(u - halfWidth, v - halfHeight)),
        project(side.at(u + halfWidth, v - halfHeight)),
        project(side.at(u + halfWidth, v + halfHeight)),
        project(side.at(u - halfWidth, v + halfHeight)));
  }

  private boolean paintSide(Side side, Colour colour) {
    Vector3 normal = rotation.apply(side.normal());
    if (normal.z() <= 0.01) {
      return false;
    }
    canvas.fill(patch(side, 0, 0, 1, 1), lit(colour, normal));
    return true;
  }

  private static Colour lit(Colour colour, Vector3 normal) {
    double facing = Math.max(0, 0.45 * normal.z() - 0.85 * normal.y() + 0.2 * normal.x());
    return colour.times(0.55 + 0.5 * facing);
  }

  private void paintShadow(double w) {
    List<Point> corners = new ArrayList<>();
    for (int k = 0; k < 4; k++) {
      double x = (k == 0 || k == 3 ? -1 : 1) * (w + 0.06);
      corners.add(project(new Vector3(x, GROUND, k < 2 ? -1.05 : 1.05)));
    }
    canvas.fill(Polygon.of(corners), Colour.BLACK, 0.55);
  }

  private void paintWheels(double w, boolean near) {
    for (int s = -1; s <= 1; s += 2) {
      boolean faces = rotation.apply(new Vector3(s, 0, 0)).z() > 0.01;
      for (double z : List.of(-0.62, 0.62)) {
        if (faces == near) {
          Vector3 hub = new Vector3(s * (w + 0.005), GROUND - 0.17, z);
          canvas.fill(disc(hub, 0.19), RUBBER);
          if (near) {
            canvas.fill(disc(hub, 0.10), Colour.grey(0.6));
          }
        }
      }
    }
  }

  private Polygon disc(Vector3 hub, double radius) {
    List<Point> rim = new ArrayList<>();
    for (int k = 0; k < 16; k++) {
      double angle = 2 * Math.PI * k / 16;
      rim.add(
          project(
              hub.plus(
                  new Vector3(0, radius * StrictMath.sin(angle), radius * StrictMath.cos(angle)))));
    }
    return Polygon.of(rim);
  }

  private void paintMarks(Side side, List<Vehicle.Mark> marks, double stretch) {
    for (Vehicle.Mark m : marks) {
      canvas.fill(
          patch(side, m.across(), m.down(), m.halfWidth() * stretch, m.halfHeight()), m.colour());
    }
  }

  private void paintFlank(Side flank) {
    paintMarks(flank, vehicle.side(), 0.6);
    Paint seam = vehicle.paint().times(0.35);
    for (double z : List.of(-0.28, 0.12)) {
      canvas.fill(patch(flank, z, 0, 0.012, 0.9), seam);
    }
    canvas.fill(patch(flank, 0, 0.86, 1, 0.14), Colour.grey(0.12));
  }

  private void paintFront(Side front) {
    paintMarks(front, vehicle.front(), 1);
    canvas.fill(patch(front, 0, 0.05, vehicle.grille(), 0.22), Colour.grey(0.1));
    for (int s = -1; s <= 1; s += 2) {
      canvas.fill(patch(front, s * 0.8, -0.05, 0.17, vehicle.lamps()), new Colour(1, 0.98, 0.85));
    }
    canvas.fill(patch(front, 0, 0.8, 1, 0.2), Colour.grey(0.12));
    canvas.fill(patch(front, 0, 0.62, 0.26, 0.12), Colour.grey(0.92));
  }

  private void paintRear(Side rear) {
    paintMarks(rear, vehicle.rear(), 1);
    for (int s = -1; s <= 1; s += 2) {
      canvas.fill(
          patch(rear, s * 0.84, -0.15, 0.14, 1.6 * vehicle.lamps()), new Colour(0.85, 0.05, 0.05));
    }
    canvas.fill(patch(rear, 0, 0.8, 1, 0.2), Colour.grey(0.12));
    canvas.fill(patch(rear, 0, 0.35, 0.26, 0.14), Colour.grey(0.92));
  }

  private void paintCabin(VehicleType t, double w, double belt) {
    double roofline = belt - t.cabin();
    double narrow = 0.82;
    double slope = t.cabin() / 2;
    Vector3 roofMiddle = new Vector3(0, roofline, (t.roofBack() + t.roofFront()) / 2);
    Side windscreen =
        new Side(
            new Vector3(0, belt - slope, (t.front() + t.roofFront()) / 2),
            new Vector3(w, 0, 0),
            new Vector3(0, slope, (t.front() - t.roofFront()) / 2),
            narrow);
    Side backWindow =
        new Side(
            new Vector3(0, belt - slope, (t.back() + t.roofBack()) / 2),
            new Vector3(-w, 0, 0),
            new Vector3(0, slope, (t.back() - t.roofBack()) / 2),
            narrow);
    for (int s = -1; s <= 1; s += 2) {
      paintCabinFlank(t, s, w, belt, roofline, narrow);
    }
    for (Side window : List.of(windscreen, backWindow)) {
      if (paintSide(window, vehicle.paint())) {
        canvas.fill(patch(window, 0, 0, 0.86, 0.78), GLASS);
        canvas.fill(patch(window, -0.3, -0.1, 0.12, 0.6), GLASS.mixed(Colour.WHITE, 0.35));
      }
    }
    Side roof =
        new Side(
            roofMiddle,
            new Vector3(narrow * w, 0, 0),
            new Vector3(0, 0, (t.roofFront() - t.roofBack()) / 2),
            1);
    paintSide(roof, vehicle.roof());
  }

  /** Not a rectangle: the pillars lean. */
  private void paintCabinFlank(
      VehicleType t, int s, double w, double belt, double roofline, double narrow) {
    Vector3 lean = new Vector3(s * t.cabin(), -(1 - narrow) * w, 0).unit();
    Vector3 normal = rotation.apply(lean);
    if (normal.z() <= 0.01) {
      return;
    }
    canvas.fill(flankPatch(t, s, w, belt, roofline, narrow, 0, 0, 1), lit(vehicle.paint(), normal));
    double high = belt + 0.85 * (roofline - belt);
    double low = belt + 0.08 * (roofline - belt);
    double upper = 1 - (1 - narrow) * 0.85;
    for (int pane = 0; pane < 2; pane++) {
      canvas.fill(
          flankPatch(t, s, upper * w / narrow * narrow, low, high, 1, pane, 0.06, 0.44), GLASS);
    }
  }

  private Polygon flankPatch(
      VehicleType t,
      int s,
      double w,
      double low,
      double high,
      double narrow,
      int pane,
      double from,
      double length) {
    double start = pane * 0.48 + from;
    double end = Math.min(1, start + length);
    double base = t.front() - t.back();
    double roof = t.roofFront() - t.roofBack();
    return Polygon.of(
        project(new Vector3(s * w, low, t.back() + start * base)),
        project(new Vector3(s * w, low, t.back() + end * base)),
        project(new Vector3(s * w * narrow, high, t.roofBack() + end * roof)),
        project(new Vector3(s * w * narrow, high, t.roofBack() + start * roof)));
  }
}
