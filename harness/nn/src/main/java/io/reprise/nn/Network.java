package io.reprise.nn;

import io.reprise.tensor.Shape;
import java.util.function.Function;

/**
 * A published network in one setting, for costs and latency.
 *
 * @param name as the paper and its {@code reported.csv} call it, for example {@code ResNet-56}
 * @param setting which form of it, for example {@code baseline} or {@code rate 40%, integer widths}
 * @param baseline the setting of this name that reductions are relative to; may be this one
 * @param input its shape without a batch axis, for example {@code [C, H, W]}
 * @param builder makes the network
 */
public record Network(
    String name,
    String setting,
    String baseline,
    Shape input,
    Function<LayerContext, ? extends Module> builder) {
  /** A network that nothing is compared with. */
  public static Network of(
      String name, String setting, Shape input, Function<LayerContext, ? extends Module> builder) {
    return new Network(name, setting, setting, input, builder);
  }

  /** The same, with its reductions relative to another setting of the same name. */
  public Network against(String otherSetting) {
    return new Network(name, setting, otherSetting, input, builder);
  }

  /** What it costs for one input. */
  public Costs costs() {
    return Costs.of(builder, input);
  }
}
