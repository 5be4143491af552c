package io.reprise.datasets.procedural.drawing;

import io.reprise.datasets.Box;
import java.util.Optional;

/** A class for each pixel, from 0 (where nothing was drawn) to 255. */
public final class LabelMap {
  private final int height;
  private final int width;
  private final byte[] labels;

  public LabelMap(int height, int width) {
    this.height = height;
    this.width = width;
    labels = new byte[height * width];
  }

  public int height() {
    return height;
  }

  public int width() {
    return width;
  }

  /** Gives a label to the pixels of which an outline covers at least half. */
  public void fill(Polygon outline, int label) {
    if (label < 0 || label > 255) {
      throw new IllegalArgumentException("label " + label + ": expected from 0 to 255");
    }
    outline.cover(
        height,
        width,
        (row, column, share) -> {
          if (share >= 0.5) {
            labels[row * width + column] = (byte) label;
          }
        });
  }

  public int at(int row, int column) {
    return Byte.toUnsignedInt(labels[row * width + column]);
  }

  /** How many pixels have a label. */
  public int count(int label) {
    int n = 0;
    for (byte b : labels) {
      n += Byte.toUnsignedInt(b) == label ? 1 : 0;
    }
    return n;
  }

  /** The smallest box around all pixels of a label; empty if there are none. */
  public Optional<Box> box(int label) {
    int left = width;
    int top = height;
    int right = 0;
    int bottom = 0;
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        if (at(row, column) == label) {
          left = Math.min(left, column);
          right = Math.max(right, column + 1);
          top = Math.min(top, row);
          bottom = Math.max(bottom, row + 1);
        }
      }
    }
    return left < right ? Optional.of(new Box(left, top, right, bottom)) : Optional.empty();
  }

  /** A copy, row by row. */
  public byte[] labels() {
    return labels.clone();
  }
}
