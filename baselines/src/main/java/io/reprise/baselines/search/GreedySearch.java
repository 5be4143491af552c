package io.reprise.baselines.search;

import io.reprise.tensor.Seed;
import java.util.ArrayList;
import java.util.List;

/**
 * Climbs from a drawn code: of the codes in which one gene is one higher or lower, tried in random
 * order, it moves to the first that is better, and begins again from another drawn code when none
 * is.
 *
 * @param budget how many evaluations, at least 1
 */
public record GreedySearch(int budget) implements CodeSearch {
  /** Checks the budget. */
  public GreedySearch {
    if (budget < 1) {
      throw new IllegalArgumentException("budget " + budget + ": expected at least 1 evaluation");
    }
  }

  @Override
  public SearchTrace run(Seed seed, Evaluations evaluations) {
    while (evaluations.next() <= budget) {
      Seed start = seed.named("evaluation " + evaluations.next());
      climb(evaluations.evaluate(evaluations.space().draw(start.generator())), seed, evaluations);
    }
    return evaluations.trace();
  }

  private void climb(Evaluation start, Seed seed, Evaluations evaluations) {
    Evaluation here = start;
    boolean climbing = true;
    while (climbing) {
      climbing = false;
      List<List<Integer>> around = neighbours(here.code(), evaluations.space());
      for (int i : seed.named("around evaluation " + here.number()).permutation(around.size())) {
        if (evaluations.next() > budget) {
          return;
        }
        Evaluation there = evaluations.evaluate(around.get(i));
        if (there.fitness() > here.fitness()) {
          here = there;
          climbing = true;
          break;
        }
      }
    }
  }

  private static List<List<Integer>> neighbours(List<Integer> code, SearchSpace space) {
    List<List<Integer>> all = new ArrayList<>();
    for (int gene = 0; gene < code.size(); gene++) {
      for (int step : new int[] {-1, 1}) {
        int moved = code.get(gene) + step;
        if (space.clamp(gene, moved) == moved) {
          List<Integer> neighbour = new ArrayList<>(code);
          neighbour.set(gene, moved);
          all.add(List.copyOf(neighbour));
        }
      }
    }
    return all;
  }
}
