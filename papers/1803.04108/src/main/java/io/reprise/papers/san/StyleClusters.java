package io.reprise.papers.san;

import io.reprise.baselines.clustering.KMeans;
import io.reprise.tensor.Seed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Faces of one look each, without anybody saying which: k-means clusters of their style features,
 * from the smallest to the largest.
 *
 * @param ofFace the cluster of each face, where 0 is the smallest
 * @param count how many clusters
 */
record StyleClusters(List<Integer> ofFace, int count) {
  private static final int STARTS = 8;

  /** Copies the list and checks the numbers. */
  StyleClusters {
    ofFace = List.copyOf(ofFace);
    for (int cluster : ofFace) {
      if (cluster < 0 || cluster >= count) {
        throw new IllegalArgumentException(
            "cluster " + cluster + " of " + count + ": expected 0 to " + (count - 1));
      }
    }
  }

  /**
   * Finds clusters.
   *
   * @param count at least 2
   * @throws IllegalArgumentException if there are fewer, or not as many different points
   */
  static StyleClusters of(List<double[]> features, int count, Seed seed) {
    if (count < 2) {
      throw new IllegalArgumentException("clusters '" + count + "': expected at least 2 styles");
    }
    KMeans found = KMeans.fit(new Standardisation(features).of(features), count, STARTS, seed);
    List<Integer> bySize = found.bySize();
    return new StyleClusters(
        IntStream.of(found.assignments()).mapToObj(bySize::indexOf).toList(), count);
  }

  /** The faces of the smallest cluster: domain A. */
  List<Integer> smallest() {
    return faces(0);
  }

  /** The faces of the largest: domain B. */
  List<Integer> largest() {
    return faces(count - 1);
  }

  private List<Integer> faces(int cluster) {
    return IntStream.range(0, ofFace.size()).filter(i -> ofFace.get(i) == cluster).boxed().toList();
  }

  /**
   * The share of faces that have the most frequent style of their cluster.
   *
   * @param styles of each face, from 0
   */
  double purity(List<Integer> styles) {
    int right = 0;
    for (int cluster = 0; cluster < count; cluster++) {
      List<Integer> own = new ArrayList<>(faces(cluster).stream().map(styles::get).toList());
      right += own.stream().mapToInt(s -> Collections.frequency(own, s)).max().orElse(0);
    }
    return (double) right / ofFace.size();
  }
}
