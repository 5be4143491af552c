package io.reprise.datasets.retrieval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.reprise.datasets.retrieval.RetrievalScore.PrecisionRecall;
import io.reprise.tensor.Seed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HammingRankingTest {
  private static BinaryCodes codes(String... codes) {
    List<float[]> rows = new ArrayList<>();
    for (String code : codes) {
      float[] row = new float[code.length()];
      for (int i = 0; i < row.length; i++) {
        row[i] = code.charAt(i) == '1' ? 1 : -1;
      }
      rows.add(row);
    }
    return BinaryCodes.ofSigns(rows);
  }

  /** Distances 2, 0, 1, 1, 1, of which the first, third and last are relevant. */
  private static HammingRanking ranking() {
    return HammingRanking.of(
        codes("0000"), 0, 7, codes("0011", "0000", "0001", "1000", "0100"), List.of(7, 1, 7, 1, 7));
  }

  @Test
  void countsBitsThatDifferInCodesOfAnyLength() {
    String zeros = "0".repeat(130);
    BinaryCodes long0 = codes(zeros, "1" + "0".repeat(62) + "11" + "0".repeat(64) + "1");
    assertEquals(4, long0.distance(0, long0, 1));
    assertEquals(0, long0.distance(1, long0, 1));
    assertEquals(130, long0.bits());
    assertEquals(
        "code 1 of 1 bits: expected 2",
        assertThrows(IllegalArgumentException.class, () -> codes("00", "0")).getMessage());
  }

  @Test
  void ranksItemsAtEqualDistanceInTheirOrder() {
    // Relevant at places 2, 4 and 5.
    assertEquals(
        (1.0 / 2 + 2.0 / 4 + 3.0 / 5) / 3, ranking().averagePrecision().orElseThrow(), 1e-12);
    assertEquals((1.0 / 2 + 2.0 / 4) / 2, ranking().averagePrecision(4).orElseThrow(), 1e-12);
    assertEquals(0, ranking().averagePrecision(1).orElseThrow());
    assertEquals(1.0 / 3, ranking().precision(3), 1e-12);
    assertEquals(2.0 / 4, ranking().precisionWithin(1));
    assertEquals(0, ranking().precisionWithin(0));
  }

  @Test
  void averagesOverTheOrdersOfTies() {
    // Place 1: no. Places 2 to 4: two of three. Place 5: yes.
    double expected = 0;
    for (boolean[] order :
        new boolean[][] {{true, true, false}, {true, false, true}, {false, true, true}}) {
      int hits = 0;
      for (int i = 0; i < 3; i++) {
        hits += order[i] ? 1 : 0;
        expected += order[i] ? (double) hits / (i + 2) : 0;
      }
      expected += 3.0 / 5;
    }
    assertEquals(expected / 9, ranking().tieAveragedPrecision().orElseThrow(), 1e-12);
  }

  @Test
  void averagingOverTiesIsTheMeanOfManyShuffles() {
    BinaryCodes query = codes("00000");
    List<String> database = new ArrayList<>();
    Random random = new Random(new Seed(3).named("codes").generator().nextLong());
    for (int i = 0; i < 30; i++) {
      database.add(
          String.format("%5s", Integer.toBinaryString(random.nextInt(32))).replace(' ', '0'));
    }
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      order.add(i);
    }
    double sum = 0;
    double expected = 0;
    for (int trial = 0; trial < 4_000; trial++) {
      HammingRanking ranking =
          HammingRanking.of(
              query,
              0,
              0,
              codes(order.stream().map(database::get).toArray(String[]::new)),
              order.stream().map(i -> i % 3).toList());
      sum += ranking.averagePrecision().orElseThrow();
      expected = ranking.tieAveragedPrecision().orElseThrow();
      Collections.shuffle(order, random);
    }
    assertEquals(expected, sum / 4_000, 0.005);
  }

  @Test
  void queriesWithoutRelevantItemsAreLeftOut() {
    HammingRanking without =
        HammingRanking.of(codes("0000"), 0, 9, codes("0000", "1111"), List.of(7, 7));
    assertEquals(OptionalDouble.empty(), without.averagePrecision());
    assertEquals(OptionalDouble.empty(), without.tieAveragedPrecision());
    RetrievalScore both = new RetrievalScore(List.of(ranking(), without));
    assertEquals(ranking().averagePrecision(), both.meanAveragePrecision());
    assertEquals(ranking().averagePrecision(4), both.meanAveragePrecision(4));
    assertEquals(0.25, both.precision(2));
    assertEquals(0.25, both.precisionWithin(1));
    assertEquals(
        OptionalDouble.empty(), new RetrievalScore(List.of(without)).meanAveragePrecision());
  }

  @Test
  void theCurvePoolsAllPairs() {
    HammingRanking far =
        HammingRanking.of(codes("0000"), 0, 7, codes("1110", "1111"), List.of(7, 1));
    assertEquals(
        List.of(
            new PrecisionRecall(0, 0, 0),
            new PrecisionRecall(1, 2.0 / 4, 2.0 / 4),
            new PrecisionRecall(2, 3.0 / 5, 3.0 / 4),
            new PrecisionRecall(3, 4.0 / 6, 1),
            new PrecisionRecall(4, 4.0 / 7, 1)),
        new RetrievalScore(List.of(ranking(), far)).curve());
  }

  @Test
  void refusesCodesThatDoNotFit() {
    assertEquals(
        "query of 4 bits, 1 items of 3 bits and 1 labels: expected equal lengths, and a label an"
            + " item",
        assertThrows(
                IllegalArgumentException.class,
                () -> HammingRanking.of(codes("0000"), 0, 1, codes("000"), List.of(1)))
            .getMessage());
  }
}
