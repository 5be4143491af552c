package io.reprise.datasets.procedural;

import io.reprise.datasets.Dataset;
import io.reprise.datasets.ImageClassification;
import io.reprise.datasets.ImageSet;

/**
 * A data set for classification of which it is known where in each image the object is.
 *
 * @param train one mask for each training image, of its size
 * @param test one mask for each test image, of its size
 */
public record MaskedImages(ImageClassification images, ObjectMasks train, ObjectMasks test)
    implements Dataset {
  /**
   * Checks that each image has its mask.
   *
   * @throws IllegalArgumentException if numbers or sizes differ
   */
  public MaskedImages {
    require(images.train(), train, images.name() + ", training part");
    require(images.test(), test, images.name() + ", test part");
  }

  private static void require(ImageSet images, ObjectMasks masks, String part) {
    if (images.size() != masks.size()
        || images.image().dim(1) != masks.height()
        || images.image().dim(2) != masks.width()) {
      throw new IllegalArgumentException(
          part
              + ": "
              + masks.size()
              + " masks of "
              + masks.height()
              + "x"
              + masks.width()
              + ": expected "
              + images.size()
              + " for images of shape "
              + images.image());
    }
  }

  @Override
  public String name() {
    return images.name();
  }

  @Override
  public Origin origin() {
    return images.origin();
  }

  /** SHA-256 over the checksums of images and masks, in hexadecimal. */
  @Override
  public String checksum() {
    return new Checksum().add(images.checksum()).add(train.checksum()).add(test.checksum()).hex();
  }
}
