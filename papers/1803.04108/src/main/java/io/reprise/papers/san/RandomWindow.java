package io.reprise.papers.san;

import io.reprise.datasets.Border;
import io.reprise.datasets.GeometricAugmentation;
import io.reprise.datasets.Warp;
import io.reprise.tensor.Shape;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Cuts out a square window, each place in the picture being equally likely.
 *
 * @param side in pixels, at least 1
 */
record RandomWindow(int side) implements GeometricAugmentation {
  RandomWindow {
    if (side < 1) {
      throw new IllegalArgumentException("window of side '" + side + "': expected at least 1");
    }
  }

  @Override
  public Warp draw(Shape image, UniformRandomProvider random) {
    if (side > image.dim(1) || side > image.dim(2)) {
      throw new IllegalArgumentException(
          "window of side " + side + " in an image " + image + ": expected one that fits");
    }
    int top = random.nextInt(image.dim(1) - side + 1);
    int left = random.nextInt(image.dim(2) - side + 1);
    return Warp.crop(top, left, side, side, Border.BLACK);
  }
}
