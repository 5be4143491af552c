package io.reprise.datasets.procedural.blur;

import io.reprise.datasets.Dataset;
import io.reprise.datasets.Picture;
import io.reprise.datasets.Point;
import io.reprise.datasets.procedural.Checksum;
import io.reprise.datasets.procedural.RandomStream;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Pairs of a blurred and a sharp picture, made as those of GoPro (arXiv 1612.02177): a blurred
 * picture is the mean of many sharp instants in linear light, and its sharp one is the instant in
 * the middle. Here the motion is known, too.
 *
 * <p>A scene is a {@code Surface} of striped and plain patches, with discs of other surfaces in
 * front that move by themselves. The camera follows a path that bends, of a length of U(0.4, 1)
 * times the form's extent, and turns by up to its turn; a disc adds a path of its own, likewise.
 * Every instant samples each pixel at 4 places. Stored values are light to the power 1 / 2.2 in 8
 * bits.
 *
 * <p>Pair i has a stream of its own, so a longer set starts with the pairs of a shorter one. The
 * same seed gives the same bytes on every platform.
 */
public final class MotionBlurPairs implements Dataset {
  private static final int CHANNELS = 3;
  private static final double[] SUBPIXELS = {-0.25, 0.25};

  private final List<BlurPair> train;
  private final List<BlurPair> test;

  private MotionBlurPairs(List<BlurPair> train, List<BlurPair> test) {
    this.train = train;
    this.test = test;
  }

  /**
   * Draws the pairs.
   *
   * @param train how many to learn from, at least 1
   * @param test how many to judge on, at least 1
   */
  public static MotionBlurPairs generate(BlurForm form, int train, int test, Seed seed) {
    return new MotionBlurPairs(
        pairs(form, train, seed.named("train")), pairs(form, test, seed.named("test")));
  }

  private static List<BlurPair> pairs(BlurForm form, int n, Seed seed) {
    if (n < 1) {
      throw new IllegalArgumentException("blur: " + n + " pairs: expected at least 1");
    }
    return IntStream.range(0, n)
        .mapToObj(i -> new Scene(form, new RandomStream(seed.named("pair " + i))).pair())
        .toList();
  }

  @Override
  public String name() {
    return "Motion blur pairs";
  }

  @Override
  public Origin origin() {
    return Origin.PROCEDURAL;
  }

  /** SHA-256 in hex over all pictures and the paths of the camera. */
  @Override
  public String checksum() {
    Checksum sum = new Checksum();
    for (List<BlurPair> part : List.of(train, test)) {
      sum.add(part.size());
      for (BlurPair pair : part) {
        sum.add(pair.sharp().shape().toArray());
        sum.add(pair.sharp().pixels()).add(pair.blurred().pixels());
        pair.path().forEach(p -> sum.add((float) p.x(), (float) p.y()));
      }
    }
    return sum.hex();
  }

  public List<BlurPair> train() {
    return train;
  }

  public List<BlurPair> test() {
    return test;
  }

  /** A surface, seen where it is: everywhere, or in a disc. */
  private record Thing(Surface surface, Motion motion, double radius, Point centre) {
    boolean covers(Point origin) {
      double x = origin.x() - centre.x();
      double y = origin.y() - centre.y();
      return x * x + y * y < radius * radius;
    }
  }

  private static final class Scene {
    private final BlurForm form;
    private final Motion camera;
    private final List<Thing> things = new ArrayList<>();

    Scene(BlurForm form, RandomStream random) {
      this.form = form;
      camera = motion(random.between(-form.turn(), form.turn()), random);
      int side = form.side();
      for (int i = 0; i < form.objects(); i++) {
        things.add(
            new Thing(
                new Surface(side, random),
                motion(0, random),
                side * random.between(0.1, 0.2),
                new Point(side * random.between(0.2, 0.8), side * random.between(0.2, 0.8))));
      }
      things.add(
          new Thing(
              new Surface(side, random),
              Motion.draw(form, 0, 0, random),
              Double.POSITIVE_INFINITY,
              new Point(0, 0)));
    }

    private Motion motion(double turn, RandomStream random) {
      return Motion.draw(form, form.extent() * random.between(0.4, 1), turn, random);
    }

    BlurPair pair() {
      int side = form.side();
      int plane = side * side;
      byte[] sharp = new byte[CHANNELS * plane];
      byte[] blurred = new byte[CHANNELS * plane];
      float[] flow = new float[2 * plane];
      int middle = form.exposures() / 2;
      for (int p = 0; p < plane; p++) {
        int row = p / side;
        int column = p % side;
        double[] sum = new double[CHANNELS];
        for (int t = 0; t < form.exposures(); t++) {
          double[] light = light(row, column, t);
          for (int c = 0; c < CHANNELS; c++) {
            sum[c] += light[c] / form.exposures();
            if (t == middle) {
              sharp[c * plane + p] = Gamma.stored(light[c]);
            }
          }
        }
        for (int c = 0; c < CHANNELS; c++) {
          blurred[c * plane + p] = Gamma.stored(sum[c]);
        }
        Point moved = flow(new Point(column, row));
        flow[p] = (float) moved.x();
        flow[plane + p] = (float) moved.y();
      }
      Shape shape = Shape.of(CHANNELS, side, side);
      return new BlurPair(
          new Picture(shape, blurred), new Picture(shape, sharp), flow, camera.shifts());
    }

    private double[] light(int row, int column, int instant) {
      double[] light = new double[CHANNELS];
      double weight = 1.0 / (SUBPIXELS.length * SUBPIXELS.length);
      for (double dy : SUBPIXELS) {
        for (double dx : SUBPIXELS) {
          Point still = camera.origin(new Point(column + dx, row + dy), instant);
          for (Thing thing : things) {
            Point origin = thing.motion.origin(still, instant);
            if (thing.covers(origin)) {
              thing.surface.addLight(origin.x(), origin.y(), weight, light);
              break;
            }
          }
        }
      }
      return light;
    }

    /** At the middle of the exposure a place of the picture is where its thing has its origin. */
    private Point flow(Point at) {
      for (Thing thing : things) {
        if (thing.covers(at)) {
          Point first = camera.moved(thing.motion.moved(at, 0), 0);
          int end = form.exposures() - 1;
          Point last = camera.moved(thing.motion.moved(at, end), end);
          return new Point(last.x() - first.x(), last.y() - first.y());
        }
      }
      throw new IllegalStateException("the background covers everything");
    }
  }
}
