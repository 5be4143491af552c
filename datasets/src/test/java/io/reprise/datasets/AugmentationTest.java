package io.reprise.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.reprise.datasets.Augmentation.HorizontalFlip;
import io.reprise.datasets.Augmentation.RandomCrop;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;

class AugmentationTest {
  private static final Shape IMAGE = Shape.of(2, 2, 3);
  private static final byte[] PIXELS = {1, 2, 3, 4, 5, 6, -1, -2, -3, -4, -5, -6};

  private static byte[] window(int down, int right) {
    byte[] pixels = PIXELS.clone();
    RandomCrop.window(pixels, IMAGE, down, right);
    return pixels;
  }

  @Test
  void cropsAWindowOfTheImagePaddedWithBlack() {
    assertArrayEquals(PIXELS, window(0, 0));
    assertArrayEquals(new byte[] {4, 5, 6, 0, 0, 0, -4, -5, -6, 0, 0, 0}, window(1, 0));
    assertArrayEquals(new byte[] {0, 0, 0, 1, 2, 3, 0, 0, 0, -1, -2, -3}, window(-1, 0));
    assertArrayEquals(new byte[] {2, 3, 0, 5, 6, 0, -2, -3, 0, -5, -6, 0}, window(0, 1));
    assertArrayEquals(new byte[] {0, 0, 1, 0, 0, 4, 0, 0, -1, 0, 0, -4}, window(0, -2));
    assertArrayEquals(new byte[] {0, 4, 5, 0, 0, 0, 0, -4, -5, 0, 0, 0}, window(1, -1));
    assertArrayEquals(new byte[12], window(2, 0));
    assertArrayEquals(new byte[12], window(0, -5));
    assertArrayEquals(new byte[12], window(-1, 4));
  }

  @Test
  void cropsAtEveryPositionEquallyOften() {
    UniformRandomProvider random = new Seed(1).generator();
    Map<String, Integer> counts = new HashMap<>();
    for (int i = 0; i < 9_000; i++) {
      byte[] pixels = PIXELS.clone();
      new RandomCrop(1).apply(pixels, IMAGE, random);
      counts.merge(Arrays.toString(pixels), 1, Integer::sum);
    }
    assertEquals(9, counts.size(), "three places down times three across");
    // Each count is binomial with mean 1000 and deviation 30.
    counts.forEach((position, count) -> assertEquals(1_000, count, 150, position));
  }

  @Test
  void cropsNothingWithoutPadding() {
    byte[] pixels = PIXELS.clone();
    new RandomCrop(0).apply(pixels, IMAGE, new Seed(1).generator());
    assertArrayEquals(PIXELS, pixels);
    assertThrows(IllegalArgumentException.class, () -> new RandomCrop(-1));
  }

  @Test
  void mirrorsEveryRowOfEveryChannel() {
    byte[] odd = PIXELS.clone();
    HorizontalFlip.mirror(odd, 3);
    assertArrayEquals(new byte[] {3, 2, 1, 6, 5, 4, -3, -2, -1, -6, -5, -4}, odd);
    byte[] even = {1, 2, 3, 4};
    HorizontalFlip.mirror(even, 2);
    assertArrayEquals(new byte[] {2, 1, 4, 3}, even);
  }

  @Test
  void mirrorsEverySecondImageOnAverage() {
    UniformRandomProvider random = new Seed(1).generator();
    int mirrored = 0;
    for (int i = 0; i < 10_000; i++) {
      byte[] pixels = PIXELS.clone();
      new HorizontalFlip().apply(pixels, IMAGE, random);
      mirrored += Arrays.equals(pixels, PIXELS) ? 0 : 1;
    }
    assertEquals(5_000, mirrored, 250); // five deviations
  }
}
