package io.reprise.baselines.attention;

import io.reprise.baselines.Style;
import io.reprise.nn.Costs;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Module;
import io.reprise.tensor.Shape;
import java.util.Optional;
import java.util.function.Function;

/**
 * How many ReLUs the rule of {@link EraseRelu} leaves in a network, counted by running it on
 * shapes.
 *
 * @param rule what was erased
 * @param before in the network of the rule's base
 * @param after in the network of the rule
 */
public record ErasedRelus(EraseRelu rule, long before, long after) {
  /**
   * Counts in the network that a family makes of a style.
   *
   * @param input its shape without a batch axis
   * @throws IllegalArgumentException if a module lacks the rule's position
   */
  public static ErasedRelus of(
      EraseRelu rule, Function<Style, Function<LayerContext, Module>> family, Shape input) {
    return new ErasedRelus(
        rule,
        Costs.of(family.apply(rule.base()), input).rectifiers(),
        Costs.of(family.apply(rule), input).rectifiers());
  }

  /** How many are gone. */
  public long erased() {
    return before - after;
  }

  /** What to tell someone whose rule asks for a share but erases nothing, as in few modules. */
  public Optional<String> warning() {
    return rule.proportion() > 0 && erased() == 0
        ? Optional.of(
            "EraseReLU: proportion "
                + rule.proportion()
                + " of the modules, position '"
                + rule.which().word()
                + "', erases none of "
                + before
                + " ReLUs")
        : Optional.empty();
  }
}
