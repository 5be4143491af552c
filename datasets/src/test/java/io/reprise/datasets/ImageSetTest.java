package io.reprise.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ImageSetTest {
  private static final Shape DOT = Shape.of(1, 1, 1);

  /** One-pixel images of the given classes, whose pixel is their index. */
  private static ImageSet dots(int classes, int... labels) {
    byte[] pixels = new byte[labels.length];
    for (int i = 0; i < labels.length; i++) {
      pixels[i] = (byte) i;
    }
    return new ImageSet(DOT, classes, pixels, labels);
  }

  private static int[] pixels(ImageSet images) {
    return IntStream.range(0, images.size()).map(i -> images.pixel(i, 0)).toArray();
  }

  private static String refusal(Shape image, int classes, byte[] pixels, int[] labels) {
    return assertThrows(
            IllegalArgumentException.class, () -> new ImageSet(image, classes, pixels, labels))
        .getMessage();
  }

  @Test
  void readsPixelsAsUnsigned() {
    byte[] pixels = {0, 1, 2, (byte) 253, (byte) 254, (byte) 255};
    ImageSet set = new ImageSet(Shape.of(3, 1, 1), 256, pixels, new int[] {0, 255});
    assertEquals(2, set.size());
    assertEquals(255, set.label(1));
    assertEquals(253, set.pixel(1, 0));
    assertEquals(255, set.pixel(1, 2));
    assertThrows(IndexOutOfBoundsException.class, () -> set.pixel(0, 3));
    assertThrows(IndexOutOfBoundsException.class, () -> set.pixel(1, -1));
  }

  @Test
  void refusesSizesThatDisagreeNamingThem() {
    assertEquals(
        "image set: 5 pixel values and 2 labels: expected at least one image, and 3 values of shape"
            + " [3, 1, 1] for each label",
        refusal(Shape.of(3, 1, 1), 10, new byte[5], new int[2]));
    assertTrue(refusal(DOT, 10, new byte[0], new int[0]).contains("at least one image"));
    assertTrue(refusal(Shape.of(2, 2), 10, new byte[4], new int[1]).contains("[C, H, W]"));
    assertTrue(refusal(Shape.of(3, 0, 2), 10, new byte[0], new int[1]).contains("[3, 0, 2]"));
    assertTrue(refusal(DOT, 0, new byte[1], new int[1]).contains("0 classes"));
  }

  @Test
  void refusesALabelOutOfRangeNamingImageAndValue() {
    assertEquals(
        "image set: label 3 of image 1: expected from 0 to 2",
        refusal(DOT, 3, new byte[2], new int[] {2, 3}));
    assertEquals(
        "image set: label -1 of image 0: expected from 0 to 2",
        refusal(DOT, 3, new byte[1], new int[] {-1}));
  }

  @Test
  void takesSomeImagesInTheOrderAskedFor() {
    ImageSet some = dots(3, 2, 0, 1, 0).only(3, 0);
    assertArrayEquals(new int[] {3, 0}, pixels(some));
    assertArrayEquals(new int[] {0, 2}, new int[] {some.label(0), some.label(1)});
    assertEquals(3, some.classes());
    assertEquals(
        "image set: image 4: expected from 0 to 3",
        assertThrows(IllegalArgumentException.class, () -> dots(3, 2, 0, 1, 0).only(4))
            .getMessage());
    assertThrows(IllegalArgumentException.class, () -> dots(1, 0).only());
  }

  @Test
  void takesMoreThan256Classes() {
    ImageSet a = new ImageSet(DOT, 1000, new byte[2], new int[] {0, 999});
    assertEquals(999, a.label(1));
    ImageSet b = new ImageSet(DOT, 1000, new byte[2], new int[] {0, 999 - 256});
    assertNotEquals(a.checksum(), b.checksum());
  }

  @Test
  void choosesSubsetsWhoseClassCountsDifferByAtMostOne() {
    int[] labels = IntStream.range(0, 90).map(i -> i < 60 ? 0 : 1 + i % 2).toArray();
    ImageSet set = dots(3, labels);
    for (int n = 1; n <= 46; n++) {
      ImageSet subset = set.subset(n, new Seed(n));
      int[] counts = subset.imagesPerClass();
      assertEquals(n, subset.size());
      assertTrue(
          Arrays.stream(counts).max().orElseThrow() - Arrays.stream(counts).min().orElseThrow()
              <= 1,
          Arrays.toString(counts));
      for (int i = 0; i < n; i++) {
        assertEquals(set.label(subset.pixel(i, 0)), subset.label(i), "the label of its own image");
      }
      assertEquals(n, Arrays.stream(pixels(subset)).distinct().count(), "no image twice");
    }
  }

  @Test
  void theRestIsWhatASubsetLeavesOut() {
    ImageSet set = dots(3, IntStream.range(0, 30).map(i -> i % 3).toArray());
    ImageSet subset = set.subset(9, new Seed(4));
    ImageSet rest = set.rest(9, new Seed(4));
    assertArrayEquals(new int[] {7, 7, 7}, rest.imagesPerClass());
    assertArrayEquals(
        Arrays.stream(pixels(set)).sorted().toArray(),
        IntStream.concat(Arrays.stream(pixels(subset)), Arrays.stream(pixels(rest)))
            .sorted()
            .toArray());
    assertThrows(IllegalArgumentException.class, () -> set.rest(30, new Seed(4)));
    assertThrows(IllegalArgumentException.class, () -> set.rest(0, new Seed(4)));
  }

  @Test
  void refusesASubsetLargerThanABalancedChoiceGives() {
    ImageSet set = dots(3, 0, 0, 0, 0, 1, 1, 2);
    assertArrayEquals(new int[] {2, 2, 1}, set.subset(5, new Seed(1)).imagesPerClass());
    assertEquals(
        "subset of 6 images: expected from 1 to 5, the most that is balanced over 3 classes; images"
            + " per class: [4, 2, 1]",
        assertThrows(IllegalArgumentException.class, () -> set.subset(6, new Seed(1)))
            .getMessage());
    assertThrows(IllegalArgumentException.class, () -> set.subset(0, new Seed(1)));
    assertThrows(IllegalArgumentException.class, () -> set.subset(-1, new Seed(1)));
  }

  @Test
  void choosesTheSameSubsetForTheSameSeedOnly() {
    ImageSet set = dots(2, IntStream.range(0, 100).map(i -> i % 2).toArray());
    int[] chosen = pixels(set.subset(20, new Seed(1)));
    assertArrayEquals(chosen, pixels(set.subset(20, new Seed(1))));
    assertNotEquals(Arrays.toString(chosen), Arrays.toString(pixels(set.subset(20, new Seed(2)))));
    assertArrayEquals(Arrays.stream(chosen).sorted().toArray(), chosen, "in the original order");
  }

  @Test
  void choosesTheClassesThatGetOneMoreAtRandom() {
    ImageSet set = dots(2, 0, 1, 0, 1);
    assertEquals(
        2, IntStream.range(0, 50).map(s -> set.subset(1, new Seed(s)).label(0)).distinct().count());
  }

  @Test
  void hasAChecksumOverShapeLabelsAndPixels() {
    byte[] pixels = {1, 2, 3, 4};
    int[] labels = {0, 1};
    String checksum = new ImageSet(Shape.of(1, 1, 2), 2, pixels, labels).checksum();
    // Computed with sha256sum: extents as three big-endian 32-bit numbers, labels, pixels.
    assertEquals("f21fcdd930b2d5939692b949a6d7b166875c30d851835e803995355697b9bb6f", checksum);
    assertNotEquals(checksum, new ImageSet(Shape.of(1, 2, 1), 2, pixels, labels).checksum());
    assertNotEquals(
        checksum, new ImageSet(Shape.of(1, 1, 2), 2, pixels, new int[] {1, 0}).checksum());
    assertNotEquals(
        checksum, new ImageSet(Shape.of(1, 1, 2), 2, new byte[] {1, 2, 3, 5}, labels).checksum());
  }
}
