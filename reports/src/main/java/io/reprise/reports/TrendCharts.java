package io.reprise.reports;

import io.reprise.experiment.Effect;
import io.reprise.experiment.Interval;
import io.reprise.experiment.Sample;
import io.reprise.experiment.history.RunOutcome;
import io.reprise.experiment.history.RunRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The charts of what runs gave one after the other. */
final class TrendCharts {
  private TrendCharts() {}

  /** One value of a line: what is drawn, and its text in the table. */
  private record Point(RunRecord run, double value, Interval around, String text, String found) {}

  /** Each metric: a line a variant, the mean over seeds with its 95% interval. */
  static List<Chart> metrics(RunSeries series) {
    Map<String, Map<String, List<Point>>> charts = new LinkedHashMap<>();
    for (RunRecord run : comparable(series)) {
      for (RunOutcome.Measured m : run.outcome().metrics()) {
        Sample sample = new Sample(m.values());
        Interval interval = Effect.paired(sample).interval();
        String text = Numbers.plusMinus(sample.mean(), sample.standardDeviation());
        add(
            charts,
            Charts.axis(m.metric(), m.unit()),
            m.variant(),
            new Point(run, sample.mean(), interval, text, ""));
      }
    }
    return charts(
        series,
        charts,
        axis -> axis,
        axis ->
            series.configuration().words()
                + "; the mean over seeds with its 95% interval, cut where it leaves the chart");
  }

  /** Latencies: a chart for each kind of machine, so that none are mixed, and a line a network. */
  static List<Chart> latencies(RunSeries series) {
    Map<String, Map<String, List<Point>>> charts = new LinkedHashMap<>();
    for (RunSeries.Row row : rows(series)) {
      for (RunOutcome.Timed l : row.run().outcome().latencies()) {
        Sample rounds = new Sample(l.rounds());
        String found = found(row, l);
        add(
            charts,
            l.machine(),
            l.title(),
            new Point(
                row.run(),
                l.milliseconds(),
                new Interval(rounds.min(), rounds.max()),
                Numbers.brief(l.milliseconds()) + (found.isEmpty() ? "" : ", " + found),
                found));
      }
    }
    return charts(
        series,
        charts,
        machine -> Charts.axis("median of one pass", "ms"),
        machine ->
            machine
                + "; the stroke reaches over the medians of rounds; hollow: noisy, the other"
                + " colour: changed beyond chance");
  }

  /** What the gate says if it is more than that nothing changed. */
  private static String found(RunSeries.Row row, RunOutcome.Timed latency) {
    return row.changesOfLatencies().stream()
        .filter(c -> c.latency().equals(latency.title()))
        .filter(c -> c.flagged() || !latency.noise().isEmpty())
        .map(c -> c.found().words())
        .findFirst()
        .orElse("");
  }

  private static List<RunRecord> comparable(RunSeries series) {
    return series.drawn() ? series.comparable() : List.of();
  }

  private static List<RunSeries.Row> rows(RunSeries series) {
    return comparable(series).stream().map(r -> new RunSeries.Row(r, Optional.empty())).toList();
  }

  private static void add(
      Map<String, Map<String, List<Point>>> charts, String chart, String line, Point point) {
    charts
        .computeIfAbsent(chart, c -> new LinkedHashMap<>())
        .computeIfAbsent(line, l -> new ArrayList<>())
        .add(point);
  }

  private static List<Chart> charts(
      RunSeries series,
      Map<String, Map<String, List<Point>>> charts,
      Function<String, String> titles,
      Function<String, String> notes) {
    List<Chart> all = new ArrayList<>();
    charts.forEach(
        (name, lines) -> all.add(chart(series, titles.apply(name), notes.apply(name), lines)));
    return all;
  }

  private static Chart chart(
      RunSeries series, String title, String note, Map<String, List<Point>> lines) {
    List<Map<String, Object>> rows = new ArrayList<>();
    List<String> words = new ArrayList<>();
    lines.forEach(
        (name, points) -> {
          rows.add(
              Json.object(
                  "series", name,
                  "run", points.stream().map(p -> p.run.number()).toList(),
                  "value", points.stream().map(p -> Json.drawn(p.value)).toList(),
                  "low", points.stream().map(p -> Json.drawn(p.around.low())).toList(),
                  "high", points.stream().map(p -> Json.drawn(p.around.high())).toList(),
                  "text", points.stream().map(p -> p.text).toList(),
                  "name", points.stream().map(p -> name(p.run)).toList(),
                  "found", points.stream().map(p -> p.found).toList()));
          words.add(
              name
                  + ": "
                  + points.get(0).text
                  + " first, "
                  + points.get(points.size() - 1).text
                  + " last, in "
                  + points.size()
                  + (points.size() == 1 ? " run" : " runs"));
        });
    List<String> headings = new ArrayList<>(List.of("Run"));
    headings.addAll(lines.keySet());
    return new Chart(
        title + ", by run",
        note,
        String.join("; ", words),
        Json.object("kind", "trend", "rows", rows),
        headings,
        table(series, lines));
  }

  private static String name(RunRecord run) {
    RunSeries.Row row = new RunSeries.Row(run, Optional.empty());
    return row.name() + ", " + row.commits();
  }

  /** A row a run, the newest first. */
  private static List<List<String>> table(RunSeries series, Map<String, List<Point>> lines) {
    List<List<String>> rows = new ArrayList<>();
    for (RunRecord run : comparable(series)) {
      List<String> row = new ArrayList<>(List.of(name(run)));
      for (List<Point> points : lines.values()) {
        row.add(
            points.stream().filter(p -> p.run.equals(run)).map(p -> p.text).findFirst().orElse(""));
      }
      rows.add(0, row);
    }
    return rows;
  }
}
