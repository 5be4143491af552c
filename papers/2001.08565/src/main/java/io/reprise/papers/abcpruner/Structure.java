package io.reprise.papers.abcpruner;

import io.reprise.baselines.costs.Quantity;
import io.reprise.nn.Costs;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Module;
import io.reprise.tensor.Shape;
import java.util.function.Function;

/**
 * What a network costs, in the units of the paper's tables.
 *
 * @param flops as the authors count them, see {@link AuthorsFlops}
 * @param macs multiply-adds of convolutions and linear layers
 * @param params trained numbers
 * @param channels output channels of all convolutions
 */
record Structure(double flops, double macs, double params, double channels) {
  /** Of one image of shape {@code [C, H, W]}. */
  static Structure of(Function<LayerContext, ? extends Module> network, Shape image) {
    Costs costs = Costs.of(network, image);
    return new Structure(
        AuthorsFlops.of(network, image),
        costs.count(Costs.Convention.MACS),
        costs.parameters(),
        Quantity.CONV_CHANNELS.of(costs, costs));
  }

  /** The share that is saved, in percent. */
  static double saved(double full, double own) {
    return 100 * (full - own) / full;
  }
}
