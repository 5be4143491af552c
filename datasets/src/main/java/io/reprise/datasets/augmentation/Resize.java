package io.reprise.datasets.augmentation;

import io.reprise.datasets.GeometricAugmentation;
import io.reprise.datasets.Warp;
import io.reprise.tensor.Shape;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Resizes an image so that its shorter side has a given length and its sides keep their ratio (the
 * longer one is rounded down), as torchvision's {@code Resize(256)}. Draws no random numbers.
 *
 * @param shorterSide in pixels, at least 1
 */
public record Resize(int shorterSide) implements GeometricAugmentation {
  /** Checks the length. */
  public Resize {
    if (shorterSide < 1) {
      throw new IllegalArgumentException(
          "resize to a shorter side of " + shorterSide + ": expected at least 1");
    }
  }

  @Override
  public Warp draw(Shape image, UniformRandomProvider random) {
    int height = image.dim(1);
    int width = image.dim(2);
    int longer = (int) ((long) shorterSide * Math.max(height, width) / Math.min(height, width));
    return height <= width
        ? Warp.resize(image, shorterSide, longer)
        : Warp.resize(image, longer, shorterSide);
  }
}
