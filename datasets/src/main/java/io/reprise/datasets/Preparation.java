package io.reprise.datasets;

import io.reprise.tensor.Shape;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * How a picture becomes an input of a network.
 *
 * @param image the shape that every picture must have in the end, {@code [C, H, W]}
 * @param augmentations applied in this order
 * @param normalisation applied last
 */
public record Preparation(
    Shape image, List<Augmentation> augmentations, Normalisation normalisation) {
  /**
   * Copies the list and checks the channels.
   *
   * @throws IllegalArgumentException if shape and normalisation disagree
   */
  public Preparation {
    augmentations = List.copyOf(augmentations);
    if (image.rank() != 3 || image.dim(0) != normalisation.channels()) {
      throw new IllegalArgumentException(
          "preparation to images "
              + image
              + ": expected [C, H, W] with the "
              + normalisation.channels()
              + " channels of the normalisation");
    }
  }

  /** The picture after all augmentations. */
  Picture augment(Picture picture, UniformRandomProvider random) {
    for (Augmentation a : augmentations) {
      picture = a.apply(picture, random);
    }
    if (!picture.shape().equals(image)) {
      throw new IllegalArgumentException(
          "image " + picture.shape() + " after augmentation: expected " + image);
    }
    return picture;
  }
}
