package io.reprise.datasets.procedural.faces;

import io.reprise.datasets.Point;
import io.reprise.datasets.procedural.drawing.Canvas;
import io.reprise.datasets.procedural.drawing.Colour;
import io.reprise.datasets.procedural.drawing.Draws;
import io.reprise.datasets.procedural.drawing.Paint;
import io.reprise.datasets.procedural.drawing.Polygon;

/** What is behind a person: a ramp of colour, and shapes of which some have a face's colours. */
final class FaceScenery {
  private final Canvas canvas;
  private final FaceIdentity who;
  private final Draws draws;

  FaceScenery(Canvas canvas, FaceIdentity who, Draws draws) {
    this.canvas = canvas;
    this.who = who;
    this.draws = draws;
  }

  void paint(int shapes) {
    Colour above = draws.colour(0, 0.6, 0.2, 0.95);
    Colour below = draws.colour(0, 0.6, 0.2, 0.95);
    canvas.fill((x, y) -> above.mixed(below, y / canvas.height()));
    for (int i = 0; i < shapes; i++) {
      Point at = new Point(draws.between(0, canvas.width()), draws.between(0, canvas.height()));
      double size = draws.between(0.04, 0.16) * canvas.width();
      double angle = draws.between(0, Math.PI);
      Polygon outline =
          draws.chance(0.5)
              ? Polygon.ellipse(at, size, draws.between(0.3, 1) * size, angle)
              : Polygon.rectangle(at, size, draws.between(0.2, 1) * size, angle);
      canvas.fill(outline, paint());
    }
  }

  private Paint paint() {
    return switch (draws.below(5)) {
      case 0 -> who.skin();
      case 1 -> who.lips();
      case 2 -> who.brow();
      default -> draws.texture(draws.colour(0, 0.9, 0.1, 0.95), draws.colour(0, 0.9, 0.1, 0.95));
    };
  }
}
