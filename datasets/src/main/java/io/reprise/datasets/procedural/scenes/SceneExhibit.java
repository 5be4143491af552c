package io.reprise.datasets.procedural.scenes;

import io.reprise.datasets.Box;
import io.reprise.datasets.Picture;
import io.reprise.datasets.Point;
import io.reprise.datasets.procedural.Exhibit;
import io.reprise.datasets.procedural.drawing.Canvas;
import io.reprise.datasets.procedural.drawing.Colour;
import io.reprise.datasets.procedural.drawing.Polygon;
import io.reprise.tensor.Seed;
import java.util.ArrayList;
import java.util.List;

/** Scenes and interactions, each as it is and with its boxes. */
public final class SceneExhibit implements Exhibit {
  private static final int SIDE = 96;
  private static final List<ObjectClass> KINDS = List.of(ObjectClass.values());

  @Override
  public String title() {
    return "Scenes";
  }

  @Override
  public String caption() {
    return "Eight scenes with the box of each object, a colour a class and grey where it is"
        + " difficult; then one picture of each verb (hold, carry, kick, push, sit on, point at)"
        + " twice, with joints, the person in white, the object that it is about in red.";
  }

  @Override
  public List<Picture> pictures(Seed seed) {
    List<Picture> all = new ArrayList<>();
    for (Scene scene : new Scenes(SceneSettings.of(SIDE), seed.named("scenes")).scenes(8)) {
      all.add(scene.picture());
      all.add(withBoxes(scene));
    }
    for (Interaction i : new Interactions(SIDE, seed.named("interactions")).pictures(12)) {
      all.add(i.picture());
      all.add(withPair(i));
    }
    return all;
  }

  private static Picture withBoxes(Scene scene) {
    Canvas canvas = Canvas.of(scene.picture());
    for (SceneObject object : scene.objects()) {
      Colour colour = Colour.hsv(KINDS.indexOf(object.kind()) / 6.0, 1, 1);
      frame(canvas, object.box(), object.difficult() ? Colour.grey(0.6) : colour);
    }
    return canvas.picture();
  }

  private static Picture withPair(Interaction interaction) {
    Canvas canvas = Canvas.of(interaction.picture());
    for (int k = 0; k < interaction.objects().size(); k++) {
      Colour colour = k == interaction.object() ? new Colour(1, 0, 0) : Colour.grey(0.6);
      frame(canvas, interaction.objects().get(k).box(), colour);
    }
    frame(canvas, interaction.person(), Colour.WHITE);
    for (Point joint : interaction.joints()) {
      canvas.fill(Polygon.ellipse(joint, 1.3, 1.3, 0), new Colour(0, 1, 0.2));
    }
    return canvas.picture();
  }

  private static void frame(Canvas canvas, Box box, Colour colour) {
    double left = box.left() - 0.5;
    double top = box.top() - 0.5;
    double right = box.right() - 0.5;
    double bottom = box.bottom() - 0.5;
    canvas.stroke(
        List.of(
            new Point(left, top),
            new Point(right, top),
            new Point(right, bottom),
            new Point(left, bottom),
            new Point(left, top)),
        1,
        colour);
  }
}
