package io.reprise.baselines.adversarial;

import io.reprise.tensor.Engine;

/** What an attack by gradients wants a classifier to say. */
public enum Goal {
  /** Anything but the true class. */
  AWAY_FROM_LABEL,
  /**
   * Anything but what it says of the clean image: for those who do not know labels, and for
   * training, where a true label leaks into the image (arXiv 1611.01236).
   */
  AWAY_FROM_PREDICTION,
  /** The target class. */
  TOWARDS_TARGET;

  /** The classes whose cross entropy changes. */
  long[] classes(ImageClassifier model, Engine engine, AttackTask task) {
    return switch (this) {
      case AWAY_FROM_LABEL -> task.labels();
      case AWAY_FROM_PREDICTION -> model.classes(engine, task.clean());
      case TOWARDS_TARGET -> task.targets();
    };
  }

  /** 1 if the cross entropy is to rise, -1 if it is to fall. */
  int sign() {
    return this == TOWARDS_TARGET ? -1 : 1;
  }
}
