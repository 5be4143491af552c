package io.reprise.baselines.hashing;

import io.reprise.datasets.retrieval.LabelledFeatures;
import io.reprise.tensor.Seed;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * AdaptHash (Cakir and Sclaroff, Adaptive hashing for fast similarity search, ICCV 2015): samples
 * come in pairs. Where a similar pair's codes differ in too many bits, or a dissimilar pair's in
 * too few, as many bits as are too many or too few descend on the squared difference between the
 * pair's relaxed inner product and plus or minus the number of bits; all bits are kept apart by a
 * penalty on {@code W^T W - I}. Columns keep unit length.
 *
 * <p>Features are to be centred and of unit length, see {@link CentredUnitLength}.
 *
 * @param margin alpha, in (0, 1): a similar pair may differ in {@code (1 - alpha) b} bits, a
 *     dissimilar one has to in {@code alpha b}; 0.3 in the released framework
 * @param penalty of bits that are alike, 0.01 there
 * @param rate step size, 0.1 there
 */
public record AdaptiveHash(double margin, double penalty, double rate) implements OnlineHash {
  /** Checks the settings. */
  public AdaptiveHash {
    if (!(margin > 0 && margin < 1)) {
      throw new IllegalArgumentException(
          "AdaptHash margin " + margin + ": expected between 0 and 1");
    }
    OnlineHash.requirePositive("AdaptHash penalty", penalty);
    OnlineHash.requirePositive("AdaptHash rate", rate);
  }

  @Override
  public Learner start(LinearHash first, Seed seed) {
    return new Pairs(first);
  }

  /** A sample without a partner at the end of a batch is left out. */
  private final class Pairs implements Learner {
    private final LinearHash first;
    private final Hyperplanes planes;

    Pairs(LinearHash first) {
      this.first = first;
      this.planes = Hyperplanes.of(first);
    }

    @Override
    public void update(LabelledFeatures batch) {
      OnlineHash.requireFits(batch, first);
      for (int i = 0; i + 1 < batch.size(); i += 2) {
        learn(
            batch.features().row(i),
            batch.features().row(i + 1),
            batch.similar(i, batch, i + 1) ? 1 : -1);
      }
    }

    private void learn(float[] x, float[] y, int similarity) {
      double[] u = planes.project(x);
      double[] v = planes.project(y);
      List<Integer> chosen = wrong(u, v, similarity);
      if (chosen.isEmpty()) {
        return;
      }
      int bits = planes.bits();
      double product = 0;
      for (int j = 0; j < bits; j++) {
        product += squash(u[j]) * squash(v[j]);
      }
      double factor = -rate * 2 * (product - bits * similarity);
      double[] xSteps = new double[bits];
      double[] ySteps = new double[bits];
      for (int j : chosen) {
        xSteps[j] = factor * squash(v[j]) * slope(u[j]);
        ySteps[j] = factor * squash(u[j]) * slope(v[j]);
      }
      double[] apart = penaltyStep();
      planes.add(x, xSteps);
      planes.add(y, ySteps);
      for (int i = 0; i < apart.length; i++) {
        planes.weights()[i] -= apart[i];
      }
      planes.normalize();
    }

    @Override
    public LinearHash hash() {
      return planes.hash();
    }

    /** The bits to change: of those that are wrong, the ones that lie farthest from 0. */
    private List<Integer> wrong(double[] u, double[] v, int similarity) {
      int bits = planes.bits();
      int distance = 0;
      for (int j = 0; j < bits; j++) {
        distance += u[j] > 0 != v[j] > 0 ? 1 : 0;
      }
      double loss = similarity > 0 ? distance - (1 - margin) * bits : margin * bits - distance;
      return IntStream.range(0, bits)
          .filter(j -> (u[j] > 0 != v[j] > 0) == (similarity > 0))
          .boxed()
          .sorted(
              Comparator.comparingDouble((Integer j) -> -Math.max(Math.abs(u[j]), Math.abs(v[j]))))
          .limit((long) Math.ceil(Math.max(0, loss)))
          .toList();
    }

    /** {@code penalty * W (W^T W - I)}. */
    private double[] penaltyStep() {
      double[] w = planes.weights();
      int bits = planes.bits();
      double[] gram = new double[bits * bits];
      for (int row = 0; row < w.length; row += bits) {
        for (int a = 0; a < bits; a++) {
          double value = w[row + a];
          for (int b = 0; b < bits; b++) {
            gram[a * bits + b] += value * w[row + b];
          }
        }
      }
      for (int a = 0; a < bits; a++) {
        gram[a * bits + a] -= 1;
      }
      double[] step = new double[w.length];
      for (int row = 0; row < w.length; row += bits) {
        for (int a = 0; a < bits; a++) {
          double value = penalty * w[row + a];
          for (int b = 0; b < bits; b++) {
            step[row + b] += value * gram[a * bits + b];
          }
        }
      }
      return step;
    }
  }

  /** {@code 2 / (1 + exp(-v)) - 1}. */
  private static double squash(double v) {
    return StrictMath.tanh(v / 2);
  }

  private static double slope(double v) {
    double f = squash(v);
    return (1 - f * f) / 2;
  }
}
