package io.reprise.datasets.reidentification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RetrievalAccuracyTest {
  private static Sighting photo(int identity, int camera) {
    return new Sighting(Path.of(identity + "_" + camera), identity, camera);
  }

  private static RetrievalAccuracy evaluate(
      List<Sighting> query, List<Sighting> gallery, float[]... scores) {
    return RetrievalAccuracy.of(query, gallery, q -> scores[q], 5);
  }

  /** By hand: right, wrong, right gives (1/1 + 2/3) / 2 = 5/6 and a match at rank 1. */
  @Test
  void computesAveragePrecisionAndMatches() {
    List<Sighting> gallery = List.of(photo(2, 1), photo(1, 2), photo(1, 3));
    RetrievalAccuracy one = evaluate(List.of(photo(1, 1)), gallery, new float[] {5, 9, 1});
    assertEquals(5.0 / 6, one.meanAveragePrecision(), 1e-12);
    assertEquals(1, one.rank(1));
    // Wrong, right, right gives (1/2 + 2/3) / 2 = 7/12 and a match at rank 2.
    RetrievalAccuracy two = evaluate(List.of(photo(1, 1)), gallery, new float[] {9, 5, 1});
    assertEquals(7.0 / 12, two.meanAveragePrecision(), 1e-12);
    assertEquals(List.of(0.0, 1.0, 1.0, 1.0, 1.0), two.cumulativeMatches());
  }

  @Test
  void averagesOverTheQueriesThatHaveAnAnswer() {
    List<Sighting> query = List.of(photo(1, 1), photo(2, 2), photo(7, 1));
    List<Sighting> gallery = List.of(photo(2, 1), photo(1, 2));
    RetrievalAccuracy accuracy =
        evaluate(query, gallery, new float[] {0, 1}, new float[] {0, 1}, new float[] {0, 1});
    assertEquals((1 + 0.5) / 2, accuracy.meanAveragePrecision(), 1e-12);
    assertEquals(0.5, accuracy.rank(1));
    assertEquals(2, accuracy.queries());
    assertEquals(1, accuracy.unanswerable());
  }

  @Test
  void dropsJunkAndTheSameIdentityFromTheSameCamera() {
    List<Sighting> gallery =
        List.of(photo(1, 1), photo(Sighting.JUNK, 2), photo(2, 1), photo(1, 2));
    float[] scores = {9, 8, 7, 6};
    // From camera 1 the first two are dropped: wrong, then right.
    RetrievalAccuracy accuracy = evaluate(List.of(photo(1, 1)), gallery, scores);
    assertEquals(0.5, accuracy.meanAveragePrecision());
    assertEquals(0, accuracy.rank(1));
    // From camera 2 the second and the last are: right, then wrong.
    assertEquals(1, evaluate(List.of(photo(1, 2)), gallery, scores).meanAveragePrecision());
  }

  @Test
  void countsDistractorsAndOthersOfTheSameCameraAsWrong() {
    List<Sighting> gallery = List.of(photo(Sighting.DISTRACTOR, 2), photo(2, 1), photo(1, 2));
    RetrievalAccuracy accuracy = evaluate(List.of(photo(1, 1)), gallery, new float[] {9, 8, 7});
    assertEquals(1.0 / 3, accuracy.meanAveragePrecision(), 1e-12);
    assertEquals(0, accuracy.rank(2));
    assertEquals(1, accuracy.rank(3));
  }

  @Test
  void keepsTheSameVehicleWhereNoCameraIsNamed() {
    RetrievalAccuracy accuracy =
        evaluate(List.of(photo(1, 0)), List.of(photo(1, 0), photo(2, 0)), new float[] {2, 1});
    assertEquals(1, accuracy.rank(1));
  }

  @Test
  void givesAConstantFeatureNothing() {
    List<Sighting> gallery = List.of(photo(1, 2), photo(2, 2), photo(1, 3), photo(3, 2));
    RetrievalAccuracy accuracy = evaluate(List.of(photo(1, 1)), gallery, new float[4]);
    assertEquals(0, accuracy.rank(2));
    assertEquals((1.0 / 3 + 2.0 / 4) / 2, accuracy.meanAveragePrecision(), 1e-12);
  }

  /** Against the definition: sort, then walk down the ranking. */
  @Test
  void agreesWithASortedRanking() {
    Random random = new Random(3);
    for (int trial = 0; trial < 50; trial++) {
      List<Sighting> gallery = new ArrayList<>();
      for (int g = 0; g < 40; g++) {
        gallery.add(photo(random.nextInt(5) - 1, 1 + random.nextInt(3)));
      }
      gallery.add(photo(1, 3));
      List<Float> order = new ArrayList<>();
      for (int g = 0; g < gallery.size(); g++) {
        order.add((float) random.nextInt(1_000_000) + g / 100f);
      }
      float[] scores = new float[order.size()];
      for (int g = 0; g < scores.length; g++) {
        scores[g] = order.get(g);
      }
      RetrievalAccuracy accuracy = evaluate(List.of(photo(1, 1)), gallery, scores);
      List<Integer> ranked = new ArrayList<>();
      for (int g = 0; g < scores.length; g++) {
        Sighting s = gallery.get(g);
        if (s.identity() != -1 && !(s.identity() == 1 && s.camera() == 1)) {
          ranked.add(g);
        }
      }
      ranked.sort((a, b) -> Float.compare(scores[b], scores[a]));
      double sum = 0;
      int hits = 0;
      for (int i = 0; i < ranked.size(); i++) {
        if (gallery.get(ranked.get(i)).identity() == 1) {
          hits++;
          sum += (double) hits / (i + 1);
        }
      }
      assertEquals(sum / hits, accuracy.meanAveragePrecision(), 1e-12);
    }
  }

  @Test
  void averagesDraws() {
    List<Sighting> gallery = List.of(photo(2, 1), photo(1, 2));
    RetrievalAccuracy good = evaluate(List.of(photo(1, 1)), gallery, new float[] {0, 1});
    RetrievalAccuracy bad = evaluate(List.of(photo(1, 1)), gallery, new float[] {1, 0});
    RetrievalAccuracy mean = RetrievalAccuracy.mean(List.of(good, bad));
    assertEquals(0.75, mean.meanAveragePrecision(), 1e-12);
    assertEquals(0.5, mean.rank(1));
    assertEquals(2, mean.queries());
  }

  @Test
  void refusesQueriesWithoutAnyAnswer() {
    assertEquals(
        "1 queries have no right answer: expected one at least",
        assertThrows(
                IllegalArgumentException.class,
                () -> evaluate(List.of(photo(9, 1)), List.of(photo(1, 2)), new float[] {1}))
            .getMessage());
  }

  /** Labels a, a, b, b: the first two find each other, the others find a wrong one first. */
  @Test
  void leavesEachItemOutOfItsOwnRanking() {
    float[][] scores = {{9, 5, 1, 1}, {5, 9, 1, 1}, {4, 3, 9, 2}, {1, 4, 3, 9}};
    RetrievalAccuracy accuracy =
        RetrievalAccuracy.leaveOneOut(List.of(1, 1, 2, 2), q -> scores[q], 3);
    assertEquals(List.of(0.5, 0.75, 1.0), accuracy.cumulativeMatches());
    assertEquals((1 + 1 + 1 / 3.0 + 1 / 2.0) / 4, accuracy.meanAveragePrecision(), 1e-12);
    assertEquals(4, accuracy.queries());
    // A class of one has nothing to find.
    RetrievalAccuracy three = RetrievalAccuracy.leaveOneOut(List.of(1, 1, 2, 3), q -> scores[q], 1);
    assertEquals(2, three.unanswerable());
    assertThrows(
        IllegalArgumentException.class,
        () -> RetrievalAccuracy.leaveOneOut(List.of(1, 2, 3, 4), q -> scores[q], 1));
    assertThrows(
        IllegalArgumentException.class,
        () -> RetrievalAccuracy.leaveOneOut(List.of(1, 1, 2, 2), q -> scores[q], 0));
  }

  @Test
  void takesAnyJudgement() {
    RetrievalAccuracy accuracy =
        RetrievalAccuracy.of(
            1,
            4,
            (q, g) ->
                List.of(
                        RetrievalAccuracy.Answer.DROPPED,
                        RetrievalAccuracy.Answer.WRONG,
                        RetrievalAccuracy.Answer.RIGHT,
                        RetrievalAccuracy.Answer.DROPPED)
                    .get(g),
            q -> new float[] {9, 8, 7, 6},
            2);
    assertEquals(List.of(0.0, 1.0), accuracy.cumulativeMatches());
    assertEquals(0.5, accuracy.meanAveragePrecision());
  }
}
