package io.reprise.baselines.search;

import io.reprise.tensor.Seed;
import java.util.List;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Evaluates random codes that keep a limit, each at most once; fewer than the budget if the space
 * has no more of them.
 *
 * @param budget how many evaluations, at least 1
 */
public record RandomLegalSearch(CostLimit limit, int budget) implements CodeSearch {
  /** Checks the budget. */
  public RandomLegalSearch {
    if (budget < 1) {
      throw new IllegalArgumentException("budget " + budget + ": expected at least 1 evaluation");
    }
  }

  @Override
  public SearchTrace run(Seed seed, Evaluations evaluations) {
    LegalCodes legal = new LegalCodes(limit, evaluations.space());
    UniformRandomProvider random = seed.generator();
    while (evaluations.next() <= budget) {
      Optional<List<Integer>> code = legal.draw(random);
      if (code.isEmpty()) {
        break;
      }
      evaluations.evaluate(code.get());
    }
    return evaluations.trace();
  }
}
