package io.reprise.datasets.procedural.clutter;

import io.reprise.datasets.Dataset.Origin;
import io.reprise.datasets.ImageClassification;
import io.reprise.datasets.ImageSet;
import io.reprise.datasets.procedural.MaskedImages;
import io.reprise.datasets.procedural.ObjectMasks;
import io.reprise.datasets.procedural.RandomStream;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import java.util.Collections;
import java.util.List;

/**
 * Objects of two parts among pieces of such parts, with a mask of each object: what spatial
 * attention is judged on.
 *
 * <p>A bank of 12 glyphs of 5x5 cells follows from the seed; every two differ in 9 cells or more.
 * Class c is the pair of glyphs c and c + 1, counted around, so each glyph that is used belongs to
 * two classes and one part alone never tells the class. Glyphs that no class uses occur as clutter
 * only. Image {@code i} has class {@code i mod classes} and is drawn as follows, with U(a, b)
 * uniform and brightness 0 = the background.
 *
 * <ol>
 *   <li>Distractors: pieces of 3x3 cells, each of a random glyph and from a random place in it, at
 *       any place in the image. Lit cells get a brightness of U(0.6, 1), the same for all of one
 *       piece; others leave what is there.
 *   <li>The object: its first glyph at a random place, its second (6, 6) pixels further down and to
 *       the right or as far up and to the left, each of both distances one less or more or neither;
 *       all places where both fit in the image are as likely. Both have one brightness of U(0.6,
 *       1).
 *   <li>Noise: each pixel gets its own, near enough normal (see {@link RandomStream#bell}).
 *   <li>Brightness -1 to 2 becomes 0 to 255, rounded; nothing is beyond.
 * </ol>
 *
 * <p>The mask is the squares of 5x5 of both glyphs. Images are normalised by 0.25 and 0.5 in units
 * of brightness. The same seed gives the same bytes on every platform; each image has a stream of
 * its own, so a longer set starts with the images of a shorter one.
 */
public final class PartsInClutter {
  /** How many glyphs there are. */
  static final int GLYPHS = 12;

  private static final int PIECE = 3;
  private static final int APART = 6;
  private static final double DARKEST = -1;
  private static final double SPAN = 3;
  private static final double MEAN = 0.25;
  private static final double DEVIATION = 0.5;

  private final ClutterForm form;
  private final List<Glyph> bank;

  private PartsInClutter(ClutterForm form, Seed seed) {
    this.form = form;
    this.bank = Glyph.bank(GLYPHS, seed.named("glyphs"));
  }

  /**
   * Draws a data set.
   *
   * @param train how many training images, at least 1
   * @param test how many test images, at least 1
   * @throws IllegalArgumentException if a part would be empty
   */
  public static MaskedImages generate(ClutterForm form, int train, int test, Seed seed) {
    PartsInClutter clutter = new PartsInClutter(form, seed);
    Part first = clutter.part(train, seed.named("train"));
    Part second = clutter.part(test, seed.named("test"));
    return new MaskedImages(
        new ImageClassification(
            "Parts in clutter",
            Origin.PROCEDURAL,
            first.images,
            second.images,
            Collections.nCopies(form.channels(), (MEAN - DARKEST) / SPAN),
            Collections.nCopies(form.channels(), DEVIATION / SPAN)),
        first.masks,
        second.masks);
  }

  private record Part(ImageSet images, ObjectMasks masks) {}

  private Part part(int n, Seed seed) {
    if (n < 1) {
      throw new IllegalArgumentException("parts in clutter: " + n + " images: expected at least 1");
    }
    int side = form.side();
    int plane = side * side;
    byte[] pixels = new byte[Math.multiplyExact(n, form.channels() * plane)];
    byte[] masks = new byte[Math.multiplyExact(n, plane)];
    int[] labels = new int[n];
    for (int i = 0; i < n; i++) {
      labels[i] = i % form.classes();
      Drawing drawing = new Drawing(new RandomStream(seed.named("image " + i)));
      drawing.clutter();
      drawing.object(labels[i], masks, i * plane);
      byte[] grey = drawing.finished();
      for (int c = 0; c < form.channels(); c++) {
        System.arraycopy(grey, 0, pixels, (i * form.channels() + c) * plane, plane);
      }
    }
    return new Part(
        new ImageSet(Shape.of(form.channels(), side, side), form.classes(), pixels, labels),
        new ObjectMasks(side, side, masks));
  }

  /** One image on its way. */
  private final class Drawing {
    private final RandomStream random;
    private final int side = form.side();
    private final double[] brightness = new double[side * side];

    Drawing(RandomStream random) {
      this.random = random;
    }

    void clutter() {
      for (int d = 0; d < form.distractors(); d++) {
        Glyph glyph = random.pick(bank);
        int fromRow = random.below(Glyph.SIDE - PIECE + 1);
        int fromColumn = random.below(Glyph.SIDE - PIECE + 1);
        int top = random.below(side - PIECE + 1);
        int left = random.below(side - PIECE + 1);
        double level = level();
        for (int row = 0; row < PIECE; row++) {
          for (int column = 0; column < PIECE; column++) {
            if (glyph.lit(fromRow + row, fromColumn + column)) {
              brightness[(top + row) * side + left + column] = level;
            }
          }
        }
      }
    }

    void object(int label, byte[] masks, int from) {
      int sign = random.sign();
      int down = sign * (APART + random.below(3) - 1);
      int across = sign * (APART + random.below(3) - 1);
      int top = first(down);
      int left = first(across);
      double level = level();
      glyph(bank.get(label), top, left, level, masks, from);
      Glyph second = bank.get((label + 1) % form.classes());
      glyph(second, top + down, left + across, level, masks, from);
    }

    /** Where the first glyph begins, along one axis, so that the second fits too. */
    private int first(int toSecond) {
      return Math.max(0, -toSecond) + random.below(side - Glyph.SIDE - Math.abs(toSecond) + 1);
    }

    private double level() {
      return random.between(0.6, 1);
    }

    private void glyph(Glyph glyph, int top, int left, double level, byte[] masks, int from) {
      for (int row = 0; row < Glyph.SIDE; row++) {
        for (int column = 0; column < Glyph.SIDE; column++) {
          int at = (top + row) * side + left + column;
          masks[from + at] = 1;
          if (glyph.lit(row, column)) {
            brightness[at] = level;
          }
        }
      }
    }

    byte[] finished() {
      byte[] pixels = new byte[brightness.length];
      for (int p = 0; p < pixels.length; p++) {
        double share = (brightness[p] + random.bell(form.noise()) - DARKEST) / SPAN;
        pixels[p] = (byte) (int) (255 * share + 0.5);
      }
      return pixels;
    }
  }
}
