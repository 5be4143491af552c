package io.reprise.reports;

import io.reprise.experiment.Cost;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Costs as bars: what is left of a network's baseline; where there is none, multiply-adds, or
 * parameters of networks without convolutions.
 */
final class CostCharts {
  private static final String MACS = "multiply-adds";
  private static final String PARAMETERS = "parameters";
  private static final String NOTE = "computed for one image: the same in every run";

  private CostCharts() {}

  static List<Chart> of(List<Cost> costs) {
    Map<String, List<Cost>> networks = new LinkedHashMap<>();
    costs.forEach(c -> networks.computeIfAbsent(c.network(), n -> new ArrayList<>()).add(c));
    List<Chart> charts = new ArrayList<>();
    List<Cost> alone = new ArrayList<>();
    networks.forEach(
        (network, settings) -> {
          if (settings.stream()
              .anyMatch(c -> saves(c.macsReduction()) || saves(c.paramsReduction()))) {
            charts.add(shares(network, settings));
          } else {
            alone.addAll(settings);
          }
        });
    if (alone.stream().anyMatch(c -> c.macs() > 0)) {
      charts.add(absolute("Multiply-adds", MACS, alone, Cost::macs));
    } else if (!alone.isEmpty()) {
      charts.add(absolute("Parameters", PARAMETERS, alone, Cost::params));
    }
    return charts;
  }

  private static boolean saves(double reduction) {
    return Double.isFinite(reduction) && reduction != 0;
  }

  private static Chart shares(String network, List<Cost> settings) {
    List<Map<String, Object>> rows = new ArrayList<>();
    List<String> words = new ArrayList<>();
    for (Cost c : settings) {
      add(rows, words, c.setting(), PARAMETERS, 1 - c.paramsReduction(), c.params());
      add(rows, words, c.setting(), MACS, 1 - c.macsReduction(), c.macs());
    }
    return Chart.withoutTable(
        network,
        NOTE,
        network + ", left of the baseline: " + String.join("; ", words),
        Json.object(
            "kind",
            "cost",
            "kinds",
            List.of(PARAMETERS, MACS),
            "x",
            "% of the baseline",
            "rows",
            rows));
  }

  private static void add(
      List<Map<String, Object>> rows,
      List<String> words,
      String setting,
      String what,
      double share,
      double count) {
    if (Double.isFinite(share)) {
      String text = Numbers.whole(count) + " (" + Numbers.percent(share) + ")";
      rows.add(
          Json.object(
              "label", setting, "what", what, "value", Json.drawn(100 * share), "text", text));
      words.add(setting + " " + Numbers.percent(share) + " of the " + what);
    }
  }

  private static Chart absolute(
      String title, String what, List<Cost> costs, ToDoubleFunction<Cost> number) {
    List<Map<String, Object>> rows = new ArrayList<>();
    List<String> words = new ArrayList<>();
    for (Cost c : costs) {
      double value = number.applyAsDouble(c);
      if (Double.isFinite(value)) {
        String label = c.network() + ", " + c.setting();
        String text = Numbers.whole(value);
        rows.add(
            Json.object("label", label, "what", what, "value", Json.drawn(value), "text", text));
        words.add(label + " " + text);
      }
    }
    return Chart.withoutTable(
        title,
        NOTE,
        title + ": " + String.join("; ", words),
        Json.object("kind", "cost", "kinds", List.of(what), "x", what, "rows", rows));
  }
}
