package io.reprise.nn;

import io.reprise.tensor.Engine;
import io.reprise.tensor.Scope;
import io.reprise.tensor.Tensor;
import java.util.List;

/**
 * The running statistics of a network's batch normalisations, estimated anew: those of layers that
 * several networks share fit none of them (arXiv 1904.00420, section 3.4).
 */
public final class BatchNormStatistics {
  private final Module model;
  private final List<BatchNorm2d> norms;

  /** What counts how much. */
  public enum Averaging {
    /** All batches alike. */
    EQUAL,
    /**
     * As in training, each batch a tenth and what was before nine tenths, from 0 and 1 on: what the
     * start counts is 0.9 to the number of batches.
     */
    EXPONENTIAL
  }

  /**
   * Changes nothing yet.
   *
   * @throws IllegalArgumentException if the model has no batch normalisation
   */
  public BatchNormStatistics(Module model) {
    this.model = model;
    this.norms =
        model.modules().values().stream()
            .filter(BatchNorm2d.class::isInstance)
            .map(BatchNorm2d.class::cast)
            .toList();
    if (norms.isEmpty()) {
      throw new IllegalArgumentException("the model has no batch normalisation to estimate");
    }
  }

  /** Sets all means to 0 and all variances to 1. */
  public void reset() {
    for (BatchNorm2d norm : norms) {
      fill(norm.runningMean(), 0);
      fill(norm.runningVariance(), 1);
    }
  }

  private static void fill(Tensor statistic, double value) {
    try (Scope scope = statistic.engine().inference()) {
      statistic.assign(statistic.engine().full(value, statistic.shape()));
    }
  }

  /**
   * Forgets all statistics and estimates them from batches, forward alone: no parameter changes.
   *
   * @param data inputs alone count, of the first epoch
   * @throws IllegalArgumentException if there are no batches
   */
  public void estimate(Batches data, Averaging averaging) {
    Engine engine = norms.get(0).runningMean().engine();
    boolean equal = averaging == Averaging.EQUAL;
    try (Scope all = engine.inference()) {
      List<Tensor> means = zeros(norms.stream().map(BatchNorm2d::runningMean).toList());
      List<Tensor> variances = zeros(norms.stream().map(BatchNorm2d::runningVariance).toList());
      reset();
      int batches = 0;
      for (Batch batch : data.epoch(0)) {
        try (Scope pass = engine.inference()) {
          if (equal) {
            // From 0 on, a running statistic becomes the batch's own times the momentum.
            norms.forEach(norm -> fill(norm.runningMean(), 0));
            norms.forEach(norm -> fill(norm.runningVariance(), 0));
          }
          model.forward(engine.tensor(batch.inputs(), batch.shape()), Mode.TRAIN);
        }
        batches++;
        for (int i = 0; equal && i < norms.size(); i++) {
          means.get(i).axpy(1 / BatchNorm2d.MOMENTUM, norms.get(i).runningMean());
          variances.get(i).axpy(1 / BatchNorm2d.MOMENTUM, norms.get(i).runningVariance());
        }
      }
      if (batches == 0) {
        throw new IllegalArgumentException("statistics of batches: there are no batches");
      }
      for (int i = 0; equal && i < norms.size(); i++) {
        means.get(i).scale(1.0 / batches);
        variances.get(i).scale(1.0 / batches);
        norms.get(i).runningMean().assign(means.get(i));
        norms.get(i).runningVariance().assign(variances.get(i));
      }
    }
  }

  private static List<Tensor> zeros(List<Tensor> like) {
    return like.stream().map(t -> t.engine().full(0, t.shape())).toList();
  }
}
