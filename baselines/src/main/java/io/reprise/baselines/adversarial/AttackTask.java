package io.reprise.baselines.adversarial;

import io.reprise.tensor.Seed;
import java.util.Locale;

/** A batch of images that an attack is to change: what it gets, and how far it may go. */
public final class AttackTask {
  private final PixelBatch clean;
  private final long[] labels;
  private final long[] targets;
  private final int epsilon;
  private final Seed seed;

  /**
   * Copies the classes.
   *
   * @param labels the true class of each image
   * @param targets what targeted attacks are to make of each image, another class than its label
   * @param epsilon the largest change of a value in levels of 1/255, from 1 to 255
   * @param seed of all that the attack draws
   * @throws IllegalArgumentException if there is not a class an image, a target is the image's true
   *     class, or epsilon is out of range
   */
  public AttackTask(PixelBatch clean, long[] labels, long[] targets, int epsilon, Seed seed) {
    if (labels.length != clean.size() || targets.length != clean.size()) {
      throw new IllegalArgumentException(
          labels.length
              + " labels and "
              + targets.length
              + " targets: expected one each for "
              + clean.size()
              + " images");
    }
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] == targets[i]) {
        throw new IllegalArgumentException(
            "target class equals true label for image " + i + ": " + labels[i]);
      }
    }
    if (epsilon < 1 || epsilon > PixelBatch.WHITE) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "epsilon %d: expected from 1 to %d, in levels of 1/%d",
              epsilon,
              PixelBatch.WHITE,
              PixelBatch.WHITE));
    }
    this.clean = clean;
    this.labels = labels.clone();
    this.targets = targets.clone();
    this.epsilon = epsilon;
    this.seed = seed;
  }

  public PixelBatch clean() {
    return clean;
  }

  /** A copy of the true classes. */
  public long[] labels() {
    return labels.clone();
  }

  /** A copy of the target classes. */
  public long[] targets() {
    return targets.clone();
  }

  /** In levels of 1/255. */
  public int epsilon() {
    return epsilon;
  }

  public Seed seed() {
    return seed;
  }

  /** The same with another reach. */
  public AttackTask withEpsilon(int newEpsilon) {
    return new AttackTask(clean, labels, targets, newEpsilon, seed);
  }
}
