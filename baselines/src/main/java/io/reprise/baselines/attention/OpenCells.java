package io.reprise.baselines.attention;

import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;

/**
 * The products of a gate with as many maps as the convolution has, one dot product for each cell
 * that is open. In Java: each cell has its own column and its own filter, for which tensors offer
 * nothing but to gather both, and that measured three to four times slower than this.
 */
final class OpenCells {
  private static final int LANES = 8;

  private OpenCells() {}

  /**
   * {@code U * V}.
   *
   * @param gate of V, {@code [N, T, H', W']} in row-major order
   * @param weight {@code [T, kH * kW * C]}
   */
  static Tensor multiply(
      Tensor x, float[] gate, Tensor weight, Positions positions, boolean rectified) {
    Shape u = positions.output();
    int maps = u.dim(1);
    int area = u.dim(2) * u.dim(3);
    int channels = x.shape().dim(1);
    int length = weight.shape().dim(1);
    float[] filters = weight.toFloats();
    float[] pixels = positions.pixels(x).toFloats();
    int[] offsets = positions.offsets();
    float[] column = new float[length];
    float[] y = new float[gate.length];
    for (int position = 0; position < positions.count(); position++) {
      int first = position / area * maps * area + position % area;
      boolean gathered = false;
      for (int t = 0; t < maps; t++) {
        int cell = first + t * area;
        if (gate[cell] != 0) {
          if (!gathered) {
            gather(pixels, positions.corner(position), offsets, channels, column);
            gathered = true;
          }
          float product = dot(column, filters, t * length);
          y[cell] = gate[cell] * (rectified ? Math.max(product, 0) : product);
        }
      }
    }
    return x.engine().tensor(y, u);
  }

  private static void gather(
      float[] pixels, long corner, int[] offsets, int channels, float[] column) {
    for (int k = 0; k < offsets.length; k++) {
      int from = Math.toIntExact((corner + offsets[k]) * channels);
      System.arraycopy(pixels, from, column, k * channels, channels);
    }
  }

  /** Several sums at once, so that one addition need not wait for the one before it. */
  private static float dot(float[] a, float[] b, int from) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    float s4 = 0;
    float s5 = 0;
    float s6 = 0;
    float s7 = 0;
    int whole = a.length - a.length % LANES;
    for (int i = 0; i < whole; i += LANES) {
      int j = from + i;
      s0 += a[i] * b[j];
      s1 += a[i + 1] * b[j + 1];
      s2 += a[i + 2] * b[j + 2];
      s3 += a[i + 3] * b[j + 3];
      s4 += a[i + 4] * b[j + 4];
      s5 += a[i + 5] * b[j + 5];
      s6 += a[i + 6] * b[j + 6];
      s7 += a[i + 7] * b[j + 7];
    }
    float rest = 0;
    for (int i = whole; i < a.length; i++) {
      rest += a[i] * b[from + i];
    }
    return s0 + s1 + (s2 + s3) + (s4 + s5 + (s6 + s7)) + rest;
  }
}
