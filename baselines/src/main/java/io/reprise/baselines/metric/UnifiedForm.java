package io.reprise.baselines.metric;

import io.reprise.tensor.Tensor;

/**
 * A loss {@code log(1 + sum_j exp(n(s_n^j)) * sum_i exp(p(s_p^i)))} of within-class similarities
 * s_p and between-class similarities s_n (arXiv 2002.10857, section 3.1): what it is made of
 * depends on n and p alone, and it serves class labels and pair labels.
 *
 * <p>Sums are taken as logarithms, so that no exponent overflows.
 */
public interface UnifiedForm extends ClassLoss, PairLoss {
  /** p, the exponent of each within-class similarity: falls with it. */
  Tensor positiveExponent(Tensor similarities);

  /** n, the exponent of each between-class similarity: grows with it. */
  Tensor negativeExponent(Tensor similarities);

  /** With the weight of its own class for the one positive and those of all others. */
  @Override
  default Tensor ofClasses(Tensor scores, Tensor labels) {
    Tensor own = ClassTargets.of(scores, labels);
    // log(1 + sum_j exp(n_j + p)) is the cross entropy of logits n_j beside -p.
    return own.where(positiveExponent(scores).neg(), negativeExponent(scores))
        .crossEntropy(labels, 0);
  }

  /** For each anchor with all other examples of the batch, not pooled over anchors. */
  @Override
  default Tensor ofPairs(Tensor similarities, Tensor labels) {
    PairMasks pairs = new PairMasks(similarities, labels);
    Tensor p =
        PairMasks.only(pairs.positive(), positiveExponent(similarities), Double.NEGATIVE_INFINITY);
    Tensor n =
        PairMasks.only(pairs.negative(), negativeExponent(similarities), Double.NEGATIVE_INFINITY);
    return pairs.mean(p.logSumExp(1).add(n.logSumExp(1)).softplus());
  }

  /**
   * Checks the two parameters that every such loss has.
   *
   * @throws IllegalArgumentException naming the one that is out of range
   */
  static void require(String loss, double scale, double margin) {
    if (!(scale > 0 && Double.isFinite(scale))) {
      throw new IllegalArgumentException(
          loss + ": scale gamma '" + scale + "': expected a number above 0");
    }
    if (!(margin > -1 && margin < 1)) {
      throw new IllegalArgumentException(
          loss + ": margin m '" + margin + "': expected between -1 and 1");
    }
  }
}
