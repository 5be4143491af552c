package io.reprise.datasets.augmentation;

import io.reprise.datasets.GeometricAugmentation;
import io.reprise.datasets.Warp;
import io.reprise.tensor.Shape;
import org.apache.commons.rng.UniformRandomProvider;

/** Mirrors every second image, on average, left to right. */
public record HorizontalFlip() implements GeometricAugmentation {
  @Override
  public Warp draw(Shape image, UniformRandomProvider random) {
    return random.nextBoolean() ? Warp.mirror(image) : Warp.NONE;
  }
}
