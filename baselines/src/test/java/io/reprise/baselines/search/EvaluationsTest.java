package io.reprise.baselines.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.nn.Snapshot;
import io.reprise.tensor.Seed;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EvaluationsTest {
  private static final SearchSpace THREE = SearchSpace.uniform(3, 1, 4);

  private static int sum(List<Integer> code) {
    return code.stream().mapToInt(g -> g).sum();
  }

  private static String refusal(Runnable action) {
    return assertThrows(IllegalArgumentException.class, action::run).getMessage();
  }

  @Test
  void countsItsCodes() {
    assertEquals(BigInteger.TEN.pow(13), SearchSpace.uniform(13, 1, 10).size());
    assertEquals(BigInteger.valueOf(2 * 3 * 5), new SearchSpace(0, List.of(1, 2, 4)).size());
  }

  @Test
  void drawsEveryCodeOfItsSpaceAndNoOther() {
    SearchSpace space = new SearchSpace(-1, List.of(0, -1, 1));
    Set<List<Integer>> drawn = new HashSet<>();
    var random = new Seed(3).generator();
    for (int i = 0; i < 200; i++) {
      drawn.add(space.require(space.draw(random)));
    }
    assertEquals(6, drawn.size());
  }

  @Test
  void namesWhatIsWrongWithACodeOrASpace() {
    assertEquals(
        "gene 1 of code [1, 5, 4] is 5: expected 1 to 4",
        refusal(() -> THREE.require(List.of(1, 5, 4))));
    assertEquals(
        "gene 2 of code [1, 4, 0] is 0: expected 1 to 4",
        refusal(() -> THREE.require(List.of(1, 4, 0))));
    assertEquals(
        "code [1, 4] has 2 genes: expected 3", refusal(() -> THREE.require(List.of(1, 4))));
    assertTrue(refusal(() -> SearchSpace.uniform(0, 1, 4)).contains("0 genes"));
    assertEquals(
        "highest value 0 of gene 1: expected at least 1",
        refusal(() -> new SearchSpace(1, List.of(1, 0))));
    assertTrue(refusal(() -> new RandomSearch(0)).contains("budget 0"));
  }

  @Test
  void theFirstOfTheBestWinsAndTheBestSoFarNeverFalls() {
    List<Double> values = List.of(2.0, 5.0, 1.0, 5.0, 7.0, 7.0);
    Evaluations all = new Evaluations(THREE, (number, code) -> values.get(number - 1));
    values.forEach(v -> all.evaluate(List.of(1, 1, 1)));
    assertEquals(5, all.trace().best().number());
    assertEquals(
        List.of(2.0, 5.0, 5.0, 5.0, 7.0, 7.0),
        all.trace().evaluations().stream().map(Evaluation::best).toList());
    assertThrows(NoSuchElementException.class, SearchTrace.EMPTY::best);
  }

  @Test
  void whatIsNotFiniteCountsAsZero() {
    List<Double> values =
        List.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -1.0);
    Evaluations all = new Evaluations(THREE, (number, code) -> values.get(number - 1));
    values.forEach(v -> all.evaluate(List.of(1, 1, 1)));
    assertEquals(
        List.of(0.0, 0.0, 0.0, -1.0),
        all.trace().evaluations().stream().map(Evaluation::fitness).toList());
  }

  @Test
  void aTraceSurvivesASnapshot() {
    SearchTrace trace =
        new RandomSearch(7)
            .run(new Seed(5), new Evaluations(THREE, (n, code) -> sum(code) / (double) n));
    assertEquals(trace, SearchTrace.restore(trace.save()));
    assertEquals(SearchTrace.EMPTY, SearchTrace.restore(SearchTrace.EMPTY.save()));
    Snapshot torn =
        Snapshot.EMPTY
            .with("codes", trace.save().tensor("codes"))
            .with("fitness", trace.save().tensor("fitness"))
            .with(
                "seconds",
                new RandomSearch(2)
                    .run(new Seed(5), new Evaluations(THREE, (n, code) -> 0))
                    .save()
                    .tensor("seconds"));
    assertTrue(refusal(() -> SearchTrace.restore(torn)).contains("7 fitnesses and 2 times"));
  }

  @Test
  void aSearchThatWasCutShortGoesOnWithTheSameBits() {
    List<Integer> evaluated = new ArrayList<>();
    Fitness fitness =
        (number, code) -> {
          evaluated.add(number);
          return new Seed(number).named(code.toString()).generator().nextDouble();
        };
    CodeSearch search = new RandomSearch(9);
    SearchTrace whole = search.run(new Seed(1), new Evaluations(THREE, fitness));
    SearchTrace half = new SearchTrace(whole.evaluations().subList(0, 4));
    evaluated.clear();
    List<Integer> told = new ArrayList<>();
    SearchTrace again =
        search.run(
            new Seed(1),
            new Evaluations(
                THREE, fitness, SearchTrace.restore(half.save()), t -> told.add(t.size())));
    assertEquals(List.of(5, 6, 7, 8, 9), evaluated);
    assertEquals(evaluated, told);
    assertEquals(
        whole.evaluations().stream().map(e -> e.code() + " " + e.fitness()).toList(),
        again.evaluations().stream().map(e -> e.code() + " " + e.fitness()).toList());
    assertEquals(half.evaluations(), again.evaluations().subList(0, 4));
  }

  @Test
  void anotherSearchIsNotMistakenForTheOneThatWasCutShort() {
    SearchTrace other =
        new RandomSearch(4).run(new Seed(2), new Evaluations(THREE, (n, code) -> 0));
    Evaluations evaluations = new Evaluations(THREE, (n, code) -> 0, other, t -> {});
    IllegalStateException refused =
        assertThrows(
            IllegalStateException.class, () -> new RandomSearch(4).run(new Seed(1), evaluations));
    assertTrue(refused.getMessage().contains("expected the same search"), refused.getMessage());
  }
}
