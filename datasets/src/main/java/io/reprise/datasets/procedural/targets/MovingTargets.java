package io.reprise.datasets.procedural.targets;

import io.reprise.datasets.Dataset;
import io.reprise.datasets.Picture;
import io.reprise.datasets.Point;
import io.reprise.datasets.procedural.Checksum;
import io.reprise.datasets.procedural.RandomStream;
import io.reprise.datasets.procedural.targets.Layer.Spot;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Image sequences of one target of 1 to 5 pixels on a cluttered background: what a detector of
 * small moving targets is judged on. The background moves too, with parallax, and has specks that
 * look just as the target does: only its own motion tells the target.
 *
 * <p>Brightness is 1 = white, lengths are in pixels. A background of U(0.35, 0.65) has three layers
 * of soft blobs and specks which move by 0.4, 0.7 and 1 of the camera's motion; the camera glides
 * by U(0.3, 1.5) a frame into a random direction, and shakes if the form says so. A target or speck
 * has a diameter of U(smallest, largest), a contrast of U(0.2, 0.45) or its opposite, and falls off
 * softly to its edge. The target starts in the middle half of the frame and moves by U(0.6, 1.8) a
 * frame in the picture, with a direction that drifts; it turns back 4 pixels before the edge. Each
 * pixel gets noise of standard deviation 0.02.
 *
 * <p>Sequence i has a stream of its own, so a longer set starts with the sequences of a shorter
 * one. The same seed gives the same bytes on every platform.
 */
public final class MovingTargets implements Dataset {
  private static final double[] PARALLAX = {0.4, 0.7, 1};
  private static final double MARGIN = 4;

  private final List<TargetSequence> train;
  private final List<TargetSequence> test;

  private MovingTargets(List<TargetSequence> train, List<TargetSequence> test) {
    this.train = train;
    this.test = test;
  }

  /**
   * Draws the sequences.
   *
   * @param train how many to learn from, at least 1
   * @param test how many to judge on, at least 1
   */
  public static MovingTargets generate(TargetForm form, int train, int test, Seed seed) {
    return new MovingTargets(
        sequences(form, train, seed.named("train")), sequences(form, test, seed.named("test")));
  }

  private static List<TargetSequence> sequences(TargetForm form, int n, Seed seed) {
    if (n < 1) {
      throw new IllegalArgumentException("targets: " + n + " sequences: expected at least 1");
    }
    return IntStream.range(0, n)
        .mapToObj(i -> sequence(form, new RandomStream(seed.named("sequence " + i))))
        .toList();
  }

  @Override
  public String name() {
    return "Moving targets";
  }

  @Override
  public Origin origin() {
    return Origin.PROCEDURAL;
  }

  /** SHA-256 in hex over all frames and paths. */
  @Override
  public String checksum() {
    Checksum sum = new Checksum();
    for (List<TargetSequence> part : List.of(train, test)) {
      sum.add(part.size());
      for (TargetSequence sequence : part) {
        sequence.frames().forEach(frame -> sum.add(frame.shape().toArray()).add(frame.pixels()));
        sequence.path().forEach(p -> sum.add((float) p.x(), (float) p.y()));
      }
    }
    return sum.hex();
  }

  public List<TargetSequence> train() {
    return train;
  }

  public List<TargetSequence> test() {
    return test;
  }

  /** A target or what looks like one, at no place yet. */
  static Spot speck(TargetForm form, RandomStream random) {
    double diameter = random.between(form.smallest(), form.largest());
    // The reach is where brightness is 0; half of it lies within 0.54 of the reach.
    return new Spot(0, 0, diameter / 1.08, random.sign() * random.between(0.2, 0.45));
  }

  private static TargetSequence sequence(TargetForm form, RandomStream random) {
    double level = random.between(0.35, 0.65);
    List<Layer> layers = new ArrayList<>();
    for (double parallax : PARALLAX) {
      layers.add(new Layer(form, parallax, random));
    }
    Spot target = speck(form, random);
    List<Point> path = path(form, random);
    List<Point> camera = camera(form, random);
    List<Picture> frames = new ArrayList<>();
    List<List<Point>> distractors = new ArrayList<>();
    for (int t = 0; t < form.frames(); t++) {
      List<Spot> spots = new ArrayList<>();
      List<Point> specks = new ArrayList<>();
      for (Layer layer : layers) {
        spots.addAll(layer.blobs(camera.get(t)));
        for (Spot speck : layer.specks(camera.get(t))) {
          spots.add(speck);
          specks.add(speck.centre());
        }
      }
      spots.add(target.moved(path.get(t).x(), path.get(t).y()));
      frames.add(draw(form, level, spots, random));
      distractors.add(List.copyOf(specks));
    }
    return new TargetSequence(frames, path, distractors, target.reach() * 1.08);
  }

  private static List<Point> camera(TargetForm form, RandomStream random) {
    double speed = random.between(0.3, 1.5);
    double direction = random.between(0, 2 * Math.PI);
    List<Point> places = new ArrayList<>();
    for (int t = 0; t < form.frames(); t++) {
      double x = t * speed * StrictMath.cos(direction) + random.bell(form.shake());
      double y = t * speed * StrictMath.sin(direction) + random.bell(form.shake());
      places.add(new Point(x, y));
    }
    return places;
  }

  private static List<Point> path(TargetForm form, RandomStream random) {
    double x = form.width() * random.between(0.25, 0.75);
    double y = form.height() * random.between(0.25, 0.75);
    double speed = random.between(0.6, 1.8);
    double direction = random.between(0, 2 * Math.PI);
    List<Point> places = new ArrayList<>();
    for (int t = 0; t < form.frames(); t++) {
      places.add(new Point(x, y));
      direction += random.bell(0.15);
      double dx = speed * StrictMath.cos(direction);
      double dy = speed * StrictMath.sin(direction);
      boolean turnX = x + dx < MARGIN || x + dx > form.width() - 1 - MARGIN;
      boolean turnY = y + dy < MARGIN || y + dy > form.height() - 1 - MARGIN;
      x += turnX ? -dx : dx;
      y += turnY ? -dy : dy;
      direction = turnX ? Math.PI - direction : direction;
      direction = turnY ? -direction : direction;
    }
    return places;
  }

  /** Adds up the spots, each within its reach, and noise. */
  private static Picture draw(
      TargetForm form, double level, List<Spot> spots, RandomStream random) {
    int height = form.height();
    int width = form.width();
    double[] brightness = new double[height * width];
    for (Spot spot : spots) {
      int top = Math.max(0, (int) Math.ceil(spot.y() - spot.reach()));
      int bottom = Math.min(height - 1, (int) Math.floor(spot.y() + spot.reach()));
      int left = Math.max(0, (int) Math.ceil(spot.x() - spot.reach()));
      int right = Math.min(width - 1, (int) Math.floor(spot.x() + spot.reach()));
      for (int y = top; y <= bottom; y++) {
        for (int x = left; x <= right; x++) {
          brightness[y * width + x] += spot.at(x, y);
        }
      }
    }
    byte[] pixels = new byte[brightness.length];
    for (int p = 0; p < pixels.length; p++) {
      double value = level + brightness[p] + random.bell(0.02);
      pixels[p] = (byte) (int) (Math.max(0, Math.min(1, value)) * 255 + 0.5);
    }
    return new Picture(Shape.of(1, height, width), pixels);
  }
}
