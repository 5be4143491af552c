package io.reprise.datasets;

import io.reprise.tensor.Shape;

/** One image with 8 bits a channel, of any size. */
public final class Picture {
  private final Shape shape;
  private final byte[] pixels;

  /**
   * Takes over the pixels without a copy: do not change them afterwards.
   *
   * @param shape {@code [C, H, W]}
   * @param pixels unsigned, each channel plane by channel plane and row by row
   * @throws IllegalArgumentException if there is not a value for each element
   */
  public Picture(Shape shape, byte[] pixels) {
    if (shape.rank() != 3 || shape.elements() < 1 || pixels.length != shape.elements()) {
      throw new IllegalArgumentException(
          "picture of shape "
              + shape
              + " with "
              + pixels.length
              + " values: expected [C, H, W] with every extent >= 1, and a value an element");
    }
    this.shape = shape;
    this.pixels = pixels;
  }

  /** {@code [C, H, W]}. */
  public Shape shape() {
    return shape;
  }

  public int channels() {
    return shape.dim(0);
  }

  public int height() {
    return shape.dim(1);
  }

  public int width() {
    return shape.dim(2);
  }

  /** One value, from 0 to 255. */
  public int at(int channel, int row, int column) {
    return Byte.toUnsignedInt(pixels[(channel * height() + row) * width() + column]);
  }

  /** A copy of all values, plane by plane. */
  public byte[] pixels() {
    return pixels.clone();
  }
}
