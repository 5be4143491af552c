package io.reprise.baselines.costs;

import io.reprise.nn.Costs;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Module;
import io.reprise.tensor.Shape;
import java.util.function.Function;

/**
 * A network of a paper in one setting.
 *
 * @param name as the paper calls it, for example {@code ResNet-50}
 * @param setting for example {@code SGE, 64 groups} or {@code baseline}
 * @param baseline the setting of this name that reductions are relative to; may be this one
 * @param input without a batch axis, for example {@code [C, H, W]}
 * @param builder makes the network
 */
public record CostedNetwork(
    String name,
    String setting,
    String baseline,
    Shape input,
    Function<LayerContext, ? extends Module> builder) {
  /** A network that nothing is compared with. */
  public static CostedNetwork of(
      String name, String setting, Shape input, Function<LayerContext, ? extends Module> builder) {
    return new CostedNetwork(name, setting, setting, input, builder);
  }

  /** The same, with its reductions relative to another setting of the same name. */
  public CostedNetwork against(String otherSetting) {
    return new CostedNetwork(name, setting, otherSetting, input, builder);
  }

  /** Computes the costs for one input. */
  public Costs costs() {
    return Costs.of(builder, input);
  }
}
