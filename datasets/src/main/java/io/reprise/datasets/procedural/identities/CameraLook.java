package io.reprise.datasets.procedural.identities;

import io.reprise.datasets.Point;
import io.reprise.datasets.procedural.drawing.Canvas;
import io.reprise.datasets.procedural.drawing.Colour;
import io.reprise.datasets.procedural.drawing.Draws;
import io.reprise.datasets.procedural.drawing.Polygon;
import io.reprise.tensor.Seed;

/** What is the same in all pictures of a camera: place, colour cast, sharpness, angle. */
final class CameraLook {
  private final Colour ground;
  private final Colour wall;
  private final double horizon;
  private final Colour gain;
  private final double blur;
  private final double noise;
  private final double pitch;

  CameraLook(Seed seed) {
    Draws draws = new Draws(seed);
    ground = draws.colour(0, 0.35, 0.25, 0.75);
    wall = draws.colour(0, 0.45, 0.3, 0.9);
    horizon = draws.between(0.3, 0.6);
    gain = new Colour(draws.between(0.7, 1.2), draws.between(0.7, 1.2), draws.between(0.7, 1.2));
    blur = draws.between(0, 0.012);
    noise = draws.between(0.01, 0.04);
    pitch = -draws.between(0.08, 0.40);
  }

  /** In radians, negative: cameras look down. */
  double pitch() {
    return pitch;
  }

  void paintPlace(Canvas canvas, Draws draws) {
    int height = canvas.height();
    int width = canvas.width();
    double light = draws.between(0.8, 1.2);
    double line = (horizon + draws.within(0.05)) * height;
    canvas.fill(
        (x, y) ->
            y < line
                ? wall.times(light * (0.9 + 0.1 * y / height))
                : ground.times(light * (0.7 + 0.3 * y / height)));
    for (int i = 0; i < 3; i++) {
      Point at = new Point(draws.between(0, width), draws.between(0, height));
      canvas.fill(
          Polygon.rectangle(
              at, draws.between(0.03, 0.2) * height, draws.between(0.05, 0.3) * height, 0),
          draws.texture(draws.colour(0, 0.7, 0.2, 0.9), wall));
    }
  }

  /** With the light of the moment on top of the camera's own cast. */
  void develop(Canvas canvas, Draws draws) {
    double exposure = draws.between(0.8, 1.15);
    canvas.recolour(
        c ->
            new Colour(
                c.red() * gain.red() * exposure,
                c.green() * gain.green() * exposure,
                c.blue() * gain.blue() * exposure));
    canvas.blur(blur * canvas.height());
    canvas.noise(noise, draws);
  }
}
