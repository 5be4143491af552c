package io.reprise.papers.abcpruner;

import io.reprise.nn.Costs;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Module;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import io.reprise.tensor.meta.MetaEngine;
import java.util.Set;
import java.util.function.Function;

/**
 * FLOPs as the authors' counter has them: a convolution's multiply-adds, 1 for each output of one
 * with a bias, 4 for each normalised element, and the 2 in - 1 products and sums of each output of
 * a linear layer. Batch normalisation follows every convolution. What it counts for averaging is
 * left out.
 */
final class AuthorsFlops {
  private static final int NORMALISED = 4;

  private AuthorsFlops() {}

  /** Of one image of shape {@code [C, H, W]}. */
  static double of(Function<LayerContext, ? extends Module> network, Shape image) {
    Set<String> parameters;
    try (MetaEngine shapes = new MetaEngine()) {
      parameters = network.apply(LayerContext.root(shapes, new Seed(0))).parameters().keySet();
    }
    double flops = 0;
    int side = 0;
    for (Costs.Layer layer : Costs.of(network, image).layers()) {
      double outputs = layer.output().elements();
      if (layer.isConvolution()) {
        int bias = parameters.contains(layer.name() + ".bias") ? 1 : 0;
        flops += layer.macs() + (NORMALISED + bias) * outputs;
        side = layer.output().dim(2);
      } else {
        flops += 2.0 * layer.macs() - outputs;
        flops += (side + 1.0) * layer.weight().dim(1);
      }
    }
    return flops;
  }
}
