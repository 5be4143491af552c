package io.reprise.baselines.metric;

import io.reprise.tensor.Tensor;

/** A loss for pair labels, on the similarities of the examples of a batch with each other. */
@FunctionalInterface
public interface PairLoss {
  /**
   * The mean loss of a batch. An anchor that has no positive or no negative is left out of the
   * mean.
   *
   * @param similarities {@code [B, B]} cosines
   * @param labels int64 {@code [B]}
   * @throws IllegalArgumentException if no anchor has both: batches need several examples of each
   *     of several classes
   */
  Tensor ofPairs(Tensor similarities, Tensor labels);
}
