package io.reprise.papers.spos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.baselines.search.CostTable;
import io.reprise.baselines.search.PathSampling;
import io.reprise.baselines.search.SearchSpace;
import io.reprise.experiment.Scale;
import io.reprise.experiment.Settings;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartsTest {
  @Test
  void kendallsTauCountsPairsByHand() {
    // Of six pairs five agree and one does not.
    assertEquals(
        4.0 / 6,
        RankCorrelation.tauB(List.of(1.0, 2.0, 3.0, 4.0), List.of(10.0, 20.0, 40.0, 30.0)),
        1e-12);
    assertEquals(-1, RankCorrelation.tauB(List.of(1.0, 2.0), List.of(2.0, 1.0)), 1e-12);
  }

  @Test
  void tiesShortenTheScaleAsTauBSays() {
    // Two pairs agree, the third is a tie of x: 2 / sqrt(2 * 3).
    assertEquals(
        2 / Math.sqrt(6),
        RankCorrelation.tauB(List.of(1.0, 1.0, 2.0), List.of(1.0, 2.0, 3.0)),
        1e-12);
    assertEquals(0, RankCorrelation.tauB(List.of(5.0, 5.0, 5.0), List.of(1.0, 2.0, 3.0)));
    assertEquals(0, RankCorrelation.tauB(List.of(1.0, 2.0, 3.0), List.of(5.0, 5.0, 5.0)));
    for (List<Double> other : List.of(List.of(1.0), List.of(1.0, 2.0, 3.0))) {
      assertThrows(
          IllegalArgumentException.class, () -> RankCorrelation.tauB(List.of(1.0, 2.0), other));
    }
    assertThrows(
        IllegalArgumentException.class, () -> RankCorrelation.tauB(List.of(1.0), List.of(1.0)));
  }

  @Test
  void aCountsDistanceIsInBinomialDeviations() {
    // 100 steps of 4 blocks: mean 25, deviation sqrt(100 / 4 * 3 / 4) = 4.33.
    BlockUpdates updates =
        new BlockUpdates(100, List.of(List.of(25L, 25L, 25L, 25L), List.of(38L, 22L, 20L, 20L)));
    assertEquals(13 / Math.sqrt(18.75), updates.largestDeviation(), 1e-12);
  }

  @Test
  void countsEachStepOnceInEachLayer() {
    PathSampling uniform = new PathSampling.Uniform(SearchSpace.uniform(3, 0, 1));
    BlockUpdates updates = BlockUpdates.count(uniform, new Seed(5), 500);
    updates.counts().forEach(layer -> assertEquals(500, layer.get(0) + layer.get(1)));
    assertTrue(updates.largestDeviation() < 4, () -> updates.toString());
    long first = 0;
    for (int t = 0; t < 500; t++) {
      first += uniform.path(new Seed(5), t).get(1);
    }
    assertEquals(first, updates.counts().get(1).get(1));
  }

  @Test
  void theNetworksOfASmallSpaceAreAllThereInOrder() {
    assertEquals(
        List.of(
            List.of(0, 0),
            List.of(0, 1),
            List.of(0, 2),
            List.of(1, 0),
            List.of(1, 1),
            List.of(1, 2)),
        RankingTrial.all(new SearchSpace(0, List.of(1, 2))));
  }

  @Test
  void theLimitWithoutANumberIsTheMedianOfUniformPaths() {
    CostTable table = new CostTable("units", 1, List.of(List.of(0.0, 1.0, 2.0), List.of(0.0, 3.0)));
    // Costs 1, 2, 3, 4, 5, 6, equally likely.
    double median = TrialContext.median(table);
    assertTrue(median == 3 || median == 4, "median " + median);
    assertEquals(median, TrialContext.median(table));
  }

  @Test
  void theSpacesOfEachScaleHaveThePublishedOrAFewThousandNetworks() {
    assertEquals(BigInteger.valueOf(27), size("ranking", 32));
    assertEquals(BigInteger.valueOf(4096), size("evolution", 32));
    assertEquals(BigInteger.valueOf(4).pow(20), size("evolution", 224));
  }

  private static BigInteger size(String variant, int side) {
    Settings settings =
        Protocol.variants(Scale.QUICK).stream()
            .filter(v -> v.name().equals(variant))
            .findFirst()
            .orElseThrow()
            .settings();
    return Protocol.space(settings, Shape.of(3, side, side), 10).codes().size();
  }
}
