package io.reprise.baselines.hashing;

import io.reprise.datasets.retrieval.LabelledFeatures;
import io.reprise.tensor.Seed;

/**
 * HCOH (Lin et al., ACM MM 2018): each class has a row of a Hadamard matrix as its code, and {@code
 * tanh(x W)} descends towards the code of each sample, one after the other. Where the matrix, of
 * the smallest power of 2 that has a bit for each and a row for each class, is wider than the
 * codes, the rows are hashed to their length by random hyperplanes.
 *
 * <p>Features are to be centred and of unit length, see {@link CentredUnitLength}.
 *
 * @param rate eta; 0.2 for CIFAR-10 and MNIST, 0.1 for Places205
 */
public record HadamardCodebookHash(double rate) implements OnlineHash {
  /** Checks the rate. */
  public HadamardCodebookHash {
    OnlineHash.requirePositive("HCOH rate", rate);
  }

  /**
   * The codes of all classes.
   *
   * @return {@code [classes][bits]} of -1 and 1
   */
  static double[][] codebook(int classes, int bits, Seed seed) {
    int size = 1;
    while (size < Math.max(classes, bits)) {
      size *= 2;
    }
    int[] rows = seed.named("rows").permutation(size);
    LinearHash shorten =
        size == bits ? null : LinearHash.random(size, bits, seed.named("shortening"));
    double[][] codes = new double[classes][bits];
    for (int c = 0; c < classes; c++) {
      float[] row = new float[size];
      for (int j = 0; j < size; j++) {
        row[j] = hadamard(rows[c], j);
      }
      float[] code = shorten == null ? row : shorten.project(row);
      for (int j = 0; j < bits; j++) {
        codes[c][j] = code[j] > 0 ? 1 : -1;
      }
    }
    return codes;
  }

  /** An element of Sylvester's matrix. */
  private static int hadamard(int row, int column) {
    return Integer.bitCount(row & column) % 2 == 0 ? 1 : -1;
  }

  @Override
  public Learner start(LinearHash first, Seed seed) {
    Hyperplanes planes = Hyperplanes.of(first);
    return new Learner() {
      private double[][] codes = new double[0][];

      @Override
      public void update(LabelledFeatures batch) {
        OnlineHash.requireFits(batch, first);
        if (codes.length != batch.classes()) {
          codes = codebook(batch.classes(), first.bits(), seed);
        }
        for (int i = 0; i < batch.size(); i++) {
          learn(batch.features().row(i), codes[batch.label(i)]);
        }
      }

      private void learn(float[] x, double[] code) {
        double[] steps = planes.project(x);
        for (int j = 0; j < steps.length; j++) {
          double f = StrictMath.tanh(steps[j]);
          steps[j] = -rate * (f - code[j]) * (1 - f * f);
        }
        planes.add(x, steps);
      }

      @Override
      public LinearHash hash() {
        return planes.hash();
      }
    };
  }
}
