package io.reprise.baselines.attention;

import io.reprise.tensor.Engine;
import io.reprise.tensor.Op;
import io.reprise.tensor.Scope;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * A convolution's output times a gate V, computed only where V is not 0 (arXiv 1703.08651, section
 * 3). A gate of one map closes whole columns of im2col: what is open is gathered, goes through one
 * smaller matrix product, and is put into its place. A gate of as many maps as the output has
 * closes single cells, see {@link OpenCells}.
 *
 * <p>For inference: no gradients flow. The weights are reordered once, so {@link #refresh} must
 * follow a change of them.
 */
public final class GatedConvolution {
  /** Elements of the columns that are multiplied at once: what stays in a processor's cache. */
  private static final int PIECE = 1 << 20;

  private final Tensor weight;
  private final Tensor ordered;
  private final Op.Conv2d options;
  private final boolean rectified;

  /**
   * Memory belongs to the scope in which this is called.
   *
   * @param weight {@code [T, C, kH, kW]}
   * @param rectified whether the convolution goes through ReLU before it is multiplied
   * @throws IllegalArgumentException if there is more than one group
   */
  public GatedConvolution(Tensor weight, Op.Conv2d options, boolean rectified) {
    if (options.groups() != 1) {
      throw new IllegalArgumentException(
          "gated convolution of " + options.groups() + " groups: expected one");
    }
    this.weight = weight;
    this.options = options;
    this.rectified = rectified;
    Shape w = weight.shape();
    ordered = weight.engine().full(0, Shape.of(w.dim(0), w.dim(2) * w.dim(3) * w.dim(1)));
    refresh();
  }

  /** Takes over the values that the weight has now. */
  public void refresh() {
    try (Scope update = weight.engine().inference()) {
      ordered.assign(weight.permute(0, 2, 3, 1).reshape(ordered.shape().dim(0), -1));
    }
  }

  /**
   * {@code U * V}.
   *
   * @param x {@code [N, C, H, W]}
   * @param gate V, {@code [N, 1 or T, H', W']} where the convolution of x is {@code [N, T, H', W']}
   * @throws IllegalArgumentException if the gate has another shape, as that of a layer of another
   *     stride has
   */
  public Tensor apply(Tensor x, Tensor gate) {
    Positions positions = positions(x, gate);
    float[] v = gate.toFloats();
    return gate.shape().dim(1) == 1
        ? columns(x, v, positions)
        : OpenCells.multiply(x, v, ordered, positions, rectified);
  }

  /**
   * What {@link #apply} costs, on an engine without values.
   *
   * @param zeroRate the share of V that counts as 0, for a gate of one map; with more maps all
   *     counts as open
   */
  Tensor shapes(Tensor x, Tensor gate, double zeroRate) {
    Positions positions = positions(x, gate);
    if (gate.shape().dim(1) != 1) {
      return x.conv2d(weight, options).mul(gate);
    }
    int open = (int) Math.round((1 - zeroRate) * positions.count());
    Engine engine = x.engine();
    if (open > 0) {
      // As many positions of a 1x1 convolution over the columns have the same multiply-adds.
      int length = ordered.shape().dim(1);
      Tensor filters = ordered.reshape(ordered.shape().dim(0), length, 1, 1);
      engine.full(0, Shape.of(1, length, open, 1)).conv2d(filters, Op.Conv2d.PLAIN);
    }
    return engine.full(0, positions.output()).mul(gate);
  }

  private Positions positions(Tensor x, Tensor gate) {
    Positions positions = Positions.of(x.shape(), weight.shape(), options);
    Shape u = positions.output();
    Shape v = gate.shape();
    boolean fits =
        v.rank() == 4
            && (v.dim(1) == 1 || v.dim(1) == u.dim(1))
            && v.with(1, 1).equals(u.with(1, 1));
    if (!fits) {
      throw new IllegalArgumentException(
          "gated convolution: gate "
              + v
              + " of output "
              + u
              + ": expected one map or as many, at the same positions (the same stride)");
    }
    return positions;
  }

  private Tensor columns(Tensor x, float[] gate, Positions positions) {
    Engine engine = x.engine();
    long[] open = Positions.open(gate);
    Shape u = positions.output();
    int maps = u.dim(1);
    Tensor closed = engine.full(0, Shape.of(positions.count(), maps));
    if (open.length > 0) {
      Tensor products = product(positions.pixels(x), open, positions);
      Tensor factors = engine.tensor(Positions.take(gate, open), Shape.of(open.length, 1));
      Tensor y = (rectified ? products.relu() : products).mul(factors);
      closed = closed.indexAdd(0, engine.tensor(open, Shape.of(open.length)), y);
    }
    return closed.reshape(u.dim(0), u.dim(2), u.dim(3), maps).permute(0, 3, 1, 2);
  }

  /** The convolution at some positions, {@code [M, T]}, a piece after the other. */
  private Tensor product(Tensor pixels, long[] open, Positions positions) {
    int window = positions.window();
    int length = ordered.shape().dim(1);
    int step = Math.max(1, PIECE / length);
    Tensor index = pixels.engine().tensor(positions.windows(open), Shape.of(open.length * window));
    List<Tensor> pieces = new ArrayList<>();
    for (int from = 0; from < open.length; from += step) {
      int to = Math.min(open.length, from + step);
      Tensor part = index.slice(0, from * window, to * window);
      pieces.add(pixels.indexSelect(0, part).reshape(to - from, length).linear(ordered, null));
    }
    Tensor first = pieces.remove(0);
    return pieces.isEmpty() ? first : first.concat(0, pieces.toArray(Tensor[]::new));
  }
}
