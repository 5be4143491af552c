package io.reprise.baselines.search;

import java.util.List;

/**
 * The most that a network may cost: a hard constraint, which a search never breaks.
 *
 * @param most in the table's unit
 */
public record CostLimit(CostTable table, double most) {
  /**
   * Checks that there is a legal network at all.
   *
   * @throws IllegalArgumentException if even the cheapest costs more
   */
  public CostLimit {
    if (!(table.smallest() <= most)) {
      throw new IllegalArgumentException(
          "no legal architecture: the limit is "
              + most
              + " "
              + table.unit()
              + ", expected at least the "
              + table.smallest()
              + " of the cheapest");
    }
  }

  /** That every network of the table keeps. */
  public static CostLimit none(CostTable table) {
    return new CostLimit(table, table.largest());
  }

  /** Whether a network keeps it. */
  public boolean allows(List<Integer> code) {
    return table.of(code) <= most;
  }

  /** The cost of a network as a share of the limit. */
  public double share(List<Integer> code) {
    return table.of(code) / most;
  }
}
