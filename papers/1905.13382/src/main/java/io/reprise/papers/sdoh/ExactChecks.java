package io.reprise.papers.sdoh;

import io.reprise.baselines.hashing.LinearHash;
import io.reprise.baselines.hashing.SimilarityDistribution;
import io.reprise.baselines.hashing.SimilarityDistributionHash;
import io.reprise.datasets.retrieval.BinaryCodes;
import io.reprise.datasets.retrieval.LabelledFeatures;
import io.reprise.experiment.Measurements;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Scope;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** The formulas of SDOH on a trial's own samples and functions, against other ways to them. */
final class ExactChecks {
  /** Enough for pairs of both kinds; a slope takes four passes. */
  private static final int SAMPLES = 40;

  private static final int WEIGHTS = 12;

  /**
   * Of differences of the fourth order: where a descent has ended slopes are some 1e-5 of the
   * divergence, which leaves those of the second order five digits at most at any step.
   */
  private static final double STEP = 5e-3;

  private final Engine engine;
  private final SimilarityDistributionHash.Settings settings;
  private final LabelledFeatures batch;
  private double gradient;
  private double hamming;
  private double sums;
  private double equal;
  private double least = Double.POSITIVE_INFINITY;
  private double cosine = 1;

  /**
   * Nothing is checked yet.
   *
   * @param settings of the trial; the gradient is checked in its exact form
   */
  ExactChecks(Engine engine, SimilarityDistributionHash.Settings settings, LabelledFeatures batch) {
    this.engine = engine;
    this.settings = settings;
    this.batch = batch.part(0, Math.min(SAMPLES, batch.size()));
  }

  private SimilarityDistributionHash.Settings withGradient(boolean exact) {
    return new SimilarityDistributionHash.Settings(
        settings.target(),
        settings.sigma(),
        settings.positiveScale(),
        settings.negativeScale(),
        settings.rate(),
        settings.threshold(),
        settings.steps(),
        exact);
  }

  /** Checks everything with one function. */
  void check(LinearHash hash) {
    try (Scope scope = engine.inference()) {
      SimilarityDistribution pairs = SimilarityDistribution.of(engine, batch, withGradient(true));
      Tensor x = SimilarityDistributionHash.features(engine, batch);
      Shape shape = Shape.of(hash.dimension(), hash.bits());
      double[] weights = hash.weights();
      Tensor codes = x.matmul(engine.tensor(weights, shape)).tanh();
      SimilarityDistribution.Model model = pairs.model(codes);
      Tensor slope = codes.square().neg().add(1);
      Tensor transposed = x.permute(1, 0);
      double[] exact = transposed.matmul(pairs.gradient(codes, model).mul(slope)).toDoubles();
      double[] released =
          transposed
              .matmul(
                  SimilarityDistribution.of(engine, batch, withGradient(false))
                      .gradient(codes, model)
                      .mul(slope))
              .toDoubles();
      cosine = Math.min(cosine, cosine(exact, released));
      differences(pairs, x, shape, weights, exact);
      distances(pairs, x.matmul(engine.tensor(weights, shape)));
      sums =
          Math.max(
              sums,
              Math.max(
                  Math.abs(pairs.target().sum().item() - 1),
                  Math.abs(model.distribution().sum().item() - 1)));
      equal = Math.max(equal, Math.abs(pairs.divergence(pairs.target())));
      least = Math.min(least, pairs.divergence(model.distribution()));
    }
  }

  private static double cosine(double[] a, double[] b) {
    double product = 0;
    double squaresA = 0;
    double squaresB = 0;
    for (int i = 0; i < a.length; i++) {
      product += a[i] * b[i];
      squaresA += a[i] * a[i];
      squaresB += b[i] * b[i];
    }
    return product / Math.sqrt(squaresA * squaresB);
  }

  /** Central differences at weights that are spread over all of them. */
  private void differences(
      SimilarityDistribution pairs, Tensor x, Shape shape, double[] weights, double[] exact) {
    double largest = 0;
    double apart = 0;
    int count = Math.min(WEIGHTS, weights.length);
    for (int c = 0; c < count; c++) {
      int i = (int) ((long) c * (weights.length - 1) / Math.max(1, count - 1));
      double near =
          divergence(pairs, x, shape, weights, i, STEP)
              - divergence(pairs, x, shape, weights, i, -STEP);
      double far =
          divergence(pairs, x, shape, weights, i, 2 * STEP)
              - divergence(pairs, x, shape, weights, i, -2 * STEP);
      double slope = (8 * near - far) / (12 * STEP);
      largest = Math.max(largest, Math.abs(slope));
      apart = Math.max(apart, Math.abs(slope - exact[i]));
    }
    // Where every slope is 0, as if no pair could move, any difference counts as it is.
    gradient = Math.max(gradient, largest > 0 ? apart / largest : apart);
  }

  private double divergence(
      SimilarityDistribution pairs, Tensor x, Shape shape, double[] weights, int i, double step) {
    double[] moved = weights.clone();
    moved[i] += step;
    try (Scope scope = engine.inference()) {
      Tensor codes = x.matmul(engine.tensor(moved, shape)).tanh();
      return pairs.divergence(pairs.model(codes).distribution());
    }
  }

  /** The formula on signs against counted bits. */
  private void distances(SimilarityDistribution pairs, Tensor projected) {
    double[] values = projected.toDoubles();
    int n = batch.size();
    int bits = values.length / n;
    double[] signs = new double[values.length];
    List<float[]> rows = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      float[] row = new float[bits];
      for (int j = 0; j < bits; j++) {
        signs[i * bits + j] = values[i * bits + j] > 0 ? 1 : -1;
        row[j] = (float) signs[i * bits + j];
      }
      rows.add(row);
    }
    BinaryCodes codes = BinaryCodes.ofSigns(rows);
    double[] distances = pairs.distances(engine.tensor(signs, Shape.of(n, bits))).toDoubles();
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        hamming = Math.max(hamming, Math.abs(distances[i * n + j] - codes.distance(i, codes, j)));
      }
    }
  }

  /** Hands over the largest differences of all functions that were checked. */
  void put(Measurements m) {
    m.put(Sdoh.GRADIENT_DIFFERENCE, gradient)
        .put(Sdoh.RELEASED_COSINE, cosine)
        .put(Sdoh.HAMMING_DIFFERENCE, hamming)
        .put(Sdoh.SUM_DIFFERENCE, sums)
        .put(Sdoh.DIVERGENCE_OF_EQUAL, equal)
        .put(Sdoh.LEAST_DIVERGENCE, least);
  }
}
