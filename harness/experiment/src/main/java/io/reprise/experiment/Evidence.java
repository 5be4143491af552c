package io.reprise.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;

/**
 * All that a run found: trials, costs and latencies of one experiment, one scale, one engine and
 * device.
 *
 * @param latencies of the networks that were timed
 */
public record Evidence(
    Scale scale,
    String engine,
    String device,
    String dataName,
    boolean realData,
    List<TrialResult> trials,
    List<Cost> costs,
    List<LatencyResult> latencies) {
  /** Copies the lists. */
  public Evidence {
    trials = List.copyOf(trials);
    costs = List.copyOf(costs);
    latencies = List.copyOf(latencies);
  }

  /** The finished trials of a variant, by seed. */
  public List<TrialResult> trialsOf(String variant) {
    return trials.stream()
        .filter(t -> !t.failed() && t.key().variant().equals(variant))
        .sorted(java.util.Comparator.comparingInt(t -> t.key().seed()))
        .toList();
  }

  /** A metric of a variant over its seeds; empty if no finished trial measured it. */
  public Sample sample(String variant, Metric metric) {
    return new Sample(
        trialsOf(variant).stream()
            .map(t -> t.measurements().get(metric.name()))
            .filter(java.util.Objects::nonNull)
            .toList());
  }

  /** The differences of a metric between two variants, over the seeds that both finished. */
  public Sample difference(String variant, String other, Metric metric) {
    List<Double> differences = new ArrayList<>();
    for (TrialResult a : trialsOf(variant)) {
      for (TrialResult b : trialsOf(other)) {
        Double x = a.measurements().get(metric.name());
        Double y = b.measurements().get(metric.name());
        if (a.key().seed() == b.key().seed() && x != null && y != null) {
          differences.add(x - y);
        }
      }
    }
    return new Sample(differences);
  }

  /**
   * A row of the table of costs.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Cost cost(String network, String setting) {
    return costs.stream()
        .filter(c -> c.network().equals(network) && c.setting().equals(setting))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no costs of "
                        + network
                        + " ("
                        + setting
                        + "): expected one of "
                        + new TreeSet<>(
                            costs.stream()
                                .map(c -> c.network() + " (" + c.setting() + ")")
                                .toList())));
  }

  public Optional<LatencyResult> latency(String network, String setting) {
    return latencies.stream()
        .filter(l -> l.key().network().equals(network) && l.key().setting().equals(setting))
        .findFirst();
  }

  /** The share of the median time that a setting saves against another; empty if not both timed. */
  public OptionalDouble latencyReduction(String network, String setting, String baseline) {
    Optional<LatencyResult> a = latency(network, setting);
    Optional<LatencyResult> b = latency(network, baseline);
    return a.isPresent() && b.isPresent()
        ? OptionalDouble.of(
            1 - a.get().statistics().percentile(50) / b.get().statistics().percentile(50))
        : OptionalDouble.empty();
  }

  /**
   * What is found of "the metric of one variant exceeds another's by at least a margin", over
   * paired seeds, by the rule of {@link Verdict#ofDifference}. Not run at scale smoke.
   */
  public Finding exceeds(String variant, String other, Metric metric, double margin) {
    if (scale == Scale.SMOKE) {
      return Finding.notRun("scale smoke shows that everything runs, not how well");
    }
    Sample d = difference(variant, other, metric);
    if (d.size() == 0) {
      return Finding.notRun(
          "no seed finished both '" + variant + "' and '" + other + "' at scale " + scale.id());
    }
    String unit = metric.unit().equals("percent") ? "points" : metric.unit();
    String interval =
        d.size() < 2
            ? "unknown with one seed"
            : String.format(
                Locale.ROOT,
                "[%+.2f, %+.2f]",
                d.mean() - d.halfWidth95(),
                d.mean() + d.halfWidth95());
    String words =
        String.format(
            Locale.ROOT,
            "%+.2f %s on average, 95%% interval %s, each seed %s: %s against %s",
            d.mean(),
            unit,
            interval,
            d.values().stream().map(v -> String.format(Locale.ROOT, "%+.2f", v)).toList(),
            variant,
            other);
    return new Finding(Verdict.ofDifference(d, margin), words);
  }
}
