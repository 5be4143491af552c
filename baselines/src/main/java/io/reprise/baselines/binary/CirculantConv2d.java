package io.reprise.baselines.binary;

import io.reprise.nn.BinaryConv2d;
import io.reprise.nn.ConvLayer;
import io.reprise.nn.Initializer;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.nn.Quantized;
import io.reprise.tensor.Op;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * A convolution of signs with signs whose filters are turned copies of fewer stored ones (CBCN,
 * arXiv 1910.10853, as its code has it): of each stored filter there is one copy for each of M
 * orientations, with the eight outer cells of its 3x3 kernels moved round and its M orientation
 * channels moved on. The factor is the mean absolute weight of the layer.
 */
public final class CirculantConv2d extends Module implements Quantized {
  /** The outer cells of a 3x3 kernel, clockwise from the first. */
  private static final int[] RING = {0, 1, 2, 5, 8, 7, 6, 3};

  private static final int CENTRE = 4;

  private final Tensor weight;
  private final List<Tensor> sources = new ArrayList<>();
  private final Op.Conv2d options;

  /**
   * A layer of {@code [N, in, H, W]} to {@code [N, out, H', W']}; the orientation is the channels'
   * fastest index.
   *
   * @param orientations M: 1, 2, 4 or 8
   * @throws IllegalArgumentException if channels do not divide by M, the kernel is not 1x1 or 3x3,
   *     or the convolution is grouped
   */
  public CirculantConv2d(
      LayerContext at, int orientations, int in, int out, int kernel, Op.Conv2d options) {
    if (orientations < 1 || 8 % orientations != 0) {
      throw new IllegalArgumentException(
          at.path() + ": " + orientations + " orientations: expected 1, 2, 4 or 8");
    }
    if (in % orientations != 0 || out % orientations != 0 || options.groups() != 1) {
      throw new IllegalArgumentException(
          at.path()
              + ": "
              + in
              + " to "
              + out
              + " channels in "
              + options.groups()
              + " groups: expected multiples of "
              + orientations
              + " in one group");
    }
    if (kernel != 1 && kernel != 3) {
      throw new IllegalArgumentException(at.path() + ": kernel " + kernel + ": expected 1 or 3");
    }
    this.options = options;
    int stored = orientations;
    weight =
        parameter(
            "weight",
            at.parameter(
                "weight",
                Shape.of(out / stored, in / stored, stored, kernel * kernel),
                Initializer.normal(0, Math.sqrt(2.0 / ((double) out * kernel * kernel)))));
    for (int k = 0; k < orientations; k++) {
      long[] from = kernel == 1 ? new long[] {0} : turned(8 / orientations * k);
      sources.add(at.engine().tensor(from, Shape.of(from.length)));
    }
  }

  /** Layers of so many orientations, for a design. */
  public static ConvLayer of(int orientations) {
    return (at, in, out, kernel, options) ->
        new CirculantConv2d(at, orientations, in, out, kernel, options);
  }

  /** By cell of a kernel turned clockwise by some eighths, the cell that its value came from. */
  private static long[] turned(int eighths) {
    long[] from = new long[RING.length + 1];
    from[CENTRE] = CENTRE;
    for (int r = 0; r < RING.length; r++) {
      from[RING[(r + eighths) % RING.length]] = RING[r];
    }
    return from;
  }

  /** The filters, turned, before their signs are taken: {@code [out, in, kernel, kernel]}. */
  public Tensor filters() {
    List<Tensor> copies = new ArrayList<>();
    for (int k = 0; k < sources.size(); k++) {
      copies.add(weight.indexSelect(3, sources.get(k)).roll(2, k));
    }
    Tensor all = copies.get(0).stack(1, copies.subList(1, copies.size()).toArray(new Tensor[0]));
    int m = sources.size();
    int side = weight.shape().dim(3) == 1 ? 1 : 3;
    return all.reshape(weight.shape().dim(0) * m, weight.shape().dim(1) * m, side, side);
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    Tensor factor = weight.abs().mean();
    return BinaryConv2d.sign(x).conv2d(BinaryConv2d.sign(filters()).mul(factor), options);
  }

  @Override
  public int weightBits() {
    return 1;
  }

  @Override
  public int inputBits() {
    return 1;
  }
}
