package io.reprise.datasets;

import org.apache.commons.rng.UniformRandomProvider;

/**
 * A change of one image before it is normalised; random, unless it draws no numbers. Safe for use
 * by several threads.
 */
@FunctionalInterface
public interface Augmentation {
  /**
   * The changed image.
   *
   * @param picture of any size; it is not changed
   * @param random where all randomness must come from
   */
  Picture apply(Picture picture, UniformRandomProvider random);

  /** The changed image with its landmarks and boxes, which stay unless pixels change places. */
  default AnnotatedPicture apply(AnnotatedPicture annotated, UniformRandomProvider random) {
    return annotated.with(apply(annotated.picture(), random));
  }
}
