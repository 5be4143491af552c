package io.reprise.experiment;

import io.reprise.datasets.Dataset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All that a run found: trials, costs and latencies of one experiment, one scale, one engine and
 * device.
 *
 * @param origin of all data, be it used by some variants only
 * @param latencies of the networks that were timed
 */
public record Evidence(
    Scale scale,
    String engine,
    String device,
    String dataName,
    Dataset.Origin origin,
    List<TrialResult> trials,
    List<Cost> costs,
    List<LatencyResult> latencies) {
  /** Copies the lists. */
  public Evidence {
    trials = List.copyOf(trials);
    costs = List.copyOf(costs);
    latencies = List.copyOf(latencies);
  }

  /** Whether no finished trial of a variant used anything but published examples. */
  boolean realData(String variant) {
    return trialsOf(variant).stream()
        .allMatch(t -> t.key().dataOrigin().equals(Dataset.Origin.REAL.name()));
  }

  /** The finished trials of a variant, by seed. */
  public List<TrialResult> trialsOf(String variant) {
    return trials.stream()
        .filter(t -> !t.failed() && t.key().variant().equals(variant))
        .sorted(java.util.Comparator.comparingInt(t -> t.key().seed()))
        .toList();
  }

  /** The tables of a name in all finished trials. */
  public List<ResultTable> tables(String name) {
    return trials.stream()
        .filter(t -> !t.failed())
        .flatMap(t -> t.tables().stream())
        .filter(table -> table.name().equals(name))
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

  /** A metric of all finished trials that measured it, whatever their variant. */
  public Sample sample(Metric metric) {
    return new Sample(
        trials.stream()
            .filter(t -> !t.failed())
            .map(t -> t.measurements().get(metric.name()))
            .filter(java.util.Objects::nonNull)
            .toList());
  }

  /** The differences of a metric between two variants, over the seeds that both finished. */
  public Sample difference(String variant, String other, Metric metric) {
    return values(Contrast.of(variant, other), metric);
  }

  /** A contrast's value for each seed that finished all of its variants, in order of seed. */
  private Sample values(Contrast contrast, Metric metric) {
    Map<Integer, Double> sums = signed(contrast.plus(), metric, 1);
    signed(contrast.minus(), metric, -1)
        .forEach((seed, value) -> sums.merge(seed, value, Double::sum));
    contrast.variants().forEach(v -> sums.keySet().retainAll(bySeed(v, metric).keySet()));
    return new Sample(List.copyOf(sums.values()));
  }

  private Map<Integer, Double> signed(List<String> variants, Metric metric, int sign) {
    Map<Integer, Double> sums = new TreeMap<>();
    for (String v : variants) {
      bySeed(v, metric).forEach((seed, value) -> sums.merge(seed, sign * value, Double::sum));
    }
    return sums;
  }

  private Map<Integer, Double> bySeed(String variant, Metric metric) {
    Map<Integer, Double> values = new TreeMap<>();
    for (TrialResult t : trialsOf(variant)) {
      Double value = t.measurements().get(metric.name());
      if (value != null) {
        values.put(t.key().seed(), value);
      }
    }
    return values;
  }

  /**
   * The effect of a contrast: of paired seeds, since variants of one seed share its data order and
   * initial weights. Where two variants have fewer than two seeds in common, but at least two each,
   * their seeds count as unpaired.
   *
   * @return empty if there is no difference to estimate
   */
  public Optional<Effect> effect(Contrast contrast, Metric metric) {
    Sample paired = values(contrast, metric);
    if (paired.size() < 2 && contrast.plus().size() == 1 && contrast.minus().size() == 1) {
      Sample a = sample(contrast.plus().get(0), metric);
      Sample b = sample(contrast.minus().get(0), metric);
      if (a.size() > 1 && b.size() > 1) {
        return Optional.of(Effect.unpaired(a, b));
      }
    }
    return paired.size() == 0 ? Optional.empty() : Optional.of(Effect.paired(paired));
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

  public Optional<LatencyResult> latency(String network, String setting, int batch) {
    return latencies.stream()
        .filter(
            l ->
                l.key().network().equals(network)
                    && l.key().setting().equals(setting)
                    && l.key().batch() == batch)
        .findFirst();
  }

  /** How the times of some settings compare with a baseline's, over all networks timed in it. */
  public LatencyComparison latencies(List<String> settings, String baseline) {
    return LatencyComparison.of(this, settings, baseline);
  }

  /**
   * The share of the median time that a setting saves against another, with the largest batch that
   * was timed; empty if not both were.
   */
  public OptionalDouble latencyReduction(String network, String setting, String baseline) {
    OptionalInt batch = latencies.stream().mapToInt(l -> l.key().batch()).max();
    return batch.isPresent()
        ? latencyReduction(network, setting, baseline, batch.getAsInt())
        : OptionalDouble.empty();
  }

  /** As above, with a batch of so many images. */
  public OptionalDouble latencyReduction(
      String network, String setting, String baseline, int batch) {
    Optional<LatencyResult> a = latency(network, setting, batch);
    Optional<LatencyResult> b = latency(network, baseline, batch);
    return a.isPresent() && b.isPresent()
        ? OptionalDouble.of(
            1 - a.get().statistics().percentile(50) / b.get().statistics().percentile(50))
        : OptionalDouble.empty();
  }
}
