package io.reprise.baselines.search;

import java.util.List;

/**
 * One evaluated code.
 *
 * @param number in the order of the search, counted from 1
 * @param fitness the higher the better; finite
 * @param best the highest fitness up to this evaluation
 * @param seconds wall-clock time that it took
 */
public record Evaluation(
    int number, List<Integer> code, double fitness, double best, double seconds) {
  /** Copies the code. */
  public Evaluation {
    code = List.copyOf(code);
  }
}
