package io.reprise.baselines.attention;

import io.reprise.tensor.DType;
import io.reprise.tensor.Op;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import io.reprise.tensor.TensorType;
import java.util.List;

/**
 * Where a convolution's kernel is put on its input, and which pixels lie under it. A position's
 * number counts images, rows and columns of the output; a pixel's number those of the padded input.
 *
 * @param output {@code [N, T, H', W']}
 */
record Positions(Shape input, Shape weight, Op.Conv2d options, Shape output) {
  static Positions of(Shape input, Shape weight, Op.Conv2d options) {
    TensorType u =
        options.infer(
            List.of(new TensorType(input, DType.FLOAT32), new TensorType(weight, DType.FLOAT32)));
    return new Positions(input, weight, options, u.shape());
  }

  /** How many there are. */
  int count() {
    return output.dim(0) * output.dim(2) * output.dim(3);
  }

  /** How many pixels lie under the kernel. */
  int window() {
    return weight.dim(2) * weight.dim(3);
  }

  /** How wide a padded row is. */
  int paddedWidth() {
    return input.dim(3) + 2 * options.paddingW();
  }

  private int paddedHeight() {
    return input.dim(2) + 2 * options.paddingH();
  }

  /** The padded input as one row of C values a pixel. */
  Tensor pixels(Tensor x) {
    Tensor last = x.permute(0, 2, 3, 1);
    Tensor padded =
        options.paddingH() + options.paddingW() == 0
            ? last
            : last.pad(1, options.paddingH(), options.paddingH(), 0)
                .pad(2, options.paddingW(), options.paddingW(), 0);
    return padded.reshape(input.dim(0) * paddedHeight() * paddedWidth(), input.dim(1));
  }

  /** The pixel under the kernel's first element. */
  long corner(long position) {
    int columns = output.dim(3);
    int rows = output.dim(2);
    long row = position / columns % rows;
    long image = position / columns / rows;
    return (image * paddedHeight() + row * options.strideH()) * paddedWidth()
        + position % columns * options.strideW();
  }

  /** How far the pixels under the kernel are from that under its first element, row by row. */
  int[] offsets() {
    int[] offsets = new int[window()];
    for (int k = 0; k < offsets.length; k++) {
      offsets[k] =
          k / weight.dim(3) * options.dilationH() * paddedWidth()
              + k % weight.dim(3) * options.dilationW();
    }
    return offsets;
  }

  /** The pixels under the kernel at some positions, window after window. */
  long[] windows(long[] positions) {
    int[] offsets = offsets();
    long[] pixels = new long[positions.length * offsets.length];
    int i = 0;
    for (long position : positions) {
      long corner = corner(position);
      for (int offset : offsets) {
        pixels[i++] = corner + offset;
      }
    }
    return pixels;
  }

  /** The numbers of the elements that are not 0, in order. */
  static long[] open(float[] gate) {
    int count = 0;
    for (float v : gate) {
      count += v == 0 ? 0 : 1;
    }
    long[] open = new long[count];
    int next = 0;
    for (int i = 0; i < gate.length; i++) {
      if (gate[i] != 0) {
        open[next++] = i;
      }
    }
    return open;
  }

  /** Some elements. */
  static float[] take(float[] values, long[] numbers) {
    float[] taken = new float[numbers.length];
    for (int i = 0; i < taken.length; i++) {
      taken[i] = values[(int) numbers[i]];
    }
    return taken;
  }
}
