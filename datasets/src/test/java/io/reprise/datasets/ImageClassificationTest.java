package io.reprise.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.reprise.datasets.Dataset.Origin;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImageClassificationTest {
  private static final ImageSet DOTS =
      new ImageSet(Shape.of(1, 1, 1), 2, new byte[] {1, 2, 3, 4}, new int[] {0, 1, 0, 1});
  private static final ImageSet PAIRS =
      new ImageSet(Shape.of(1, 1, 2), 2, new byte[] {1, 2, 3, 4}, new int[] {0, 1});

  private static ImageClassification data(ImageSet train, ImageSet test, double mean, double sd) {
    return new ImageClassification(
        "Dots", Origin.PROCEDURAL, train, test, List.of(mean), List.of(sd));
  }

  private static String refusal(ImageSet test, double mean, double sd) {
    return assertThrows(IllegalArgumentException.class, () -> data(DOTS, test, mean, sd))
        .getMessage();
  }

  @Test
  void refusesPartsAndNormalisationThatDoNotFit() {
    assertEquals(
        "Dots: training images [1, 1, 1] of 2 classes, test images [1, 1, 2] of 2 classes: expected"
            + " the same",
        refusal(PAIRS, 0, 1));
    String rest = ": expected finite numbers and deviations > 0";
    assertEquals("Dots: mean [0.5] and standard deviation [0.0]" + rest, refusal(DOTS, 0.5, 0));
    assertEquals(
        "Dots: mean [NaN] and standard deviation [1.0]" + rest, refusal(DOTS, Double.NaN, 1));
    List<Double> two = List.of(0.5, 0.5);
    assertThrows(
        IllegalArgumentException.class,
        () -> new ImageClassification("Dots", Origin.REAL, DOTS, DOTS, two, List.of(1.0)));
    assertThrows(
        IllegalArgumentException.class,
        () -> new ImageClassification(" ", Origin.REAL, DOTS, DOTS, List.of(0.5), List.of(1.0)));
  }

  @Test
  void takesASubsetOfBothPartsUnderTheSameName() {
    ImageClassification all = data(DOTS, DOTS, 0.5, 0.25);
    ImageClassification some = all.subset(2, 3, new Seed(1));
    assertEquals("Dots", some.name());
    assertArrayEquals(new int[] {1, 1}, some.train().imagesPerClass());
    assertEquals(3, some.test().size());
    assertEquals(List.of(0.25), some.standardDeviation());
    assertEquals(some.checksum(), all.subset(2, 3, new Seed(1)).checksum());
  }

  @Test
  void hasAChecksumOverBothParts() {
    ImageSet others = DOTS.subset(2, new Seed(1));
    String checksum = data(DOTS, others, 0.5, 1).checksum();
    assertEquals(64, checksum.length());
    assertEquals(checksum, data(DOTS, others, 0.5, 1).checksum());
    assertNotEquals(checksum, data(others, DOTS, 0.5, 1).checksum());
    assertNotEquals(checksum, data(DOTS, DOTS, 0.5, 1).checksum());
  }
}
