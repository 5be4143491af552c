package io.reprise.datasets.augmentation;

import io.reprise.datasets.Affine;
import io.reprise.datasets.GeometricAugmentation;
import io.reprise.datasets.Warp;
import io.reprise.tensor.Shape;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Turns, scales and moves an image about its centre, each uniform; what was outside is black.
 *
 * @param degrees the largest angle, clockwise or counter-clockwise
 * @param translation the largest move to each side, as a share of width and height
 * @param smallest the smallest factor of scale, above 0
 * @param largest the largest factor of scale
 */
public record RandomAffine(double degrees, double translation, double smallest, double largest)
    implements GeometricAugmentation {
  /** Checks the numbers. */
  public RandomAffine {
    if (!(degrees >= 0 && degrees <= 180)
        || !(translation >= 0 && translation <= 1)
        || !(smallest > 0 && smallest <= largest && Double.isFinite(largest))) {
      throw new IllegalArgumentException(
          "random affine map with up to "
              + degrees
              + " degrees, translation "
              + translation
              + ", scale from "
              + smallest
              + " to "
              + largest
              + ": expected degrees in [0, 180], translation in [0, 1], 0 < from <= to");
    }
  }

  @Override
  public Warp draw(Shape image, UniformRandomProvider random) {
    double angle = StrictMath.toRadians(degrees * signed(random));
    double scale = smallest + (largest - smallest) * random.nextDouble();
    double right = translation * image.dim(2) * signed(random);
    double down = translation * image.dim(1) * signed(random);
    double x = (image.dim(2) - 1) / 2.0;
    double y = (image.dim(1) - 1) / 2.0;
    double cos = scale * StrictMath.cos(angle);
    double sin = scale * StrictMath.sin(angle);
    return Warp.affine(
        Affine.translation(-x, -y)
            .then(new Affine(cos, -sin, 0, sin, cos, 0))
            .then(Affine.translation(x + right, y + down)));
  }

  private static double signed(UniformRandomProvider random) {
    return 2 * random.nextDouble() - 1;
  }
}
