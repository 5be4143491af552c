package io.reprise.datasets.faces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.datasets.Similarity;
import io.reprise.tensor.Seed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PairFoldsTest {
  /** Eight people with three pictures each. */
  private static final List<Integer> PEOPLE = people(8, 3);

  private static List<Integer> people(int n, int each) {
    List<Integer> people = new ArrayList<>();
    for (int i = 0; i < n * each; i++) {
      people.add(i / each);
    }
    return people;
  }

  private static Similarity knowing(List<Integer> people, float same, float different) {
    return query -> {
      float[] scores = new float[people.size()];
      for (int g = 0; g < scores.length; g++) {
        scores[g] = people.get(query).equals(people.get(g)) ? same : different;
      }
      return scores;
    };
  }

  @Test
  void foldsHaveAsManyPairsOfOnePersonAsOfTwo() {
    PairFolds folds = PairFolds.of(PEOPLE, 4, new Seed(1));
    // Two people a fold: three pairs of each, and nine of both, of which six are drawn.
    assertEquals(List.of(12, 12, 12, 12), folds.sizes());
    assertEquals(1, folds.evaluate(knowing(PEOPLE, 1, 0)).mean());
    assertEquals(0.5, folds.evaluate(knowing(PEOPLE, 0, 0)).mean());
    VerificationScores scores = folds.scores(knowing(PEOPLE, 1, 0));
    assertEquals(1, scores.trueAcceptRate(0.1));
    assertEquals(0, folds.scores(knowing(PEOPLE, 0, 1)).trueAcceptRate(0.1));
  }

  @Test
  void nobodyIsInTwoFolds() {
    PairFolds folds = PairFolds.of(PEOPLE, 4, new Seed(1));
    // What is asked for in a fold is answered for the people of that fold alone.
    List<List<Integer>> asked = new ArrayList<>();
    List<Integer> all = new ArrayList<>();
    folds.evaluate(
        query -> {
          all.add(PEOPLE.get(query));
          return new float[PEOPLE.size()];
        });
    for (int f = 0; f < 4; f++) {
      asked.add(all.subList(12 * f, 12 * (f + 1)).stream().distinct().sorted().toList());
    }
    assertTrue(asked.stream().allMatch(p -> p.size() == 2), asked.toString());
    assertEquals(8, asked.stream().flatMap(List::stream).distinct().count());
  }

  @Test
  void tooFewPeopleOrPicturesAreRefused() {
    assertRefused("8 people in 5 folds", () -> PairFolds.of(PEOPLE, 5, new Seed(1)));
    assertRefused("in 1 folds", () -> PairFolds.of(PEOPLE, 1, new Seed(1)));
    assertRefused("0 pairs of one person", () -> PairFolds.of(people(8, 1), 2, new Seed(1)));
  }

  private static void assertRefused(String words, Runnable code) {
    String message = assertThrows(IllegalArgumentException.class, code::run).getMessage();
    assertTrue(message.contains(words), message);
  }

  @Test
  void publishedListsGoByTheNumbersOfTheirFiles() {
    Path a = Path.of("a");
    Path b = Path.of("b");
    Path c = Path.of("c");
    List<VerificationPair> fold =
        List.of(new VerificationPair(a, b, true), new VerificationPair(a, c, false));
    VerificationProtocol protocol = new VerificationProtocol("Pairs", List.of(fold, fold));
    PairFolds folds = PairFolds.of(protocol, Map.of(a, 0, b, 1, c, 2));
    float[][] features = {{1, 0}, {1, 0.1f}, {0, 1}};
    Similarity similarity = Similarity.cosine(features, features);
    assertEquals(1, folds.evaluate(similarity).mean());
    assertEquals(
        protocol
            .evaluate(
                p ->
                    similarity
                        .toGallery(p.first().toString().charAt(0) - 'a')[
                        p.second().toString().charAt(0) - 'a'])
            .mean(),
        folds.evaluate(similarity).mean());
    assertRefused("c is none of the pictures", () -> PairFolds.of(protocol, Map.of(a, 0, b, 1)));
  }

  /** Of three pictures, two of one person: pairs 0-1 (same), 0-2 and 1-2. */
  @Test
  void allPairsOfASetAreComparedOnce() {
    float[][] scores = {{9, 5, 7}, {5, 9, 4}, {7, 4, 9}};
    VerificationScores all = VerificationScores.ofAllPairs(List.of(1, 1, 2), q -> scores[q]);
    assertThrows(IllegalArgumentException.class, () -> all.trueAcceptRate(0.4));
    assertEquals(1, all.trueAcceptRate(0.5));
    assertEquals(4, all.threshold(0.5));
    assertThrows(
        IllegalArgumentException.class,
        () -> VerificationScores.ofAllPairs(List.of(1, 2, 3), q -> scores[q]));
  }
}
