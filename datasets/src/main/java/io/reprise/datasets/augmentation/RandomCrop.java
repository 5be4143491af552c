package io.reprise.datasets.augmentation;

import io.reprise.datasets.Border;
import io.reprise.datasets.GeometricAugmentation;
import io.reprise.datasets.Warp;
import io.reprise.tensor.Shape;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Pads every side and cuts out a window of the original size, each position being equally likely;
 * as torchvision's {@code RandomCrop(32, padding=4)}.
 *
 * @param padding in pixels, at least 0
 * @param border what the padding shows
 */
public record RandomCrop(int padding, Border border) implements GeometricAugmentation {
  /** Checks the padding. */
  public RandomCrop {
    if (padding < 0) {
      throw new IllegalArgumentException(
          "random crop: padding " + padding + ": expected at least 0");
    }
  }

  /** Padded with black. */
  public RandomCrop(int padding) {
    this(padding, Border.BLACK);
  }

  @Override
  public Warp draw(Shape image, UniformRandomProvider random) {
    int top = random.nextInt(2 * padding + 1) - padding;
    int left = random.nextInt(2 * padding + 1) - padding;
    return Warp.crop(top, left, image.dim(1), image.dim(2), border);
  }
}
