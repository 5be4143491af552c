package io.reprise.datasets.augmentation;

import io.reprise.datasets.Border;
import io.reprise.datasets.GeometricAugmentation;
import io.reprise.datasets.Warp;
import io.reprise.tensor.Shape;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Cuts out a window of random area, shape and place and resizes it to a square, as torchvision's
 * {@code RandomResizedCrop}: ten tries with an area uniform between two shares of the image and a
 * ratio of width to height uniform in its logarithm; if none fits in the image, the largest window
 * in its middle whose ratio is within the limits.
 *
 * @param side of the result, in pixels
 * @param smallest share of the image's area, above 0
 * @param largest share of the image's area
 * @param narrowest ratio of width to height, above 0
 * @param widest ratio of width to height
 */
public record RandomResizedCrop(
    int side, double smallest, double largest, double narrowest, double widest)
    implements GeometricAugmentation {
  private static final int TRIES = 10;

  /** Checks the numbers. */
  public RandomResizedCrop {
    if (side < 1
        || !(smallest > 0 && smallest <= largest && largest <= 1)
        || !(narrowest > 0 && narrowest <= widest && Double.isFinite(widest))) {
      throw new IllegalArgumentException(
          "random resized crop to side "
              + side
              + ", area from "
              + smallest
              + " to "
              + largest
              + ", ratio from "
              + narrowest
              + " to "
              + widest
              + ": expected a side >= 1, 0 < area <= 1, 0 < ratio, and from <= to");
    }
  }

  /** With the limits of nearly all ImageNet training: area 0.08 to 1, ratio 3/4 to 4/3. */
  public RandomResizedCrop(int side) {
    this(side, 0.08, 1, 3.0 / 4, 4.0 / 3);
  }

  @Override
  public Warp draw(Shape image, UniformRandomProvider random) {
    Window window = window(image.dim(1), image.dim(2), random);
    Shape cut = Shape.of(image.dim(0), window.height, window.width);
    return Warp.crop(window.top, window.left, window.height, window.width, Border.BLACK)
        .then(Warp.resize(cut, side, side));
  }

  record Window(int top, int left, int height, int width) {}

  Window window(int height, int width, UniformRandomProvider random) {
    for (int i = 0; i < TRIES; i++) {
      double area = (double) height * width * random.nextDouble(smallest, Math.nextUp(largest));
      double ratio =
          StrictMath.exp(
              uniform(StrictMath.log(narrowest), StrictMath.log(widest), random.nextDouble()));
      int w = (int) Math.rint(Math.sqrt(area * ratio));
      int h = (int) Math.rint(Math.sqrt(area / ratio));
      if (w > 0 && w <= width && h > 0 && h <= height) {
        return new Window(random.nextInt(height - h + 1), random.nextInt(width - w + 1), h, w);
      }
    }
    return middle(height, width);
  }

  private static double uniform(double from, double to, double share) {
    return from + share * (to - from);
  }

  private Window middle(int height, int width) {
    int w = width;
    int h = height;
    if ((double) width / height < narrowest) {
      h = Math.max(1, (int) Math.rint(width / narrowest));
    } else if ((double) width / height > widest) {
      w = Math.max(1, (int) Math.rint(height * widest));
    }
    return new Window((height - h) / 2, (width - w) / 2, h, w);
  }
}
