package io.reprise.baselines.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.baselines.ShuffleChoiceSpace;
import io.reprise.baselines.search.PathSampling.Binned;
import io.reprise.baselines.search.PathSampling.Uniform;
import io.reprise.tensor.Seed;
import java.util.List;
import org.junit.jupiter.api.Test;

class PathSamplingTest {
  private static final Seed SEED = new Seed(11);

  @Test
  void uniformSamplingTakesEveryBlockEquallyOften() {
    PathSampling uniform = new Uniform(SearchSpace.uniform(5, 0, 3));
    int steps = 4000;
    int[][] counts = new int[5][4];
    for (int t = 0; t < steps; t++) {
      List<Integer> path = uniform.path(SEED, t);
      assertEquals(path, uniform.path(SEED, t));
      for (int layer = 0; layer < 5; layer++) {
        counts[layer][path.get(layer)]++;
      }
    }
    double deviation = Math.sqrt(steps * 0.25 * 0.75);
    for (int[] layer : counts) {
      for (int count : layer) {
        assertTrue(Math.abs(count - 1000) < 4 * deviation, "count " + count);
      }
    }
  }

  @Test
  void aBinHoldsItsLowerEndAndNotItsUpperOne() {
    CostTable table = new CostTable("units", 0, List.of(List.of(9.0, 10.0, 19.9, 20.0, 40.0)));
    Binned bins = new Binned(table, 10, 10, 2, 500);
    assertEquals(
        List.of(-1, 0, 0, 1, 3),
        List.of(0, 1, 2, 3, 4).stream().map(i -> bins.bin(List.of(i))).toList());
    int[] counts = new int[5];
    for (int t = 0; t < 2000; t++) {
      counts[bins.path(SEED, t).get(0)]++;
    }
    // Both bins equally often, and in the first its two codes equally often; none outside.
    assertEquals(0, counts[0] + counts[4]);
    assertEquals(1000, counts[3], 4 * Math.sqrt(2000 * 0.25));
    assertEquals(500, counts[1], 4 * Math.sqrt(2000 * 0.25 * 0.75));
  }

  @Test
  void aBinThatIsNeverHitTakesAnyPathAfterAllTries() {
    CostTable table = new CostTable("units", 0, List.of(List.of(1.0, 2.0)));
    Binned bins = new Binned(table, 100, 1, 1, 7);
    assertTrue(table.space().require(bins.path(SEED, 0)).get(0) < 2);
    assertThrows(IllegalArgumentException.class, () -> new Binned(table, 0, 0, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new Binned(table, 0, 1, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> new Binned(table, 0, 1, 1, 0));
  }

  @Test
  void eachOfTheSevenPublishedBinsIsHitEquallyOften() {
    CostTable macs = ShuffleChoiceSpace.imageNet().parts().multiplyAdds();
    Binned bins = new Binned(macs, 290e6, 10e6, 7, 500);
    Uniform uniform = new Uniform(macs.space());
    int[] counts = new int[7];
    int hit = 0;
    int hitByChance = 0;
    for (int t = 0; t < 700; t++) {
      int bin = bins.bin(bins.path(SEED, t));
      if (bin >= 0 && bin < 7) {
        counts[bin]++;
        hit++;
      }
      int byChance = bins.bin(uniform.path(SEED, t));
      hitByChance += byChance == 0 || byChance == 6 ? 1 : 0;
    }
    assertEquals(700, hit);
    for (int count : counts) {
      assertEquals(100, count, 4 * Math.sqrt(700.0 / 7 * 6 / 7));
    }
    // Uniform paths are hardly ever in the two bins at the ends.
    assertTrue(hitByChance < 70, "hit by chance " + hitByChance);
  }
}
