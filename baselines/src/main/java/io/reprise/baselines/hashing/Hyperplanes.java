package io.reprise.baselines.hashing;

/** A linear hash function while it is learned, one sample at a time. */
final class Hyperplanes {
  private final int dimension;
  private final int bits;
  private final double[] weights;

  Hyperplanes(int dimension, int bits) {
    this.dimension = dimension;
    this.bits = bits;
    this.weights = new double[Math.multiplyExact(dimension, bits)];
  }

  static Hyperplanes of(LinearHash first) {
    Hyperplanes planes = new Hyperplanes(first.dimension(), first.bits());
    System.arraycopy(first.weights(), 0, planes.weights, 0, planes.weights.length);
    return planes;
  }

  int bits() {
    return bits;
  }

  /** The weights themselves, {@code [dimension, bits]}. */
  double[] weights() {
    return weights;
  }

  /** {@code x W}. */
  double[] project(float[] x) {
    double[] sums = new double[bits];
    for (int k = 0; k < dimension; k++) {
      double value = x[k];
      int row = k * bits;
      for (int j = 0; j < bits; j++) {
        sums[j] += value * weights[row + j];
      }
    }
    return sums;
  }

  /** {@code W += x^T steps}, with a step a bit. */
  void add(float[] x, double[] steps) {
    for (int k = 0; k < dimension; k++) {
      double value = x[k];
      int row = k * bits;
      for (int j = 0; j < bits; j++) {
        weights[row + j] += value * steps[j];
      }
    }
  }

  /** Scales each column to unit length. */
  void normalize() {
    double[] squares = new double[bits];
    for (int i = 0; i < weights.length; i++) {
      squares[i % bits] += weights[i] * weights[i];
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] /= Math.sqrt(squares[i % bits]);
    }
  }

  LinearHash hash() {
    return LinearHash.of(dimension, bits, weights);
  }
}
