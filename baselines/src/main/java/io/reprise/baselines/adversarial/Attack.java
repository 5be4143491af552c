package io.reprise.baselines.adversarial;

import io.reprise.tensor.Engine;

/** Changes images so that classifiers take them for something else. */
@FunctionalInterface
public interface Attack {
  /**
   * The adversarial images of a task, none of whose values differs by more than the task's epsilon
   * from the clean one.
   *
   * @param engine that the attacked classifiers run on
   */
  PixelBatch perturb(Engine engine, AttackTask task);
}
