package io.reprise.baselines.restoration;

import io.reprise.nn.ConvLayer;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.nn.Sequential;
import io.reprise.tensor.Op;
import io.reprise.tensor.Tensor;
import java.util.List;

/**
 * A critic of overlapping patches (arXiv 1611.07004) with instance normalisation: {@code [N, 3, H,
 * W]} to scores {@code [N, 1, H', W']}.
 */
public final class PatchCritic extends Module {
  private static final int KERNEL = 4;
  private static final int PADDING = 2;
  private static final double SLOPE = 0.2;

  private final Sequential layers;

  /**
   * A critic.
   *
   * @param widths of the convolutions; all but the last have stride 2
   */
  public PatchCritic(LayerContext at, List<Integer> widths) {
    Sequential.Builder all = new Sequential.Builder(at.at("layers"));
    int in = 3;
    for (int i = 0; i < widths.size(); i++) {
      int from = in;
      int out = widths.get(i);
      Op.Conv2d options = Op.Conv2d.of(i + 1 < widths.size() ? 2 : 1, PADDING);
      all.add(c -> ConvLayer.BIASED.build(c, from, out, KERNEL, options));
      if (i > 0) {
        all.add(c -> DeblurGenerator.INSTANCE_NORM.build(c, out));
      }
      all.then(x -> x.leakyRelu(SLOPE));
      in = out;
    }
    int last = in;
    all.add(c -> ConvLayer.BIASED.build(c, last, 1, KERNEL, Op.Conv2d.of(1, PADDING)));
    layers = child("layers", all.build());
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return layers.forward(x, mode);
  }
}
