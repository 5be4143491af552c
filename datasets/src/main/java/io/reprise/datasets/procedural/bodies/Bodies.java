package io.reprise.datasets.procedural.bodies;

import io.reprise.datasets.Picture;
import io.reprise.datasets.procedural.drawing.Canvas;
import io.reprise.datasets.procedural.drawing.Colour;
import io.reprise.datasets.procedural.drawing.Draws;
import io.reprise.tensor.Seed;
import java.util.ArrayList;
import java.util.List;

/**
 * Draws pictures of textured bodies. Person {@code k} (shape and outfit) comes from {@code
 * seed.named("person k")}, picture {@code i} from {@code seed.named("picture i")} and shows person
 * {@code i mod people} in any pose, facing any way, over a smooth background of a coarse grid of
 * random colours.
 */
public final class Bodies {
  /** How many directions {@link Body#heading} tells apart. */
  public static final int HEADINGS = 8;

  private static final int TEXTURE = 64;

  private final int height;
  private final int people;
  private final Seed seed;

  /**
   * Nothing is drawn yet.
   *
   * @param height of the pictures in pixels, even; they are half as wide
   * @param people at least 1
   * @throws IllegalArgumentException if either is out of range
   */
  public Bodies(int height, int people, Seed seed) {
    if (height < 16 || height % 2 != 0 || people < 1) {
      throw new IllegalArgumentException(
          "bodies: height "
              + height
              + ", people "
              + people
              + ": expected an even height of at least 16, and at least 1");
    }
    this.height = height;
    this.people = people;
    this.seed = seed;
  }

  /** The first {@code n} pictures. */
  public List<Body> pictures(int n) {
    List<Body> all = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      all.add(picture(i));
    }
    return all;
  }

  /** Picture {@code i}. */
  public Body picture(int i) {
    int person = i % people;
    Seed who = seed.named("person " + person);
    Outfit outfit = Outfit.drawn(who.named("outfit"));
    BodyShape shape = BodyShape.drawn(who.named("shape"));
    Seed own = seed.named("picture " + i);
    BodyPose pose = BodyPose.drawn(own.named("pose"));
    Draws draws = new Draws(own.named("camera"));
    double turn = draws.between(0, 1);
    BodyView.Camera camera =
        new BodyView.Camera(
            2 * Math.PI * turn,
            draws.between(-0.3, 0.05),
            draws.between(0.36, 0.44),
            0.5 + draws.within(0.05),
            0.52 + draws.within(0.03));
    BodyMesh mesh = new BodyMesh(shape, pose, outfit.hasBag());
    Picture texture = outfit.texture(TEXTURE);
    BodyView view = new BodyView(height, height / 2, mesh, texture, camera);
    Canvas canvas = new Canvas(height, height / 2);
    canvas.fill(Backdrop.drawn(height, height / 2, draws));
    view.paintOn(canvas);
    double gain = draws.between(0.8, 1.2);
    canvas.recolour((Colour c) -> c.times(gain));
    canvas.noise(0.02, draws);
    int heading = (int) Math.floor(turn * HEADINGS + 0.5) % HEADINGS;
    return new Body(canvas.picture(), texture, mesh, view, shape, pose, person, heading);
  }
}
