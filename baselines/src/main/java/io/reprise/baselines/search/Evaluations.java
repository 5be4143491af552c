package io.reprise.baselines.search;

import java.util.List;
import java.util.function.Consumer;

/**
 * Evaluates codes for a search and keeps the trace. A search that was cut short is run again with
 * the trace of its first go: since it proposes the same codes again, those evaluations are answered
 * from there, and what follows is the same to the bit.
 */
public final class Evaluations {
  private static final double NANOSECONDS = 1e9;

  private final SearchSpace space;
  private final Fitness fitness;
  private final SearchTrace done;
  private final Consumer<SearchTrace> watcher;
  private SearchTrace trace = SearchTrace.EMPTY;

  /**
   * Nothing is evaluated yet.
   *
   * @param done the evaluations of an earlier go at the same search; may be empty
   * @param watcher told the trace after every evaluation that was not answered from {@code done}
   */
  public Evaluations(
      SearchSpace space, Fitness fitness, SearchTrace done, Consumer<SearchTrace> watcher) {
    this.space = space;
    this.fitness = fitness;
    this.done = done;
    this.watcher = watcher;
  }

  /** Nothing is evaluated yet, and nobody watches. */
  public Evaluations(SearchSpace space, Fitness fitness) {
    this(space, fitness, SearchTrace.EMPTY, trace -> {});
  }

  public SearchSpace space() {
    return space;
  }

  /** The evaluations so far. */
  public SearchTrace trace() {
    return trace;
  }

  /** The number of the next evaluation, counted from 1. */
  public int next() {
    return trace.size() + 1;
  }

  /**
   * Evaluates a code.
   *
   * @throws IllegalArgumentException if the code is none of the space
   * @throws IllegalStateException if the earlier go evaluated another code here
   */
  public Evaluation evaluate(List<Integer> proposed) {
    List<Integer> code = space.require(proposed);
    int number = next();
    if (number <= done.size()) {
      Evaluation before = done.evaluations().get(number - 1);
      if (!before.code().equals(code)) {
        throw new IllegalStateException(
            "evaluation "
                + number
                + " was of code "
                + before.code()
                + " before the search was cut short and is of "
                + code
                + " now: expected the same search");
      }
      trace = trace.and(code, before.fitness(), before.seconds());
    } else {
      long start = System.nanoTime();
      double value = fitness.of(number, code);
      double seconds = (System.nanoTime() - start) / NANOSECONDS;
      trace = trace.and(code, Double.isFinite(value) ? value : 0, seconds);
      watcher.accept(trace);
    }
    return trace.evaluations().get(number - 1);
  }
}
