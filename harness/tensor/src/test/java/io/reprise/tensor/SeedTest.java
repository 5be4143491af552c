package io.reprise.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SeedTest {
  private final Seed seed = new Seed(7);

  @Test
  void namedSeedsAreTheFirstBytesOfSha256() {
    // python3: sha256(struct.pack('>q', seed) + name.encode()).digest()[:8]
    assertEquals(703312608184998406L, seed.named("data order").value());
    assertEquals(8556131685909136372L, seed.named("initial weights").value());
    assertEquals(-5812615543772869766L, new Seed(0).named("").value());
    assertEquals(-5685258186221656211L, new Seed(-1).named("\u00e9").value());
  }

  @Test
  void theGeneratorIsXoshiro256PlusPlusSeededBySplitMix() {
    var random = seed.generator();
    assertEquals(1021219803524665661L, random.nextLong());
    assertEquals(3174977118032272916L, random.nextLong());
    assertEquals(-5209800880474007438L, random.nextLong());
  }

  @Test
  void theNumbersOfASeedNeverChange() {
    assertArrayEquals(new float[] {0.22612838f, 0.8894576f, -0.9172371f}, seed.normal(3));
    assertArrayEquals(new float[] {0.16672617f, 0.055360436f, 0.9777621f}, seed.uniform(3));
    assertArrayEquals(new int[] {3, 0, 6, 7, 5, 1, 2, 4}, seed.permutation(8));
  }

  @Test
  void aLongerDrawStartsLikeAShorterOne() {
    assertArrayEquals(seed.normal(5), Arrays.copyOf(seed.normal(50), 5));
    assertArrayEquals(seed.uniform(5), Arrays.copyOf(seed.uniform(50), 5));
  }

  @Test
  void namesAndSeedsGiveDifferentStreams() {
    Set<Long> seen = new HashSet<>();
    for (long root = 0; root < 100; root++) {
      for (String name : new String[] {"a", "b", "ab", ""}) {
        seen.add(new Seed(root).named(name).value());
      }
    }
    assertEquals(400, seen.size());
    assertNotEquals(seed.named("a").named("b").value(), seed.named("b").named("a").value());
    assertNotEquals(seed.named("a").named("b").value(), seed.named("ab").value());
  }

  @Test
  void streamsOfTwoNamesAreUncorrelated() {
    int n = 10_000;
    float[] a = seed.named("a").normal(n);
    float[] b = seed.named("b").normal(n);
    double product = 0;
    for (int i = 0; i < n; i++) {
      product += (double) a[i] * b[i] / n;
    }
    assertEquals(0, product, 4 / Math.sqrt(n));
  }

  @Test
  void normalNumbersHaveMeanZeroAndVarianceOne() {
    int n = 100_000;
    double sum = 0;
    double squares = 0;
    for (float v : seed.normal(n)) {
      sum += v;
      squares += (double) v * v;
    }
    assertEquals(0, sum / n, 4 / Math.sqrt(n));
    assertEquals(1, squares / n, 4 * Math.sqrt(2.0 / n));
  }

  @Test
  void uniformNumbersLieInTheirIntervalEvenly() {
    int n = 100_000;
    double sum = 0;
    for (float v : seed.uniform(n)) {
      assertTrue(v >= 0 && v < 1, () -> v + " is outside [0, 1)");
      sum += v;
    }
    assertEquals(0.5, sum / n, 4 / Math.sqrt(12.0 * n));
  }

  @Test
  void aPermutationHasEveryNumberOnce() {
    for (int n : new int[] {0, 1, 2, 1000}) {
      int[] order = seed.permutation(n);
      Arrays.sort(order);
      for (int i = 0; i < n; i++) {
        assertEquals(i, order[i]);
      }
      assertEquals(n, order.length);
    }
  }

  @Test
  void everyPermutationIsEquallyLikely() {
    int[] count = new int[6];
    int draws = 12_000;
    for (int i = 0; i < draws; i++) {
      int[] p = new Seed(i).named("order").permutation(3);
      count[p[0] * 2 + (p[1] > p[2] ? 1 : 0)]++;
    }
    for (int c : count) {
      assertEquals(draws / 6.0, c, 4 * Math.sqrt(draws / 6.0));
    }
  }
}
