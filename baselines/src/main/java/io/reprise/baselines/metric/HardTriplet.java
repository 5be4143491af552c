package io.reprise.baselines.metric;

import io.reprise.tensor.Tensor;

/**
 * Triplet loss with the hardest pairs of each anchor in the batch (arXiv 1703.07737), on
 * similarities: {@code [max s_n - min s_p + m]+}.
 *
 * @param margin m, above 0
 */
public record HardTriplet(double margin) implements PairLoss {
  /** Checks the range. */
  public HardTriplet {
    if (!(margin > 0 && margin <= 2)) {
      throw new IllegalArgumentException(
          "triplet loss: margin m '" + margin + "': expected above 0 and at most 2");
    }
  }

  @Override
  public Tensor ofPairs(Tensor similarities, Tensor labels) {
    PairMasks pairs = new PairMasks(similarities, labels);
    Tensor negative =
        PairMasks.only(pairs.negative(), similarities, Double.NEGATIVE_INFINITY).max(1);
    Tensor positive =
        PairMasks.only(pairs.positive(), similarities, Double.POSITIVE_INFINITY).min(1);
    return pairs.mean(negative.sub(positive).add(margin).relu());
  }
}
