package io.reprise.baselines.metric;

import io.reprise.tensor.Tensor;

/** A loss for class labels, on what an embedding has in common with the weights of each class. */
@FunctionalInterface
public interface ClassLoss {
  /**
   * The mean loss of a batch.
   *
   * @param scores {@code [B, N]}: cosines, or inner products if not {@link #onCosines}
   * @param labels int64 {@code [B]}
   * @throws IllegalArgumentException if there is not a label from 0 to N - 1 for each row
   */
  Tensor ofClasses(Tensor scores, Tensor labels);

  /** Whether scores are cosines of embedding and class weights, or their inner products. */
  default boolean onCosines() {
    return true;
  }
}
