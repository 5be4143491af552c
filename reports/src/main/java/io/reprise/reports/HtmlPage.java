package io.reprise.reports;

import io.reprise.experiment.Metric;
import io.reprise.experiment.Variant;
import io.reprise.experiment.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The comparison as one page of the site. Its look is in {@code report.ftlh}. */
final class HtmlPage {
  private HtmlPage() {}

  /**
   * The page.
   *
   * @param trend whether there is a page beside it that shows how runs change
   */
  static String of(Comparison c, Figures figures, Instant now, boolean trend) {
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("c", c);
    model.put("date", Templates.date(now));
    model.put("trend", trend);
    model.put("metrics", c.metrics().stream().map(m -> metric(c, m)).toList());
    model.put("settings", settings(c.variants()));
    model.put(
        "curves",
        c.curves().entrySet().stream()
            .map(e -> Charts.curves(c, e.getKey(), e.getValue()))
            .toList());
    model.put("caseTables", TableGroup.of(c));
    model.put("figures", figures.groups());
    model.put("tables", tables(c));
    model.put("agreement", ReportedCharts.agreement(c));
    model.put("scatter", ReportedCharts.scatter(c));
    model.put("costCharts", CostCharts.of(c.evidence().costs()));
    model.put("latencyCharts", Charts.latencies(c));
    model.put("profiles", Charts.profiles(c));
    model.put("claimCounts", counts(c.claims().stream().map(j -> j.finding().verdict())));
    model.put("reportedCounts", counts(c.reported().stream().map(r -> r.found().verdict())));
    return Templates.fill("report.ftlh", model);
  }

  /** How often each verdict was given that was given at all. */
  static List<Map<String, Object>> counts(Stream<Verdict> verdicts) {
    Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
    verdicts.forEach(v -> counts.merge(v, 1, Integer::sum));
    List<Map<String, Object>> all = new ArrayList<>();
    counts.forEach((v, n) -> all.add(Map.of("verdict", Comparison.words(v), "n", n)));
    return all;
  }

  private static Map<String, Object> metric(Comparison c, Metric metric) {
    return Map.of(
        "metric",
        metric,
        "words",
        words(metric),
        "chart",
        Charts.strip(c, metric),
        "rows",
        c.measured().stream().filter(m -> m.metric().equals(metric)).toList());
  }

  /** The unit, if there is one, and which way is better, if one is. */
  private static String words(Metric metric) {
    List<String> words = new ArrayList<>();
    if (!metric.unit().equals(Metric.DIMENSIONLESS)) {
      words.add("unit " + metric.unit());
    }
    if (metric.better() != Metric.Direction.NEITHER) {
      words.add(metric.better().name().toLowerCase(Locale.ROOT) + " is better");
    }
    return String.join(", ", words);
  }

  /** The settings that all variants share, and those in which they differ. */
  private static Map<String, Object> settings(List<Variant> variants) {
    Map<String, List<Object>> values = new LinkedHashMap<>();
    for (Variant v : variants) {
      v.settings()
          .asMap()
          .forEach((k, x) -> values.computeIfAbsent(k, n -> new ArrayList<>()).add(x));
    }
    Map<String, String> shared = new LinkedHashMap<>();
    List<String> differing = new ArrayList<>();
    values.forEach(
        (name, all) -> {
          if (all.size() == variants.size() && all.stream().distinct().count() == 1) {
            shared.put(name, all.get(0).toString());
          } else {
            differing.add(name);
          }
        });
    List<List<String>> rows = new ArrayList<>();
    for (Variant v : variants) {
      List<String> row = new ArrayList<>(List.of(v.name()));
      differing.forEach(n -> row.add(String.valueOf(v.settings().asMap().getOrDefault(n, ""))));
      rows.add(row);
    }
    return Map.of("shared", shared, "differing", differing, "rows", rows);
  }

  /** The reported numbers by the paper's tables, in order of appearance. */
  private static List<Map<String, Object>> tables(Comparison c) {
    Map<String, List<Comparison.ReportedRow>> byTable = new LinkedHashMap<>();
    for (Comparison.ReportedRow r : c.reported()) {
      byTable.computeIfAbsent(r.row().table(), t -> new ArrayList<>()).add(r);
    }
    List<Map<String, Object>> tables = new ArrayList<>();
    byTable.forEach(
        (name, rows) ->
            tables.add(
                Map.of(
                    "name",
                    name,
                    "rows",
                    rows,
                    "counts",
                    counts(rows.stream().map(r -> r.found().verdict())),
                    "sources",
                    rows.stream().map(r -> r.row().source()).distinct().toList())));
    return tables;
  }
}
