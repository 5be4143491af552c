package io.reprise.datasets;

/**
 * How alike each query is to each item of a gallery: what evaluations of retrieval, identification
 * and re-identification rank by. Larger is nearer.
 */
@FunctionalInterface
public interface Similarity {
  /** The similarities of one query to all items of the gallery, in the gallery's order. */
  float[] toGallery(int query);

  /**
   * The same, checked.
   *
   * @param gallery how many items it has
   * @throws IllegalArgumentException if there is not a number for each
   */
  default float[] toGallery(int query, int gallery) {
    float[] scores = toGallery(query);
    if (scores.length != gallery) {
      throw new IllegalArgumentException(
          "query " + query + " has " + scores.length + " similarities: expected " + gallery);
    }
    for (int g = 0; g < gallery; g++) {
      if (Float.isNaN(scores[g])) {
        throw new IllegalArgumentException(
            "query " + query + " has similarity NaN to gallery item " + g + ": expected a number");
      }
    }
    return scores;
  }

  /**
   * The cosines between features.
   *
   * @param queries a feature vector a query
   * @param gallery a feature vector an item, all of the same length
   * @throws IllegalArgumentException if lengths differ or a vector is zero or not finite
   */
  static Similarity cosine(float[][] queries, float[][] gallery) {
    float[][] q = FeatureVectors.unit("query", queries, queries);
    float[][] g = FeatureVectors.unit("gallery item", gallery, queries);
    return query -> FeatureVectors.products(q[query], g);
  }

  /**
   * Minus the squared Euclidean distances between features.
   *
   * @param queries a feature vector a query
   * @param gallery a feature vector an item, all of the same length
   * @throws IllegalArgumentException if lengths differ or a value is not finite
   */
  static Similarity euclidean(float[][] queries, float[][] gallery) {
    FeatureVectors.check("query", queries, queries);
    FeatureVectors.check("gallery item", gallery, queries);
    return query -> FeatureVectors.minusSquaredDistances(queries[query], gallery);
  }
}
