package io.reprise.baselines.search;

import io.reprise.tensor.Seed;

/** Looks for a code of high fitness. */
public interface CodeSearch {
  /**
   * Runs the whole search. The same seed and the same fitness give the same evaluations.
   *
   * @param seed of what the search itself draws
   * @param evaluations evaluates codes and remembers them
   * @return all evaluations
   */
  SearchTrace run(Seed seed, Evaluations evaluations);

  /** The evaluation that the search settles on: the first of highest fitness. */
  default Evaluation winner(SearchTrace trace) {
    return trace.best();
  }
}
