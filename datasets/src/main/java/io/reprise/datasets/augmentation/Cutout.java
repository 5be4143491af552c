package io.reprise.datasets.augmentation;

import io.reprise.datasets.Augmentation;
import io.reprise.datasets.Picture;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Covers a square whose centre is any pixel, so that it may reach out of the image (DeVries and
 * Taylor, arXiv 1708.04552). Their code sets it to 0 after normalisation, which is the colour of
 * the mean.
 *
 * @param side of the square in pixels, at least 1
 * @param colour of the square, from 0 to 255 for each channel
 */
public record Cutout(int side, List<Integer> colour) implements Augmentation {
  /** Checks the numbers. */
  public Cutout {
    colour = Rectangle.requireColour("cutout", colour);
    if (side < 1) {
      throw new IllegalArgumentException("cutout of side " + side + ": expected at least 1");
    }
  }

  @Override
  public Picture apply(Picture picture, UniformRandomProvider random) {
    int top = random.nextInt(picture.height()) - side / 2;
    int left = random.nextInt(picture.width()) - side / 2;
    return new Rectangle(top, left, side, side).fill(picture, colour);
  }
}
