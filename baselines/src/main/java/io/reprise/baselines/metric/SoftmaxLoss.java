package io.reprise.baselines.metric;

import io.reprise.tensor.Tensor;

/** Cross entropy of the inner products of embedding and class weights, without a bias. */
public record SoftmaxLoss() implements ClassLoss {
  @Override
  public Tensor ofClasses(Tensor scores, Tensor labels) {
    ClassTargets.of(scores, labels);
    return scores.crossEntropy(labels, 0);
  }

  @Override
  public boolean onCosines() {
    return false;
  }
}
