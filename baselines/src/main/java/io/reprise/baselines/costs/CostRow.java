package io.reprise.baselines.costs;

import io.reprise.nn.Costs;
import io.reprise.nn.Network;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A row of the table of costs: a computed number, and the printed one if there is one.
 *
 * @param computed in the quantity's unit, without a prefix
 */
public record CostRow(
    String paper,
    String network,
    String setting,
    Quantity quantity,
    double computed,
    Optional<PublishedCost> published) {
  /** What is shown of every network, printed or not. */
  private static final List<Quantity> ALWAYS =
      List.of(Quantity.PARAMETERS, Quantity.CONV_MACS, Quantity.MACS);

  /** The computed number less the printed one, in percent of it; NaN where none was printed. */
  public double difference() {
    return published.map(p -> 100 * (computed / p.value() - 1)).orElse(Double.NaN);
  }

  /** Whether the number has the printed digits; true where none was printed. */
  public boolean agrees() {
    return published.map(p -> p.agrees(computed)).orElse(true);
  }

  /**
   * All rows of a paper, network by network.
   *
   * @throws IllegalStateException if a printed number or a baseline names no network
   */
  public static List<CostRow> of(PaperCosts paper) {
    Map<String, Costs> costs = new LinkedHashMap<>();
    for (Network n : paper.networks()) {
      if (costs.put(key(n.name(), n.setting()), n.costs()) != null) {
        throw new IllegalStateException(
            paper.paper() + " has " + key(n.name(), n.setting()) + " twice: expected once");
      }
    }
    List<PublishedCost> published = paper.published();
    for (PublishedCost p : published) {
      required(paper, costs, p.network(), p.setting());
    }
    List<CostRow> rows = new ArrayList<>();
    for (Network n : paper.networks()) {
      Costs own = required(paper, costs, n.name(), n.setting());
      Costs baseline = required(paper, costs, n.name(), n.baseline());
      List<PublishedCost> printed =
          published.stream()
              .filter(p -> p.network().equals(n.name()) && p.setting().equals(n.setting()))
              .toList();
      for (Quantity q : Quantity.values()) {
        List<PublishedCost> of = printed.stream().filter(p -> p.quantity() == q).toList();
        of.forEach(p -> rows.add(row(paper, n, q, own, baseline, Optional.of(p))));
        if (of.isEmpty() && ALWAYS.contains(q)) {
          rows.add(row(paper, n, q, own, baseline, Optional.empty()));
        }
      }
    }
    return rows;
  }

  private static CostRow row(
      PaperCosts paper,
      Network n,
      Quantity q,
      Costs own,
      Costs baseline,
      Optional<PublishedCost> published) {
    return new CostRow(paper.paper(), n.name(), n.setting(), q, q.of(own, baseline), published);
  }

  private static String key(String network, String setting) {
    return network + " (" + setting + ")";
  }

  private static Costs required(
      PaperCosts paper, Map<String, Costs> costs, String network, String setting) {
    Costs found = costs.get(key(network, setting));
    if (found == null) {
      throw new IllegalStateException(
          paper.paper()
              + " has no network "
              + key(network, setting)
              + ": expected one of "
              + costs.keySet());
    }
    return found;
  }
}
