package io.reprise.datasets.procedural;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.datasets.Dataset.Origin;
import io.reprise.datasets.ImageBatches;
import io.reprise.datasets.ImageClassification;
import io.reprise.datasets.ImageSet;
import io.reprise.nn.Batches;
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

  /** A change of these values changes every result that rests on the data sets. */
  @Test
  void drawsTheSameBytesOfItsOtherFormsToo() {
    assertEquals(
        "c8d53bdfb50d375505dd5181b95c76353f29fad0616368f5d57e3c2a64bd4cb4",
        Shapes.generate(100, 32, 200, 100, new Seed(7)).checksum());
    assertEquals(
        "6a42a281a585e6d32376d9b4e7ad58b561652ed3da13634402838e0df414b6f3",
        Shapes.generate(10, 64, 20, 10, new Seed(7)).checksum());
  }

  @Test
  void hasAHundredClassesAndLargerImages() {
    ImageClassification data = Shapes.generate(100, 96, 100, 200, new Seed(1));
    assertEquals("Shapes-100 (96x96)", data.name());
    assertEquals(Shape.of(3, 96, 96), data.train().image());
    assertArrayEquals(IntStream.range(0, 100).map(c -> 2).toArray(), data.test().imagesPerClass());
    assertEquals(224, Shapes.generate(10, 224, 1, 1, new Seed(1)).train().image().dim(2));
  }

  @Test
  void aNetworkLearnsThe10ClassesAndALinearModelDoesNot() {
    judge(Shapes.generate(2_000, 1_000, new Seed(1)), 1e-2, 0.22, 0.35);
  }

  @Test
  void aNetworkLearnsThe100ClassesAndALinearModelDoesNot() {
    judge(Shapes.generate(100, 32, 5_000, 1_000, new Seed(1)), 5e-3, 0.08, 0.1);
  }

  private static void judge(
      ImageClassification data, double rate, double mostOfLinear, double leastOfNetwork) {
    int classes = data.test().classes();
    Batches train = ImageBatches.training(data, 64, List.of(), new Seed(2));
    Batches test = ImageBatches.evaluation(data, data.test(), 250);
    try (Learner learner = new Learner()) {
      double linear = learner.accuracy(learner.linear(PIXELS, classes), train, test, 2, 1e-3);
      double network =
          learner.accuracy(
              learner.convolutional(3, List.of(8, 16, 32, 64), classes), train, test, 8, rate);
      String found = "shapes-" + classes + ": linear " + linear + ", network " + network;
      assertTrue(linear < mostOfLinear, found);
      assertTrue(network > leastOfNetwork && network > 1.6 * linear, found);
      assertTrue(network < 0.95, found);
    }
  }

  @Test
  void refusesOtherClassesAndSmallerImages() {
    assertEquals(
        "Shapes: 20 classes: expected 10 or 100",
        assertThrows(
                IllegalArgumentException.class, () -> Shapes.generate(20, 32, 1, 1, new Seed(1)))
            .getMessage());
    assertEquals(
        "Shapes: side of 31: expected at least 32",
        assertThrows(
                IllegalArgumentException.class, () -> Shapes.generate(10, 31, 1, 1, new Seed(1)))
            .getMessage());
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
