package io.reprise.reports;

import io.reprise.experiment.Cost;
import io.reprise.experiment.Interval;
import io.reprise.experiment.Metric;
import io.reprise.experiment.Reported;
import io.reprise.experiment.Reproduction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reported numbers beside those found for them, and accuracy against multiply-adds. */
final class ReportedCharts {
  private static final List<String> COST_METRICS =
      List.of("flops", "macs", "flops_reduction", "macs_reduction");

  private static final String INTERVALS = "; lines, where there are seeds: 95% intervals over them";

  private final Comparison c;

  private ReportedCharts(Comparison c) {
    this.c = c;
  }

  /** One chart a metric of which several numbers were found: one alone is read from its table. */
  static List<Chart> agreement(Comparison c) {
    Map<String, List<Comparison.ReportedRow>> metrics = new LinkedHashMap<>();
    for (Comparison.ReportedRow r : c.reported()) {
      if (Double.isFinite(r.found().value())) {
        metrics
            .computeIfAbsent(Charts.axis(r.row().metric(), r.row().unit()), m -> new ArrayList<>())
            .add(r);
      }
    }
    List<Chart> charts = new ArrayList<>();
    metrics.forEach(
        (axis, rows) -> {
          if (rows.size() > 1) {
            charts.add(agreement(c, axis, rows));
          }
        });
    return charts;
  }

  private static Chart agreement(Comparison c, String axis, List<Comparison.ReportedRow> found) {
    List<Map<String, Object>> rows = new ArrayList<>();
    List<List<String>> table = new ArrayList<>();
    boolean measured = false;
    for (Comparison.ReportedRow r : found) {
      Interval interval = r.interval();
      rows.add(
          Json.object(
              "label", label(r.row()),
              "reported", Json.drawn(r.row().value()),
              "printed", r.reported(),
              "value", Json.drawn(r.found().value()),
              "low", Json.drawn(interval.low()),
              "high", Json.drawn(interval.high()),
              "found", r.reproduced(),
              "verdict", r.verdict()));
      table.add(
          List.of(label(r.row()), r.reported(), r.reproduced(), r.intervalWords(), r.verdict()));
      measured |= !r.found().data().equals(Reproduction.COMPUTED);
    }
    String what = found.get(0).row().metric() + ", reported and reproduced";
    return new Chart(
        what,
        measured ? c.origins() + INTERVALS : "computed: the same in every run",
        what + ", of " + found.size() + " numbers; the table below the chart holds them",
        Json.object("kind", "agreement", "x", axis, "rows", rows),
        List.of("Number", "Reported", "Reproduced", "95% interval", "Verdict"),
        table);
  }

  private static String label(Reported r) {
    return r.model() + " " + r.method() + ", " + r.setting() + " (" + r.table() + ")";
  }

  /** Accuracy against multiply-adds: of the paper's rows that print both, and of trials. */
  static List<Chart> scatter(Comparison c) {
    return new ReportedCharts(c).scatter();
  }

  /** A point of a scatter chart; a spread that is unknown is NaN. */
  private record Point(
      String label, String method, String who, double x, double y, double low, double high) {}

  private List<Chart> scatter() {
    List<Chart> charts = new ArrayList<>();
    for (Metric metric : c.declared()) {
      if (metric.better() == Metric.Direction.HIGHER) {
        printed(metric, charts);
        measured(metric, charts);
      }
    }
    return charts;
  }

  private void printed(Metric metric, List<Chart> charts) {
    List<String> data =
        c.reported().stream()
            .filter(r -> r.row().metric().equals(metric.name()))
            .map(r -> r.row().dataset())
            .distinct()
            .toList();
    for (String dataset : data) {
      List<Point> most = List.of();
      String cost = "";
      for (String candidate : COST_METRICS) {
        List<Point> points = printed(metric, dataset, candidate);
        if (points.size() > most.size()) {
          most = points;
          cost = candidate;
        }
      }
      if (most.size() > 2) {
        String unit = unit(cost);
        charts.add(
            chart(
                metric,
                Charts.axis(cost, unit),
                metric.name() + " against " + cost + ", " + dataset,
                "numbers that the paper prints together, lines: the spread it prints; filled where"
                    + " reproduced, lines: 95% intervals over seeds",
                most));
      }
    }
  }

  private List<Point> printed(Metric metric, String dataset, String cost) {
    Map<List<String>, Comparison.ReportedRow> costs = new LinkedHashMap<>();
    for (Comparison.ReportedRow r : c.reported()) {
      if (r.row().metric().equals(cost)) {
        costs.put(work(r.row()), r);
      }
    }
    List<Point> points = new ArrayList<>();
    for (Comparison.ReportedRow r : c.reported()) {
      Comparison.ReportedRow x = costs.get(work(r.row()));
      if (x != null
          && r.row().metric().equals(metric.name())
          && r.row().dataset().equals(dataset)) {
        String label = label(r.row());
        points.add(
            new Point(
                label + r.mark(),
                r.row().method(),
                "reported",
                x.row().value(),
                r.row().value(),
                r.row().value() - r.row().std(),
                r.row().value() + r.row().std()));
        if (Double.isFinite(x.found().value()) && Double.isFinite(r.found().value())) {
          Interval i = r.interval();
          points.add(
              new Point(
                  label,
                  r.row().method(),
                  "reproduced",
                  x.found().value(),
                  r.found().value(),
                  i.low(),
                  i.high()));
        }
      }
    }
    return points;
  }

  /** What two numbers must share to be about the same thing. */
  private static List<String> work(Reported r) {
    return List.of(r.table(), r.method(), r.model(), r.dataset(), r.setting());
  }

  private String unit(String cost) {
    return c.reported().stream()
        .filter(r -> r.row().metric().equals(cost))
        .map(r -> r.row().unit())
        .findFirst()
        .orElse("");
  }

  private void measured(Metric metric, List<Chart> charts) {
    List<Point> points = new ArrayList<>();
    for (Comparison.Measured m : c.measured()) {
      for (Cost cost : c.evidence().costs()) {
        if (m.metric().equals(metric)
            && Double.isFinite(cost.macs())
            && cost.network().equals(m.variant().model())
            && cost.setting().equals(m.variant().setting())) {
          points.add(
              new Point(
                  m.variant().name(),
                  m.variant().method(),
                  "reproduced",
                  cost.macs() / 1e6,
                  m.sample().mean(),
                  m.interval95().low(),
                  m.interval95().high()));
        }
      }
    }
    if (points.size() > 1) {
      charts.add(
          chart(
              metric,
              "multiply-adds (M)",
              metric.name() + " against multiply-adds, measured",
              c.origins() + INTERVALS,
              points));
    }
  }

  private static Chart chart(
      Metric metric, String x, String title, String note, List<Point> points) {
    return new Chart(
        title,
        note,
        title + ", of " + points.size() + " points; the table below the chart holds them",
        Json.object(
            "kind",
            "scatter",
            "x",
            x,
            "y",
            Charts.axis(metric.name(), metric.unit()),
            "rows",
            points.stream()
                .map(
                    p ->
                        Json.object(
                            "label", p.label(),
                            "method", p.method(),
                            "who", p.who(),
                            "x", Json.drawn(p.x()),
                            "y", Json.drawn(p.y()),
                            "low", Json.drawn(p.low()),
                            "high", Json.drawn(p.high())))
                .toList()),
        List.of("What", "Which", x, Charts.axis(metric.name(), metric.unit())),
        points.stream()
            .map(p -> List.of(p.label(), p.who(), Numbers.plain(p.x()), Numbers.brief(p.y())))
            .toList());
  }
}
