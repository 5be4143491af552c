package io.reprise.datasets.procedural.identities;

import io.reprise.datasets.Point;
import io.reprise.datasets.procedural.drawing.Canvas;
import io.reprise.datasets.procedural.drawing.Draws;
import io.reprise.datasets.procedural.drawing.Polygon;
import io.reprise.tensor.Seed;
import java.util.ArrayList;
import java.util.List;

/**
 * Vehicles that drive past cameras, in square pictures, from the front, the side or the rear. There
 * are eight types in six paints, so that many look alike but for marks, of which only those on the
 * side that is seen can be seen. Vehicle {@code k} comes from {@code seed.named("vehicle k")},
 * camera {@code c} from {@code seed.named("camera c")}, a sighting from {@code seed.named("sighting
 * k c i")}. Its viewpoint goes round with {@code k + c + i}, so that every vehicle is seen from all
 * sides.
 */
public final class Vehicles {
  private static final List<Viewpoint> VIEWS = List.of(Viewpoint.values());

  private Vehicles() {}

  /** Draws all sightings. */
  public static ReIdentification generate(ReIdentificationSettings settings, Seed seed) {
    List<CameraLook> cameras = new ArrayList<>();
    for (int c = 0; c < settings.cameras(); c++) {
      cameras.add(new CameraLook(seed.named("camera " + c)));
    }
    List<Sighting> all = new ArrayList<>();
    for (int k = 0; k < settings.identities(); k++) {
      Vehicle vehicle = Vehicle.drawn(seed.named("vehicle " + k));
      for (int c = 0; c < settings.cameras(); c++) {
        for (int i = 0; i < settings.perCamera(); i++) {
          Viewpoint view = VIEWS.get((k + c + i) % VIEWS.size());
          Canvas canvas = new Canvas(settings.side(), settings.side());
          Seed moment = seed.named("sighting " + k + " " + c + " " + i);
          paint(canvas, vehicle, view, cameras.get(c), new Draws(moment));
          all.add(new Sighting(canvas.picture(), k, view, c));
        }
      }
    }
    return ReIdentification.split(all, settings.trainIdentities());
  }

  private static void paint(
      Canvas canvas, Vehicle vehicle, Viewpoint view, CameraLook camera, Draws draws) {
    int side = canvas.height();
    camera.paintPlace(canvas, draws);
    double yaw = yaw(view, draws);
    double unit = (view == Viewpoint.SIDE ? 0.40 : 0.50) * draws.between(0.88, 1.08) * side;
    Point at = new Point(side * (0.5 + draws.within(0.05)), side * (0.54 + draws.within(0.05)));
    new VehiclePainter(canvas, vehicle, yaw, camera.pitch(), unit, at).paint();
    if (draws.chance(0.15)) {
      Point corner = new Point(draws.chance(0.5) ? 0 : side, side);
      canvas.fill(
          Polygon.rectangle(corner, 0.25 * side, 0.3 * side, draws.within(0.3)),
          draws.colour(0, 0.8, 0.15, 0.9));
    }
    camera.develop(canvas, draws);
  }

  private static double yaw(Viewpoint view, Draws draws) {
    double around = draws.within(0.55);
    return switch (view) {
      case FRONT -> around;
      case SIDE -> (draws.chance(0.5) ? 1 : -1) * Math.PI / 2 + 0.6 * around;
      case REAR -> Math.PI + around;
    };
  }
}
