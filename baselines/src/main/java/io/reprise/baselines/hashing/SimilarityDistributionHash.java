package io.reprise.baselines.hashing;

import io.reprise.datasets.retrieval.LabelledFeatures;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Scope;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * SDOH (arXiv 1905.13382): for each batch, gradient steps on the divergence between the
 * distribution of its pairs' labels and that of their relaxed codes {@code tanh(X W)}, until a step
 * gains too little. The algebra is the engine's, in float64: products of {@code [n, n]} and {@code
 * [n, d]} matrices are all that it costs, and an engine on a GPU takes batches of thousands.
 *
 * @param engine on which it computes; of the thread that calls
 * @param watch told of each batch's descent
 */
public record SimilarityDistributionHash(Engine engine, Settings settings, Consumer<Descent> watch)
    implements OnlineHash {
  /** Above this median of |x W| the codes are saturated, and gradients 0. */
  private static final double SATURATED = 20;

  /** What labels of a pair weigh. */
  public enum Target {
    /** {@code exp(-(S - 1)^2 / (2 sigma^2))}. */
    GAUSSIAN,
    /** S itself, the limit of a small sigma. */
    RAW
  }

  /** Why a descent ended. */
  public enum Stop {
    /** A step gained no more than the threshold. */
    SMALL_GAIN,
    /** A step made the divergence larger. */
    ROSE,
    /** All steps were taken. */
    STEPS
  }

  /**
   * How to learn.
   *
   * @param sigma of the Gaussian
   * @param positiveScale what distances of similar pairs are divided by
   * @param negativeScale what those of all others are divided by
   * @param rate of the steps
   * @param threshold on the gain of a step
   * @param steps at most, a batch
   * @param exactScaledGradient false for the released code's, which leaves the scales out of it
   */
  public record Settings(
      Target target,
      double sigma,
      double positiveScale,
      double negativeScale,
      double rate,
      double threshold,
      int steps,
      boolean exactScaledGradient) {
    /** Those of the released code for CIFAR-10 and MNIST, with the exact gradient. */
    public static final Settings RELEASED =
        new Settings(Target.GAUSSIAN, 0.5, 1, 1, 0.05, 1e-4, 1000, true);

    /** Checks the numbers. */
    public Settings {
      OnlineHash.requirePositive("SDOH sigma", sigma);
      OnlineHash.requirePositive("SDOH scale of similar pairs", positiveScale);
      OnlineHash.requirePositive("SDOH scale of dissimilar pairs", negativeScale);
      OnlineHash.requirePositive("SDOH rate", rate);
      if (!(threshold >= 0) || steps < 1) {
        throw new IllegalArgumentException(
            "SDOH threshold "
                + threshold
                + ", "
                + steps
                + " steps: expected a threshold of at least 0 and at least 1 step");
      }
    }

    /** With another rate and number of steps. */
    public Settings descending(double newRate, int newSteps) {
      return new Settings(
          target,
          sigma,
          positiveScale,
          negativeScale,
          newRate,
          threshold,
          newSteps,
          exactScaledGradient);
    }
  }

  /**
   * What a batch's descent came to.
   *
   * @param steps that were taken
   * @param before the divergence before the first step
   * @param least the least divergence that a step started from
   */
  public record Descent(int steps, double before, double least, Stop stop) {}

  @Override
  public Learner start(LinearHash first, Seed seed) {
    return new Descending(first);
  }

  private final class Descending implements Learner {
    private LinearHash hash;

    Descending(LinearHash first) {
      this.hash = first;
    }

    @Override
    public void update(LabelledFeatures batch) {
      OnlineHash.requireFits(batch, hash);
      int d = hash.dimension();
      int b = hash.bits();
      try (Scope scope = engine.inference()) {
        SimilarityDistribution pairs = SimilarityDistribution.of(engine, batch, settings);
        Tensor x = features(engine, batch);
        Tensor w = engine.tensor(hash.weights(), Shape.of(d, b));
        Tensor projected = x.matmul(w);
        requireUnsaturated(projected.toDoubles());
        Tensor codes = projected.tanh();
        watch.accept(descend(pairs, x, w, codes));
        hash = LinearHash.of(d, b, w.toDoubles());
      }
    }

    /** Changes w and the codes; w keeps the step after which it stops, as the released code's. */
    private Descent descend(SimilarityDistribution pairs, Tensor x, Tensor w, Tensor codes) {
      Tensor transposed = x.permute(1, 0);
      double before = Double.NaN;
      double least = Double.POSITIVE_INFINITY;
      for (int step = 1; step <= settings.steps; step++) {
        try (Scope scope = engine.inference()) {
          SimilarityDistribution.Model model = pairs.model(codes);
          double divergence = pairs.divergence(model.distribution());
          if (!Double.isFinite(divergence)) {
            throw new IllegalArgumentException(
                "SDOH divergence "
                    + divergence
                    + " at step "
                    + step
                    + ": expected a finite number; the rate "
                    + settings.rate
                    + " may be too large for these features");
          }
          before = step == 1 ? divergence : before;
          Tensor slope = codes.square().neg().add(1);
          w.axpy(-settings.rate, transposed.matmul(pairs.gradient(codes, model).mul(slope)));
          if (divergence > least) {
            return new Descent(step, before, least, Stop.ROSE);
          }
          boolean enough = least - divergence > settings.threshold;
          if (!enough) {
            return new Descent(step, before, least, Stop.SMALL_GAIN);
          }
          least = divergence;
          codes.assign(x.matmul(w).tanh());
        }
      }
      return new Descent(settings.steps, before, least, Stop.STEPS);
    }

    @Override
    public LinearHash hash() {
      return hash;
    }
  }

  /** A batch's features as a float64 tensor {@code [n, d]}. */
  public static Tensor features(Engine engine, LabelledFeatures batch) {
    int d = batch.dimension();
    double[] values = new double[Math.multiplyExact(batch.size(), d)];
    for (int i = 0; i < batch.size(); i++) {
      for (int k = 0; k < d; k++) {
        values[i * d + k] = batch.features().at(i, k);
      }
    }
    return engine.tensor(values, Shape.of(batch.size(), d));
  }

  private static void requireUnsaturated(double[] projected) {
    double[] sizes = Arrays.stream(projected).map(Math::abs).sorted().toArray();
    double median = sizes[sizes.length / 2];
    if (!(median <= SATURATED)) {
      throw new IllegalArgumentException(
          "SDOH features: the median of |x W| is "
              + median
              + ": expected at most "
              + SATURATED
              + ", beyond which tanh has no gradient; scale the features, pixels to [0, 1]");
    }
  }
}
