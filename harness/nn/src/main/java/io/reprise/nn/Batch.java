package io.reprise.nn;

import io.reprise.tensor.Shape;

/**
 * Examples in Java memory.
 *
 * @param inputs in row-major order
 * @param shape of the inputs, for example {@code [N, 3, 32, 32]}
 * @param labels one class an example
 */
@SuppressWarnings("ArrayRecordComponent") // carries data, is never compared
public record Batch(float[] inputs, Shape shape, long[] labels) {
  /** Checks that the sizes agree. */
  public Batch {
    if (inputs.length != shape.elements() || labels.length != shape.dim(0)) {
      throw new IllegalArgumentException(
          "batch: "
              + inputs.length
              + " values and "
              + labels.length
              + " labels for shape "
              + shape);
    }
  }
}
