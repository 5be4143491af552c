package io.reprise.datasets;

import io.reprise.datasets.Dataset.Origin;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A procedural data set in the form of CIFAR-10: colour images {@code [3, 32, 32]} of 10 classes,
 * made from a seed without any download. To tell the outline of a shape takes evidence from the
 * whole image, to tell the direction of its stripes takes local evidence. Colour, brightness,
 * place, size and clutter are drawn in the same way for every class, and mirroring an image left to
 * right keeps its class.
 *
 * <p>Image {@code i} of a part has class {@code i mod 10}: outline {@code class / 2} of disc,
 * square, triangle, cross and ring, with stripes that follow each other along the first ({@code
 * class} even) or the second axis of the shape. It is drawn as follows, with U(a, b) uniform, the
 * unit of length one pixel and that of brightness 1 = white. A colour of level l has a hue t of
 * U(0, 1) and a chroma k of U(0, 0.25); its channels c = 0, 1, 2 are l + k cos(2 pi (t + c / 3)),
 * so their mean is l.
 *
 * <ol>
 *   <li>Background: a colour of level b of U(0.3, 0.7), plus a ramp of U(-0.1, 0.1) x + U(-0.1,
 *       0.1) y in every channel, where x and y go from -1 to 1 over the image.
 *   <li>Shape: radius R of U(8, 12), centre uniform such that the circle of radius R fits in the
 *       image, rotated by U(-0.3, 0.3) radians. With (u, v) the distances from the centre along the
 *       rotated axes, right and down, in units of R:
 *       <ul>
 *         <li>disc: u² + v² &lt; 1;
 *         <li>square: |u| and |v| &lt; 0.85;
 *         <li>triangle: 1.9 |u| - 1 &lt; v &lt; 0.7;
 *         <li>cross: |u| and |v| &lt; 1, one of them &lt; 0.33;
 *         <li>ring: 0.55² &lt; u² + v² &lt; 1.
 *       </ul>
 *   <li>Stripes fill the shape: 3 pixels of a colour of level b plus or minus U(0.2, 0.5), limited
 *       to [0, 1], then 3 pixels of the colour half-way between it and the background without its
 *       ramp, and so on along u (even classes) or v (odd), at a random phase.
 *   <li>Clutter, over everything, the first over the second: two rods of half length U(2, 5) and
 *       half width 0.8 with any centre and direction, each in a colour of level b plus or minus
 *       U(0, 0.3), limited to [0, 1].
 *   <li>Noise: each value of each channel gets its own, the sum of four uniform numbers, centred
 *       and scaled to standard deviation 0.12.
 *   <li>The result is limited to [0, 1], multiplied by 255 and rounded.
 * </ol>
 *
 * <p>Pixels are sampled at their centres. The same seed gives the same bytes on every platform.
 * Each image has a stream of its own, {@code seed.named("train").named("image i")} or {@code
 * "test"}, so a longer set starts with the images of a shorter one. All channels are normalised
 * with mean 0.5 and standard deviation 0.25.
 */
public final class Shapes {
  private static final int SIDE = 32;
  private static final int PLANE = SIDE * SIDE;
  private static final int CHANNELS = 3;
  private static final Shape IMAGE = Shape.of(CHANNELS, SIDE, SIDE);
  private static final List<Outline> OUTLINES = List.of(Outline.values());
  private static final int CLASSES = 2 * OUTLINES.size();
  private static final double NOISE = 0.12;
  private static final double STRIPE = 3;

  private Shapes() {}

  /**
   * Draws the data set.
   *
   * @param train how many training images, at least 1
   * @param test how many test images, at least 1
   */
  public static ImageClassification generate(int train, int test, Seed seed) {
    return new ImageClassification(
        "Shapes",
        Origin.PROCEDURAL,
        images(train, seed.named("train")),
        images(test, seed.named("test")),
        List.of(0.5, 0.5, 0.5),
        List.of(0.25, 0.25, 0.25));
  }

  private static ImageSet images(int n, Seed seed) {
    if (n < 1) {
      throw new IllegalArgumentException("Shapes: " + n + " images: expected at least 1");
    }
    byte[] pixels = new byte[Math.multiplyExact(n, CHANNELS * PLANE)];
    int[] labels = new int[n];
    for (int i = 0; i < n; i++) {
      int label = i % CLASSES;
      labels[i] = label;
      UniformRandomProvider random = seed.named("image " + i).generator();
      new Scene(label, random).draw(pixels, i * CHANNELS * PLANE, random);
    }
    return new ImageSet(IMAGE, CLASSES, pixels, labels);
  }

  private static double[] colour(double level, UniformRandomProvider random) {
    double hue = random.nextDouble();
    double chroma = between(0, 0.25, random);
    double[] colour = new double[CHANNELS];
    for (int c = 0; c < CHANNELS; c++) {
      colour[c] = level + chroma * StrictMath.cos(2 * Math.PI * (hue + c / 3.0));
    }
    return colour;
  }

  /** Four 16-bit numbers, added: variance 4 * 65536² / 12, near enough to a bell curve. */
  private static double noise(UniformRandomProvider random) {
    long bits = random.nextLong();
    long sum = (bits & 0xffff) + (bits >>> 16 & 0xffff) + (bits >>> 32 & 0xffff) + (bits >>> 48);
    return (sum - 2 * 65_535) * (NOISE * Math.sqrt(3) / 65_536);
  }

  private static double between(double low, double high, UniformRandomProvider random) {
    return low + (high - low) * random.nextDouble();
  }

  private static int sign(UniformRandomProvider random) {
    return random.nextBoolean() ? 1 : -1;
  }

  private static double limit(double value) {
    return Math.max(0, Math.min(1, value));
  }

  private enum Outline {
    DISC,
    SQUARE,
    TRIANGLE,
    CROSS,
    RING;

    boolean contains(double u, double v) {
      double x = Math.abs(u);
      double y = Math.abs(v);
      return switch (this) {
        case DISC -> u * u + v * v < 1;
        case SQUARE -> x < 0.85 && y < 0.85;
        case TRIANGLE -> v < 0.7 && v > 1.9 * x - 1;
        case CROSS -> Math.max(x, y) < 1 && Math.min(x, y) < 0.33;
        case RING -> u * u + v * v < 1 && u * u + v * v > 0.55 * 0.55;
      };
    }
  }

  /** A place and a direction. StrictMath, since Math may differ in the last bit by platform. */
  private record Frame(double x, double y, double cosine, double sine) {
    static Frame at(double x, double y, double angle) {
      return new Frame(x, y, StrictMath.cos(angle), StrictMath.sin(angle));
    }

    double along(double px, double py) {
      return (px - x) * cosine + (py - y) * sine;
    }

    double across(double px, double py) {
      return (py - y) * cosine - (px - x) * sine;
    }
  }

  private static final class Rod {
    private final double halfLength;
    private final Frame place;
    private final double[] colour;

    Rod(double level, UniformRandomProvider random) {
      halfLength = between(2, 5, random);
      place =
          Frame.at(between(0, SIDE, random), between(0, SIDE, random), between(0, Math.PI, random));
      colour = colour(limit(level + sign(random) * between(0, 0.3, random)), random);
    }

    boolean covers(double px, double py) {
      return Math.abs(place.along(px, py)) < halfLength && Math.abs(place.across(px, py)) < 0.8;
    }
  }

  /** Everything about one image but its noise. */
  private static final class Scene {
    private final double[] background;
    private final double rampX;
    private final double rampY;
    private final Outline outline;
    private final boolean stripesAlongU;
    private final double radius;
    private final Frame shape;
    private final double phase;
    private final double[] stripe;
    private final double[] gap;
    private final List<Rod> rods;

    Scene(int label, UniformRandomProvider random) {
      double level = between(0.3, 0.7, random);
      background = colour(level, random);
      rampX = between(-0.1, 0.1, random);
      rampY = between(-0.1, 0.1, random);

      outline = OUTLINES.get(label / 2);
      stripesAlongU = label % 2 == 0;
      radius = between(8, 12, random);
      shape =
          Frame.at(
              between(radius, SIDE - radius, random),
              between(radius, SIDE - radius, random),
              between(-0.3, 0.3, random));
      phase = between(0, 2 * STRIPE, random);
      stripe = colour(limit(level + sign(random) * between(0.2, 0.5, random)), random);
      gap = new double[CHANNELS];
      for (int c = 0; c < CHANNELS; c++) {
        gap[c] = (stripe[c] + background[c]) / 2;
      }

      rods = List.of(new Rod(level, random), new Rod(level, random));
    }

    void draw(byte[] pixels, int offset, UniformRandomProvider random) {
      for (int y = 0; y < SIDE; y++) {
        for (int x = 0; x < SIDE; x++) {
          double[] colour = colourAt(x + 0.5, y + 0.5);
          double ramp = colour == background ? ramp(x + 0.5, y + 0.5) : 0;
          for (int c = 0; c < CHANNELS; c++) {
            double value = limit(colour[c] + ramp + noise(random));
            pixels[offset + c * PLANE + y * SIDE + x] = (byte) (int) (value * 255 + 0.5);
          }
        }
      }
    }

    private double[] colourAt(double px, double py) {
      for (Rod rod : rods) {
        if (rod.covers(px, py)) {
          return rod.colour;
        }
      }
      double u = shape.along(px, py);
      double v = shape.across(px, py);
      if (!outline.contains(u / radius, v / radius)) {
        return background;
      }
      double run = Math.floor(((stripesAlongU ? u : v) + phase) / STRIPE);
      return (int) run % 2 == 0 ? stripe : gap;
    }

    private double ramp(double px, double py) {
      return rampX * (px / SIDE * 2 - 1) + rampY * (py / SIDE * 2 - 1);
    }
  }
}
