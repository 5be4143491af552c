package io.reprise.baselines.adversarial;

import io.reprise.tensor.Engine;
import io.reprise.tensor.Tensor;

/**
 * Where adversarial images may lie: within epsilon of the clean image and within the range of
 * values, both in levels of 1/255. Levels up to 255 and whole epsilons are exact in float32, and so
 * is everything here.
 */
final class EpsilonBall {
  private final AttackTask task;
  private final Tensor centre;
  private final Tensor low;
  private final Tensor high;

  /** Its tensors belong to the scope that is open. */
  EpsilonBall(Engine engine, AttackTask task) {
    this.task = task;
    this.centre = task.clean().levels(engine);
    this.low = centre.sub(task.epsilon()).maximum(0.0);
    this.high = centre.add(task.epsilon()).minimum(PixelBatch.WHITE);
  }

  /** The clean images in levels. */
  Tensor centre() {
    return centre;
  }

  /** The nearest images in the ball. */
  Tensor clip(Tensor levels) {
    return levels.maximum(low).minimum(high);
  }

  /** The nearest images in the ball with 8 bits a value; a half is rounded up. */
  PixelBatch rounded(Tensor levels) {
    return PixelBatch.rounded(levels).within(task.clean(), task.epsilon());
  }
}
