package io.reprise.datasets.procedural;

import java.util.Objects;

/** For each image of a set, which pixels belong to its object. Immutable. */
public final class ObjectMasks {
  private final int height;
  private final int width;
  private final byte[] inside;

  /**
   * Takes over the array without a copy: do not change it afterwards.
   *
   * @param inside 1 where a pixel belongs to the object and 0 elsewhere, mask after mask and row by
   *     row
   * @throws IllegalArgumentException if there is no whole number of masks, or a value is another
   */
  public ObjectMasks(int height, int width, byte[] inside) {
    if (height < 1 || width < 1 || inside.length == 0 || inside.length % (height * width) != 0) {
      throw new IllegalArgumentException(
          "object masks of "
              + height
              + "x"
              + width
              + " from "
              + inside.length
              + " values: expected one for each pixel of at least one mask");
    }
    for (int i = 0; i < inside.length; i++) {
      if (inside[i] != 0 && inside[i] != 1) {
        throw new IllegalArgumentException(
            "object mask "
                + i / (height * width)
                + " holds "
                + inside[i]
                + " at pixel "
                + i % (height * width)
                + ": expected 0 or 1");
      }
    }
    this.height = height;
    this.width = width;
    this.inside = inside;
  }

  /** How many masks there are, at least 1. */
  public int size() {
    return inside.length / (height * width);
  }

  public int height() {
    return height;
  }

  public int width() {
    return width;
  }

  /** Whether a pixel of an image belongs to its object. */
  public boolean inside(int image, int row, int column) {
    Objects.checkIndex(image, size());
    Objects.checkIndex(row, height);
    return inside[(image * height + row) * width + Objects.checkIndex(column, width)] == 1;
  }

  /**
   * A mask on a coarser grid, as maxima see it: a cell belongs to the object if any of its pixels
   * does.
   *
   * @return {@code rows * columns} values, row by row
   * @throws IllegalArgumentException if the pixels do not divide into the cells
   */
  public boolean[] coarse(int image, int rows, int columns) {
    if (rows < 1 || columns < 1 || height % rows != 0 || width % columns != 0) {
      throw new IllegalArgumentException(
          "object mask of "
              + height
              + "x"
              + width
              + " on a grid of "
              + rows
              + "x"
              + columns
              + ": expected divisors of both");
    }
    boolean[] cells = new boolean[rows * columns];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        cells[y * rows / height * columns + x * columns / width] |= inside(image, y, x);
      }
    }
    return cells;
  }

  /** SHA-256 over both extents and all values, in hexadecimal. */
  public String checksum() {
    return new Checksum().add(height, width).add(inside).hex();
  }
}
