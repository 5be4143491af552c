package io.reprise.datasets.reidentification;

import io.reprise.datasets.Similarity;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * How well a gallery is ranked, as Market-1501, MSMT17 and VeRi-776 judge it.
 *
 * <p>For each query, junk and all photos of the same identity from the same camera are dropped from
 * the gallery (except where the data set names no cameras). The average precision is the mean, over
 * all right answers, of the share of right answers among those ranked down to it. Of equally
 * similar answers the wrong ones come first, so that a constant feature earns nothing.
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

  /**
   * Ranks the gallery for every query.
   *
   * @param ranks how many ranks to count matches for, at least 1
   * @throws IllegalArgumentException if no query has a right answer, or a similarity is missing or
   *     not a number
   */
  public static RetrievalAccuracy of(
      List<Sighting> query, List<Sighting> gallery, Similarity similarity, int ranks) {
    double precisions = 0;
    int[] firstMatches = new int[ranks];
    int answerable = 0;
    for (int q = 0; q < query.size(); q++) {
      float[] scores = similarity.toGallery(q, gallery.size());
      int[] wrongBefore = wrongBeforeEachRight(query.get(q), gallery, scores);
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
          query.size() + " queries have no right answer: expected one at least");
    }
    Arrays.parallelPrefix(firstMatches, Integer::sum);
    int n = answerable;
    return new RetrievalAccuracy(
        precisions / n,
        IntStream.of(firstMatches).mapToObj(m -> (double) m / n).toList(),
        n,
        query.size() - n);
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
  private static int[] wrongBeforeEachRight(
      Sighting query, List<Sighting> gallery, float[] scores) {
    float[] right = new float[gallery.size()];
    int rights = 0;
    for (int g = 0; g < gallery.size(); g++) {
      if (isRight(query, gallery.get(g)) && !isDropped(query, gallery.get(g))) {
        right[rights++] = scores[g];
      }
    }
    right = Arrays.copyOf(right, rights);
    Arrays.sort(right);
    int[] before = new int[rights + 1];
    for (int g = 0; g < gallery.size(); g++) {
      if (!isRight(query, gallery.get(g)) && !gallery.get(g).isJunk()) {
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

  private static boolean isRight(Sighting query, Sighting answer) {
    return query.identity() == answer.identity();
  }

  private static boolean isDropped(Sighting query, Sighting answer) {
    return answer.isJunk()
        || (isRight(query, answer) && query.camera() > 0 && query.camera() == answer.camera());
  }

  private static double averagePrecision(int[] wrongBefore) {
    double sum = 0;
    for (int i = 0; i < wrongBefore.length; i++) {
      sum += (i + 1.0) / (i + 1 + wrongBefore[i]);
    }
    return sum / wrongBefore.length;
  }
}
