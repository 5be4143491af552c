package io.reprise.datasets.reidentification;

import io.reprise.datasets.Similarity;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * How well a gallery is ranked, as Market-1501, MSMT17 and VeRi-776 judge re-identification, and as
 * CUB-200-2011, Cars-196 and Stanford Online Products judge retrieval, where the cumulative matches
 * are called Recall@k.
 *
 * <p>For each query a {@link Judgement} says which items of the gallery are right answers, which
 * are wrong and which do not count. The average precision is the mean, over all right answers, of
 * the share of right answers among those ranked down to it. Of equally similar answers the wrong
 * ones come first, so that a constant feature earns nothing.
 *
 * @param meanAveragePrecision over all queries that have a right answer, from 0 to 1
 * @param cumulativeMatches at {@code k - 1}, the share of these queries with a right answer among
 *     the first {@code k}
 * @param queries how many those are
 * @param unanswerable how many queries have no right answer in the gallery and do not count
 */
public record RetrievalAccuracy(
    double meanAveragePrecision, List<Double> cumulativeMatches, int queries, int unanswerable) {
  /** Copies the list. */
  public RetrievalAccuracy {
    cumulativeMatches = List.copyOf(cumulativeMatches);
  }

  /** The share of queries with a right answer among the first {@code k}, at least 1. */
  public double rank(int k) {
    return cumulativeMatches.get(k - 1);
  }

  /** What an item of the gallery is to a query. */
  public enum Answer {
    RIGHT,
    WRONG,
    /** Neither: it is left out of the ranking. */
    DROPPED
  }

  /** Says what each item of a gallery is to each query. */
  @FunctionalInterface
  public interface Judgement {
    /** The answer that an item is, both by their numbers. */
    Answer of(int query, int item);

    /**
     * That of one set of labelled items, each of which is asked for among all others.
     *
     * @param labels of all items
     */
    static Judgement leaveOneOut(List<Integer> labels) {
      List<Integer> copy = List.copyOf(labels);
      return (query, item) ->
          query == item
              ? Answer.DROPPED
              : copy.get(query).equals(copy.get(item)) ? Answer.RIGHT : Answer.WRONG;
    }

    /**
     * That of re-identification: junk and all photos of the query's identity from its own camera
     * are dropped, except where the data set names no cameras.
     */
    static Judgement acrossCameras(List<Sighting> query, List<Sighting> gallery) {
      List<Sighting> queries = List.copyOf(query);
      List<Sighting> items = List.copyOf(gallery);
      return (q, g) -> {
        Sighting asked = queries.get(q);
        Sighting answer = items.get(g);
        if (answer.isJunk()) {
          return Answer.DROPPED;
        }
        if (asked.identity() != answer.identity()) {
          return Answer.WRONG;
        }
        return asked.camera() > 0 && asked.camera() == answer.camera()
            ? Answer.DROPPED
            : Answer.RIGHT;
      };
    }
  }

  /**
   * Ranks the gallery for every query, as re-identification is judged.
   *
   * @param ranks how many ranks to count matches for, at least 1
   * @throws IllegalArgumentException if no query has a right answer, or a similarity is missing or
   *     not a number
   */
  public static RetrievalAccuracy of(
      List<Sighting> query, List<Sighting> gallery, Similarity similarity, int ranks) {
    Judgement judgement = Judgement.acrossCameras(query, gallery);
    return of(query.size(), gallery.size(), judgement, similarity, ranks);
  }

  /**
   * Asks for every item of a labelled set among all others: Recall@k and mAP.
   *
   * @param labels of the items
   * @param similarity of each item to all, itself included
   * @param ranks how many ranks to count matches for, at least 1
   * @throws IllegalArgumentException if no two items have the same label, or a similarity is
   *     missing or not a number
   */
  public static RetrievalAccuracy leaveOneOut(
      List<Integer> labels, Similarity similarity, int ranks) {
    int n = labels.size();
    return of(n, n, Judgement.leaveOneOut(labels), similarity, ranks);
  }

  /**
   * Ranks the gallery for every query.
   *
   * @param queries how many there are
   * @param gallery how many items it has
   * @param ranks how many ranks to count matches for, at least 1
   * @throws IllegalArgumentException if {@code ranks} is below 1, no query has a right answer, or a
   *     similarity is missing or not a number
   */
  public static RetrievalAccuracy of(
      int queries, int gallery, Judgement judgement, Similarity similarity, int ranks) {
    if (ranks < 1) {
      throw new IllegalArgumentException("matches among " + ranks + ": expected at least 1 rank");
    }
    double precisions = 0;
    int[] firstMatches = new int[ranks];
    int answerable = 0;
    for (int q = 0; q < queries; q++) {
      float[] scores = similarity.toGallery(q, gallery);
      int[] wrongBefore = wrongBeforeEachRight(q, judgement, scores);
      if (wrongBefore.length > 0) {
        answerable++;
        precisions += averagePrecision(wrongBefore);
        if (wrongBefore[0] < ranks) {
          firstMatches[wrongBefore[0]]++;
        }
      }
    }
    if (answerable == 0) {
      throw new IllegalArgumentException(
          queries + " queries have no right answer: expected one at least");
    }
    Arrays.parallelPrefix(firstMatches, Integer::sum);
    int n = answerable;
    return new RetrievalAccuracy(
        precisions / n,
        IntStream.of(firstMatches).mapToObj(m -> (double) m / n).toList(),
        n,
        queries - n);
  }

  /** The mean of each figure over several draws of one protocol. */
  public static RetrievalAccuracy mean(List<RetrievalAccuracy> draws) {
    int ranks = draws.get(0).cumulativeMatches().size();
    return new RetrievalAccuracy(
        average(draws.stream().mapToDouble(RetrievalAccuracy::meanAveragePrecision)),
        IntStream.rangeClosed(1, ranks)
            .mapToObj(k -> average(draws.stream().mapToDouble(d -> d.rank(k))))
            .toList(),
        draws.stream().mapToInt(RetrievalAccuracy::queries).sum(),
        draws.stream().mapToInt(RetrievalAccuracy::unanswerable).sum());
  }

  private static double average(DoubleStream values) {
    return values.average().orElseThrow();
  }

  /**
   * How many wrong answers are ranked before each right one, from the most similar right one on.
   * All that the figures need, in less time than it takes to sort a gallery.
   */
  private static int[] wrongBeforeEachRight(int query, Judgement judgement, float[] scores) {
    float[] right = new float[scores.length];
    int rights = 0;
    for (int g = 0; g < scores.length; g++) {
      if (judgement.of(query, g) == Answer.RIGHT) {
        right[rights++] = scores[g];
      }
    }
    right = Arrays.copyOf(right, rights);
    Arrays.sort(right);
    int[] before = new int[rights + 1];
    for (int g = 0; g < scores.length; g++) {
      if (judgement.of(query, g) == Answer.WRONG) {
        before[rights - notAbove(right, scores[g])]++;
      }
    }
    Arrays.parallelPrefix(before, Integer::sum);
    return Arrays.copyOf(before, rights);
  }

  /** How many of the ascending values are at most {@code limit}. */
  private static int notAbove(float[] ascending, float limit) {
    int low = 0;
    int high = ascending.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (ascending[middle] <= limit) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static double averagePrecision(int[] wrongBefore) {
    double sum = 0;
    for (int i = 0; i < wrongBefore.length; i++) {
      sum += (i + 1.0) / (i + 1 + wrongBefore[i]);
    }
    return sum / wrongBefore.length;
  }
}
