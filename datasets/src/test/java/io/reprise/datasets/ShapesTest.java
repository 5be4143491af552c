package io.reprise.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.datasets.Dataset.Origin;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShapesTest {
  private static final int PIXELS = 3 * 32 * 32;

  private static List<Integer> pixels(ImageSet images, int i) {
    return IntStream.range(0, PIXELS).mapToObj(p -> images.pixel(i, p)).toList();
  }

  @Test
  void hasTheFormOfCifar10() {
    ImageClassification data = Shapes.generate(20, 10, new Seed(1));
    assertEquals(Origin.PROCEDURAL, data.origin());
    assertEquals("Shapes", data.name());
    assertEquals(Shape.of(3, 32, 32), data.train().image());
    assertEquals(10, data.test().classes());
  }

  @Test
  void hasEveryClassEquallyOften() {
    ImageClassification data = Shapes.generate(250, 40, new Seed(1));
    assertArrayEquals(filled(25), data.train().imagesPerClass());
    assertArrayEquals(filled(4), data.test().imagesPerClass());
  }

  private static int[] filled(int count) {
    int[] counts = new int[10];
    Arrays.fill(counts, count);
    return counts;
  }

  /** A change of this value changes every result that rests on the data set: say so where it is. */
  @Test
  void drawsTheSameBytesOnEveryPlatform() {
    assertEquals(
        "14c385ed1d1b636fccef646e7761f2cea21a0b25a4ea6a3249dc78167085a2fa",
        Shapes.generate(100, 50, new Seed(7)).checksum());
  }

  @Test
  void drawsOtherImagesForAnotherSeedPartOrNumber() {
    ImageClassification one = Shapes.generate(50, 50, new Seed(1));
    ImageClassification two = Shapes.generate(50, 50, new Seed(2));
    assertNotEquals(one.train().checksum(), two.train().checksum());
    Set<List<Integer>> all = new HashSet<>();
    for (int i = 0; i < 50; i++) {
      all.add(pixels(one.train(), i));
      all.add(pixels(one.test(), i));
    }
    assertEquals(100, all.size());
  }

  @Test
  void startsALongerSetWithTheImagesOfAShorterOne() {
    ImageClassification small = Shapes.generate(10, 5, new Seed(1));
    ImageClassification large = Shapes.generate(30, 20, new Seed(1));
    for (int i = 0; i < 10; i++) {
      assertEquals(pixels(small.train(), i), pixels(large.train(), i));
      assertEquals(small.train().label(i), large.train().label(i));
    }
    for (int i = 0; i < 5; i++) {
      assertEquals(pixels(small.test(), i), pixels(large.test(), i));
    }
  }

  @Test
  void isAboutCentredByItsNormalisation() {
    ImageSet images = Shapes.generate(500, 1, new Seed(1)).train();
    for (int c = 0; c < 3; c++) {
      double sum = 0;
      double squares = 0;
      for (int i = 0; i < images.size(); i++) {
        for (int p = c * 1_024; p < (c + 1) * 1_024; p++) {
          double x = (images.pixel(i, p) / 255.0 - 0.5) / 0.25;
          sum += x;
          squares += x * x;
        }
      }
      double n = 1_024.0 * images.size();
      assertEquals(0, sum / n, 0.1, "mean of channel " + c);
      assertEquals(1, Math.sqrt(squares / n), 0.25, "deviation of channel " + c);
    }
  }

  @Test
  void isNotLinearlySeparable() {
    ImageClassification data = Shapes.generate(1_000, 1_000, new Seed(1));
    ImageBatches train = ImageBatches.training(data, 100, List.of(), new Seed(2));
    SoftmaxRegression model = new SoftmaxRegression(PIXELS, 10);
    model.fit(train, 20, 1e-3);
    double learned = model.accuracy(train);
    double accuracy = model.accuracy(ImageBatches.evaluation(data, data.test(), 100));
    assertTrue(learned > 0.6, "the fit itself works: " + learned + " on what it has seen");
    assertTrue(accuracy < 0.4, "a linear classifier does badly: " + accuracy);
  }

  @Test
  void refusesAnEmptyPart() {
    assertEquals(
        "Shapes: 0 images: expected at least 1",
        assertThrows(IllegalArgumentException.class, () -> Shapes.generate(10, 0, new Seed(1)))
            .getMessage());
    assertThrows(IllegalArgumentException.class, () -> Shapes.generate(-1, 1, new Seed(1)));
  }
}
