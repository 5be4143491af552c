package io.reprise.datasets.procedural.faces;

import static io.reprise.datasets.procedural.faces.FaceParameter.*;

import io.reprise.datasets.Box;
import io.reprise.datasets.Point;
import io.reprise.datasets.procedural.drawing.Canvas;
import io.reprise.datasets.procedural.drawing.Colour;
import io.reprise.datasets.procedural.drawing.Draws;
import io.reprise.datasets.procedural.drawing.LabelMap;
import io.reprise.datasets.procedural.drawing.Paint;
import io.reprise.datasets.procedural.drawing.Polygon;
import io.reprise.datasets.procedural.drawing.Rotation;
import io.reprise.datasets.procedural.drawing.Vector3;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Draws one face, from back to front, on a canvas and on a map of regions alike. */
final class FacePainter {
  private static final Colour INK = new Colour(0.10, 0.07, 0.08);

  private final int side;
  private final FaceIdentity who;
  private final FaceExpression expression;
  private final HeadPose pose;
  private final FaceConditions conditions;
  private final Rotation rotation;
  private final FaceGeometry geometry;
  private final List<Point> points = new ArrayList<>();
  private final Canvas canvas;
  private final LabelMap regions;
  private final List<Vector3> hairShell;
  private final List<Polygon> occluders = new ArrayList<>();

  FacePainter(
      int side,
      FaceIdentity who,
      FaceExpression expression,
      HeadPose pose,
      FaceConditions conditions) {
    this.side = side;
    this.who = who;
    this.expression = expression;
    this.pose = pose;
    this.conditions = conditions;
    rotation = pose.rotation();
    geometry = new FaceGeometry(who, expression);
    geometry.landmarks().forEach(v -> points.add(project(v)));
    hairShell = geometry.skull(0.10);
    canvas = new Canvas(side, side);
    regions = new LabelMap(side, side);
  }

  Face paint(int person) {
    Draws draws = new Draws(conditions.scenery());
    new FaceScenery(canvas, who, draws).paint(conditions.clutter());
    paintBody(draws);
    paintHead();
    paintNose();
    paintMouth();
    paintEye(36, FaceRegion.LEFT_EYE);
    paintEye(42, FaceRegion.RIGHT_EYE);
    paintBrow(-1, FaceRegion.LEFT_BROW);
    paintBrow(1, FaceRegion.RIGHT_BROW);
    paintMole();
    paintFrontHair();
    if (conditions.glasses()) {
      paintGlasses();
    }
    if (conditions.occluded()) {
      paintOccluder(draws);
    }
    conditions.style().applyTo(canvas);
    canvas.blur(conditions.blur());
    canvas.noise(conditions.noise(), new Draws(conditions.grain()));
    return new Face(
        canvas.picture(),
        points,
        visible(),
        box(),
        regions,
        person,
        who,
        pose,
        expression,
        conditions);
  }

  private Point project(Vector3 place) {
    return pose.project(place, rotation, side);
  }

  private List<Point> projected(List<Vector3> places) {
    return places.stream().map(this::project).toList();
  }

  private double unit() {
    return pose.scale() * side;
  }

  private boolean drawn() {
    return conditions.style() == FaceStyle.ILLUSTRATION;
  }

  private void fill(Polygon outline, Paint paint, FaceRegion region) {
    canvas.fill(outline, paint);
    regions.fill(outline, region.label());
  }

  private void ink(List<Point> line) {
    if (drawn()) {
      canvas.stroke(line, 0.035 * unit(), INK);
    }
  }

  private void inkAround(Polygon outline) {
    List<Point> line = new ArrayList<>(outline.corners());
    line.add(line.get(0));
    ink(line);
  }

  /** A surface as bright as its place on a round head makes it. */
  private Paint lit(Colour colour) {
    if (drawn()) {
      return colour;
    }
    Point centre = project(new Vector3(0, 0, 0));
    Vector3 light = conditions.light().unit();
    double across = unit() * geometry.halfWidth() * 1.1;
    double down = unit() * 1.15;
    double ambient = conditions.ambient();
    return (x, y) -> {
      double dx = Math.max(-1, Math.min(1, (x - centre.x()) / across));
      double dy = Math.max(-1, Math.min(1, (y - centre.y()) / down));
      double dz = Math.sqrt(Math.max(0.04, 1 - dx * dx - dy * dy));
      double facing = Math.max(0, light.x() * dx + light.y() * dy + light.z() * dz);
      return colour.times(ambient + 1.15 * (1 - ambient) * facing);
    };
  }

  private void paintBody(Draws draws) {
    double style = who.get(HAIR_STYLE);
    Polygon skull = Polygon.hull(projected(hairShell));
    if (style > 0.70) {
      List<Point> back = new ArrayList<>(skull.corners());
      for (int s = -1; s <= 1; s += 2) {
        double wide = s * (geometry.halfWidth() + 0.12);
        back.add(project(new Vector3(wide, 0.2 * who.get(HAIR_LENGTH), -0.4)));
        back.add(project(new Vector3(wide * 0.9, who.get(HAIR_LENGTH), -0.4)));
      }
      fill(Polygon.hull(back), lit(who.hair()), FaceRegion.HAIR);
    } else if (style > 0.12) {
      fill(skull, lit(who.hair()), FaceRegion.HAIR);
    }
    double neck = 0.55 * geometry.halfWidth();
    Point base = project(new Vector3(0, 0.55, -0.35));
    Polygon throat =
        Polygon.rectangle(
            new Point(base.x(), base.y() + 0.55 * unit()), neck * unit(), 0.75 * unit(), 0);
    fill(throat, lit(who.skin().times(0.82)), FaceRegion.SKIN);
    Colour cloth = draws.colour(0.1, 0.9, 0.15, 0.9);
    Paint clothes = draws.texture(cloth, draws.colour(0, 0.9, 0.1, 0.95));
    double low = base.y() + 1.0 * unit();
    Polygon shoulders =
        Polygon.smooth(
            List.of(
                new Point(base.x() - 0.9 * neck * unit(), low - 0.10 * unit()),
                new Point(base.x(), low + 0.12 * unit()),
                new Point(base.x() + 0.9 * neck * unit(), low - 0.10 * unit()),
                new Point(base.x() + 1.5 * unit(), low + 0.35 * unit()),
                new Point(base.x() + 1.7 * unit(), low + 2 * unit()),
                new Point(base.x() - 1.7 * unit(), low + 2 * unit()),
                new Point(base.x() - 1.5 * unit(), low + 0.35 * unit())));
    canvas.fill(shoulders, clothes);
    regions.fill(shoulders, FaceRegion.BACKGROUND.label());
    inkAround(shoulders);
  }

  private void paintHead() {
    for (int s = -1; s <= 1; s += 2) {
      if (turnedAway(s) && who.get(HAIR_STYLE) > 0.12) {
        paintLock(s);
      }
    }
    for (int s = -1; s <= 1; s += 2) {
      Vector3 place = new Vector3(s * (geometry.halfWidth() + 0.02), 0.05, -0.12);
      Point ear = project(place);
      double facing = Math.max(0.35, 1 + s * 0.9 * StrictMath.sin(-pose.yaw()));
      Polygon outline = Polygon.ellipse(ear, 0.09 * facing * unit(), 0.19 * unit(), pose.roll());
      fill(outline, lit(who.skin().times(0.9)), FaceRegion.SKIN);
      inkAround(outline);
    }
    List<Point> head = new ArrayList<>(projected(geometry.front()));
    double middle = project(new Vector3(0, 0, 0)).y();
    projected(geometry.skull(0)).stream().filter(p -> p.y() < middle).forEach(head::add);
    Polygon outline = Polygon.hull(head);
    fill(outline, lit(who.skin()), FaceRegion.SKIN);
    inkAround(outline);
    if (!drawn()) {
      for (int s = -1; s <= 1; s += 2) {
        Point cheek = project(geometry.on(s * 0.42, 0.28));
        canvas.fill(Polygon.ellipse(cheek, 0.16 * unit(), 0.12 * unit(), 0), lit(who.lips()), 0.10);
      }
    }
  }

  private void paintNose() {
    double base = who.get(NOSE_BASE);
    double wing = who.get(NOSE_HALF_WIDTH);
    double top = who.get(EYE_HEIGHT);
    List<Vector3> outline = new ArrayList<>();
    outline.add(geometry.on(-0.04, top));
    outline.add(geometry.on(0.04, top));
    outline.add(geometry.on(0.07, (top + base) / 2));
    outline.add(geometry.on(wing, base - 0.04));
    outline.add(geometry.on(0.9 * wing, base + 0.03));
    outline.add(geometry.on(0, base + 0.06));
    outline.add(geometry.on(-0.9 * wing, base + 0.03));
    outline.add(geometry.on(-wing, base - 0.04));
    outline.add(geometry.on(-0.07, (top + base) / 2));
    Polygon nose = Polygon.smooth(projected(outline));
    fill(nose, lit(who.skin().times(drawn() ? 0.97 : 1.06)), FaceRegion.NOSE);
    Polygon under =
        Polygon.smooth(
            projected(
                List.of(
                    geometry.on(-0.95 * wing, base),
                    geometry.on(0, base + 0.03),
                    geometry.on(0.95 * wing, base),
                    geometry.on(0.6 * wing, base + 0.05),
                    geometry.on(0, base + 0.08),
                    geometry.on(-0.6 * wing, base + 0.05))));
    canvas.fill(under, lit(who.skin().times(0.6)), 0.8);
    double far = pose.yaw() >= 0 ? 1 : -1;
    Polygon flank =
        Polygon.of(
            projected(
                List.of(
                    geometry.on(0.015 * far, top),
                    geometry.on(0.10 * far, (top + base) / 2),
                    geometry.on(wing * far, base),
                    geometry.on(0.25 * wing * far, base))));
    canvas.fill(flank, lit(who.skin().times(0.78)), drawn() ? 0.3 : 0.6);
    for (int s = -1; s <= 1; s += 2) {
      Point nostril = project(geometry.on(s * 0.5 * wing, base + 0.025));
      canvas.fill(
          Polygon.ellipse(nostril, 0.33 * wing * unit(), 0.025 * unit(), pose.roll()),
          who.skin().times(0.25));
    }
    ink(points.subList(31, 36));
  }

  private void paintMouth() {
    Polygon inside = Polygon.of(points.subList(60, 68));
    fill(inside, new Colour(0.22, 0.05, 0.06), FaceRegion.INNER_MOUTH);
    if (expression.mouthOpen() > 0.25) {
      Polygon teeth =
          Polygon.of(
              points.get(61),
              points.get(63),
              middle(points.get(63), points.get(65), 0.3),
              middle(points.get(61), points.get(67), 0.3));
      canvas.fill(teeth.within(Polygon.hull(inside.corners())), Colour.grey(0.92), 0.9);
    }
    List<Point> upper = new ArrayList<>(points.subList(48, 55));
    for (int k = 64; k >= 60; k--) {
      upper.add(points.get(k));
    }
    List<Point> lower = new ArrayList<>(points.subList(54, 60));
    lower.add(points.get(48));
    lower.add(points.get(60));
    lower.add(points.get(67));
    lower.add(points.get(66));
    lower.add(points.get(65));
    lower.add(points.get(64));
    fill(Polygon.of(lower), lit(who.lips().times(1.05)), FaceRegion.LOWER_LIP);
    fill(Polygon.of(upper), lit(who.lips().times(0.85)), FaceRegion.UPPER_LIP);
    ink(points.subList(60, 65));
  }

  private static Point middle(Point a, Point b, double share) {
    return new Point(a.x() + share * (b.x() - a.x()), a.y() + share * (b.y() - a.y()));
  }

  private void paintEye(int first, FaceRegion region) {
    List<Point> lids = points.subList(first, first + 6);
    Polygon eye = Polygon.smooth(lids);
    Point centre = middle(lids.get(0), lids.get(3), 0.5);
    Polygon socket =
        Polygon.ellipse(
            centre, 1.35 * who.get(EYE_HALF_WIDTH) * unit(), 0.14 * unit(), pose.roll());
    canvas.fill(socket, lit(who.skin().times(0.7)), 0.35);
    fill(eye, Colour.grey(drawn() ? 1 : 0.88), region);
    double turn = StrictMath.sin(pose.yaw());
    double half = who.get(EYE_HALF_WIDTH) * unit();
    Point pupil =
        new Point(
            centre.x() + half * (0.38 * expression.gazeX() + 0.25 * turn),
            centre.y() + half * 0.2 * expression.gazeY() - 0.01 * unit());
    Polygon whole = Polygon.hull(eye.corners());
    double iris = Math.min(0.48 * half, 0.085 * unit());
    canvas.fill(Polygon.ellipse(pupil, iris, iris, 0).within(whole), who.iris());
    canvas.fill(Polygon.ellipse(pupil, iris / 2, iris / 2, 0).within(whole), INK);
    Point glint = new Point(pupil.x() + iris / 3, pupil.y() - iris / 3);
    canvas.fill(Polygon.ellipse(glint, iris / 4, iris / 4, 0).within(whole), Colour.WHITE);
    double lash = (drawn() ? 0.05 : 0.035) * unit();
    canvas.stroke(lids.subList(0, 4), lash, who.brow().times(0.5));
  }

  private void paintBrow(int sign, FaceRegion region) {
    double thick = who.get(BROW_THICKNESS);
    List<Vector3> outline = new ArrayList<>();
    for (int k = 0; k <= 4; k++) {
      outline.add(geometry.brow(sign, k / 4.0, thick * (0.35 + 0.2 * k)));
    }
    for (int k = 4; k >= 0; k--) {
      outline.add(geometry.brow(sign, k / 4.0, -thick * (0.35 + 0.2 * k) * 0.8));
    }
    fill(Polygon.of(projected(outline)), lit(who.brow()), region);
  }

  private void paintMole() {
    if (who.get(MOLE_STRENGTH) > 0.3) {
      Vector3 place = geometry.on(who.get(MOLE_X), who.get(MOLE_Y));
      if (faces(place)) {
        double radius = 0.045 * unit();
        canvas.fill(
            Polygon.ellipse(project(place), radius, radius, 0),
            who.skin().times(0.3),
            who.get(MOLE_STRENGTH));
      }
    }
  }

  private void paintFrontHair() {
    double style = who.get(HAIR_STYLE);
    if (style <= 0.12) {
      return;
    }
    double line = who.get(HAIRLINE);
    if (style <= 0.45) {
      paintHair(v -> v.y() < line + 0.03);
    } else {
      double parting = who.get(HAIR_PARTING) * geometry.halfWidth();
      double deep = style > 0.70 ? line + 0.12 : line + 0.05;
      paintHair(v -> v.x() <= parting + 0.02 && v.y() < deep + 0.55 * (v.x() + parting) * 0.2);
      paintHair(v -> v.x() >= parting - 0.02 && v.y() < deep - 0.55 * (v.x() - parting) * 0.2);
    }
    for (int s = -1; s <= 1; s += 2) {
      if (!turnedAway(s)) {
        paintLock(s);
      }
    }
  }

  /** Whether the hair of a side is behind the face. */
  private boolean turnedAway(int sign) {
    return sign * pose.yaw() > 0.12;
  }

  private void paintLock(int sign) {
    boolean isLong = who.get(HAIR_STYLE) > 0.70;
    double sideburn = isLong ? Math.min(0.9, who.get(HAIR_LENGTH)) : -0.12;
    double inner = isLong ? 0.88 : 0.90;
    paintHair(
        v ->
            sign * v.x() > inner * geometry.halfWidth()
                && v.y() < sideburn
                && v.z() < (isLong ? 0.1 : 0.25));
  }

  private void paintHair(Predicate<Vector3> part) {
    List<Point> lock = projected(hairShell.stream().filter(part).toList());
    if (lock.size() >= 3) {
      Polygon outline = Polygon.hull(lock);
      fill(outline, lit(who.hair()), FaceRegion.HAIR);
      inkAround(outline);
    }
  }

  private void paintGlasses() {
    double half = 1.45 * who.get(EYE_HALF_WIDTH) * unit();
    Point left = middle(points.get(36), points.get(39), 0.5);
    Point right = middle(points.get(42), points.get(45), 0.5);
    double thick = 0.045 * unit();
    for (Point eye : List.of(left, right)) {
      List<Point> rim =
          new ArrayList<>(Polygon.ellipse(eye, half, 0.8 * half, pose.roll()).corners());
      rim.add(rim.get(0));
      canvas.stroke(rim, thick, INK);
    }
    double share = Math.min(0.5, half / Math.max(1e-6, left.distance(right)));
    canvas.stroke(List.of(middle(left, right, share), middle(right, left, share)), thick, INK);
  }

  private void paintOccluder(Draws draws) {
    Point at = points.get(draws.below(Face.LANDMARKS));
    double size = draws.between(0.25, 0.5) * unit();
    double angle = draws.between(0, Math.PI);
    Polygon outline =
        switch (draws.below(3)) {
          case 0 -> Polygon.ellipse(at, size, draws.between(0.6, 1) * size, angle);
          case 1 -> Polygon.rectangle(at, 4 * unit(), 0.5 * size, angle);
          default -> Polygon.rectangle(at, size, draws.between(0.6, 1) * size, angle);
        };
    Colour colour = draws.colour(0, 0.9, 0.1, 0.95);
    canvas.fill(outline, draws.texture(colour, draws.colour(0, 0.9, 0.1, 0.95)));
    regions.fill(outline, FaceRegion.BACKGROUND.label());
    occluders.add(outline);
  }

  private boolean faces(Vector3 place) {
    return rotation.apply(geometry.normal(place)).z() > -0.1;
  }

  private List<Boolean> visible() {
    List<Boolean> visible = new ArrayList<>();
    List<Vector3> places = geometry.landmarks();
    for (int k = 0; k < places.size(); k++) {
      Point p = points.get(k);
      boolean inside = p.x() >= -0.5 && p.y() >= -0.5 && p.x() < side - 0.5 && p.y() < side - 0.5;
      visible.add(
          inside
              && faces(places.get(k))
              && !underHair(p)
              && occluders.stream().noneMatch(o -> o.contains(p)));
    }
    return visible;
  }

  private boolean underHair(Point p) {
    int label = regions.at((int) (p.y() + 0.5), (int) (p.x() + 0.5));
    return label == FaceRegion.HAIR.label();
  }

  private Box box() {
    return Polygon.of(points).box();
  }
}
