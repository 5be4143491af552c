package io.reprise.datasets.procedural.glyphs;

import io.reprise.datasets.Dataset;
import io.reprise.datasets.ImageClassification;
import io.reprise.datasets.ImageSet;
import io.reprise.datasets.procedural.Checksum;
import io.reprise.datasets.procedural.RandomStream;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Images of one glyph in three copies, whose size is known and tells nothing of its class: what a
 * network sees of its objects at each size can be compared. 32x32 pixels, 8 classes; grey, in three
 * equal channels, so that networks for colour images take them.
 *
 * <p>The data set has 8 glyphs of 4x4 cells, each with 30% to 70% of its cells inked, any two of
 * which differ in at least 5 cells. Glyph c is class c; image i has class {@code i mod 8}. With
 * U(a, b) uniform and 1 = ink, an image is drawn as follows:
 *
 * <ol>
 *   <li>Six distractors: the upper two rows of a glyph of any class, each cell k x k pixels with k
 *       of 1, 2 and 3 equally often, at any place where they fit.
 *   <li>The image's scale q of 1, 2 and 3 equally often, and three copies of its glyph with cells
 *       of q x q pixels, at any places where they fit. What is drawn covers what was there before,
 *       with its paper too.
 *   <li>Contrast: all values times U(0.6, 1).
 *   <li>Noise: each pixel gets its own, the sum of four uniform numbers, centred and scaled to
 *       standard deviation 0.3.
 *   <li>Values are limited to [-1, 2], which noise passes in about one pixel of 1,000, and mapped
 *       onto 0 to 255.
 * </ol>
 *
 * <p>The normalisation subtracts 0.3 of ink from a value and divides by 0.5. The same seed gives
 * the same bytes on every platform. Each image has a stream of its own, so a longer set starts with
 * the images of a shorter one.
 */
public final class ScaledGlyphs implements Dataset {
  /** Pixels across a cell. */
  public static final List<Integer> SCALES = List.of(1, 2, 3);

  private static final int CLASSES = 8;
  private static final int SIDE = 32;
  private static final int CHANNELS = 3;
  private static final int DISTRACTORS = 6;
  private static final int COPIES = 3;
  private static final double NOISE = 0.3;
  private static final double LOWEST = -1;
  private static final double RANGE = 3;
  private static final double MEAN = (0.3 - LOWEST) / RANGE;
  private static final double DEVIATION = 0.5 / RANGE;

  private final ImageClassification images;
  private final List<Integer> trainScales;
  private final List<Integer> testScales;

  private ScaledGlyphs(Part train, Part test) {
    images =
        new ImageClassification(
            "Scaled glyphs",
            Origin.PROCEDURAL,
            train.images,
            test.images,
            Collections.nCopies(CHANNELS, MEAN),
            Collections.nCopies(CHANNELS, DEVIATION));
    trainScales = train.scales;
    testScales = test.scales;
  }

  /** Images with the scale of each. */
  private record Part(ImageSet images, List<Integer> scales) {}

  /**
   * Draws the data set.
   *
   * @param train how many training images, at least 1
   * @param test how many test images, at least 1
   * @throws IllegalArgumentException if one of them is something else
   */
  public static ScaledGlyphs generate(int train, int test, Seed seed) {
    List<Glyph> bank = Glyph.bank(CLASSES, seed.named("glyphs"));
    return new ScaledGlyphs(
        part(bank, train, seed.named("train")), part(bank, test, seed.named("test")));
  }

  private static Part part(List<Glyph> bank, int n, Seed seed) {
    if (n < 1) {
      throw new IllegalArgumentException("scaled glyphs: " + n + " images: expected at least 1");
    }
    int plane = SIDE * SIDE;
    byte[] pixels = new byte[Math.multiplyExact(n, CHANNELS * plane)];
    int[] labels = new int[n];
    List<Integer> scales = new java.util.ArrayList<>();
    for (int i = 0; i < n; i++) {
      labels[i] = i % CLASSES;
      RandomStream random = new RandomStream(seed.named("image " + i));
      boolean[] ink = new boolean[plane];
      for (int d = 0; d < DISTRACTORS; d++) {
        paste(random.pick(bank), Glyph.SIDE / 2, random.pick(SCALES), ink, random);
      }
      int scale = random.pick(SCALES);
      scales.add(scale);
      for (int c = 0; c < COPIES; c++) {
        paste(bank.get(labels[i]), Glyph.SIDE, scale, ink, random);
      }
      byte[] grey = print(ink, random);
      for (int c = 0; c < CHANNELS; c++) {
        System.arraycopy(grey, 0, pixels, (i * CHANNELS + c) * plane, plane);
      }
    }
    return new Part(
        new ImageSet(Shape.of(CHANNELS, SIDE, SIDE), CLASSES, pixels, labels), List.copyOf(scales));
  }

  /** Covers a random place with the upper rows of a glyph. */
  private static void paste(Glyph glyph, int rows, int scale, boolean[] ink, RandomStream random) {
    int height = rows * scale;
    int width = Glyph.SIDE * scale;
    int top = random.below(SIDE - height + 1);
    int left = random.below(SIDE - width + 1);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        ink[(top + y) * SIDE + left + x] = glyph.ink(y / scale, x / scale);
      }
    }
  }

  private static byte[] print(boolean[] ink, RandomStream random) {
    double contrast = random.between(0.6, 1);
    byte[] grey = new byte[ink.length];
    for (int p = 0; p < grey.length; p++) {
      double value = (ink[p] ? contrast : 0) + random.bell(NOISE);
      double share = Math.max(0, Math.min(1, (value - LOWEST) / RANGE));
      grey[p] = (byte) (int) (255 * share + 0.5);
    }
    return grey;
  }

  /** The images with their classes. */
  public ImageClassification images() {
    return images;
  }

  /** The scale of a training image, one of {@link #SCALES}. */
  public int trainScale(int i) {
    return trainScales.get(i);
  }

  /** The scale of a test image, one of {@link #SCALES}. */
  public int testScale(int i) {
    return testScales.get(i);
  }

  /**
   * The test images of one scale.
   *
   * @throws IllegalArgumentException if there are none
   */
  public ImageSet testOfScale(int scale) {
    int[] chosen =
        IntStream.range(0, testScales.size()).filter(i -> testScales.get(i) == scale).toArray();
    if (chosen.length == 0) {
      throw new IllegalArgumentException(
          "scaled glyphs: none of "
              + testScales.size()
              + " test images has scale "
              + scale
              + ": expected one of "
              + testScales.stream().distinct().sorted().toList());
    }
    return images.test().only(chosen);
  }

  @Override
  public String name() {
    return images.name();
  }

  @Override
  public Origin origin() {
    return images.origin();
  }

  /** SHA-256 in hexadecimal over the images, their classes and their scales. */
  @Override
  public String checksum() {
    return new Checksum()
        .add(images.checksum())
        .add(trainScales.stream().mapToInt(s -> s).toArray())
        .add(testScales.stream().mapToInt(s -> s).toArray())
        .hex();
  }
}
