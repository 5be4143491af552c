package io.reprise.baselines.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.baselines.search.EvolutionarySearch.Plan;
import io.reprise.tensor.Seed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EvolutionarySearchTest {
  private static final int GENES = 12;

  /** A gene's value is its cost. */
  private static final CostTable TABLE =
      new CostTable("units", 5, Collections.nCopies(GENES, List.of(0.0, 1.0, 2.0, 3.0)));

  private static final CostLimit LIMIT = new CostLimit(TABLE, 5 + 20);
  private static final Plan PLAN = new Plan(10, 6, 3, 4, 4, 0.2);

  /** How many genes are as in 0 1 2 3 0 1 2 3 ... */
  private static double likeTheTarget(int number, List<Integer> code) {
    return IntStream.range(0, GENES).filter(i -> code.get(i) == i % 4).count();
  }

  private static SearchTrace run(CodeSearch search, long seed) {
    return search.run(
        new Seed(seed), new Evaluations(TABLE.space(), EvolutionarySearchTest::likeTheTarget));
  }

  private static List<List<Integer>> codes(SearchTrace trace) {
    return trace.evaluations().stream().map(Evaluation::code).toList();
  }

  @Test
  void evaluatesAsOftenAsPlannedWithinTheLimitAndNoCodeTwice() {
    for (CodeSearch search :
        List.of(new EvolutionarySearch(LIMIT, PLAN), new RandomLegalSearch(LIMIT, 60))) {
      SearchTrace trace = run(search, 1);
      assertEquals(60, trace.size());
      assertEquals(60, new HashSet<>(codes(trace)).size());
      codes(trace).forEach(code -> assertTrue(LIMIT.share(code) <= 1, () -> code.toString()));
    }
    assertEquals(1000, Plan.PUBLISHED.evaluations());
  }

  @Test
  void theSameSeedProposesTheSameCodesAndAnotherOneOthers() {
    EvolutionarySearch search = new EvolutionarySearch(LIMIT, PLAN);
    assertEquals(codes(run(search, 1)), codes(run(search, 1)));
    assertNotEquals(codes(run(search, 1)), codes(run(search, 2)));
  }

  @Test
  void findsBetterCodesThanRandomSearchOnAverage() {
    double evolved = 0;
    double random = 0;
    for (int seed = 0; seed < 20; seed++) {
      evolved += run(new EvolutionarySearch(LIMIT, PLAN), seed).best().fitness();
      random += run(new RandomLegalSearch(LIMIT, 60), seed).best().fitness();
    }
    assertTrue(evolved > random + 20, evolved + " against " + random);
  }

  @Test
  void childrenComeFromTheBestSoFar() {
    // Without mutation and filled by crossovers, a gene of a child is one of a parent's.
    Plan plan = new Plan(8, 2, 2, 0, 8, 0);
    List<Evaluation> all = run(new EvolutionarySearch(LIMIT, plan), 3).evaluations();
    List<Evaluation> first = new ArrayList<>(all.subList(0, 8));
    first.sort((a, b) -> Double.compare(b.fitness(), a.fitness()));
    List<Integer> one = first.get(0).code();
    List<Integer> other = first.get(1).code();
    long children =
        all.subList(8, 16).stream()
            .map(Evaluation::code)
            .filter(
                c ->
                    IntStream.range(0, GENES)
                        .allMatch(
                            i -> c.get(i).equals(one.get(i)) || c.get(i).equals(other.get(i))))
            .count();
    assertEquals(8, children);
  }

  @Test
  void aMutantDiffersFromItsParentInAsManyGenesAsTheProbabilitySays() {
    Plan plan = new Plan(1000, 2, 1, 1000, 0, 0.1);
    CostLimit free = CostLimit.none(TABLE);
    List<Evaluation> all = run(new EvolutionarySearch(free, plan), 5).evaluations();
    Evaluation parent = all.get(0);
    for (Evaluation e : all.subList(0, 1000)) {
      parent = e.fitness() > parent.fitness() ? e : parent;
    }
    List<Integer> best = parent.code();
    // Codes that were not seen before; an unseen mutant has one change at least.
    double changes =
        all.subList(1000, all.size()).stream()
            .map(Evaluation::code)
            .mapToLong(
                c -> IntStream.range(0, GENES).filter(i -> !c.get(i).equals(best.get(i))).count())
            .filter(n -> n <= 4)
            .average()
            .orElseThrow();
    assertTrue(changes > 1 && changes < 2.5, "changes " + changes);
  }

  @Test
  void aSpaceWithFewLegalCodesEndsTheSearchEarly() {
    CostTable small = new CostTable("units", 0, List.of(List.of(0.0, 1.0), List.of(0.0, 1.0)));
    CostLimit limit = new CostLimit(small, 1);
    for (CodeSearch search :
        List.of(new EvolutionarySearch(limit, PLAN), new RandomLegalSearch(limit, 60))) {
      Evaluations evaluations = new Evaluations(small.space(), (n, code) -> n);
      assertEquals(3, search.run(new Seed(1), evaluations).size());
    }
  }

  @Test
  void aLimitThatNoCodeKeepsFailsAtOnceAndARareOneAfterManyAttempts() {
    assertEquals(
        "no legal architecture: the limit is 4.9 units, expected at least the 5.0 of the cheapest",
        assertThrows(IllegalArgumentException.class, () -> new CostLimit(TABLE, 4.9)).getMessage());
    CostTable wide =
        new CostTable("units", 0, Collections.nCopies(40, List.of(0.0, 1.0, 1.0, 1.0)));
    IllegalStateException rare =
        assertThrows(
            IllegalStateException.class,
            () ->
                new EvolutionarySearch(new CostLimit(wide, 0), PLAN)
                    .run(new Seed(1), new Evaluations(wide.space(), (n, code) -> n)));
    assertTrue(rare.getMessage().contains("among 10000 random ones"), rare.getMessage());
  }

  @Test
  void refusesPlansAndLimitsThatDoNotFit() {
    assertThrows(IllegalArgumentException.class, () -> new Plan(10, 6, 3, 6, 5, 0.1));
    assertThrows(IllegalArgumentException.class, () -> new Plan(10, 0, 3, 4, 4, 0.1));
    assertThrows(IllegalArgumentException.class, () -> new Plan(10, 1, 3, 4, 4, 1.1));
    assertThrows(IllegalArgumentException.class, () -> new RandomLegalSearch(LIMIT, 0));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new EvolutionarySearch(LIMIT, PLAN)
                .run(new Seed(1), new Evaluations(SearchSpace.uniform(2, 0, 3), (n, code) -> n)));
  }

  @Test
  void costsAddUpFromTheFixedPartOn() {
    CostTable table = new CostTable("ms", 10, List.of(List.of(1.0, 2.0), List.of(4.0)));
    assertEquals(16, table.of(List.of(1, 0)));
    assertEquals(15, table.smallest());
    assertEquals(16, table.largest());
    assertEquals(1, CostLimit.none(table).share(List.of(1, 0)));
    assertFalse(new CostLimit(table, 15.5).allows(List.of(1, 0)));
    assertThrows(IllegalArgumentException.class, () -> table.of(List.of(2, 0)));
    assertThrows(IllegalArgumentException.class, () -> table.of(List.of(0)));
    for (double bad : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThrows(
          IllegalArgumentException.class, () -> new CostTable("ms", 0, List.of(List.of(bad))));
    }
    assertThrows(IllegalArgumentException.class, () -> new CostTable("ms", 0, List.of(List.of())));
  }
}
