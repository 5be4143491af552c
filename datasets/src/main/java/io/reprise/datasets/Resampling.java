package io.reprise.datasets;

import io.reprise.tensor.Shape;
import java.util.Arrays;

/** Pixels of a picture at other places. */
final class Resampling {
  /** Weights are whole numbers that add up to this: 255 times it still is an int. */
  private static final int BITS = 22;

  private Resampling() {}

  static Picture resize(Picture source, int height, int width) {
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "resize to height " + height + " and width " + width + ": expected at least 1");
    }
    int planes = source.channels();
    byte[] values = source.values();
    if (width != source.width()) {
      values =
          across(values, planes * source.height(), source.width(), taps(source.width(), width));
    }
    if (height != source.height()) {
      values = down(values, planes, source.height(), width, taps(source.height(), height));
    }
    return new Picture(Shape.of(planes, height, width), values);
  }

  /**
   * Of what each new value along an axis is made: {@code count[i]} old ones from {@code first[i]}.
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Taps(int[] first, int[][] weights) {}

  /** Pillow's triangle filter: at least a pixel wide to each side, in whole numbers. */
  private static Taps taps(int before, int after) {
    double scale = (double) before / after;
    double support = Math.max(1, scale);
    int[] first = new int[after];
    int[][] weights = new int[after][];
    for (int i = 0; i < after; i++) {
      double centre = (i + 0.5) * scale;
      int from = Math.max(0, (int) (centre - support + 0.5));
      int to = Math.min(before, (int) (centre + support + 0.5));
      double[] exact = new double[to - from];
      double sum = 0;
      for (int k = 0; k < exact.length; k++) {
        exact[k] = Math.max(0, 1 - Math.abs(k + from - centre + 0.5) / support);
        sum += exact[k];
      }
      first[i] = from;
      weights[i] = new int[exact.length];
      for (int k = 0; k < exact.length; k++) {
        weights[i][k] = (int) (0.5 + exact[k] / sum * (1 << BITS));
      }
    }
    return new Taps(first, weights);
  }

  private static byte[] across(byte[] values, int rows, int width, Taps taps) {
    int newWidth = taps.first.length;
    byte[] out = new byte[Math.multiplyExact(rows, newWidth)];
    for (int y = 0; y < rows; y++) {
      for (int x = 0; x < newWidth; x++) {
        int[] weights = taps.weights[x];
        int at = y * width + taps.first[x];
        int sum = 1 << (BITS - 1);
        for (int k = 0; k < weights.length; k++) {
          sum += weights[k] * (values[at + k] & 0xff);
        }
        out[y * newWidth + x] = clip(sum);
      }
    }
    return out;
  }

  private static byte[] down(byte[] values, int planes, int height, int width, Taps taps) {
    int newHeight = taps.first.length;
    byte[] out = new byte[Math.multiplyExact(planes * newHeight, width)];
    int[] sums = new int[width];
    for (int c = 0; c < planes; c++) {
      for (int y = 0; y < newHeight; y++) {
        Arrays.fill(sums, 1 << (BITS - 1));
        int[] weights = taps.weights[y];
        for (int k = 0; k < weights.length; k++) {
          int at = (c * height + taps.first[y] + k) * width;
          int weight = weights[k];
          for (int x = 0; x < width; x++) {
            sums[x] += weight * (values[at + x] & 0xff);
          }
        }
        int to = (c * newHeight + y) * width;
        for (int x = 0; x < width; x++) {
          out[to + x] = clip(sums[x]);
        }
      }
    }
    return out;
  }

  /** Rounded weights may add up to a little more than 1. */
  private static byte clip(int sum) {
    return (byte) Math.min(255, sum >> BITS);
  }

  static Picture move(Picture source, Affine map) {
    Affine back = map.inverse();
    int height = source.height();
    int width = source.width();
    int plane = height * width;
    byte[] in = source.values();
    byte[] out = new byte[in.length];
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        double x = back.xx() * column + back.xy() * row + back.dx();
        double y = back.yx() * column + back.yy() * row + back.dy();
        if (!(x >= -0.5 && x < width - 0.5 && y >= -0.5 && y < height - 0.5)) {
          continue;
        }
        double atX = Math.min(width - 1, Math.max(0, x));
        double atY = Math.min(height - 1, Math.max(0, y));
        int left = (int) atX;
        int top = (int) atY;
        int right = Math.min(width - 1, left + 1);
        int bottom = Math.min(height - 1, top + 1);
        double fx = atX - left;
        double fy = atY - top;
        for (int c = 0; c < in.length; c += plane) {
          double above =
              (1 - fx) * (in[c + top * width + left] & 0xff)
                  + fx * (in[c + top * width + right] & 0xff);
          double below =
              (1 - fx) * (in[c + bottom * width + left] & 0xff)
                  + fx * (in[c + bottom * width + right] & 0xff);
          out[c + row * width + column] = (byte) (int) ((1 - fy) * above + fy * below + 0.5);
        }
      }
    }
    return new Picture(source.shape(), out);
  }
}
