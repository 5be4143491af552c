package io.reprise.datasets.augmentation;

import io.reprise.datasets.Border;
import io.reprise.datasets.GeometricAugmentation;
import io.reprise.datasets.Warp;
import io.reprise.tensor.Shape;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Cuts a square out of the middle of an image, which is padded with black if it is smaller, as
 * torchvision's {@code CenterCrop}. Draws no random numbers.
 *
 * @param side in pixels, at least 1
 */
public record CentreCrop(int side) implements GeometricAugmentation {
  /** Checks the length. */
  public CentreCrop {
    if (side < 1) {
      throw new IllegalArgumentException("centre crop of side " + side + ": expected at least 1");
    }
  }

  @Override
  public Warp draw(Shape image, UniformRandomProvider random) {
    return Warp.crop(before(image.dim(1)), before(image.dim(2)), side, side, Border.BLACK);
  }

  /** Half of what is left over, in torchvision's rounding: a half goes to the even number. */
  private int before(int length) {
    return length >= side ? (int) Math.rint((length - side) / 2.0) : -((side - length) / 2);
  }
}
