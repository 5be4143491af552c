package io.reprise.baselines.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.tensor.Seed;
import java.util.List;
import org.junit.jupiter.api.Test;

class GreedySearchTest {
  private static final SearchSpace SPACE = SearchSpace.uniform(4, 1, 5);

  private static SearchTrace run(int budget, Fitness fitness) {
    return new GreedySearch(budget).run(new Seed(2), new Evaluations(SPACE, fitness));
  }

  private static int distance(List<Integer> a, List<Integer> b) {
    int sum = 0;
    for (int i = 0; i < a.size(); i++) {
      sum += Math.abs(a.get(i) - b.get(i));
    }
    return sum;
  }

  @Test
  void everyStepChangesOneGeneOfTheBestByOne() {
    SearchTrace trace = run(12, (n, code) -> code.stream().mapToInt(g -> g).sum());
    Evaluation here = trace.evaluations().get(0);
    for (Evaluation next : trace.evaluations().subList(1, 12)) {
      assertEquals(1, distance(here.code(), next.code()));
      here = next.fitness() > here.fitness() ? next : here;
    }
    assertEquals(12, trace.size());
  }

  @Test
  void reachesTheTopOfASlopeAndThenBeginsAnew() {
    List<Integer> top = List.of(5, 5, 5, 5);
    SearchTrace trace = run(200, (n, code) -> code.stream().mapToInt(g -> g).sum());
    int reached =
        trace.evaluations().stream()
            .filter(e -> e.code().equals(top))
            .findFirst()
            .orElseThrow()
            .number();
    // At the top there are four neighbours, all lower, and then another beginning.
    assertEquals(
        4,
        trace.evaluations().subList(reached, reached + 4).stream()
            .filter(e -> distance(e.code(), top) == 1)
            .map(Evaluation::code)
            .distinct()
            .count());
    assertTrue(distance(trace.evaluations().get(reached + 4).code(), top) > 1);
    assertEquals(200, trace.size());
  }

  @Test
  void needsABudget() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> new GreedySearch(0)).getMessage();
    assertEquals("budget 0: expected at least 1 evaluation", message);
  }
}
