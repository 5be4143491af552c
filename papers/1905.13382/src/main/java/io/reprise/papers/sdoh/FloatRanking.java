package io.reprise.papers.sdoh;

import io.reprise.datasets.retrieval.FeatureMatrix;
import java.util.Arrays;

/** What codes replace: a database of vectors, ranked by Euclidean distance. */
final class FloatRanking {
  private final float[][] items;

  FloatRanking(FeatureMatrix database) {
    items = new float[database.rows()][];
    for (int i = 0; i < items.length; i++) {
      items[i] = database.row(i);
    }
  }

  /** The items' numbers, the nearest first; at equal distance in their order. */
  int[] order(float[] query) {
    long[] keys = new long[items.length];
    for (int i = 0; i < keys.length; i++) {
      // The bits of floats that are not negative are ordered as they are.
      keys[i] = (long) Float.floatToRawIntBits(squaredDistance(query, items[i])) << 32 | i;
    }
    Arrays.sort(keys);
    int[] order = new int[keys.length];
    for (int place = 0; place < order.length; place++) {
      order[place] = (int) keys[place];
    }
    return order;
  }

  private static float squaredDistance(float[] a, float[] b) {
    float sum = 0;
    for (int k = 0; k < a.length; k++) {
      float difference = a[k] - b[k];
      sum += difference * difference;
    }
    return sum;
  }
}
