package io.reprise.datasets.procedural.targets;

import io.reprise.datasets.Point;
import io.reprise.datasets.procedural.RandomStream;
import java.util.ArrayList;
import java.util.List;

/**
 * One depth of the background: soft blobs and specks at fixed places, which all move by the
 * camera's motion times a factor, the larger the nearer. Places wrap around an area twice as large
 * as a frame, so that new ones come in as others leave.
 */
final class Layer {
  private final double parallax;
  private final double height;
  private final double width;
  private final List<Spot> blobs = new ArrayList<>();
  private final List<Spot> specks = new ArrayList<>();

  /** Something round; its brightness falls off as {@code (1 - (d / reach)²)²}. */
  record Spot(double x, double y, double reach, double brightness) {
    double at(double px, double py) {
      double dx = px - x;
      double dy = py - y;
      double rest = 1 - (dx * dx + dy * dy) / (reach * reach);
      return rest > 0 ? brightness * rest * rest : 0;
    }

    Spot moved(double newX, double newY) {
      return new Spot(newX, newY, reach, brightness);
    }

    Point centre() {
      return new Point(x, y);
    }
  }

  Layer(TargetForm form, double parallax, RandomStream random) {
    this.parallax = parallax;
    height = 2.0 * form.height();
    width = 2.0 * form.width();
    int number = (int) (height * width / 220);
    for (int i = 0; i < number; i++) {
      double reach = random.between(2, 4) * random.between(1, 4);
      blobs.add(spot(reach, random.sign() * random.between(0.05, 0.25), random));
    }
    for (int i = 0; i < number / 8; i++) {
      specks.add(
          MovingTargets.speck(form, random).moved(place(width, random), place(height, random)));
    }
  }

  private Spot spot(double reach, double brightness, RandomStream random) {
    return new Spot(place(width, random), place(height, random), reach, brightness);
  }

  private static double place(double extent, RandomStream random) {
    return random.between(0, extent);
  }

  /** The blobs as they are when the camera has moved to a place. */
  List<Spot> blobs(Point camera) {
    return seen(blobs, camera);
  }

  /** The specks, likewise. */
  List<Spot> specks(Point camera) {
    return seen(specks, camera);
  }

  private List<Spot> seen(List<Spot> all, Point camera) {
    return all.stream()
        .map(
            spot ->
                spot.moved(
                    wrapped(spot.x - parallax * camera.x(), width),
                    wrapped(spot.y - parallax * camera.y(), height)))
        .toList();
  }

  /** From a quarter of the extent before the frame to a quarter behind it. */
  private static double wrapped(double value, double extent) {
    double shifted = value + extent / 4;
    return shifted - extent * Math.floor(shifted / extent) - extent / 4;
  }
}
