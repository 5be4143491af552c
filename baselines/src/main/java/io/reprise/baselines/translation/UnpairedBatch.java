package io.reprise.baselines.translation;

import io.reprise.tensor.Shape;

/**
 * Images of two domains that have nothing to do with each other, in Java memory.
 *
 * @param a those of domain A, row-major
 * @param b as many of domain B
 * @param shape of either, {@code [N, C, H, W]}
 */
@SuppressWarnings("ArrayRecordComponent") // carries data, is never compared
public record UnpairedBatch(float[] a, float[] b, Shape shape) {
  /** Checks that the sizes agree. */
  public UnpairedBatch {
    if (a.length != shape.elements() || b.length != shape.elements()) {
      throw new IllegalArgumentException(
          "unpaired batch of " + a.length + " and " + b.length + " values: expected " + shape);
    }
  }
}
