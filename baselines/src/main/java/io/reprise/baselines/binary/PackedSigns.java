package io.reprise.baselines.binary;

import io.reprise.tensor.Shape;

/**
 * The signs of images, 64 channels in a {@code long}: bit {@code c mod 64} is set where channel c
 * is 0 or more. The channels of a group start a new word, whose unused bits are 0.
 */
final class PackedSigns {
  private final int height;
  private final int width;
  private final int groups;

  /** Words of a group. */
  private final int words;

  /** {@code [image][row][column][group][word]}. */
  private final long[] bits;

  private PackedSigns(int height, int width, int groups, int words, long[] bits) {
    this.height = height;
    this.width = width;
    this.groups = groups;
    this.words = words;
    this.bits = bits;
  }

  /** How many words hold so many signs. */
  static int words(int channels) {
    return (channels + Long.SIZE - 1) / Long.SIZE;
  }

  /** The sign of a number at its channel's place in a word; NaN counts as negative. */
  static long bit(float value, int channel) {
    return (value >= 0 ? 1L : 0L) << channel;
  }

  /**
   * Packs numbers.
   *
   * @param x in row-major order
   * @param shape {@code [N, C, H, W]}, C a multiple of {@code groups}
   */
  static PackedSigns of(float[] x, Shape shape, int groups, int threads) {
    int channels = shape.dim(1) / groups;
    int words = words(channels);
    int height = shape.dim(2);
    int width = shape.dim(3);
    int plane = height * width;
    int perPixel = groups * words;
    long[] bits = new long[Math.multiplyExact(shape.dim(0) * plane, perPixel)];
    Rows.share(
        shape.dim(0) * height,
        threads,
        (from, to) -> {
          for (int row = from; row < to; row++) {
            for (int c = 0; c < shape.dim(1); c++) {
              int word = c / channels * words + c % channels / Long.SIZE;
              int source = (row / height * shape.dim(1) + c) * plane + row % height * width;
              int target = row * width * perPixel + word;
              for (int w = 0; w < width; w++) {
                bits[target + w * perPixel] |= bit(x[source + w], c % channels);
              }
            }
          }
        });
    return new PackedSigns(height, width, groups, words, bits);
  }

  int height() {
    return height;
  }

  int width() {
    return width;
  }

  /** A word of a pixel. */
  long word(int image, int row, int column, int group, int word) {
    return bits[(((image * height + row) * width + column) * groups + group) * words + word];
  }
}
