package io.reprise.datasets.retrieval;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Queries and a database in which items that share a class with the query are to be found by binary
 * codes. Rankings are made and scored one after the other, so that databases of millions fit.
 *
 * @param queries at least one
 * @param database at least one item, of the queries' dimension
 */
public record RetrievalTask(LabelledFeatures queries, LabelledFeatures database) {
  /** Checks that the two fit. */
  public RetrievalTask {
    if (queries.dimension() != database.dimension()) {
      throw new IllegalArgumentException(
          "queries of "
              + queries.dimension()
              + " features, database of "
              + database.dimension()
              + ": expected as many");
    }
  }

  /**
   * What the published protocols of online hashing print (arXiv 1905.13382).
   *
   * @param meanAveragePrecision over queries with a relevant item; items at equal distance stand in
   *     the order of the database
   * @param tieAveraged the same, averaged over the orders of items at equal distance
   * @param atDepth mAP over the first places only, as many as {@link Depths#average} says
   * @param precision at each of {@link Depths#precision}
   * @param withinRadius precision within Hamming radius 2, where an empty ball counts 0
   * @param curve precision over recall, a point a radius
   */
  public record Score(
      double meanAveragePrecision,
      double tieAveraged,
      double atDepth,
      SortedMap<Integer, Double> precision,
      double withinRadius,
      List<RetrievalScore.PrecisionRecall> curve) {}

  /**
   * How deep rankings are looked at; a depth beyond the database counts as its size.
   *
   * @param average for mAP over the first places
   * @param precision for precision among the first places
   */
  public record Depths(int average, List<Integer> precision) {
    /** mAP@1000; precision at 1, 5, 10, 20, ..., 100. */
    public static final Depths PUBLISHED =
        new Depths(1000, List.of(1, 5, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100));

    /** Checks the depths and copies the list. */
    public Depths {
      precision = List.copyOf(precision);
      if (average < 1 || precision.stream().anyMatch(k -> k < 1)) {
        throw new IllegalArgumentException(
            "depths " + average + " and " + precision + ": expected at least 1");
      }
    }
  }

  /** Within this many bits the published tables count. */
  public static final int RADIUS = 2;

  /**
   * Mean average precision alone, which is what an online curve needs.
   *
   * @throws IllegalArgumentException if no query has a relevant item
   */
  public double meanAveragePrecision(Function<FeatureMatrix, BinaryCodes> hash) {
    Mean mean = new Mean();
    BinaryCodes items = hash.apply(database.features());
    BinaryCodes asked = hash.apply(queries.features());
    for (int q = 0; q < queries.size(); q++) {
      mean.add(ranking(asked, q, items).averagePrecision());
    }
    return mean.required();
  }

  /**
   * All scores.
   *
   * @param hash gives the codes of features
   * @throws IllegalArgumentException if no query has a relevant item
   */
  public Score score(Function<FeatureMatrix, BinaryCodes> hash, Depths depths) {
    BinaryCodes items = hash.apply(database.features());
    BinaryCodes asked = hash.apply(queries.features());
    Mean stable = new Mean();
    Mean averaged = new Mean();
    Mean first = new Mean();
    Mean ball = new Mean();
    SortedMap<Integer, Mean> precision = new TreeMap<>();
    depths.precision().forEach(k -> precision.put(k, new Mean()));
    long[] found = new long[items.bits() + 1];
    long[] right = new long[items.bits() + 1];
    long relevant = 0;
    for (int q = 0; q < queries.size(); q++) {
      HammingRanking ranking = ranking(asked, q, items);
      stable.add(ranking.averagePrecision());
      averaged.add(ranking.tieAveragedPrecision());
      first.add(ranking.averagePrecision(depths.average()));
      ball.add(OptionalDouble.of(ranking.precisionWithin(RADIUS)));
      precision.forEach(
          (k, mean) ->
              mean.add(OptionalDouble.of(ranking.precision(Math.min(k, database.size())))));
      for (int radius = 0; radius < found.length; radius++) {
        found[radius] += ranking.itemsWithin(radius);
        right[radius] += ranking.relevantWithin(radius);
      }
      relevant += ranking.relevantItems();
    }
    SortedMap<Integer, Double> precisions = new TreeMap<>();
    precision.forEach((k, mean) -> precisions.put(k, mean.required()));
    return new Score(
        stable.required(),
        averaged.required(),
        first.required(),
        precisions,
        ball.required(),
        curve(found, right, relevant));
  }

  /** The ranking of the database for one query. */
  public HammingRanking ranking(BinaryCodes asked, int query, BinaryCodes items) {
    return HammingRanking.of(asked, query, items, item -> queries.similar(query, database, item));
  }

  private static List<RetrievalScore.PrecisionRecall> curve(
      long[] found, long[] right, long relevant) {
    List<RetrievalScore.PrecisionRecall> points = new ArrayList<>();
    for (int radius = 0; radius < found.length; radius++) {
      if (found[radius] > 0) {
        points.add(
            new RetrievalScore.PrecisionRecall(
                radius, (double) right[radius] / found[radius], (double) right[radius] / relevant));
      }
    }
    return List.copyOf(points);
  }

  /** Of those queries that have a score. */
  private static final class Mean {
    private double sum;
    private int count;

    void add(OptionalDouble value) {
      if (value.isPresent()) {
        sum += value.getAsDouble();
        count++;
      }
    }

    double required() {
      if (count == 0) {
        throw new IllegalArgumentException(
            "no query has a relevant item in the database: expected one that shares a class");
      }
      return sum / count;
    }
  }
}
