package io.reprise.datasets.retrieval;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.IntStream;

/** The scores of all queries together (arXiv 1905.13382). */
public record RetrievalScore(List<HammingRanking> rankings) {
  public RetrievalScore {
    rankings = List.copyOf(rankings);
    if (rankings.isEmpty()) {
      throw new IllegalArgumentException("no queries: expected at least one");
    }
  }

  /** A point of the curve of precision over recall. */
  public record PrecisionRecall(int radius, double precision, double recall) {}

  /** mAP: the mean over queries with a relevant item; empty if there are none. */
  public OptionalDouble meanAveragePrecision() {
    return mean(HammingRanking::averagePrecision);
  }

  /** mAP over the first places of each ranking, such as mAP@1000. */
  public OptionalDouble meanAveragePrecision(int depth) {
    return mean(ranking -> ranking.averagePrecision(depth));
  }

  /** mAP with the expectation over the orders of items at equal distance. */
  public OptionalDouble tieAveragedMeanAveragePrecision() {
    return mean(HammingRanking::tieAveragedPrecision);
  }

  /** The mean precision among the first places, over all queries. */
  public double precision(int depth) {
    return rankings.stream().mapToDouble(r -> r.precision(depth)).average().orElseThrow();
  }

  /** The mean precision within a radius, over all queries; one that finds nothing counts 0. */
  public double precisionWithin(int radius) {
    return rankings.stream().mapToDouble(r -> r.precisionWithin(radius)).average().orElseThrow();
  }

  /**
   * Precision and recall over all pairs of a query and an item within each radius, from the first
   * within which there is any to the length of the codes.
   */
  public List<PrecisionRecall> curve() {
    long relevant = rankings.stream().mapToLong(HammingRanking::relevantItems).sum();
    return IntStream.rangeClosed(0, rankings.get(0).bits())
        .filter(radius -> rankings.stream().anyMatch(r -> r.itemsWithin(radius) > 0))
        .mapToObj(radius -> point(radius, relevant))
        .toList();
  }

  private PrecisionRecall point(int radius, long relevant) {
    long items = rankings.stream().mapToLong(r -> r.itemsWithin(radius)).sum();
    long hits = rankings.stream().mapToLong(r -> r.relevantWithin(radius)).sum();
    return new PrecisionRecall(
        radius, (double) hits / items, relevant == 0 ? 0 : (double) hits / relevant);
  }

  private OptionalDouble mean(Function<HammingRanking, OptionalDouble> score) {
    return rankings.stream().map(score).flatMapToDouble(OptionalDouble::stream).average();
  }
}
