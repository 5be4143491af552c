package io.reprise.baselines.search;

import io.reprise.nn.Costs;
import io.reprise.nn.Network;
import io.reprise.tensor.Engine;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;

/**
 * The parts of a network with several candidates for each layer, each as a network by itself with
 * its own input.
 *
 * @param fixed what every path has, such as stem and head
 * @param layers the candidates of each layer
 */
public record ChoiceParts(List<Network> fixed, List<List<Network>> layers) {
  /** Copies the lists. */
  public ChoiceParts {
    fixed = List.copyOf(fixed);
    layers = layers.stream().map(List::copyOf).toList();
  }

  /** Multiply-adds of convolutions and linear layers, for one input. */
  public CostTable multiplyAdds() {
    return table(
        "multiply-adds",
        all().stream().map(part -> (double) part.costs().count(Costs.Convention.MACS)).toList());
  }

  /** Trained numbers. */
  public CostTable parameters() {
    return table(
        "parameters", all().stream().map(part -> (double) part.costs().parameters()).toList());
  }

  /**
   * Measured times of a forward pass, in milliseconds. They depend on the machine, and on what else
   * it does.
   */
  public CostTable latencies(Engine engine, LatencyMeter meter) {
    return table("ms", meter.medians(engine, all()));
  }

  private List<Network> all() {
    List<Network> all = new ArrayList<>(fixed);
    layers.forEach(all::addAll);
    return all;
  }

  private CostTable table(String unit, List<Double> costs) {
    Iterator<Double> next = costs.iterator();
    Function<List<Network>, List<Double>> take =
        parts -> parts.stream().map(part -> next.next()).toList();
    double base = take.apply(fixed).stream().mapToDouble(c -> c).sum();
    return new CostTable(unit, base, layers.stream().map(take).toList());
  }
}
