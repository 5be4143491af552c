package io.reprise.baselines.binary;

import io.reprise.tensor.DType;
import io.reprise.tensor.Op;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import io.reprise.tensor.TensorType;
import java.util.Arrays;
import java.util.List;

/**
 * A convolution of signs with signs on bits, for inference on a processor (XNOR-Net, arXiv
 * 1603.05279): a {@code long} holds the signs of 64 channels, and of n products of signs {@code n -
 * 2 bitCount(a ^ b)} is the sum. Beyond the border the input is 0, not a sign: positions there are
 * left out and not counted. The result is that of the float convolution of the signs, to the bit,
 * as long as no sum exceeds 2^24.
 *
 * <p>Immutable; several threads may apply it at once.
 */
public final class PackedConv2d {
  private final Shape weight;
  private final Op.Conv2d options;
  private final int threads;

  /** Filters in a group. */
  private final int filters;

  /** Words of the channels of a group. */
  private final int words;

  /** {@code [group][kernel row][kernel column][word][filter of the group]}. */
  private final long[] bits;

  /**
   * Packs weights.
   *
   * @param weights whose signs count, {@code [O, C / groups, kH, kW]}, in row-major order
   * @param threads that share the work of one application, at least 1
   * @throws IllegalArgumentException if the weights do not have that shape
   */
  public PackedConv2d(float[] weights, Shape weight, Op.Conv2d options, int threads) {
    if (weight.rank() != 4 || weights.length != weight.elements()) {
      throw new IllegalArgumentException(
          "packed convolution: "
              + weights.length
              + " weights for shape "
              + weight
              + ": expected one each of [O, C / groups, kH, kW]");
    }
    if (weight.dim(0) % options.groups() != 0 || threads < 1) {
      throw new IllegalArgumentException(
          "packed convolution: "
              + weight.dim(0)
              + " filters in "
              + options.groups()
              + " groups on "
              + threads
              + " threads: expected a multiple, and at least one thread");
    }
    this.weight = weight;
    this.options = options;
    this.threads = threads;
    this.filters = weight.dim(0) / options.groups();
    int channels = weight.dim(1);
    this.words = PackedSigns.words(channels);
    int taps = weight.dim(2) * weight.dim(3);
    this.bits = new long[options.groups() * taps * words * filters];
    for (int o = 0; o < weight.dim(0); o++) {
      for (int c = 0; c < channels; c++) {
        for (int tap = 0; tap < taps; tap++) {
          int block = (o / filters * taps + tap) * words + c / Long.SIZE;
          bits[block * filters + o % filters] |=
              PackedSigns.bit(weights[(o * channels + c) * taps + tap], c);
        }
      }
    }
  }

  /** Packs a weight, for as many threads as its engine takes. */
  public static PackedConv2d of(Tensor weight, Op.Conv2d options) {
    String threads = weight.engine().describe().getOrDefault("threads", "1");
    return new PackedConv2d(weight.toFloats(), weight.shape(), options, Integer.parseInt(threads));
  }

  /**
   * Convolves the signs of {@code x [N, C, H, W]}, by way of Java memory.
   *
   * @return {@code [N, O, H', W']}, without a gradient
   * @throws IllegalArgumentException if the shapes do not fit
   */
  public Tensor apply(Tensor x) {
    return x.engine().tensor(apply(x.toFloats(), x.shape()), output(x.shape()));
  }

  /** The shape of the result for an input's. */
  private Shape output(Shape input) {
    return options
        .infer(List.of(new TensorType(input, DType.FLOAT32), new TensorType(weight, DType.FLOAT32)))
        .shape();
  }

  /** As above, of numbers in row-major order. */
  public float[] apply(float[] x, Shape input) {
    Shape output = output(input);
    if (x.length != input.elements()) {
      throw new IllegalArgumentException(
          "packed convolution: "
              + x.length
              + " numbers for shape "
              + input
              + ": expected one each");
    }
    PackedSigns signs = PackedSigns.of(x, input, options.groups(), threads);
    float[] out = new float[Math.toIntExact(output.elements())];
    int rows = output.dim(0) * output.dim(2);
    Rows.share(
        rows,
        threads,
        (from, to) -> {
          int[] differing = new int[filters];
          for (int row = from; row < to; row++) {
            row(signs, output, row / output.dim(2), row % output.dim(2), differing, out);
          }
        });
    return out;
  }

  private void row(PackedSigns signs, Shape output, int n, int oh, int[] differing, float[] out) {
    int plane = output.dim(2) * output.dim(3);
    for (int ow = 0; ow < output.dim(3); ow++) {
      for (int group = 0; group < options.groups(); group++) {
        int taps = count(signs, n, oh, ow, group, differing);
        int products = taps * weight.dim(1);
        int at = (n * output.dim(1) + group * filters) * plane + oh * output.dim(3) + ow;
        for (int f = 0; f < filters; f++) {
          out[at + f * plane] = products - 2 * differing[f];
        }
      }
    }
  }

  /**
   * Counts by filter the signs that differ at one place.
   *
   * @return how many positions of the kernel lie within the image
   */
  private int count(PackedSigns signs, int n, int oh, int ow, int group, int[] differing) {
    Arrays.fill(differing, 0);
    int taps = 0;
    for (int kh = 0; kh < weight.dim(2); kh++) {
      int h = oh * options.strideH() - options.paddingH() + kh * options.dilationH();
      if (h < 0 || h >= signs.height()) {
        continue;
      }
      for (int kw = 0; kw < weight.dim(3); kw++) {
        int w = ow * options.strideW() - options.paddingW() + kw * options.dilationW();
        if (w < 0 || w >= signs.width()) {
          continue;
        }
        taps++;
        int block = ((group * weight.dim(2) + kh) * weight.dim(3) + kw) * words;
        for (int i = 0; i < words; i++) {
          add(signs.word(n, h, w, group, i), bits, (block + i) * filters, differing);
        }
      }
    }
    return taps;
  }

  /** The loop in which all time goes. */
  private static void add(long word, long[] bits, int from, int[] differing) {
    for (int f = 0; f < differing.length; f++) {
      differing[f] += Long.bitCount(word ^ bits[from + f]);
    }
  }
}
