package io.reprise.datasets.retrieval;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.IntPredicate;

/**
 * How well a database of binary codes is ranked for one query, by Hamming distance (arXiv
 * 1905.13382). Items at equal distance stand in the order of the database, except where a score
 * says that it averages over their orders.
 */
public final class HammingRanking {
  private final boolean[] relevant;
  private final int[] distances;
  private final int relevantItems;
  private final int bits;

  /** By place in the ranking; the first has place 0. */
  private HammingRanking(boolean[] relevant, int[] distances, int bits) {
    this.relevant = relevant;
    this.distances = distances;
    this.bits = bits;
    int count = 0;
    for (boolean r : relevant) {
      count += r ? 1 : 0;
    }
    this.relevantItems = count;
  }

  /**
   * Ranks the database for one query; an item is relevant if it has the query's label.
   *
   * @throws IllegalArgumentException if codes differ in length, or there is not a label an item
   */
  public static HammingRanking of(
      BinaryCodes queries, int query, int label, BinaryCodes database, List<Integer> labels) {
    if (database.size() != labels.size()) {
      throw misfit(queries, database, labels.size());
    }
    return of(queries, query, database, item -> labels.get(item) == label);
  }

  /**
   * Ranks the database for one query.
   *
   * @param isRelevant asked for each item's number in the database
   * @throws IllegalArgumentException if codes differ in length
   */
  public static HammingRanking of(
      BinaryCodes queries, int query, BinaryCodes database, IntPredicate isRelevant) {
    if (queries.bits() != database.bits()) {
      throw misfit(queries, database, database.size());
    }
    int bits = database.bits();
    int[] starts = new int[bits + 2];
    int[] byItem = new int[database.size()];
    for (int item = 0; item < byItem.length; item++) {
      byItem[item] = queries.distance(query, database, item);
      starts[byItem[item] + 1]++;
    }
    for (int d = 0; d <= bits; d++) {
      starts[d + 1] += starts[d];
    }
    boolean[] relevant = new boolean[byItem.length];
    int[] distances = new int[byItem.length];
    for (int item = 0; item < byItem.length; item++) {
      int place = starts[byItem[item]]++;
      relevant[place] = isRelevant.test(item);
      distances[place] = byItem[item];
    }
    return new HammingRanking(relevant, distances, bits);
  }

  private static IllegalArgumentException misfit(
      BinaryCodes queries, BinaryCodes database, int labels) {
    return new IllegalArgumentException(
        "query of "
            + queries.bits()
            + " bits, "
            + database.size()
            + " items of "
            + database.bits()
            + " bits and "
            + labels
            + " labels: expected equal lengths, and a label an item");
  }

  /** The mean precision at the places of relevant items; empty if there is none. */
  public OptionalDouble averagePrecision() {
    return averagePrecision(relevant.length);
  }

  /**
   * The same over the first {@code depth} places only, divided by the relevant items among them, as
   * for mAP@1000; 0 if none is among them, and empty if none is in the database.
   */
  public OptionalDouble averagePrecision(int depth) {
    if (relevantItems == 0) {
      return OptionalDouble.empty();
    }
    double sum = 0;
    int hits = 0;
    for (int place = 0; place < Math.min(depth, relevant.length); place++) {
      if (relevant[place]) {
        hits++;
        sum += (double) hits / (place + 1);
      }
    }
    return OptionalDouble.of(hits == 0 ? 0 : sum / hits);
  }

  /**
   * The expected average precision if items at equal distance stand in random order, in closed form
   * (McSherry and Najork, ECIR 2008); empty if no item is relevant.
   */
  public OptionalDouble tieAveragedPrecision() {
    if (relevantItems == 0) {
      return OptionalDouble.empty();
    }
    double sum = 0;
    int before = 0;
    int hitsBefore = 0;
    while (before < relevant.length) {
      int tied = 0;
      int hits = 0;
      while (before + tied < relevant.length && distances[before + tied] == distances[before]) {
        hits += relevant[before + tied] ? 1 : 0;
        tied++;
      }
      // At each place among the tied: relevant with probability hits / tied, and then of the
      // others before it each is with probability (hits - 1) / (tied - 1).
      for (int i = 1; i <= tied; i++) {
        double others = tied > 1 ? (i - 1) * (double) (hits - 1) / (tied - 1) : 0;
        sum += (double) hits / tied * (hitsBefore + 1 + others) / (before + i);
      }
      before += tied;
      hitsBefore += hits;
    }
    return OptionalDouble.of(sum / relevantItems);
  }

  /** The share of relevant items among the first {@code depth} places. */
  public double precision(int depth) {
    if (depth < 1 || depth > relevant.length) {
      throw new IllegalArgumentException(
          "depth " + depth + ": expected from 1 to " + relevant.length);
    }
    int hits = 0;
    for (int place = 0; place < depth; place++) {
      hits += relevant[place] ? 1 : 0;
    }
    return (double) hits / depth;
  }

  /** The share of relevant items among those at most so many bits away; 0 if there are none. */
  public double precisionWithin(int radius) {
    int items = itemsWithin(radius);
    return items == 0 ? 0 : precision(items);
  }

  /** How many items are at most so many bits away. */
  public int itemsWithin(int radius) {
    int items = 0;
    while (items < distances.length && distances[items] <= radius) {
      items++;
    }
    return items;
  }

  /** How many relevant items are at most so many bits away. */
  public int relevantWithin(int radius) {
    int items = itemsWithin(radius);
    int hits = 0;
    for (int place = 0; place < items; place++) {
      hits += relevant[place] ? 1 : 0;
    }
    return hits;
  }

  /** How many items are relevant. */
  public int relevantItems() {
    return relevantItems;
  }

  /** The length of a code, the largest possible distance. */
  public int bits() {
    return bits;
  }
}
