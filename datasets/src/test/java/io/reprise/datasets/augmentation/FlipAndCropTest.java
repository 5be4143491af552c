package io.reprise.datasets.augmentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.reprise.datasets.Border;
import io.reprise.datasets.Picture;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import java.util.HashMap;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;

class FlipAndCropTest {
  private static final Picture PICTURE =
      new Picture(Shape.of(2, 2, 3), new byte[] {1, 2, 3, 4, 5, 6, -1, -2, -3, -4, -5, -6});

  @Test
  void cropsAtEveryPositionEquallyOften() {
    UniformRandomProvider random = new Seed(1).generator();
    Map<Picture, Integer> counts = new HashMap<>();
    for (int i = 0; i < 9_000; i++) {
      counts.merge(new RandomCrop(1).apply(PICTURE, random), 1, Integer::sum);
    }
    assertEquals(9, counts.size(), "three places down times three across");
    // Each count is binomial with mean 1000 and deviation 30.
    counts.forEach((picture, count) -> assertEquals(1_000, count, 150));
  }

  @Test
  void padsWithBlackOrWithTheReflection() {
    Picture white = new Picture(Shape.of(1, 3, 3), new byte[] {9, 9, 9, 9, 9, 9, 9, 9, 9});
    UniformRandomProvider random = new Seed(1).generator();
    int changed = 0;
    for (int i = 0; i < 100; i++) {
      assertEquals(white, new RandomCrop(2, Border.REFLECT).apply(white, random));
      changed += new RandomCrop(2).apply(white, random).equals(white) ? 0 : 1;
    }
    assertEquals(96, changed, 4, "all but one place in 25");
  }

  @Test
  void cropsNothingWithoutPadding() {
    assertEquals(PICTURE, new RandomCrop(0).apply(PICTURE, new Seed(1).generator()));
    assertThrows(IllegalArgumentException.class, () -> new RandomCrop(-1));
  }

  @Test
  void mirrorsEverySecondImageOnAverage() {
    UniformRandomProvider random = new Seed(1).generator();
    int mirrored = 0;
    for (int i = 0; i < 10_000; i++) {
      Picture result = new HorizontalFlip().apply(PICTURE, random);
      boolean changed = !result.equals(PICTURE);
      assertEquals(changed ? PICTURE.mirrored() : PICTURE, result);
      mirrored += changed ? 1 : 0;
    }
    assertEquals(5_000, mirrored, 250); // five deviations
  }
}
