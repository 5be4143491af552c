package io.reprise.datasets.procedural.features;

import io.reprise.datasets.procedural.RandomStream;
import io.reprise.tensor.Seed;
import java.util.Arrays;

/** Vectors on the two orthogonal directions in which they spread most, found by power iteration. */
final class PrincipalPlane {
  private static final int STEPS = 30;

  private final double[] x;
  private final double[] y;

  private PrincipalPlane(double[] x, double[] y) {
    this.x = x;
    this.y = y;
  }

  static PrincipalPlane of(FeatureSet set, Seed seed) {
    double[][] vectors = centred(set);
    double[] first = direction(vectors, new double[set.dimension()], seed.named("first"));
    double[] second = direction(vectors, first, seed.named("second"));
    return new PrincipalPlane(on(vectors, first), on(vectors, second));
  }

  double x(int i) {
    return x[i];
  }

  double y(int i) {
    return y[i];
  }

  private static double[][] centred(FeatureSet set) {
    double[][] vectors = new double[set.size()][set.dimension()];
    double[] mean = new double[set.dimension()];
    for (int i = 0; i < set.size(); i++) {
      float[] vector = set.vector(i);
      for (int d = 0; d < mean.length; d++) {
        vectors[i][d] = vector[d];
        mean[d] += vector[d] / set.size();
      }
    }
    for (double[] vector : vectors) {
      for (int d = 0; d < mean.length; d++) {
        vector[d] -= mean[d];
      }
    }
    return vectors;
  }

  private static double[] direction(double[][] vectors, double[] other, Seed seed) {
    RandomStream random = new RandomStream(seed);
    double[] w = new double[other.length];
    Arrays.setAll(w, d -> random.bell(1));
    for (int s = 0; s < STEPS; s++) {
      double[] projected = on(vectors, w);
      double[] next = new double[w.length];
      for (int i = 0; i < vectors.length; i++) {
        add(projected[i], vectors[i], next);
      }
      add(-dot(next, other), other, next);
      double norm = Math.sqrt(dot(next, next));
      Arrays.setAll(w, d -> next[d] / norm);
    }
    return w;
  }

  private static double[] on(double[][] vectors, double[] direction) {
    return Arrays.stream(vectors).mapToDouble(v -> dot(v, direction)).toArray();
  }

  private static void add(double factor, double[] from, double[] to) {
    for (int d = 0; d < to.length; d++) {
      to[d] += factor * from[d];
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int d = 0; d < a.length; d++) {
      sum += a[d] * b[d];
    }
    return sum;
  }
}
