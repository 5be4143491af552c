package io.reprise.datasets.procedural.glyphs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.datasets.ImageBatches;
import io.reprise.datasets.ImageClassification;
import io.reprise.datasets.ImageSet;
import io.reprise.datasets.Picture;
import io.reprise.datasets.procedural.Learner;
import io.reprise.nn.Batches;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScaledGlyphsTest {
  private static final int SIDE = 32;

  /** A change of this value changes every result that rests on the data set: say so where it is. */
  @Test
  void drawsTheSameBytesOnEveryPlatform() {
    assertEquals(
        "8b4af6c9c8433338a16a7288881b40d49dc614b4b021baeae340931d41571638",
        ScaledGlyphs.generate(50, 30, new Seed(7)).checksum());
  }

  @Test
  void hasEightClassesInThreeEqualChannels() {
    ImageClassification data = ScaledGlyphs.generate(80, 16, new Seed(1)).images();
    assertEquals(Shape.of(3, SIDE, SIDE), data.train().image());
    assertArrayEquals(new int[] {10, 10, 10, 10, 10, 10, 10, 10}, data.train().imagesPerClass());
    Picture picture = data.test().picture(3);
    for (int p = 0; p < SIDE * SIDE; p++) {
      assertEquals(picture.at(0, p / SIDE, p % SIDE), picture.at(2, p / SIDE, p % SIDE));
    }
  }

  @Test
  void glyphsDifferInFiveCellsAndAreHalfInked() {
    for (int seed = 0; seed < 20; seed++) {
      List<Glyph> bank = Glyph.bank(8, new Seed(seed));
      for (Glyph a : bank) {
        int ink = Integer.bitCount(a.cells());
        assertTrue(ink >= 5 && ink <= 11, "ink " + ink);
        bank.forEach(b -> assertTrue(a.equals(b) || a.distance(b) >= 5));
      }
    }
  }

  /** Found by looking for the glyph of the image's class at every place in every size. */
  @Test
  void anImageHoldsItsGlyphInItsScale() {
    Seed seed = new Seed(5);
    ScaledGlyphs glyphs = ScaledGlyphs.generate(1, 90, seed);
    List<Glyph> bank = Glyph.bank(8, seed.named("glyphs"));
    ImageSet test = glyphs.images().test();
    int right = 0;
    for (int i = 0; i < test.size(); i++) {
      double best = Double.NEGATIVE_INFINITY;
      int found = 0;
      for (int scale : ScaledGlyphs.SCALES) {
        double match = match(test.picture(i), bank.get(test.label(i)), scale);
        // The mean of n noisy cells deviates by 1 / sqrt(n).
        if (match * scale > best) {
          best = match * scale;
          found = scale;
        }
      }
      right += found == glyphs.testScale(i) ? 1 : 0;
    }
    assertTrue(right >= 70, right + " of 90");
  }

  /** The largest difference of mean brightness between ink and paper over all places. */
  private static double match(Picture picture, Glyph glyph, int scale) {
    int side = Glyph.SIDE * scale;
    double best = 0;
    for (int top = 0; top <= SIDE - side; top++) {
      for (int left = 0; left <= SIDE - side; left++) {
        double[] sum = new double[2];
        int[] count = new int[2];
        for (int y = 0; y < side; y++) {
          for (int x = 0; x < side; x++) {
            int k = glyph.ink(y / scale, x / scale) ? 1 : 0;
            sum[k] += picture.at(0, top + y, left + x);
            count[k]++;
          }
        }
        best = Math.max(best, sum[1] / count[1] - sum[0] / count[0]);
      }
    }
    return best;
  }

  @Test
  void scalesAreEquallyOftenAndIndependentOfTheClass() {
    ScaledGlyphs glyphs = ScaledGlyphs.generate(2_400, 10, new Seed(2));
    int[][] counts = new int[8][4];
    for (int i = 0; i < 2_400; i++) {
      counts[i % 8][glyphs.trainScale(i)]++;
    }
    for (int[] of : counts) {
      for (int scale : ScaledGlyphs.SCALES) {
        assertEquals(100, of[scale], 30);
      }
    }
  }

  @Test
  void theImagesOfAScaleAreThoseOfTheTestPart() {
    ScaledGlyphs glyphs = ScaledGlyphs.generate(1, 40, new Seed(3));
    int total = 0;
    for (int scale : ScaledGlyphs.SCALES) {
      ImageSet some = glyphs.testOfScale(scale);
      int next = 0;
      for (int i = 0; i < 40; i++) {
        if (glyphs.testScale(i) == scale) {
          assertEquals(glyphs.images().test().picture(i), some.picture(next));
          assertEquals(i % 8, some.label(next++));
        }
      }
      assertEquals(next, some.size());
      total += next;
    }
    assertEquals(40, total);
    assertEquals(
        "scaled glyphs: none of 40 test images has scale 4: expected one of [1, 2, 3]",
        assertThrows(IllegalArgumentException.class, () -> glyphs.testOfScale(4)).getMessage());
  }

  @Test
  void aLongerSetStartsWithTheImagesOfAShorterOneAndAnotherSeedDrawsOthers() {
    ScaledGlyphs small = ScaledGlyphs.generate(5, 3, new Seed(1));
    ScaledGlyphs large = ScaledGlyphs.generate(20, 9, new Seed(1));
    for (int i = 0; i < 5; i++) {
      assertEquals(small.images().train().picture(i), large.images().train().picture(i));
      assertEquals(small.trainScale(i), large.trainScale(i));
    }
    assertNotEquals(
        small.checksum(), ScaledGlyphs.generate(5, 3, new Seed(2)).checksum(), "another seed");
    assertNotEquals(small.images().train().picture(0), small.images().test().picture(0));
  }

  @Test
  void isAboutCentredByItsNormalisation() {
    ImageClassification data = ScaledGlyphs.generate(200, 1, new Seed(1)).images();
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < 200; i++) {
      for (int p = 0; p < SIDE * SIDE; p++) {
        double x =
            (data.train().pixel(i, p) / 255.0 - data.mean().get(0))
                / data.standardDeviation().get(0);
        sum += x;
        squares += x * x;
      }
    }
    double n = 200.0 * SIDE * SIDE;
    assertEquals(0, sum / n, 0.5, "mean");
    assertEquals(1, Math.sqrt(squares / n), 0.3, "root of the mean square");
  }

  @Test
  void aNetworkLearnsTheClassesAndALinearModelDoesNot() {
    ImageClassification data = ScaledGlyphs.generate(2_000, 600, new Seed(1)).images();
    Batches train = ImageBatches.training(data, 64, List.of(), new Seed(2));
    Batches test = ImageBatches.evaluation(data, data.test(), 200);
    try (Learner learner = new Learner()) {
      double linear = learner.accuracy(learner.linear(3 * 1_024, 8), train, test, 2, 1e-3);
      double network =
          learner.accuracy(
              learner.convolutional(3, List.of(8, 16, 32, 64), 8), train, test, 8, 1e-2);
      String found = "glyphs: linear " + linear + ", network " + network;
      assertTrue(linear < 0.25, found);
      assertTrue(network > 0.35 && network > 1.6 * linear && network < 0.95, found);
    }
  }

  @Test
  void refusesAnEmptyPart() {
    assertEquals(
        "scaled glyphs: 0 images: expected at least 1",
        assertThrows(IllegalArgumentException.class, () -> ScaledGlyphs.generate(1, 0, new Seed(1)))
            .getMessage());
  }
}
