package io.reprise.baselines.metric;

import io.reprise.tensor.Tensor;

/**
 * Contrastive loss (Hadsell, Chopra and LeCun, CVPR 2006) on similarities: the mean of {@code 1 -
 * s_p} over all pairs of one class, plus the mean of {@code [s_n - m]+} over those of two. Half the
 * squared distance of unit vectors is {@code 1 - s}.
 *
 * @param margin m, the similarity that two classes may have, in (-1, 1)
 */
public record ContrastiveLoss(double margin) implements PairLoss {
  /** Checks the range. */
  public ContrastiveLoss {
    if (!(margin > -1 && margin < 1)) {
      throw new IllegalArgumentException(
          "contrastive loss: margin m '" + margin + "': expected between -1 and 1");
    }
  }

  @Override
  public Tensor ofPairs(Tensor similarities, Tensor labels) {
    PairMasks pairs = new PairMasks(similarities, labels);
    Tensor apart = mean(pairs.positive(), similarities.neg().add(1));
    return apart.add(mean(pairs.negative(), similarities.sub(margin).relu()));
  }

  private static Tensor mean(Tensor mask, Tensor values) {
    Tensor number = mask.cast(values.dtype()).sum();
    return PairMasks.only(mask, values, 0).sum().div(number);
  }
}
