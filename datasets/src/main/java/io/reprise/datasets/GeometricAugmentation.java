package io.reprise.datasets;

import io.reprise.tensor.Shape;
import org.apache.commons.rng.UniformRandomProvider;

/** An augmentation that moves pixels, and landmarks and boxes with them. */
public interface GeometricAugmentation extends Augmentation {
  /**
   * Draws a change.
   *
   * @param image the shape of the image to change, {@code [C, H, W]}
   */
  Warp draw(Shape image, UniformRandomProvider random);

  @Override
  default Picture apply(Picture picture, UniformRandomProvider random) {
    return draw(picture.shape(), random).apply(picture);
  }

  @Override
  default AnnotatedPicture apply(AnnotatedPicture annotated, UniformRandomProvider random) {
    return annotated.warped(draw(annotated.picture().shape(), random));
  }
}
