package io.reprise.baselines.pruning;

import io.reprise.baselines.ResNet;
import io.reprise.nn.ConvNorm;
import io.reprise.nn.Costs;
import io.reprise.nn.LayerContext;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import io.reprise.tensor.meta.MetaEngine;
import java.util.LinkedHashMap;
import java.util.Map;

/** The convolutions of a residual network that filter pruning acts on: all but projections. */
public final class ResNetFilters {
  private ResNetFilters() {}

  /** The stem and the branch convolutions, by path, in forward order. */
  public static Map<String, ConvNorm> of(ResNet net) {
    Map<String, ConvNorm> all = new LinkedHashMap<>();
    net.modules()
        .forEach(
            (path, m) -> {
              if (m instanceof ConvNorm conv && !path.endsWith("projection")) {
                all.put(path, conv);
              }
            });
    return all;
  }

  /** The weights of {@link #of}. */
  public static Map<String, Tensor> weights(ResNet net) {
    Map<String, Tensor> all = new LinkedHashMap<>();
    of(net).forEach((path, conv) -> all.put(path, conv.conv().weight()));
    return all;
  }

  /** As many filters of each convolution as a rate prunes, at random: for costs and latency. */
  public static FilterSelection random(ResNet.Design design, double rate, Seed seed) {
    try (MetaEngine shapes = new MetaEngine()) {
      ResNet net = new ResNet(LayerContext.root(shapes, seed), design);
      return FilterSelection.random(weights(net), rate, seed);
    }
  }

  /**
   * Convolution multiply-adds if every width could shrink by exactly the rate, as papers count
   * them: a convolution is narrowed in its filters if it is pruned, and in its inputs if those come
   * from a pruned convolution and from no sum.
   *
   * @param image {@code [C, H, W]}
   */
  public static double continuousMacs(ResNet.Design design, Shape image, double rate) {
    double kept = 1 - rate;
    double macs = 0;
    for (Costs.Layer layer : Costs.of(at -> new ResNet(at, design), image).layers()) {
      if (layer.weight().rank() != 4) {
        continue;
      }
      String conv = layer.name().replaceFirst("\\.conv$", "");
      boolean narrowFilters = !conv.endsWith("projection");
      boolean afterStem = conv.startsWith("stage1_block0.") && conv.matches(".*(conv1|projection)");
      boolean insideBranch = conv.matches(".*\\.conv[23]");
      macs += layer.macs() * (narrowFilters ? kept : 1) * (afterStem || insideBranch ? kept : 1);
    }
    return macs;
  }
}
