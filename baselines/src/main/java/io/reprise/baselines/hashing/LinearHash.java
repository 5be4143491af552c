package io.reprise.baselines.hashing;

import io.reprise.datasets.retrieval.BinaryCodes;
import io.reprise.datasets.retrieval.FeatureMatrix;
import io.reprise.tensor.Seed;
import java.util.ArrayList;
import java.util.List;

/**
 * A hash function of one hyperplane a bit: bit j of x is 1 where {@code (x W)_j + o_j > 0}.
 * Immutable.
 */
public final class LinearHash {
  private final int dimension;
  private final int bits;
  private final double[] weights;
  private final double[] offsets;

  private LinearHash(int dimension, int bits, double[] weights, double[] offsets) {
    this.dimension = dimension;
    this.bits = bits;
    this.weights = weights;
    this.offsets = offsets;
  }

  /**
   * A function through the origin.
   *
   * @param weights {@code [dimension, bits]} in row-major order; copied
   * @throws IllegalArgumentException if the sizes disagree, or a weight is not finite
   */
  public static LinearHash of(int dimension, int bits, double[] weights) {
    if (dimension < 1 || bits < 1 || (long) dimension * bits != weights.length) {
      throw new IllegalArgumentException(
          "hash of "
              + dimension
              + " features and "
              + bits
              + " bits with "
              + weights.length
              + " weights: expected at least 1 x 1, and as many weights");
    }
    for (int i = 0; i < weights.length; i++) {
      if (!Double.isFinite(weights[i])) {
        throw new IllegalArgumentException(
            "hash weight of feature "
                + i / bits
                + ", bit "
                + i % bits
                + " is "
                + weights[i]
                + ": expected a finite number");
      }
    }
    return new LinearHash(dimension, bits, weights.clone(), new double[bits]);
  }

  /**
   * Random hyperplanes: columns of normal numbers, scaled to unit length. This is locality
   * sensitive hashing, and where every method starts.
   */
  public static LinearHash random(int dimension, int bits, Seed seed) {
    if (dimension < 1 || bits < 1) {
      throw new IllegalArgumentException(
          "hash of " + dimension + " features and " + bits + " bits: expected at least 1 x 1");
    }
    Hyperplanes planes = new Hyperplanes(dimension, bits);
    float[] normal = seed.normal(Math.multiplyExact(dimension, bits));
    for (int i = 0; i < normal.length; i++) {
      planes.weights()[i] = normal[i];
    }
    planes.normalize();
    return planes.hash();
  }

  public int dimension() {
    return dimension;
  }

  public int bits() {
    return bits;
  }

  /** A copy of the weights, {@code [dimension, bits]} in row-major order. */
  public double[] weights() {
    return weights.clone();
  }

  /** This function of {@code x - centre}; scaling each vector afterwards changes no sign. */
  public LinearHash centredAt(double[] centre) {
    double[] moved = offsets.clone();
    for (int k = 0; k < dimension; k++) {
      for (int j = 0; j < bits; j++) {
        moved[j] -= centre[k] * weights[k * bits + j];
      }
    }
    return new LinearHash(dimension, bits, weights, moved);
  }

  /**
   * What the signs are taken of, one a bit.
   *
   * @throws IllegalArgumentException if the vector has another length
   */
  public float[] project(float[] x) {
    if (x.length != dimension) {
      throw new IllegalArgumentException(
          "feature vector of " + x.length + " values: expected " + dimension);
    }
    double[] sums = offsets.clone();
    for (int k = 0; k < dimension; k++) {
      double value = x[k];
      int row = k * bits;
      for (int j = 0; j < bits; j++) {
        sums[j] += value * weights[row + j];
      }
    }
    float[] out = new float[bits];
    for (int j = 0; j < bits; j++) {
      out[j] = (float) sums[j];
    }
    return out;
  }

  /** The codes of all rows. */
  public BinaryCodes codes(FeatureMatrix features) {
    List<float[]> rows = new ArrayList<>(features.rows());
    for (int i = 0; i < features.rows(); i++) {
      rows.add(project(features.row(i)));
    }
    return BinaryCodes.ofSigns(rows);
  }
}
