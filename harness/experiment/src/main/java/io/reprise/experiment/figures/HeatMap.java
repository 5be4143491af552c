package io.reprise.experiment.figures;

import io.reprise.datasets.Picture;
import io.reprise.tensor.Shape;

/**
 * Values on a grid as colours of {@link Viridis}. A value that is not finite is grey, which no
 * value of the colour map is.
 */
public final class HeatMap {
  static final int NOT_A_NUMBER = 0x9a9a9a;

  private HeatMap() {}

  /**
   * A square of one colour for each value.
   *
   * @param values {@code [rows][columns]}, from the top and the left
   * @param cell the side of a square in pixels
   * @throws IllegalArgumentException if rows differ in length or there is no value
   */
  public static Picture of(float[][] values, Range range, int cell) {
    if (cell < 1) {
      throw new IllegalArgumentException("heat map with cells of " + cell + ": expected >= 1");
    }
    int columns = columns(values);
    int height = Math.multiplyExact(values.length, cell);
    int width = Math.multiplyExact(columns, cell);
    int[] pixels = new int[Math.multiplyExact(height, width)];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        pixels[y * width + x] = colour(values[y / cell][x / cell], range);
      }
    }
    return picture(pixels, height, width);
  }

  /** The colour of a value. */
  static int colour(double value, Range range) {
    return Double.isFinite(value) ? Viridis.rgb(range.share(value)) : NOT_A_NUMBER;
  }

  /** How many columns all rows have. */
  static int columns(float[][] values) {
    int columns = values.length == 0 ? 0 : values[0].length;
    for (float[] row : values) {
      if (row.length != columns) {
        throw new IllegalArgumentException(
            "heat map with rows of " + columns + " and " + row.length + ": expected equal lengths");
      }
    }
    if (columns == 0) {
      throw new IllegalArgumentException("heat map without values: expected at least one");
    }
    return columns;
  }

  /** Pixels of the form {@code 0xRRGGBB}, row by row. */
  static Picture picture(int[] pixels, int height, int width) {
    byte[] planes = new byte[3 * pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      planes[i] = (byte) (pixels[i] >> 16);
      planes[pixels.length + i] = (byte) (pixels[i] >> 8);
      planes[2 * pixels.length + i] = (byte) pixels[i];
    }
    return new Picture(Shape.of(3, height, width), planes);
  }
}
