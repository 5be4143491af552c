package io.reprise.datasets.procedural.features;

import io.reprise.datasets.Dataset;
import io.reprise.datasets.procedural.Checksum;
import io.reprise.datasets.procedural.RandomStream;
import io.reprise.tensor.Seed;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Feature vectors of many classes whose means lie on a sphere, under noise that is far stronger
 * along some axes than along others: {@code x = (mean + e) / 3} with the means at random places of
 * a sphere of radius 2.2, and noise e of variance {@code 1 / rank} along each axis, where a random
 * permutation ranks the axes. A random hyperplane follows the strong axes; which axes tell the
 * classes apart has to be learned. With many classes nearly all pairs are of two of them.
 *
 * <p>All numbers are drawn by {@link RandomStream#bell}; vector i has class {@code i mod classes}
 * and a stream of its own. The same seed gives the same bytes on every platform.
 */
public final class SphereClasses implements Dataset {
  private static final double RADIUS = 2.2;
  private static final double SCALE = 3;

  private final int dimension;
  private final int classes;
  private final FeatureSet train;
  private final FeatureSet test;

  private SphereClasses(int dimension, int classes, FeatureSet train, FeatureSet test) {
    this.dimension = dimension;
    this.classes = classes;
    this.train = train;
    this.test = test;
  }

  /**
   * Draws the data set.
   *
   * @param dimension values a vector, at least 2
   * @param classes at least 2
   * @param train how many vectors to learn from and to search, at least 1
   * @param test how many queries, at least 1
   */
  public static SphereClasses generate(int dimension, int classes, int train, int test, Seed seed) {
    if (dimension < 2 || classes < 2 || train < 1 || test < 1) {
      throw new IllegalArgumentException(
          "sphere classes: "
              + dimension
              + " values, "
              + classes
              + " classes, "
              + train
              + " and "
              + test
              + " vectors: expected at least 2, 2, 1 and 1");
    }
    double[][] means = new double[classes][dimension];
    RandomStream random = new RandomStream(seed.named("means"));
    for (double[] mean : means) {
      double squares = 0;
      for (int k = 0; k < dimension; k++) {
        mean[k] = random.bell(1);
        squares += mean[k] * mean[k];
      }
      for (int k = 0; k < dimension; k++) {
        mean[k] *= RADIUS / Math.sqrt(squares);
      }
    }
    int[] rank = seed.named("axes").permutation(dimension);
    return new SphereClasses(
        dimension,
        classes,
        draw(means, rank, train, seed.named("train")),
        draw(means, rank, test, seed.named("test")));
  }

  private static FeatureSet draw(double[][] means, int[] rank, int n, Seed seed) {
    List<float[]> vectors = new ArrayList<>();
    List<BitSet> labels = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      RandomStream random = new RandomStream(seed.named("vector " + i));
      double[] mean = means[i % means.length];
      float[] x = new float[rank.length];
      for (int k = 0; k < x.length; k++) {
        x[k] = (float) ((mean[k] + random.bell(Math.sqrt(1.0 / (rank[k] + 1)))) / SCALE);
      }
      vectors.add(x);
      BitSet label = new BitSet();
      label.set(i % means.length);
      labels.add(label);
    }
    return new FeatureSet(rank.length, means.length, vectors, labels);
  }

  @Override
  public String name() {
    return "Classes on a sphere (" + dimension + ", " + classes + " classes)";
  }

  @Override
  public Origin origin() {
    return Origin.PROCEDURAL;
  }

  @Override
  public String checksum() {
    return new Checksum().add(train.checksum()).add(test.checksum()).hex();
  }

  public FeatureSet train() {
    return train;
  }

  public FeatureSet test() {
    return test;
  }
}
