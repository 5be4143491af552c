package io.reprise.datasets.procedural.faces;

import io.reprise.datasets.procedural.drawing.Draws;
import io.reprise.tensor.Seed;

/** Swings about a first pose and from one expression to the next; every quantity is a sine. */
final class FaceMotion {
  /** A quantity at frame t: {@code amplitude * sin(2 pi (t / period + phase))}. */
  private record Swing(double amplitude, double period, double phase) {
    static Swing of(double amplitude, double shortest, double longest, Draws draws) {
      return new Swing(amplitude, draws.between(shortest, longest), draws.between(0, 1));
    }

    double at(int t) {
      return amplitude * StrictMath.sin(2 * Math.PI * (t / period + phase));
    }
  }

  private final HeadPose start;
  private final Swing yaw;
  private final Swing pitch;
  private final Swing roll;
  private final Swing scale;
  private final Swing x;
  private final Swing y;
  private final Swing mouth;
  private final Swing smile;
  private final Swing brows;
  private final Swing eyes;
  private final Swing gaze;

  FaceMotion(HeadPose start, FaceSettings settings, Seed seed) {
    Draws draws = new Draws(seed);
    this.start = start;
    yaw = Swing.of(0.5 * settings.yaw(), 25, 50, draws);
    pitch = Swing.of(0.5 * settings.pitch(), 25, 50, draws);
    roll = Swing.of(0.5 * settings.roll(), 25, 50, draws);
    scale = Swing.of(0.1 * settings.smallest(), 30, 60, draws);
    x = Swing.of(0.05, 25, 50, draws);
    y = Swing.of(0.04, 25, 50, draws);
    mouth = Swing.of(settings.expressive(), 12, 24, draws);
    smile = Swing.of(settings.expressive(), 30, 60, draws);
    brows = Swing.of(settings.expressive(), 20, 40, draws);
    eyes = Swing.of(1, 30, 60, draws);
    gaze = Swing.of(1, 20, 40, draws);
  }

  HeadPose pose(int t) {
    return new HeadPose(
        limited(start.yaw() + yaw.at(t)),
        limited(start.pitch() + pitch.at(t)),
        start.roll() + roll.at(t),
        start.scale() + scale.at(t),
        start.x() + x.at(t),
        start.y() + y.at(t));
  }

  /** Beyond 1.2 radians most of a face is hidden. */
  private static double limited(double angle) {
    return Math.max(-1.2, Math.min(1.2, angle));
  }

  FaceExpression expression(int t) {
    double blink = Math.max(0, eyes.at(t) - 0.85) / 0.15;
    return new FaceExpression(
        Math.max(0, mouth.at(t)), smile.at(t), brows.at(t), 1 - 0.9 * blink, gaze.at(t), 0);
  }
}
