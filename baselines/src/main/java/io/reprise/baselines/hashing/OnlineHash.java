package io.reprise.baselines.hashing;

import io.reprise.datasets.retrieval.BinaryCodes;
import io.reprise.datasets.retrieval.FeatureMatrix;
import io.reprise.datasets.retrieval.LabelledFeatures;
import io.reprise.tensor.Seed;

/**
 * A method that learns a linear hash function from a stream of labelled features. It holds its
 * settings alone; what it has learned is in the learner of a stream.
 */
public interface OnlineHash {
  /**
   * Begins a stream.
   *
   * @param first the function before any batch, which methods that are compared share
   * @param seed of what else the method draws
   * @throws IllegalArgumentException if the function does not fit the method
   */
  Learner start(LinearHash first, Seed seed);

  /** What has been learned of one stream so far. */
  interface Learner {
    /**
     * Learns from the next part of the stream.
     *
     * @throws IllegalArgumentException if its dimension is not that of the function, or the method
     *     cannot learn from it
     */
    void update(LabelledFeatures batch);

    /** The function as it is now. */
    LinearHash hash();

    /** The codes of features under the function as it is now. */
    default BinaryCodes codes(FeatureMatrix features) {
      return hash().codes(features);
    }
  }

  /** Refuses a batch of another dimension than the function's. */
  static void requireFits(LabelledFeatures batch, LinearHash hash) {
    if (batch.dimension() != hash.dimension()) {
      throw new IllegalArgumentException(
          "batch of "
              + batch.dimension()
              + " features: expected "
              + hash.dimension()
              + " as the hash function has");
    }
  }

  /** Refuses a setting that is not finite and above 0. */
  static double requirePositive(String setting, double value) {
    if (!Double.isFinite(value) || value <= 0) {
      throw new IllegalArgumentException(setting + " " + value + ": expected a number above 0");
    }
    return value;
  }
}
