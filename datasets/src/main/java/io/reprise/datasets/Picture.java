package io.reprise.datasets;

import io.reprise.tensor.Shape;
import java.util.Arrays;
import java.util.Objects;

/** One image with 8 bits a channel, of any size. Immutable. */
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

  /** The values themselves, for reading. */
  byte[] values() {
    return pixels;
  }

  /**
   * The picture with red, green and blue: itself, or its grey three times.
   *
   * @throws IllegalArgumentException if it has neither one channel nor three
   */
  public Picture inColour() {
    if (channels() == 3) {
      return this;
    }
    if (channels() != 1) {
      throw new IllegalArgumentException(
          "picture " + shape + " in colour: expected one channel or three");
    }
    byte[] rgb = new byte[3 * pixels.length];
    for (int c = 0; c < 3; c++) {
      System.arraycopy(pixels, 0, rgb, c * pixels.length, pixels.length);
    }
    return new Picture(Shape.of(3, height(), width()), rgb);
  }

  /** The picture left to right. */
  public Picture mirrored() {
    int width = width();
    byte[] out = new byte[pixels.length];
    for (int row = 0; row < pixels.length; row += width) {
      int last = row + width - 1;
      for (int x = 0; x < width; x++) {
        out[row + x] = pixels[last - x];
      }
    }
    return new Picture(shape, out);
  }

  /**
   * A window of the picture, which may reach beyond its edges.
   *
   * @param top the first row, negative above the picture
   * @param left the first column, negative to the left of the picture
   * @throws IllegalArgumentException if the window is empty, or {@code border} is {@link
   *     Border#REFLECT} and it reaches beyond an edge by as much as the picture is large
   */
  public Picture crop(int top, int left, int height, int width, Border border) {
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "crop of height " + height + " and width " + width + ": expected at least 1");
    }
    byte[] out = new byte[Math.multiplyExact(Math.multiplyExact(channels(), height), width)];
    int[] columns = border == Border.REFLECT ? reflected(left, width, width()) : new int[0];
    int[] rows = border == Border.REFLECT ? reflected(top, height, height()) : new int[0];
    int inside = Math.min(width, Math.max(0, -left));
    int kept = Math.max(0, Math.min(width() - Math.max(0, left), width - inside));
    for (int c = 0; c < channels(); c++) {
      for (int y = 0; y < height; y++) {
        int to = (c * height + y) * width;
        if (border == Border.REFLECT) {
          int from = (c * height() + rows[y]) * width();
          for (int x = 0; x < width; x++) {
            out[to + x] = pixels[from + columns[x]];
          }
        } else if (y + top >= 0 && y + top < height() && kept > 0) {
          int from = (c * height() + y + top) * width() + Math.max(0, left);
          System.arraycopy(pixels, from, out, to + inside, kept);
        }
      }
    }
    return new Picture(Shape.of(channels(), height, width), out);
  }

  /** Where in {@code 0 .. size - 1} the values from {@code first} on come from. */
  private static int[] reflected(int first, int count, int size) {
    if (first <= -size || first + count >= 2 * size) {
      throw new IllegalArgumentException(
          "reflecting crop from "
              + first
              + " to "
              + (first + count - 1)
              + " of "
              + size
              + " pixels: expected from "
              + (1 - size)
              + " to "
              + (2 * size - 2));
    }
    int[] from = new int[count];
    Arrays.setAll(
        from,
        i -> {
          int at = Math.abs(first + i);
          return at < size ? at : 2 * (size - 1) - at;
        });
    return from;
  }

  /**
   * The picture with another number of pixels, by the triangle filter, which is widened when the
   * picture shrinks (bilinear, anti-aliased). It gives what Pillow's {@code resize} with {@code
   * BILINEAR} gives: first across, then down, each rounded to 8 bits.
   */
  public Picture resized(int height, int width) {
    return Resampling.resize(this, height, width);
  }

  /**
   * A picture of the same size whose content is moved. Each pixel is read at the place that moves
   * onto its centre, between the centres of four pixels (bilinear, nearest to the edge); it is
   * black if that place is outside the picture.
   */
  public Picture moved(Affine map) {
    return Resampling.move(this, map);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Picture p && shape.equals(p.shape) && Arrays.equals(pixels, p.pixels);
  }

  @Override
  public int hashCode() {
    return Objects.hash(shape, Arrays.hashCode(pixels));
  }

  @Override
  public String toString() {
    return "picture " + shape;
  }
}
