package io.reprise.datasets.procedural.scenes;

import io.reprise.datasets.Box;
import io.reprise.datasets.Point;
import io.reprise.datasets.procedural.drawing.Canvas;
import io.reprise.datasets.procedural.drawing.Draws;
import io.reprise.datasets.procedural.drawing.LabelMap;
import io.reprise.datasets.procedural.drawing.Polygon;
import io.reprise.tensor.Seed;
import java.util.ArrayList;
import java.util.List;

/**
 * Draws scenes for detection. An object's class is its outline; size, place, direction, paint and
 * texture are drawn alike for every class, and objects may hide each other or lie across the edge.
 * Scene {@code i} comes from {@code seed.named("scene i")}.
 */
public final class Scenes {
  private final SceneSettings settings;
  private final Seed seed;

  public Scenes(SceneSettings settings, Seed seed) {
    this.settings = settings;
    this.seed = seed;
  }

  /** The first {@code n} scenes. */
  public List<Scene> scenes(int n) {
    List<Scene> all = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      all.add(scene(i));
    }
    return all;
  }

  /** Scene {@code i}. */
  public Scene scene(int i) {
    Draws draws = new Draws(seed.named("scene " + i));
    int side = settings.side();
    Canvas canvas = new Canvas(side, side);
    LabelMap instances = new LabelMap(side, side);
    Ground.paint(canvas, settings.rods(), draws);
    int objects = settings.fewest() + draws.below(settings.most() - settings.fewest() + 1);
    List<ObjectClass> kinds = new ArrayList<>();
    List<Polygon> outlines = new ArrayList<>();
    for (int k = 0; k < objects; k++) {
      ObjectClass kind = draws.oneOf(List.of(ObjectClass.values()));
      double radius = draws.between(settings.smallest(), settings.largest()) * side;
      double margin = 0.4 * radius;
      Point at =
          new Point(draws.between(margin, side - margin), draws.between(margin, side - margin));
      Polygon outline = kind.outline(at, radius, draws.within(0.5));
      canvas.fill(outline, Ground.contrasting(canvas, at, draws));
      instances.fill(outline, k + 1);
      kinds.add(kind);
      outlines.add(outline);
    }
    canvas.noise(settings.noise(), draws);
    List<SceneObject> found = new ArrayList<>();
    for (int k = 0; k < objects; k++) {
      found.add(describe(kinds.get(k), outlines.get(k), instances, k + 1));
    }
    return new Scene(canvas.picture(), found, instances);
  }

  private SceneObject describe(ObjectClass kind, Polygon outline, LabelMap instances, int label) {
    LabelMap alone = new LabelMap(settings.side(), settings.side());
    alone.fill(outline, 1);
    double visible = instances.count(label) / (double) Math.max(1, alone.count(1));
    Box whole = outline.box();
    Box box = clipped(whole, settings.side());
    boolean small = Math.min(box.width(), box.height()) < 8;
    return new SceneObject(kind, box, visible, !box.equals(whole), visible < 0.5 || small);
  }

  static Box clipped(Box box, int side) {
    return new Box(
        Math.max(0, Math.min(side, box.left())),
        Math.max(0, Math.min(side, box.top())),
        Math.max(0, Math.min(side, box.right())),
        Math.max(0, Math.min(side, box.bottom())));
  }
}
