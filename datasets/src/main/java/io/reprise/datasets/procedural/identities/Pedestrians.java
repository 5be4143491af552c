package io.reprise.datasets.procedural.identities;

import io.reprise.datasets.Point;
import io.reprise.datasets.procedural.bodies.BodyMesh;
import io.reprise.datasets.procedural.bodies.BodyPose;
import io.reprise.datasets.procedural.bodies.BodyShape;
import io.reprise.datasets.procedural.bodies.BodyView;
import io.reprise.datasets.procedural.bodies.Outfit;
import io.reprise.datasets.procedural.drawing.Canvas;
import io.reprise.datasets.procedural.drawing.Draws;
import io.reprise.datasets.procedural.drawing.Polygon;
import io.reprise.tensor.Seed;
import java.util.ArrayList;
import java.util.List;

/**
 * People who walk past cameras, in pictures half as wide as they are high. A person is a body and
 * an outfit of few colours in many arrangements; a logo shows from the front and a bag from behind
 * only. Cameras differ in place, colour cast, sharpness and angle, moments in pose, light, distance
 * and in what is in the way. Person {@code k} comes from {@code seed.named("person k")}, camera
 * {@code c} from {@code seed.named("camera c")}, a sighting from {@code seed.named("sighting k c
 * i")}.
 */
public final class Pedestrians {
  private static final int TEXTURE = 32;

  private Pedestrians() {}

  /** Draws all sightings. */
  public static ReIdentification generate(ReIdentificationSettings settings, Seed seed) {
    List<CameraLook> cameras = new ArrayList<>();
    for (int c = 0; c < settings.cameras(); c++) {
      cameras.add(new CameraLook(seed.named("camera " + c)));
    }
    List<Sighting> all = new ArrayList<>();
    for (int k = 0; k < settings.identities(); k++) {
      Seed person = seed.named("person " + k);
      for (int c = 0; c < settings.cameras(); c++) {
        for (int i = 0; i < settings.perCamera(); i++) {
          Seed moment = seed.named("sighting " + k + " " + c + " " + i);
          Viewpoint view = new Draws(moment.named("view")).oneOf(List.of(Viewpoint.values()));
          Canvas canvas = new Canvas(settings.side(), settings.side() / 2);
          paint(canvas, person, view, cameras.get(c), moment);
          all.add(new Sighting(canvas.picture(), k, view, c));
        }
      }
    }
    return ReIdentification.split(all, settings.trainIdentities());
  }

  private static void paint(
      Canvas canvas, Seed person, Viewpoint view, CameraLook camera, Seed moment) {
    Draws draws = new Draws(moment.named("picture"));
    int height = canvas.height();
    int width = canvas.width();
    camera.paintPlace(canvas, draws);
    Outfit outfit = Outfit.drawn(person.named("outfit"));
    BodyMesh mesh =
        new BodyMesh(
            BodyShape.drawn(person.named("shape")),
            BodyPose.walking(moment.named("pose")),
            outfit.hasBag());
    BodyView.Camera from =
        new BodyView.Camera(
            yaw(view, draws),
            camera.pitch(),
            draws.between(0.40, 0.47),
            0.5 + draws.within(0.06),
            0.5 + draws.within(0.03));
    new BodyView(height, width, mesh, outfit.texture(TEXTURE), from).paintOn(canvas);
    if (draws.chance(0.25)) {
      paintObstacle(canvas, draws);
    }
    camera.develop(canvas, draws);
  }

  private static double yaw(Viewpoint view, Draws draws) {
    double around = draws.within(0.5);
    return switch (view) {
      case FRONT -> around;
      case SIDE -> (draws.chance(0.5) ? 1 : -1) * Math.PI / 2 + around;
      case REAR -> Math.PI + around;
    };
  }

  private static void paintObstacle(Canvas canvas, Draws draws) {
    int height = canvas.height();
    int width = canvas.width();
    boolean low = draws.chance(0.5);
    Point at =
        low
            ? new Point(draws.between(0, width), draws.between(0.85, 1) * height)
            : new Point(draws.between(0, 1) * width, 0.5 * height);
    Polygon outline =
        low
            ? Polygon.rectangle(at, 0.5 * width, 0.15 * height, 0)
            : Polygon.rectangle(at, 0.1 * width, height, 0);
    canvas.fill(
        outline, draws.texture(draws.colour(0, 0.8, 0.15, 0.9), draws.colour(0, 0.8, 0.15, 0.9)));
  }
}
