package io.reprise.datasets;

/** Arithmetic on lists of feature vectors of one length. */
public final class FeatureVectors {
  private FeatureVectors() {}

  /** Refuses vectors that are not finite or not as long as the first of {@code like}. */
  static void check(String what, float[][] vectors, float[][] like) {
    for (int i = 0; i < vectors.length; i++) {
      if (vectors[i].length != like[0].length || vectors[i].length == 0) {
        throw new IllegalArgumentException(
            what
                + " "
                + i
                + " has "
                + vectors[i].length
                + " features: expected "
                + Math.max(1, like[0].length));
      }
      for (int k = 0; k < vectors[i].length; k++) {
        if (!Float.isFinite(vectors[i][k])) {
          throw new IllegalArgumentException(
              what
                  + " "
                  + i
                  + " has feature "
                  + k
                  + " "
                  + vectors[i][k]
                  + ": expected finite ones");
        }
      }
    }
  }

  /**
   * The vectors divided by their Euclidean lengths.
   *
   * @param what one vector stands for, for errors
   * @throws IllegalArgumentException if their lengths differ or one is zero or not finite
   */
  public static float[][] unit(String what, float[][] vectors) {
    return unit(what, vectors, vectors);
  }

  static float[][] unit(String what, float[][] vectors, float[][] like) {
    check(what, vectors, like);
    float[][] unit = new float[vectors.length][];
    for (int i = 0; i < vectors.length; i++) {
      double squares = 0;
      for (float x : vectors[i]) {
        squares += (double) x * x;
      }
      if (squares == 0) {
        throw new IllegalArgumentException(
            what + " " + i + " has only zeros: expected a feature vector with a direction");
      }
      double length = Math.sqrt(squares);
      unit[i] = new float[vectors[i].length];
      for (int k = 0; k < unit[i].length; k++) {
        unit[i][k] = (float) (vectors[i][k] / length);
      }
    }
    return unit;
  }

  /** The inner product of two vectors of one length. */
  public static float product(float[] a, float[] b) {
    float sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += a[k] * b[k];
    }
    return sum;
  }

  static float[] products(float[] query, float[][] gallery) {
    float[] products = new float[gallery.length];
    for (int g = 0; g < gallery.length; g++) {
      products[g] = product(query, gallery[g]);
    }
    return products;
  }

  static float[] minusSquaredDistances(float[] query, float[][] gallery) {
    float[] distances = new float[gallery.length];
    for (int g = 0; g < gallery.length; g++) {
      float sum = 0;
      for (int k = 0; k < query.length; k++) {
        float difference = query[k] - gallery[g][k];
        sum -= difference * difference;
      }
      distances[g] = sum;
    }
    return distances;
  }
}
