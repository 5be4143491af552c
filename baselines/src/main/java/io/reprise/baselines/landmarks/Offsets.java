package io.reprise.baselines.landmarks;

import io.reprise.tensor.Engine;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;

/** The places of a square window, row by row. */
final class Offsets {
  private Offsets() {}

  /**
   * How far each place is from the middle.
   *
   * @param radius places to each side
   * @param across whether to the right, else down
   * @return {@code [1, 1, (2 radius + 1)^2]}
   */
  static Tensor of(Engine engine, int radius, boolean across) {
    int side = 2 * radius + 1;
    float[] offsets = new float[side * side];
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = (across ? i % side : i / side) - radius;
    }
    return engine.tensor(offsets, Shape.of(1, 1, offsets.length));
  }
}
