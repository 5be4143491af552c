package io.reprise.baselines.landmarks;

import io.reprise.tensor.Engine;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;

/** Waves in three channels that move by a known number of pixels a frame. */
record MovingTexture(Engine engine, int side, double dx, double dy) {
  /** Frame {@code t}, {@code [1, 3, side, side]}, float64. */
  Tensor frame(int t) {
    double[] values = new double[3 * side * side];
    for (int i = 0; i < values.length; i++) {
      int channel = i / (side * side);
      double x = i % side - t * dx;
      double y = i / side % side - t * dy;
      values[i] =
          Math.sin(0.35 * x + 0.2 * y + channel)
              + Math.cos(0.15 * x - 0.4 * y + 2 * channel)
              + 0.5 * Math.sin(0.3 * y - 0.1 * x);
    }
    return engine.tensor(values, Shape.of(1, 3, side, side));
  }

  /** Points that move along, {@code [1, 2, 2]}. */
  Tensor points(int t) {
    double[] xy = {14.3 + t * dx, 17.6 + t * dy, 20.8 + t * dx, 15.4 + t * dy};
    return engine.tensor(xy, Shape.of(1, 2, 2));
  }
}
