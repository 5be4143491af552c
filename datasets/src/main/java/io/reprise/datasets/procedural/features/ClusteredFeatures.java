package io.reprise.datasets.procedural.features;

import io.reprise.datasets.Dataset;
import io.reprise.datasets.procedural.Checksum;
import io.reprise.datasets.procedural.RandomStream;
import io.reprise.tensor.Seed;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Feature vectors whose classes are bent sheets in a space of few dimensions, seen through a fixed
 * random map into many. To tell a class takes the neighbours of a vector, not one hyperplane: each
 * class has several sheets at unrelated places, and sheets of different classes overlap.
 *
 * <p>Class c has 4 sheets. A sheet is {@code m + sum_k z_k a_k + (z_k² - 1/3) b_k} over z_1 .. z_3
 * uniform in [-1, 1], with m, a and b in 16 dimensions drawn once for the data set with standard
 * deviations 1, 0.5 and 0.4 (all drawn by {@link RandomStream#bell}). A vector with several labels
 * lies at the mean of a point of each. Every latent value then gets noise of standard deviation
 * 0.4: this overlap is what no method can undo. With r a row of a fixed matrix of standard
 * deviation 0.25 and t a fixed offset of 0.3, the value of a dimension is a function of {@code y =
 * r · u + t} plus noise of 0.5: {@code 1 / (1 + exp(-y))} if bounded, {@code max(0, y - 0.5)} if
 * rectified.
 *
 * <p>Vector i has first class {@code i mod classes} and a stream of its own, so a longer set starts
 * with the vectors of a shorter one. The same seed gives the same bytes on every platform.
 */
public final class ClusteredFeatures implements Dataset {
  static final int LATENT = 16;
  private static final int SHEETS = 6;
  private static final int AXES = 3;

  private final FeatureForm form;
  private final FeatureSet train;
  private final FeatureSet test;

  private ClusteredFeatures(FeatureForm form, FeatureSet train, FeatureSet test) {
    this.form = form;
    this.train = train;
    this.test = test;
  }

  /**
   * Draws the data set.
   *
   * @param train how many vectors to learn from and to search, at least 1
   * @param test how many queries, at least 1
   */
  public static ClusteredFeatures generate(FeatureForm form, int train, int test, Seed seed) {
    World world = new World(form, seed);
    return new ClusteredFeatures(
        form, world.draw(train, seed.named("train")), world.draw(test, seed.named("test")));
  }

  @Override
  public String name() {
    return "Clustered features (" + form.dimension() + ", " + form.classes() + " classes)";
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

  /** What is drawn once for the data set. */
  private static final class World {
    private final FeatureForm form;
    private final double[][] centres;
    private final double[][] axes;
    private final double[][] bends;
    private final double[][] rows;
    private final double[] offsets;

    World(FeatureForm form, Seed seed) {
      this.form = form;
      int sheets = form.classes() * SHEETS;
      centres = matrix(sheets, LATENT, 0.8, seed.named("centres"));
      axes = matrix(sheets * AXES, LATENT, 0.6, seed.named("axes"));
      bends = matrix(sheets * AXES, LATENT, 0.4, seed.named("bends"));
      rows = matrix(form.dimension(), LATENT, 0.25, seed.named("rows"));
      offsets = matrix(1, form.dimension(), 0.3, seed.named("offsets"))[0];
    }

    private static double[][] matrix(int rows, int columns, double deviation, Seed seed) {
      RandomStream random = new RandomStream(seed);
      double[][] m = new double[rows][columns];
      for (double[] row : m) {
        for (int i = 0; i < columns; i++) {
          row[i] = random.bell(deviation);
        }
      }
      return m;
    }

    FeatureSet draw(int n, Seed seed) {
      if (n < 1) {
        throw new IllegalArgumentException("features: " + n + " vectors: expected at least 1");
      }
      List<float[]> vectors = new ArrayList<>();
      List<BitSet> labels = new ArrayList<>();
      for (int i = 0; i < n; i++) {
        RandomStream random = new RandomStream(seed.named("vector " + i));
        BitSet own = labels(i % form.classes(), random);
        labels.add(own);
        vectors.add(seen(latent(own, random), random));
      }
      return new FeatureSet(form.dimension(), form.classes(), vectors, labels);
    }

    private BitSet labels(int first, RandomStream random) {
      BitSet labels = new BitSet(form.classes());
      labels.set(first);
      int wanted = 1 + random.below(form.mostLabels());
      while (labels.cardinality() < wanted) {
        labels.set(random.below(form.classes()));
      }
      return labels;
    }

    private double[] latent(BitSet labels, RandomStream random) {
      double[] u = new double[LATENT];
      double share = 1.0 / labels.cardinality();
      labels.stream()
          .forEach(
              label -> {
                int sheet = label * SHEETS + random.below(SHEETS);
                add(share, centres[sheet], u);
                for (int k = 0; k < AXES; k++) {
                  double z = random.between(-1, 1);
                  add(share * z, axes[sheet * AXES + k], u);
                  add(share * (z * z - 1.0 / 3), bends[sheet * AXES + k], u);
                }
              });
      for (int j = 0; j < LATENT; j++) {
        u[j] += random.bell(0.6);
      }
      return u;
    }

    private static void add(double factor, double[] from, double[] to) {
      for (int j = 0; j < to.length; j++) {
        to[j] += factor * from[j];
      }
    }

    private float[] seen(double[] u, RandomStream random) {
      float[] x = new float[form.dimension()];
      for (int d = 0; d < x.length; d++) {
        double y = offsets[d] + random.bell(0.5);
        for (int j = 0; j < LATENT; j++) {
          y += rows[d][j] * u[j];
        }
        x[d] =
            (float)
                switch (form.kind()) {
                  case BOUNDED -> 1 / (1 + StrictMath.exp(-y));
                  case RECTIFIED -> Math.max(0, y - 0.5);
                };
      }
      return x;
    }
  }
}
