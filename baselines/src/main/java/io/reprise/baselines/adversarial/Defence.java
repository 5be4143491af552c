package io.reprise.baselines.adversarial;

import io.reprise.tensor.Engine;
import io.reprise.tensor.Seed;

/** Says what is on images that an attack may have changed. */
@FunctionalInterface
public interface Defence {
  /**
   * The class of each image.
   *
   * @param engine that the defence's networks run on
   * @param seed of all that the defence draws for this batch, so that it says the same again
   */
  long[] classes(Engine engine, PixelBatch images, Seed seed);

  /** A classifier as it is, which may have learned to resist. */
  static Defence of(ImageClassifier classifier) {
    return (engine, images, seed) -> classifier.classes(engine, images);
  }

  /** This defence, of images that a filter has changed back. */
  default Defence behind(PixelFilter filter) {
    return (engine, images, seed) -> classes(engine, filter.apply(images), seed);
  }
}
