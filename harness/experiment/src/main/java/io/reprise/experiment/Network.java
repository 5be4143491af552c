package io.reprise.experiment;

import io.reprise.nn.Costs;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Module;
import io.reprise.tensor.Shape;
import java.util.function.Function;

/**
 * A full-size published network in one setting, for costs and latency.
 *
 * @param name as in {@code reported.csv}, for example {@code ResNet-56}
 * @param setting for example {@code unpruned} or {@code rate 40%, integer widths}
 * @param baseline the setting of this network that reductions are relative to
 * @param image {@code [C, H, W]}
 * @param builder makes the network
 */
public record Network(
    String name,
    String setting,
    String baseline,
    Shape image,
    Function<LayerContext, Module> builder) {
  /** What it costs for one image. */
  public Costs costs() {
    return Costs.of(builder, image);
  }
}
