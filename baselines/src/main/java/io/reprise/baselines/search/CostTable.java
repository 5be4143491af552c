package io.reprise.baselines.search;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What networks cost that take one of several candidates for each layer, where the candidates'
 * costs add up: multiply-adds, parameters, or measured milliseconds.
 *
 * @param unit in words, for messages
 * @param fixed the cost of what every network has
 * @param candidates of each gene, by its value, counted from 0
 */
public record CostTable(String unit, double fixed, List<List<Double>> candidates) {
  /**
   * Copies the lists and checks them.
   *
   * @throws IllegalArgumentException if a gene has no candidate or a cost is not finite or below 0
   */
  public CostTable {
    List<List<Double>> copy = new ArrayList<>();
    requireCost(unit, "all networks", fixed);
    for (List<Double> gene : candidates) {
      if (gene.isEmpty()) {
        throw new IllegalArgumentException(
            "cost table: gene " + copy.size() + " has no candidate: expected at least 1");
      }
      for (double cost : gene) {
        requireCost(unit, "a candidate of gene " + copy.size(), cost);
      }
      copy.add(List.copyOf(gene));
    }
    candidates = List.copyOf(copy);
  }

  private static void requireCost(String unit, String what, double cost) {
    if (!(cost >= 0 && Double.isFinite(cost))) {
      throw new IllegalArgumentException(
          "cost table: " + cost + " " + unit + " of " + what + ": expected at least 0");
    }
  }

  /** The codes that it knows the cost of. */
  public SearchSpace space() {
    return new SearchSpace(0, candidates.stream().map(gene -> gene.size() - 1).toList());
  }

  /**
   * The cost of a network.
   *
   * @throws IllegalArgumentException if the code is none of {@link #space}
   */
  public double of(List<Integer> code) {
    space().require(code);
    double sum = fixed;
    for (int gene = 0; gene < code.size(); gene++) {
      sum += candidates.get(gene).get(code.get(gene));
    }
    return sum;
  }

  /** Of the cheapest network. */
  public double smallest() {
    return fixed + candidates.stream().mapToDouble(Collections::min).sum();
  }

  /** Of the most expensive network. */
  public double largest() {
    return fixed + candidates.stream().mapToDouble(Collections::max).sum();
  }
}
