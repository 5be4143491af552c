package io.reprise.baselines.search;

import java.util.List;

/** How good a code is. */
@FunctionalInterface
public interface Fitness {
  /**
   * Evaluates a code. All randomness is to come from the evaluation's number, so that the same
   * evaluation gives the same value whatever was evaluated before it.
   *
   * @param number of the evaluation, counted from 1
   * @return the higher the better; what is not finite counts as 0
   */
  double of(int number, List<Integer> code);
}
