package io.reprise.datasets.retrieval;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.datasets.procedural.features.SphereClasses;
import io.reprise.tensor.Seed;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetrievalTaskTest {
  /** The signs of the features are the codes. */
  private static BinaryCodes codes(FeatureMatrix features) {
    List<float[]> rows = new ArrayList<>();
    for (int i = 0; i < features.rows(); i++) {
      rows.add(features.row(i));
    }
    return BinaryCodes.ofSigns(rows);
  }

  private static LabelledFeatures signs(int[] labels, int... values) {
    float[] all = new float[values.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = values[i];
    }
    int columns = values.length / labels.length;
    return LabelledFeatures.of(new FeatureMatrix(labels.length, columns, all), labels, 3);
  }

  @Test
  void scoresWhatIsWorkedOutByHandAndSkipsQueriesWithoutAnAnswer() {
    LabelledFeatures database = signs(new int[] {0, 1, 0, 1}, 1, 1, 1, -1, -1, -1, 1, 1);
    LabelledFeatures queries = signs(new int[] {0, 2}, 1, 1, -1, -1);
    // Query 0 finds items 0 and 3 at distance 0, 1 at 1 and 2 at 2: relevant are places 1 and 4.
    RetrievalTask task = new RetrievalTask(queries, database);
    RetrievalTask.Score score =
        task.score(RetrievalTaskTest::codes, new RetrievalTask.Depths(2, List.of(1, 3, 9)));
    assertEquals((1 + 2.0 / 4) / 2, score.meanAveragePrecision(), 1e-12);
    assertEquals(score.meanAveragePrecision(), task.meanAveragePrecision(RetrievalTaskTest::codes));
    // The tied first place: half the time the other is first.
    assertEquals(((1 + 0.5) / 2 + 2.0 / 4) / 2, score.tieAveraged(), 1e-12);
    assertEquals(1, score.atDepth(), 1e-12);
    // Of class 2 there is nothing: its precision counts all the same.
    assertEquals((1 + 0) / 2.0, score.precision().get(1), 1e-12);
    assertEquals((1.0 / 3 + 0) / 2, score.precision().get(3), 1e-12);
    assertEquals((2.0 / 4 + 0) / 2, score.precision().get(9), 1e-12);
    assertEquals((2.0 / 4 + 0) / 2, score.withinRadius(), 1e-12);
    RetrievalScore.PrecisionRecall last = score.curve().get(score.curve().size() - 1);
    assertEquals(new RetrievalScore.PrecisionRecall(2, 2.0 / 8, 1), last);
    assertEquals(
        task.ranking(codes(queries.features()), 0, codes(database.features())).relevantItems(), 2);
  }

  @Test
  void aTaskWithoutAnyAnswerIsRefused() {
    RetrievalTask task = new RetrievalTask(signs(new int[] {2}, 1, 1), signs(new int[] {0}, 1, 1));
    assertTrue(
        assertThrows(
                IllegalArgumentException.class,
                () -> task.meanAveragePrecision(RetrievalTaskTest::codes))
            .getMessage()
            .startsWith("no query has a relevant item"));
    assertThrows(
        IllegalArgumentException.class,
        () -> new RetrievalTask(signs(new int[] {0}, 1, 1), signs(new int[] {0}, 1)));
  }

  @Test
  void labelledFeaturesAreChosenByNumberAndByClass() {
    LabelledFeatures all = signs(new int[] {0, 1, 2, 1}, 1, 2, 3, 4);
    BitSet one = BitSet.valueOf(new long[] {0b010});
    assertArrayEquals(new float[] {4}, all.ofClasses(one, true).features().row(1));
    assertEquals(2, all.ofClasses(one, false).size());
    assertEquals(2, all.ofClasses(one, false).label(1));
    assertEquals(6, all.and(all.part(1, 3)).size());
    assertEquals(1, all.and(all.part(1, 3)).label(4));
    assertThrows(IllegalArgumentException.class, all::only);
    assertThrows(IllegalArgumentException.class, () -> all.only(4));
    assertThrows(IllegalArgumentException.class, () -> signs(new int[] {3}, 1));
    assertThrows(IllegalArgumentException.class, () -> signs(new int[] {-1}, 1));
  }

  @Test
  void unseenClassesAreARoundedShareHalvesUp() {
    assertEquals(3, UnseenClasses.choose(10, 0.25, new Seed(1)).cardinality());
    assertEquals(13, UnseenClasses.choose(50, 0.25, new Seed(1)).cardinality());
    assertThrows(IllegalArgumentException.class, () -> UnseenClasses.choose(3, 0.1, new Seed(1)));
  }

  @Test
  void classesOnASphereAreTheSameBytesEverywhereAndKeepTheirMeans() {
    SphereClasses data = SphereClasses.generate(8, 4, 40, 8, new Seed(7));
    assertEquals(
        "2caa8bf27a8e5e8cd0e90eacecf9d1f795fd0ebdc119cdb4712f4b5f81d9ae5a", data.checksum());
    SphereClasses longer = SphereClasses.generate(8, 4, 80, 8, new Seed(7));
    assertArrayEquals(data.train().vector(39), longer.train().vector(39));
    LabelledFeatures labelled = data.train().labelled();
    assertEquals(3, labelled.label(39));
    assertArrayEquals(data.train().vector(39), labelled.features().row(39));
    // Noise has a variance of 1 / rank an axis: its sum over 8 axes is the harmonic number.
    double squares = 0;
    LabelledFeatures many = SphereClasses.generate(8, 2, 4_000, 1, new Seed(7)).train().labelled();
    for (int i = 0; i < many.size(); i++) {
      for (float x : many.features().row(i)) {
        squares += 9.0 * x * x / many.size();
      }
    }
    assertEquals(2.2 * 2.2 + 2.717857, squares, 0.25);
  }
}
