package io.reprise.reports;

import io.reprise.experiment.Cost;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Costs as bars: what is left of a network's baseline, or multiply-adds where there is none. */
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
    if (!alone.isEmpty()) {
      charts.add(absolute(alone));
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

  private static Chart absolute(List<Cost> costs) {
    List<Map<String, Object>> rows = new ArrayList<>();
    List<String> words = new ArrayList<>();
    for (Cost c : costs) {
      if (Double.isFinite(c.macs())) {
        String label = c.network() + ", " + c.setting();
        String text = Numbers.whole(c.macs());
        rows.add(
            Json.object("label", label, "what", MACS, "value", Json.drawn(c.macs()), "text", text));
        words.add(label + " " + text);
      }
    }
    return Chart.withoutTable(
        "Multiply-adds",
        NOTE,
        "Multiply-adds: " + String.join("; ", words),
        Json.object("kind", "cost", "kinds", List.of(MACS), "x", "multiply-adds", "rows", rows));
  }
}
