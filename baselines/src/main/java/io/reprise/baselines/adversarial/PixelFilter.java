package io.reprise.baselines.adversarial;

/** Takes small changes out of images, whatever made them. */
@FunctionalInterface
public interface PixelFilter {
  /** Images of the same shape. */
  PixelBatch apply(PixelBatch images);
}
