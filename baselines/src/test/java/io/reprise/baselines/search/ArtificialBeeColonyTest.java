package io.reprise.baselines.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.baselines.search.ArtificialBeeColony.Settings;
import io.reprise.tensor.Seed;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArtificialBeeColonyTest {
  private static final SearchSpace EIGHT = SearchSpace.uniform(8, 1, 10);

  private static SearchTrace run(Settings settings, SearchSpace space, Fitness fitness, int seed) {
    return new ArtificialBeeColony(settings).run(new Seed(seed), new Evaluations(space, fitness));
  }

  private static List<List<Integer>> codes(SearchTrace trace) {
    return trace.evaluations().stream().map(Evaluation::code).toList();
  }

  private static int differences(List<Integer> a, List<Integer> b) {
    int different = 0;
    for (int i = 0; i < a.size(); i++) {
      different += a.get(i).equals(b.get(i)) ? 0 : 1;
    }
    return different;
  }

  /** The nearer to a hidden code, the better: at most 80. */
  private static double nearness(List<Integer> code) {
    List<Integer> hidden = List.of(9, 2, 7, 7, 1, 10, 4, 5);
    double distance = 0;
    for (int i = 0; i < hidden.size(); i++) {
      distance += Math.abs(hidden.get(i) - code.get(i));
    }
    return 80 - distance;
  }

  /** If all are equally good nothing is ever replaced, so every bee's place can be told. */
  @Test
  void beesVisitEverySourceTwiceACycleAndTheFirstWornOutIsRedrawn() {
    int n = 4;
    List<List<Integer>> codes = codes(run(new Settings(n, 2, 2, 2, false), EIGHT, (e, c) -> 7, 3));
    assertEquals(n + 2 * (2 * n + 1), codes.size());
    for (int i = 0; i < n; i++) {
      for (int bee : List.of(n + i, 2 * n + i)) {
        assertTrue(differences(codes.get(i), codes.get(bee)) <= 2);
      }
    }
    List<Integer> scouted = codes.get(3 * n);
    assertTrue(codes.subList(0, n).stream().allMatch(c -> differences(c, scouted) > 2));
    // In the second cycle source 0 is the redrawn one; then source 1 is worn out first.
    List<List<Integer>> sources = new ArrayList<>(codes.subList(0, n));
    sources.set(0, scouted);
    for (int i = 0; i < n; i++) {
      assertTrue(differences(sources.get(i), codes.get(3 * n + 1 + i)) <= 2);
      assertTrue(differences(sources.get(i), codes.get(4 * n + 1 + i)) <= 2);
    }
    assertTrue(differences(sources.get(1), codes.get(5 * n + 1)) > 2);
  }

  @Test
  void aBeeMovesAGeneNoFartherThanTheOtherSourceIs() {
    // Of two sources each is the other one's neighbour.
    for (int seed = 0; seed < 50; seed++) {
      List<List<Integer>> codes =
          codes(run(new Settings(2, 99, 1, 3, false), EIGHT, (e, c) -> 1, seed));
      for (int bee = 2; bee < 6; bee++) {
        List<Integer> own = codes.get(bee % 2);
        List<Integer> other = codes.get((bee + 1) % 2);
        for (int gene = 0; gene < 8; gene++) {
          int moved = Math.abs(codes.get(bee).get(gene) - own.get(gene));
          assertTrue(moved <= Math.abs(own.get(gene) - other.get(gene)), codes::toString);
        }
      }
    }
  }

  @Test
  void aBetterCodeReplacesItsSourceAndAnEquallyGoodOneDoesNot() {
    // Every evaluation is better than all before, so each bee starts from the last one's code.
    List<List<Integer>> rising =
        codes(run(new Settings(3, 1, 2, 1, false), EIGHT, (e, c) -> e, 11));
    assertEquals(3 + 2 * 6, rising.size(), "no source was worn out");
    for (int i = 0; i < 3; i++) {
      assertTrue(differences(rising.get(3 + i), rising.get(i)) <= 1);
    }
  }

  @Test
  void onlookersPreferGoodSources() {
    // With limit 99 nothing is redrawn; source 0 alone is good, others have the least share.
    int n = 5;
    int visitsOfBest = 0;
    int visits = 0;
    for (int seed = 0; seed < 40; seed++) {
      List<List<Integer>> codes =
          codes(run(new Settings(n, 99, 1, 1, false), EIGHT, (e, c) -> e == 1 ? 90 : 0, seed));
      for (int bee = 2 * n; bee < 3 * n; bee++) {
        visits++;
        visitsOfBest += differences(codes.get(0), codes.get(bee)) <= 1 ? 1 : 0;
      }
    }
    // Between two visits of the best each of the 4 others is visited with probability 0.1. A walk
    // that begins at the best then is there at its five visits with 1, 0.6561, 0.7221, 0.7137 and
    // 0.7143.
    assertEquals(3.8062 / 5, (double) visitsOfBest / visits, 0.06);
  }

  @Test
  void itClimbsHigherThanRandomSearchWithAsManyEvaluations() {
    Settings settings = new Settings(10, 5, 8, 2, false);
    int wins = 0;
    for (int seed = 0; seed < 20; seed++) {
      double bees = run(settings, EIGHT, (e, c) -> nearness(c), seed).best().fitness();
      SearchTrace random =
          new RandomSearch(settings.budget())
              .run(new Seed(seed), new Evaluations(EIGHT, (e, c) -> nearness(c)));
      assertEquals(settings.budget(), random.size());
      wins += bees > random.best().fitness() ? 1 : 0;
    }
    assertTrue(wins >= 15, "wins " + wins);
  }

  @Test
  void noFitnessAtAllNeitherHangsNorDividesByZero() {
    SearchTrace trace = run(new Settings(3, 2, 2, 2, false), EIGHT, (e, c) -> Double.NaN, 1);
    assertEquals(3 + 2 * 7, trace.size());
    assertEquals(0, trace.best().fitness());
    assertEquals(1, trace.best().number());
  }

  /** A quotient of nothing by nothing would let every onlooker stop at the next source. */
  @Test
  void withoutAnyFitnessEverySourceHasTheLeastShare() {
    int inOrder = 0;
    for (int seed = 0; seed < 20; seed++) {
      List<List<Integer>> codes =
          codes(run(new Settings(3, 99, 1, 1, false), EIGHT, (e, c) -> 0, seed));
      boolean next = true;
      for (int i = 0; i < 3; i++) {
        next &= differences(codes.get(i), codes.get(6 + i)) <= 1;
      }
      inOrder += next ? 1 : 0;
    }
    assertTrue(inOrder < 5, "in order " + inOrder);
  }

  @Test
  void theSameSeedProposesTheSameAlsoAfterItWasCutShort() {
    Settings settings = new Settings(4, 2, 3, 2, false);
    Fitness fitness = (e, c) -> nearness(c);
    SearchTrace whole = run(settings, EIGHT, fitness, 5);
    assertEquals(codes(whole), codes(run(settings, EIGHT, fitness, 5)));
    assertNotEquals(codes(whole), codes(run(settings, EIGHT, fitness, 6)));
    SearchTrace part = new SearchTrace(whole.evaluations().subList(0, 13));
    SearchTrace resumed =
        new ArtificialBeeColony(settings)
            .run(new Seed(5), new Evaluations(EIGHT, fitness, part, t -> {}));
    assertEquals(codes(whole), codes(resumed));
  }

  @Test
  void theOfficialQuirksAreThoseOfTheAuthorsCode() {
    int n = 3;
    int lows = 0;
    int drawn = 0;
    for (int seed = 0; seed < 60; seed++) {
      List<List<Integer>> codes =
          codes(run(new Settings(n, 2, 1, 4, true), EIGHT, (e, c) -> 1, seed));
      for (int bee = n; bee < 3 * n; bee++) {
        assertEquals(codes.get(bee % n).get(7), codes.get(bee).get(7), "the last gene stays");
      }
      for (int gene : codes.get(3 * n)) {
        assertTrue(gene >= 1 && gene <= 9, "a scout never draws the highest value");
        lows += gene == 1 ? 1 : 0;
        drawn++;
      }
    }
    assertEquals(0.2, (double) lows / drawn, 0.06);
  }

  @Test
  void theOfficialCodeForgetsTheBestOfItsFirstSources() {
    ArtificialBeeColony quirky = new ArtificialBeeColony(new Settings(3, 9, 1, 1, true));
    ArtificialBeeColony clean = new ArtificialBeeColony(new Settings(3, 9, 1, 1, false));
    SearchTrace nothingLater = values(5, 9, 1, 4, 5, 2, 1, 1, 1);
    assertEquals(1, quirky.winner(nothingLater).number());
    assertEquals(2, quirky.weights(nothingLater).number());
    assertEquals(2, clean.winner(nothingLater).number());
    SearchTrace later = values(5, 9, 1, 6, 5, 8, 7, 1, 1);
    assertEquals(6, quirky.winner(later).number());
    assertEquals(6, quirky.weights(later).number());
    assertEquals(2, clean.winner(later).number());
    assertEquals(2, clean.weights(later).number());
  }

  private static SearchTrace values(double... fitness) {
    Evaluations all = new Evaluations(EIGHT, (e, c) -> fitness[e - 1]);
    for (int i = 0; i < fitness.length; i++) {
      all.evaluate(EIGHT.draw(new Seed(i).generator()));
    }
    return all.trace();
  }

  @Test
  void namesWhatIsWrong() {
    assertEquals(
        "bee colony: sources 1: expected at least 2",
        refusal(() -> new Settings(1, 1, 1, 1, false)));
    assertEquals(
        "bee colony: limit 0: expected at least 1", refusal(() -> new Settings(2, 0, 1, 1, false)));
    assertEquals(
        "bee colony: cycles -1: expected at least 0",
        refusal(() -> new Settings(2, 1, -1, 1, false)));
    assertEquals(
        "bee colony: changes 0: expected at least 1",
        refusal(() -> new Settings(2, 1, 1, 0, false)));
    SearchSpace one = SearchSpace.uniform(1, 1, 3);
    Settings quirky = new Settings(2, 1, 1, 1, true);
    assertTrue(refusal(() -> run(quirky, one, (e, c) -> 1, 1)).contains("1 gene"));
    String negative =
        assertThrows(
                IllegalStateException.class,
                () -> run(new Settings(2, 1, 1, 1, false), one, (e, c) -> -0.5, 1))
            .getMessage();
    assertTrue(negative.startsWith("fitness -0.5 of code"), negative);
  }

  private static String refusal(Runnable action) {
    return assertThrows(IllegalArgumentException.class, action::run).getMessage();
  }
}
