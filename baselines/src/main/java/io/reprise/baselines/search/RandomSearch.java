package io.reprise.baselines.search;

import io.reprise.tensor.Seed;

/**
 * Evaluates codes drawn uniformly from the whole space, one by one and independently.
 *
 * @param budget how many evaluations, at least 1
 */
public record RandomSearch(int budget) implements CodeSearch {
  /** Checks the budget. */
  public RandomSearch {
    if (budget < 1) {
      throw new IllegalArgumentException("budget " + budget + ": expected at least 1 evaluation");
    }
  }

  @Override
  public SearchTrace run(Seed seed, Evaluations evaluations) {
    while (evaluations.next() <= budget) {
      Seed own = seed.named("evaluation " + evaluations.next());
      evaluations.evaluate(evaluations.space().draw(own.generator()));
    }
    return evaluations.trace();
  }
}
