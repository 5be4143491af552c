package io.reprise.baselines.costs;

import io.reprise.nn.ConvLayer;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Linear;
import io.reprise.nn.Module;
import io.reprise.nn.Sequential;
import io.reprise.tensor.Op;
import io.reprise.tensor.Tensor;
import java.util.List;

/**
 * A plain stack of 3x3 convolutions with batch normalisation and ReLU, of the kind that papers'
 * quick experiments use.
 *
 * @param channels of the input
 * @param layout widths of the convolutions; {@link #POOL} for a 2x2 maximum; a negative width for a
 *     convolution of stride 2
 */
record ConvStack(int channels, List<Integer> layout) {
  static final int POOL = 0;

  ConvStack {
    layout = List.copyOf(layout);
  }

  /** With the mean over all places and a linear classifier behind it. */
  Module averaged(LayerContext at, int classes) {
    Sequential.Builder all = new Sequential.Builder(at);
    int width = channels;
    for (int next : layout) {
      if (next == POOL) {
        all.then(x -> x.pool2d(Op.Pool2d.max(2, 2, 0)));
        continue;
      }
      int in = width;
      int out = Math.abs(next);
      Op.Conv2d options = Op.Conv2d.of(next < 0 ? 2 : 1, 1);
      all.add(c -> ConvLayer.NORMALIZED.build(c, in, out, 3, options)).then(Tensor::relu);
      width = out;
    }
    int features = width;
    return all.then(x -> x.mean(2, 3)).add(c -> new Linear(c, features, classes)).build();
  }
}
