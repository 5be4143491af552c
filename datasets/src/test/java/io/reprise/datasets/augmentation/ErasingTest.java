package io.reprise.datasets.augmentation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.datasets.Picture;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;

class ErasingTest {
  private static final Picture BLACK = new Picture(Shape.of(1, 20, 10), new byte[200]);

  /** How many pixels have the colour 7. */
  private static int covered(Picture p) {
    int n = 0;
    for (byte b : p.pixels()) {
      n += b == 7 ? 1 : 0;
    }
    return n;
  }

  @Test
  void coversTheRectangleAndNothingElse() {
    Picture two = new Picture(Shape.of(2, 2, 3), new byte[12]);
    assertArrayEquals(
        new byte[] {0, 5, 5, 0, 5, 5, 0, 6, 6, 0, 6, 6},
        new Rectangle(-1, 1, 3, 5).fill(two, List.of(5, 6)).pixels());
    assertEquals(two, new Rectangle(0, 3, 2, 2).fill(two, List.of(5, 6)));
    assertEquals(two, new Rectangle(-4, 0, 2, 2).fill(two, List.of(5, 6)));
  }

  @Test
  void cutsOutSquaresThatReachOverTheEdge() {
    UniformRandomProvider random = new Seed(3).generator();
    double mean = 0;
    int most = 0;
    for (int i = 0; i < 2_000; i++) {
      int n = covered(new Cutout(4, List.of(7)).apply(BLACK, random));
      mean += n / 2_000.0;
      most = Math.max(most, n);
      assertTrue(n >= 4 && n <= 16, "covered " + n);
    }
    assertEquals(16, most);
    // Centre y from 0 to 19 keeps (2 + 3 + 17 * 4 + 3) / 20 rows, x alike (2 + 3 + 7 * 4 + 3) / 10.
    assertEquals(3.8 * 3.6, mean, 0.25);
  }

  @Test
  void erasesEverySecondImageByAnAreaWithinItsLimits() {
    UniformRandomProvider random = new Seed(3).generator();
    Picture large = new Picture(Shape.of(1, 128, 64), new byte[128 * 64]);
    int changed = 0;
    for (int i = 0; i < 2_000; i++) {
      int n = covered(new RandomErasing(List.of(7)).apply(large, random));
      changed += n > 0 ? 1 : 0;
      assertTrue(n == 0 || (n > 0.018 * 128 * 64 && n < 0.41 * 128 * 64), "covered " + n);
    }
    assertEquals(1_000, changed, 112); // five deviations
  }

  @Test
  void leavesAnImageInWhichNothingFits() {
    Picture one = new Picture(Shape.of(1, 1, 1), new byte[1]);
    assertEquals(
        one, new RandomErasing(1, 0.9, 0.9, 1, List.of(7)).apply(one, new Seed(1).generator()));
  }

  @Test
  void refusesWrongColoursAndLimits() {
    UniformRandomProvider random = new Seed(3).generator();
    assertEquals(
        "colour [1, 2] in picture [1, 20, 10]: expected a value for each channel",
        assertThrows(
                IllegalArgumentException.class,
                () -> new Cutout(4, List.of(1, 2)).apply(BLACK, random))
            .getMessage());
    assertThrows(IllegalArgumentException.class, () -> new Cutout(4, List.of(256)));
    assertThrows(IllegalArgumentException.class, () -> new Cutout(0, List.of(0)));
    assertThrows(
        IllegalArgumentException.class, () -> new RandomErasing(2, 0.1, 0.2, 0.3, List.of(0)));
    assertThrows(
        IllegalArgumentException.class, () -> new RandomErasing(1, 0.3, 0.2, 0.3, List.of(0)));
  }
}
