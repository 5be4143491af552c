package io.reprise.reports;

import io.reprise.experiment.Interval;
import io.reprise.experiment.LatencyResult;
import io.reprise.experiment.Metric;
import io.reprise.experiment.ProfileResult;
import io.reprise.experiment.Sample;
import io.reprise.experiment.TrialResult;
import io.reprise.nn.Profile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The charts of what was measured; {@link ReportedCharts} and {@link CostCharts} make the rest. */
final class Charts {
  private static final String BY = " by ";

  private static final int PROFILE_BARS = 30;

  private Charts() {}

  /** Each seed of each variant, with the mean and its 95% interval. */
  static Chart strip(Comparison c, Metric metric) {
    List<Map<String, Object>> rows = new ArrayList<>();
    List<String> words = new ArrayList<>();
    for (Comparison.Measured m : c.measured()) {
      if (m.metric().equals(metric)) {
        Sample s = m.sample();
        rows.add(
            Json.object(
                "label", m.variant().name(),
                "mean", Json.drawn(s.mean()),
                "low", Json.drawn(m.interval95().low()),
                "high", Json.drawn(m.interval95().high()),
                "interval", m.interval(),
                "text", m.mean(),
                "seeds", s.values().stream().map(Json::drawn).toList(),
                "names", seeds(c, m)));
        words.add(m.variant().name() + " " + texts(s.values()));
      }
    }
    return Chart.withoutTable(
        "Each seed, by variant",
        c.origins() + "; intervals that leave the chart are cut, the table has them whole",
        "Each seed: " + String.join("; ", words),
        Json.object("kind", "strip", "x", axis(metric.name(), metric.unit()), "rows", rows));
  }

  /** The seeds that gave a sample, in its order. */
  static List<Integer> seeds(Comparison c, Comparison.Measured m) {
    return c.evidence().trialsOf(m.variant().name()).stream()
        .filter(t -> t.measurements().containsKey(m.metric().name()))
        .map(TrialResult::key)
        .map(TrialResult.Key::seed)
        .toList();
  }

  /** What a curve has a value for: an epoch, unless its name ends in "by" something else. */
  private static String step(String name) {
    int by = name.lastIndexOf(BY);
    return by < 0 ? "epoch" : name.substring(by + BY.length());
  }

  /** A curve of all variants: the mean over seeds, and from the smallest to the largest. */
  static Chart curves(Comparison c, String name, List<Comparison.Curve> all) {
    List<Map<String, Object>> rows = new ArrayList<>();
    String step = step(name);
    List<String> headings =
        new ArrayList<>(List.of(step.substring(0, 1).toUpperCase(Locale.ROOT) + step.substring(1)));
    for (Comparison.Curve curve : all) {
      headings.add(curve.variant());
      rows.add(
          Json.object(
              "variant", curve.variant(),
              "mean", curve.epochs().stream().map(s -> Json.drawn(s.mean())).toList(),
              "low", curve.epochs().stream().map(s -> Json.drawn(s.min())).toList(),
              "high", curve.epochs().stream().map(s -> Json.drawn(s.max())).toList()));
    }
    return new Chart(
        name,
        c.origins()
            + "; the line is the mean over seeds, the band reaches from the smallest to"
            + " the largest, the other variants are grey",
        String.join("; ", all.stream().map(curve -> describe(curve, step)).toList()),
        Json.object("kind", "curves", "x", step, "rows", rows),
        headings,
        table(all));
  }

  private static List<List<String>> table(List<Comparison.Curve> all) {
    int epochs = all.stream().mapToInt(k -> k.epochs().size()).max().orElse(0);
    List<List<String>> rows = new ArrayList<>();
    for (int e = 0; e < epochs; e++) {
      List<String> row = new ArrayList<>(List.of(Integer.toString(e + 1)));
      for (Comparison.Curve curve : all) {
        Sample s = e < curve.epochs().size() ? curve.epochs().get(e) : new Sample(List.of());
        row.add(Numbers.plusMinus(s.mean(), s.standardDeviation()));
      }
      rows.add(row);
    }
    return rows;
  }

  private static String describe(Comparison.Curve curve, String step) {
    List<Double> means =
        curve.epochs().stream().filter(s -> s.size() > 0).map(Sample::mean).toList();
    return means.isEmpty()
        ? curve.variant() + ": no finite value"
        : String.format(
            Locale.ROOT,
            "%s: from %s to %s in %d %ss",
            curve.variant(),
            Numbers.brief(means.get(0)),
            Numbers.brief(means.get(means.size() - 1)),
            means.size(),
            step);
  }

  /**
   * The timed passes of each network: a chart for each way to time them, so that none are mixed.
   */
  static List<Chart> latencies(Comparison c) {
    Map<String, List<LatencyResult>> ways = new LinkedHashMap<>();
    for (LatencyResult l : c.evidence().latencies()) {
      ways.computeIfAbsent(way(l), w -> new ArrayList<>()).add(l);
    }
    List<Chart> charts = new ArrayList<>();
    ways.forEach(
        (way, all) ->
            charts.add(
                Chart.withoutTable(
                    "Time of one forward pass",
                    way + "; box: middle half and median, whiskers: all passes",
                    "Median: "
                        + String.join(
                            "; ",
                            all.stream().map(l -> label(l) + " " + median(l) + " ms").toList()),
                    Json.object(
                        "kind",
                        "latency",
                        "x",
                        axis("time of one pass", "ms"),
                        "rows",
                        all.stream().map(Charts::samples).toList()))));
    return charts;
  }

  private static Map<String, Object> samples(LatencyResult l) {
    return Json.object("label", label(l), "ms", l.samples().stream().map(Json::drawn).toList());
  }

  private static String label(LatencyResult l) {
    return l.key().network() + ", " + l.key().setting();
  }

  private static String median(LatencyResult l) {
    return Numbers.brief(l.statistics().percentile(50));
  }

  /** Where the time of each profiled network goes: a bar an operation, the longest first. */
  static List<Chart> profiles(Comparison c) {
    return c.profiles().stream().map(Charts::profile).toList();
  }

  private static Chart profile(ProfileResult result) {
    Profile profile = result.profile();
    ProfileResult.Key k = result.key();
    List<Map<String, Object>> rows = new ArrayList<>();
    List<List<String>> table = new ArrayList<>();
    for (Profile.Row r : profile.rows()) {
      table.add(
          List.of(
              r.layer(),
              r.op(),
              r.output(),
              r.macs() == 0 ? "" : Numbers.whole((double) r.macs()),
              Numbers.brief(r.milliseconds()),
              Numbers.percent(profile.share(r)),
              r.macs() == 0 ? "" : Numbers.brief(r.gigaflopsPerSecond())));
    }
    Map<String, Double> bars = new LinkedHashMap<>();
    profile.rows().stream()
        .filter(r -> r.milliseconds() > 0)
        .forEach(
            r ->
                bars.merge(
                    (r.layer().isEmpty() ? "" : r.layer() + ", ") + r.op(),
                    r.milliseconds(),
                    Double::sum));
    bars.entrySet().stream()
        .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
        .limit(PROFILE_BARS)
        .forEach(
            e ->
                rows.add(
                    Json.object(
                        "label",
                        e.getKey(),
                        "value",
                        Json.drawn(e.getValue()),
                        "text",
                        Numbers.brief(e.getValue())
                            + " ms, "
                            + Numbers.percent(e.getValue() / profile.milliseconds()))));
    return new Chart(
        k.network() + ", " + k.setting(),
        String.format(
            Locale.ROOT,
            "batch %d, %s on %s, %d %s, %s; %s ms in all, the %d longest of %d",
            k.batch(),
            Software.of(result.environment(), k.engine()),
            k.device(),
            k.threads(),
            k.threads() == 1 ? "thread" : "threads",
            result.environment().getOrDefault("gpu.name", k.cpu()),
            Numbers.brief(profile.milliseconds()),
            rows.size(),
            bars.size()),
        "Longest: "
            + String.join(
                "; ",
                rows.stream().limit(5).map(r -> r.get("label") + " " + r.get("text")).toList()),
        Json.object("kind", "bars", "x", axis("time", "ms"), "rows", rows),
        List.of("Layer", "Operation", "Output", "MACs", "ms", "Share", "GFLOP/s"),
        table);
  }

  /** What two latencies must share to be drawn together. */
  private static String way(LatencyResult l) {
    LatencyResult.Key k = l.key();
    return String.format(
        Locale.ROOT,
        "batch %d, %s on %s, %d %s, %s",
        k.batch(),
        Software.of(l.environment(), k.engine()),
        k.device(),
        k.threads(),
        k.threads() == 1 ? "thread" : "threads",
        l.environment().getOrDefault("gpu.name", k.cpu()));
  }

  /** The title of an axis. */
  static String axis(String name, String unit) {
    return unit.isEmpty() || unit.equals(Metric.DIMENSIONLESS) ? name : name + " (" + unit + ")";
  }

  /** The 95% interval of a mean of which only the spread is known. */
  static Interval interval(double mean, double deviation, int n) {
    if (n < 2 || Double.isNaN(deviation)) {
      return new Interval(Double.NaN, Double.NaN);
    }
    double half =
        new org.apache.commons.math3.distribution.TDistribution(null, n - 1.0)
                .inverseCumulativeProbability(0.975)
            * deviation
            / Math.sqrt(n);
    return new Interval(mean - half, mean + half);
  }

  private static String texts(List<Double> values) {
    return String.join(", ", values.stream().map(Numbers::brief).toList());
  }
}
