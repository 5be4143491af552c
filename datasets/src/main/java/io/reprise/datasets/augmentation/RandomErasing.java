package io.reprise.datasets.augmentation;

import io.reprise.datasets.Augmentation;
import io.reprise.datasets.Picture;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Covers a rectangle inside the image, as Zhong et al. (arXiv 1708.04896) and the code of person
 * re-identification that follows them: up to 100 tries with an area uniform between two shares of
 * the image and a ratio of height to width uniform between {@code r} and {@code 1 / r}, until one
 * is smaller than the image; an image in which none fits stays.
 *
 * @param probability that an image is changed
 * @param smallest share of the image's area, above 0
 * @param largest share of the image's area
 * @param ratio {@code r}, above 0 and at most 1
 * @param colour of the rectangle, from 0 to 255 for each channel; usually the data set's mean
 */
public record RandomErasing(
    double probability, double smallest, double largest, double ratio, List<Integer> colour)
    implements Augmentation {
  private static final int TRIES = 100;

  /** Checks the numbers. */
  public RandomErasing {
    colour = Rectangle.requireColour("random erasing", colour);
    if (!(probability >= 0 && probability <= 1)
        || !(smallest > 0 && smallest <= largest && largest < 1)
        || !(ratio > 0 && ratio <= 1)) {
      throw new IllegalArgumentException(
          "random erasing with probability "
              + probability
              + ", area from "
              + smallest
              + " to "
              + largest
              + ", ratio from "
              + ratio
              + ": expected probability in [0, 1], 0 < area < 1, 0 < ratio <= 1, and from <= to");
    }
  }

  /** With the published limits: every second image, area 0.02 to 0.4, ratio 0.3. */
  public RandomErasing(List<Integer> colour) {
    this(0.5, 0.02, 0.4, 0.3, colour);
  }

  @Override
  public Picture apply(Picture picture, UniformRandomProvider random) {
    if (random.nextDouble() >= probability) {
      return picture;
    }
    for (int i = 0; i < TRIES; i++) {
      double share = smallest + (largest - smallest) * random.nextDouble();
      double aspect = ratio + (1 / ratio - ratio) * random.nextDouble();
      double area = share * picture.height() * picture.width();
      int height = (int) Math.rint(Math.sqrt(area * aspect));
      int width = (int) Math.rint(Math.sqrt(area / aspect));
      if (height < picture.height() && width < picture.width()) {
        int top = random.nextInt(picture.height() - height);
        int left = random.nextInt(picture.width() - width);
        return new Rectangle(top, left, height, width).fill(picture, colour);
      }
    }
    return picture;
  }
}
