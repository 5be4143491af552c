package io.reprise.baselines.adversarial;

import io.reprise.tensor.Shape;
import java.util.Arrays;

/**
 * Replaces each value by the median of the 3x3 values around it in its channel; pixels at the edge
 * count as many times as the window leaves the image there.
 */
public record MedianFilter() implements PixelFilter {
  private static final int SIDE = 3;

  @Override
  public PixelBatch apply(PixelBatch images) {
    Shape shape = images.shape();
    int height = shape.dim(2);
    int width = shape.dim(3);
    int planes = shape.dim(0) * shape.dim(1);
    byte[] out = new byte[Math.toIntExact(shape.elements())];
    int[] window = new int[SIDE * SIDE];
    for (int plane = 0; plane < planes; plane++) {
      int start = plane * height * width;
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          for (int k = 0; k < window.length; k++) {
            int row = Math.max(0, Math.min(height - 1, y + k / SIDE - 1));
            int column = Math.max(0, Math.min(width - 1, x + k % SIDE - 1));
            window[k] = images.at(start + row * width + column);
          }
          Arrays.sort(window);
          out[start + y * width + x] = (byte) window[window.length / 2];
        }
      }
    }
    return new PixelBatch(shape, out);
  }
}
