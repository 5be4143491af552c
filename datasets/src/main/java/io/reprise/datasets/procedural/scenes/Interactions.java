package io.reprise.datasets.procedural.scenes;

import io.reprise.datasets.Box;
import io.reprise.datasets.Point;
import io.reprise.datasets.procedural.drawing.Canvas;
import io.reprise.datasets.procedural.drawing.Colour;
import io.reprise.datasets.procedural.drawing.Draws;
import io.reprise.datasets.procedural.drawing.Paint;
import io.reprise.datasets.procedural.drawing.Polygon;
import io.reprise.tensor.Seed;
import java.util.ArrayList;
import java.util.List;

/**
 * Draws people who do something with an object, and objects that nobody does anything with. Neither
 * the pose nor the place of the object tells the verb alone: a level arm points or pushes, and what
 * is at the feet may be kicked or lie there. Picture {@code i} comes from {@code
 * seed.named("interaction i")} and shows verb {@code i mod 6}.
 */
public final class Interactions {
  private static final List<Verb> VERBS = List.of(Verb.values());

  private final int side;
  private final Seed seed;

  /**
   * Nothing is drawn yet.
   *
   * @param side of the pictures in pixels, at least 32
   */
  public Interactions(int side, Seed seed) {
    if (side < 32) {
      throw new IllegalArgumentException("interactions: side " + side + ": expected at least 32");
    }
    this.side = side;
    this.seed = seed;
  }

  /** The first {@code n} pictures. */
  public List<Interaction> pictures(int n) {
    List<Interaction> all = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      all.add(picture(i));
    }
    return all;
  }

  /** Picture {@code i}. */
  public Interaction picture(int i) {
    Draws draws = new Draws(seed.named("interaction " + i));
    Verb verb = VERBS.get(i % VERBS.size());
    Canvas canvas = new Canvas(side, side);
    Ground.paint(canvas, 3, draws);
    List<SceneObject> objects = new ArrayList<>();
    int others = 1 + draws.below(2);
    for (int k = 0; k < others; k++) {
      Point at = new Point(draws.between(0.1, 0.9) * side, draws.between(0.1, 0.9) * side);
      objects.add(paintObject(canvas, at, draws.between(0.05, 0.08) * side, draws));
    }
    StickPerson person = StickPerson.drawn(verb, side, draws);
    double size = draws.between(0.055, 0.085) * side;
    Point at = person.objectAt(verb, size, draws.within(0.01) * side);
    boolean behind = verb == Verb.SIT_ON;
    if (behind) {
      objects.add(paintObject(canvas, at, size, draws));
    }
    person.paint(canvas, draws);
    if (!behind) {
      objects.add(paintObject(canvas, at, size, draws));
    }
    canvas.noise(0.03, draws);
    Box box = Scenes.clipped(person.box(), side);
    return new Interaction(
        canvas.picture(), box, person.joints(), verb, objects.size() - 1, objects);
  }

  private SceneObject paintObject(Canvas canvas, Point at, double radius, Draws draws) {
    ObjectClass kind = draws.oneOf(List.of(ObjectClass.values()));
    Polygon outline = kind.outline(at, radius, draws.within(0.4));
    canvas.fill(outline, Ground.contrasting(canvas, at, draws));
    Box whole = outline.box();
    Box box = Scenes.clipped(whole, side);
    double visible = whole.area() > 0 ? box.area() / whole.area() : 0;
    return new SceneObject(kind, box, visible, !box.equals(whole), visible < 0.5);
  }

  /** A person of limbs with the ten joints of {@link Interaction#joints}. */
  private static final class StickPerson {
    private static final int RIGHT_HAND = 5;

    private final List<Point> joints;
    private final double unit;
    private final int facing;

    private StickPerson(List<Point> joints, double unit, int facing) {
      this.joints = List.copyOf(joints);
      this.unit = unit;
      this.facing = facing;
    }

    /** Lengths are in shares of the person's height; x grows to where the person faces. */
    static StickPerson drawn(Verb verb, int side, Draws draws) {
      double unit = draws.between(0.42, 0.52) * side;
      int facing = draws.chance(0.5) ? 1 : -1;
      double x0 = side * (0.5 - 0.10 * facing + draws.within(0.08));
      double y0 = side * (0.24 + draws.within(0.04));
      double armDown = verb == Verb.PUSH || verb == Verb.POINT_AT ? 0.19 : 0.42;
      double[][] base = {
        {0, 0},
        {0, 0.14},
        {-0.10, 0.17},
        {0.10, 0.17},
        {-0.13, 0.42},
        {0.13, armDown},
        {-0.06, 0.52},
        {0.06, 0.52},
        {-0.10, 1},
        {0.10, 1}
      };
      switch (verb) {
        case HOLD -> base[5] = new double[] {0.24, 0.36};
        case CARRY -> {
          base[4] = new double[] {-0.12, -0.10};
          base[5] = new double[] {0.12, -0.10};
        }
        case KICK -> base[9] = new double[] {0.34, 0.88};
        case PUSH -> {
          base[4] = new double[] {0.30, 0.26};
          base[5] = new double[] {0.34, 0.20};
        }
        case SIT_ON -> {
          base[8] = new double[] {0.26, 0.80};
          base[9] = new double[] {0.34, 0.78};
        }
        case POINT_AT -> base[5] = new double[] {0.38, 0.14};
      }
      List<Point> joints = new ArrayList<>();
      for (double[] j : base) {
        double jx = j[0] + draws.normal(0.015);
        double jy = j[1] + draws.normal(0.015);
        joints.add(new Point(x0 + facing * unit * jx, y0 + unit * jy));
      }
      return new StickPerson(joints, unit, facing);
    }

    /** With left and right as in the picture. */
    List<Point> joints() {
      if (facing > 0) {
        return joints;
      }
      List<Point> swapped = new ArrayList<>(joints);
      for (int k = 2; k < joints.size(); k += 2) {
        swapped.set(k, joints.get(k + 1));
        swapped.set(k + 1, joints.get(k));
      }
      return swapped;
    }

    Point objectAt(Verb verb, double size, double jitter) {
      Point hand = joints.get(RIGHT_HAND);
      Point foot = joints.get(9);
      return switch (verb) {
        case HOLD -> new Point(hand.x() + facing * 0.5 * size + jitter, hand.y());
        case CARRY -> new Point(joints.get(0).x() + jitter, joints.get(0).y() - 0.12 * unit - size);
        case KICK -> new Point(foot.x() + facing * size + jitter, foot.y());
        case PUSH -> new Point(hand.x() + facing * size + jitter, hand.y());
        case SIT_ON ->
            new Point(
                (joints.get(6).x() + joints.get(7).x()) / 2 + jitter,
                joints.get(6).y() + 0.05 * unit + size);
        case POINT_AT ->
            new Point(hand.x() + facing * (0.22 * unit + size) + jitter, hand.y() - 0.04 * unit);
      };
    }

    void paint(Canvas canvas, Draws draws) {
      Colour skin =
          new Colour(0.40, 0.26, 0.18).mixed(new Colour(0.95, 0.76, 0.64), draws.between(0, 1));
      Paint shirt = draws.texture(draws.colour(0.1, 0.9, 0.2, 0.95), draws.colour(0, 0.9, 0.1, 1));
      Colour trousers = draws.colour(0, 0.7, 0.1, 0.8);
      for (int k = 0; k < 2; k++) {
        limb(canvas, 6 + k, 8 + k, 0.055, trousers);
        limb(canvas, 2 + k, 4 + k, 0.04, skin);
      }
      canvas.fill(
          Polygon.hull(
              List.of(joints.get(2), joints.get(3), joints.get(6), joints.get(7), joints.get(1))),
          shirt);
      Point head = joints.get(0);
      canvas.fill(Polygon.capsule(head, joints.get(1), 0.04 * unit, 0.03 * unit), skin);
      canvas.fill(Polygon.ellipse(head, 0.08 * unit, 0.10 * unit, 0), skin);
      canvas.fill(
          Polygon.ellipse(
              new Point(head.x() - facing * 0.02 * unit, head.y() - 0.05 * unit),
              0.08 * unit,
              0.06 * unit,
              0),
          draws.colour(0.2, 0.6, 0.05, 0.4));
    }

    private void limb(Canvas canvas, int from, int to, double thick, Paint paint) {
      canvas.fill(
          Polygon.capsule(joints.get(from), joints.get(to), thick * unit, 0.8 * thick * unit),
          paint);
    }

    Box box() {
      List<Point> extent = new ArrayList<>();
      for (Point j : joints) {
        extent.addAll(Polygon.ellipse(j, 0.05 * unit, 0.05 * unit, 0).corners());
      }
      extent.addAll(Polygon.ellipse(joints.get(0), 0.08 * unit, 0.11 * unit, 0).corners());
      return Polygon.hull(extent).box();
    }
  }
}
