package io.reprise.datasets.procedural;

import io.reprise.datasets.Dataset.Origin;
import io.reprise.datasets.ImageClassification;
import io.reprise.datasets.ImageSet;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import java.util.List;

/**
 * Procedural data sets in the form of CIFAR-10 and CIFAR-100: colour images {@code [3, side, side]}
 * of textured shapes, in 10 or 100 classes. To tell the outline of a shape takes evidence from the
 * whole image, to tell its texture takes local evidence. Colour, brightness, place, size and
 * clutter are drawn in the same way for every class, and mirroring an image left to right keeps its
 * class.
 *
 * <p>Image {@code i} of a part of the 10 classes has class {@code i mod 10}: outline {@code class /
 * 2} of disc, square, triangle, cross and ring, with stripes that follow each other along the first
 * ({@code class} even) or the second axis of the shape. It is drawn as follows, with U(a, b)
 * uniform, the unit of length 1/32 of the side (a pixel at 32x32) and that of brightness 1 = white.
 * A colour of level l has a hue t of U(0, 1) and a chroma k of U(0, 0.25); its channels c = 0, 1, 2
 * are l + k cos(2 pi (t + c / 3)), so their mean is l.
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
 *   <li>Stripes fill the shape: 3 units of a colour of level b plus or minus U(0.2, 0.5), limited
 *       to [0, 1], then 3 units of the colour half-way between it and the background without its
 *       ramp, and so on along u (even classes) or v (odd), at a random phase.
 *   <li>Clutter, over everything, the first over the second: two rods of half length U(2, 5) and
 *       half width 0.8 with any centre and direction, each in a colour of level b plus or minus
 *       U(0, 0.3), limited to [0, 1].
 *   <li>Noise: each value of each channel gets its own, the sum of four uniform numbers, centred
 *       and scaled to standard deviation 0.12.
 *   <li>The result is limited to [0, 1], multiplied by 255 and rounded.
 * </ol>
 *
 * <p>Of the 100 classes image {@code i} has class {@code i mod 100}: arrangement {@code class / 25}
 * of {@link Arrangement}, outline {@code class / 5 mod 5} as above, and texture {@code class mod 5}
 * of {@link Texture} in bars and gaps of 2.5 units. In all but the first arrangement there are two
 * shapes of the same outline, texture and colours, of radius U(6, 7.5), each turned and with a
 * phase of its own. The rest is as above.
 *
 * <p>Pixels are sampled at their centres. The same seed gives the same bytes on every platform.
 * Each image has a stream of its own, {@code seed.named("train").named("image i")} or {@code
 * "test"}, so a longer set starts with the images of a shorter one. All channels are normalised
 * with mean 0.5 and standard deviation 0.25.
 */
public final class Shapes {
  private static final int CHANNELS = 3;
  private static final List<Outline> OUTLINES = List.of(Outline.values());
  private static final List<Texture> TEXTURES = List.of(Texture.values());
  private static final List<Arrangement> ARRANGEMENTS = List.of(Arrangement.values());

  private final int classes;
  private final int side;

  private Shapes(int classes, int side) {
    if (classes != 10 && classes != 100) {
      throw new IllegalArgumentException("Shapes: " + classes + " classes: expected 10 or 100");
    }
    if (side < 32) {
      throw new IllegalArgumentException("Shapes: side of " + side + ": expected at least 32");
    }
    this.classes = classes;
    this.side = side;
  }

  /**
   * Draws the data set of 10 classes at 32x32, named {@code Shapes}.
   *
   * @param train how many training images, at least 1
   * @param test how many test images, at least 1
   */
  public static ImageClassification generate(int train, int test, Seed seed) {
    return generate(10, 32, train, test, seed);
  }

  /**
   * Draws a data set. The 10 classes at 32x32 are named {@code Shapes}, others for example {@code
   * Shapes-100 (64x64)}.
   *
   * @param classes 10 or 100
   * @param side height and width in pixels, at least 32
   * @param train how many training images, at least 1
   * @param test how many test images, at least 1
   * @throws IllegalArgumentException if one of them is something else
   */
  public static ImageClassification generate(
      int classes, int side, int train, int test, Seed seed) {
    Shapes shapes = new Shapes(classes, side);
    return new ImageClassification(
        shapes.name(),
        Origin.PROCEDURAL,
        shapes.images(train, seed.named("train")),
        shapes.images(test, seed.named("test")),
        List.of(0.5, 0.5, 0.5),
        List.of(0.25, 0.25, 0.25));
  }

  private String name() {
    return "Shapes"
        + (classes == 10 ? "" : "-" + classes)
        + (side == 32 ? "" : " (" + side + "x" + side + ")");
  }

  private ImageSet images(int n, Seed seed) {
    if (n < 1) {
      throw new IllegalArgumentException("Shapes: " + n + " images: expected at least 1");
    }
    Shape image = Shape.of(CHANNELS, side, side);
    int stride = Math.toIntExact(image.elements());
    byte[] pixels = new byte[Math.multiplyExact(n, stride)];
    int[] labels = new int[n];
    for (int i = 0; i < n; i++) {
      labels[i] = i % classes;
      RandomStream random = new RandomStream(seed.named("image " + i));
      scene(labels[i], random).draw(pixels, i * stride, side, random);
    }
    return new ImageSet(image, classes, pixels, labels);
  }

  private ShapeScene scene(int label, RandomStream random) {
    if (classes == 10) {
      return ShapeScene.striped(OUTLINES.get(label / 2), label % 2 == 0, random);
    }
    return ShapeScene.composed(
        OUTLINES.get(label / 5 % 5), TEXTURES.get(label % 5), ARRANGEMENTS.get(label / 25), random);
  }
}
