package io.reprise.baselines.metric;

import io.reprise.tensor.Engine;
import io.reprise.tensor.Tensor;

/** Where the score of each example's own class is. */
final class ClassTargets {
  private ClassTargets() {}

  /**
   * A mask {@code [B, N]} that holds at each label.
   *
   * @throws IllegalArgumentException if there is not a label in range for each row
   */
  static Tensor of(Tensor scores, Tensor labels) {
    int examples = scores.shape().dim(0);
    int classes = scores.shape().dim(1);
    long[] own = labels.toLongs();
    if (own.length != examples) {
      throw new IllegalArgumentException(
          own.length + " labels for scores " + scores.shape() + ": expected one a row");
    }
    float[] mask = new float[examples * classes];
    for (int i = 0; i < examples; i++) {
      if (own[i] < 0 || own[i] >= classes) {
        throw new IllegalArgumentException(
            "label " + own[i] + " of example " + i + ": expected from 0 to " + (classes - 1));
      }
      mask[i * classes + (int) own[i]] = 1;
    }
    Engine engine = scores.engine();
    return engine.tensor(mask, scores.shape()).gt(0);
  }
}
