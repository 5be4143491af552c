package io.reprise.reports;

import io.reprise.experiment.Effect;
import io.reprise.experiment.Run;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Two runs of a paper side by side: what changed, and whether chance explains it. */
public final class DifferenceReport {
  private DifferenceReport() {}

  /**
   * Writes {@code <name>.html} and {@code <name>.csv} into the paper's folder of the site and
   * prints what differs.
   *
   * @param before what the other run is held against
   * @param after of the same paper
   * @param beforeName the first run in words
   * @param afterName the second run in words
   * @param base the suite's folder
   * @param name of the files
   * @throws IllegalArgumentException if either run has neither a finished trial nor a latency
   */
  public static void write(
      Run<?> before,
      Run<?> after,
      String beforeName,
      String afterName,
      Path base,
      String name,
      Instant now,
      Consumer<String> print) {
    Comparison first = requireResults(before, beforeName);
    Comparison second = requireResults(after, afterName);
    Difference difference = Difference.of(first, second, beforeName, afterName);
    Site site = new Site(base);
    String paper = first.paper().id();
    Map<String, String> files = new LinkedHashMap<>();
    files.put(name + ".csv", Tables.csv(Tables.difference(difference)));
    files.put(
        name + ".html",
        Templates.fill(
            "difference.ftlh",
            Map.of("d", difference, "charts", charts(difference), "date", Templates.date(now))));
    site.write(paper, files);
    site.writeAssets();
    print(difference, print);
    print.accept("difference: " + site.folder(paper).resolve(name + ".html"));
  }

  private static Comparison requireResults(Run<?> run, String name) {
    Comparison c = Comparison.of(run);
    if (c.finished() == 0 && c.evidence().latencies().isEmpty()) {
      throw new IllegalArgumentException(
          name
              + ": "
              + c.paper().id()
              + " has no result of "
              + c.origins()
              + " in "
              + run.settings().results()
              + ": expected a finished trial or a latency");
    }
    return c;
  }

  /** One chart a metric: the differences with their intervals. */
  private static List<Chart> charts(Difference d) {
    Map<String, List<Difference.Change>> metrics =
        d.changes().stream()
            .filter(c -> c.effect().isPresent())
            .collect(
                Collectors.groupingBy(
                    c -> Charts.axis(c.metric(), c.unit()),
                    LinkedHashMap::new,
                    Collectors.toList()));
    List<Chart> charts = new ArrayList<>();
    metrics.forEach(
        (axis, changes) -> {
          List<Map<String, Object>> rows = new ArrayList<>();
          for (Difference.Change c : changes) {
            Effect effect = c.effect().orElseThrow();
            rows.add(
                Json.object(
                    "label", c.what(),
                    "mean", Json.drawn(effect.mean()),
                    "low", Json.drawn(effect.interval().low()),
                    "high", Json.drawn(effect.interval().high()),
                    "text", c.difference() + " " + c.interval(),
                    "found", c.found()));
          }
          charts.add(
              Chart.withoutTable(
                  axis,
                  d.afterName() + " less " + d.beforeName() + ", with 95% intervals",
                  changes.stream()
                      .map(c -> c.what() + " " + c.difference() + ", " + c.found())
                      .collect(Collectors.joining("; ")),
                  Json.object("kind", "effect", "x", "difference of " + axis, "rows", rows)));
        });
    return charts;
  }

  private static void print(Difference d, Consumer<String> print) {
    TextTable table =
        new TextTable(
            List.of("found", "what", "metric", "first", "second", "difference", "p (Holm)"),
            List.of(26, 34, 20, 18, 18, 10, 8),
            3,
            4,
            5,
            6);
    for (Difference.Change c : d.changes()) {
      table.add(
          c.found(), c.what(), c.metric(), c.first(), c.second(), c.difference(), c.probability());
    }
    print.accept("");
    print.accept(d.before().paper().id() + ": " + d.afterName() + " against " + d.beforeName());
    List<String> lines = new ArrayList<>(table.lines());
    for (Difference.VerdictChange c : d.claims()) {
      if (c.changed()) {
        lines.add("claim " + c.claim().id() + ": " + c.first() + ", now " + c.second());
      }
    }
    for (Difference.CostChange c : d.costs()) {
      lines.add(
          "cost of " + c.network() + ", " + c.setting() + ": " + c.first() + ", now " + c.second());
    }
    lines.add(d.summary());
    lines.forEach(
        line -> print.accept(Console.encodable(line, java.nio.charset.Charset.defaultCharset())));
  }
}
