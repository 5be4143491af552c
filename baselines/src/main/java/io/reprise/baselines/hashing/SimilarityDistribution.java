package io.reprise.baselines.hashing;

import io.reprise.datasets.retrieval.LabelledFeatures;
import io.reprise.tensor.DType;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Op;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;

/**
 * The two distributions over the pairs of a batch that SDOH (arXiv 1905.13382) brings together: P
 * of their labels and Q of their codes. All tensors are float64, those of pairs {@code [n, n]},
 * with nothing on the diagonal; they belong to the scope that is open when this is made.
 */
public final class SimilarityDistribution {
  /** Pairs take memory with the square of the batch. */
  public static final int LARGEST_BATCH = 20_000;

  private final SimilarityDistributionHash.Settings settings;
  private final Tensor others;
  private final Tensor scale;
  private final Tensor target;
  private final double entropyTerm;

  private SimilarityDistribution(
      SimilarityDistributionHash.Settings settings, Tensor others, Tensor scale, Tensor target) {
    this.settings = settings;
    this.others = others;
    this.scale = scale;
    this.target = target;
    this.entropyTerm = target.mul(target.log()).sum().item();
  }

  /**
   * Q for some codes, and what it is made of.
   *
   * @param kernel {@code 1 / (1 + scaled distance)}, 0 on the diagonal
   * @param distribution Q
   */
  public record Model(Tensor kernel, Tensor distribution) {}

  /**
   * The distribution of a batch's labels.
   *
   * @throws IllegalArgumentException if the batch has no pair or more than {@link #LARGEST_BATCH}
   *     samples, or the target gives no pair a weight
   */
  public static SimilarityDistribution of(
      Engine engine, LabelledFeatures batch, SimilarityDistributionHash.Settings settings) {
    int n = batch.size();
    if (n < 2 || n > LARGEST_BATCH) {
      throw new IllegalArgumentException(
          "SDOH batch of " + n + " samples: expected from 2 to " + LARGEST_BATCH);
    }
    Tensor similarity = similarity(engine, batch);
    Tensor others = others(engine, n);
    Tensor shared = similarity.gt(0).cast(DType.FLOAT64);
    Tensor scale =
        shared.div(settings.positiveScale()).add(shared.neg().add(1).div(settings.negativeScale()));
    Tensor weights =
        switch (settings.target()) {
          case GAUSSIAN ->
              similarity
                  .sub(1)
                  .square()
                  .mul(-1 / (2 * settings.sigma() * settings.sigma()))
                  .exp()
                  .mul(others);
          case RAW -> similarity.mul(others);
        };
    double sum = weights.sum().item();
    if (!(sum > 0)) {
      throw new IllegalArgumentException(
          "SDOH batch of "
              + n
              + " samples in which no two share a label, target "
              + settings.target()
              + " of sigma "
              + settings.sigma()
              + ": expected a pair of some weight");
    }
    return new SimilarityDistribution(
        settings, others, scale, weights.div(sum).maximum(Double.MIN_NORMAL));
  }

  /** The cosines of the label rows: for one label each 1 where labels are equal, else 0. */
  private static Tensor similarity(Engine engine, LabelledFeatures batch) {
    int classes = batch.classes();
    double[] rows = new double[Math.multiplyExact(batch.size(), classes)];
    for (int i = 0; i < batch.size(); i++) {
      int[] labels = batch.labels(i);
      for (int label : labels) {
        rows[i * classes + label] = 1 / Math.sqrt(labels.length);
      }
    }
    Tensor unit = engine.tensor(rows, Shape.of(batch.size(), classes));
    return unit.matmul(unit.permute(1, 0));
  }

  /** 1 off the diagonal. */
  private static Tensor others(Engine engine, int n) {
    long[] numbers = new long[n];
    for (int i = 0; i < n; i++) {
      numbers[i] = i;
    }
    return engine
        .tensor(numbers, Shape.of(n, 1))
        .ne(engine.tensor(numbers, Shape.of(1, n)))
        .cast(DType.FLOAT64);
  }

  /** P, which sums to 1. */
  public Tensor target() {
    return target;
  }

  /**
   * A quarter of the squared distance of each pair of codes: for codes of -1 and 1 their Hamming
   * distance.
   *
   * @param codes {@code [n, b]}
   */
  public Tensor distances(Tensor codes) {
    Tensor quarters = codes.square().reduce(Op.Reduction.SUM, true, 1).div(4);
    Tensor ones = quarters.mul(0).add(1);
    // One product in place of a product and four passes over all pairs.
    return codes
        .mul(-0.5)
        .concat(1, quarters, ones)
        .matmul(codes.concat(1, ones, quarters).permute(1, 0))
        .maximum(0);
  }

  /**
   * The scaled Student t distribution over pairs.
   *
   * @param codes relaxed ones, {@code [n, b]}
   */
  public Model model(Tensor codes) {
    Tensor kernel = others.div(distances(codes).mul(scale).add(1));
    return new Model(kernel, kernel.div(kernel.sum()).maximum(Double.MIN_NORMAL));
  }

  /** The Kullback-Leibler divergence of P from a distribution over pairs. */
  public double divergence(Tensor distribution) {
    return entropyTerm - target.mul(distribution.log()).sum().item();
  }

  /**
   * What the divergence of a model changes by with each code: {@code (diag(M 1) - M) B} with {@code
   * M = (P - Q) o kernel o scale}; the released code leaves the scale out, as {@link
   * SimilarityDistributionHash.Settings#exactScaledGradient} says.
   *
   * @return {@code [n, b]}
   */
  public Tensor gradient(Tensor codes, Model model) {
    Tensor m = target.sub(model.distribution()).mul(model.kernel());
    if (settings.exactScaledGradient()) {
      m = m.mul(scale);
    }
    Tensor sums = m.reduce(Op.Reduction.SUM, true, 1);
    return codes.mul(sums).sub(m.matmul(codes));
  }
}
