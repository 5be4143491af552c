package io.reprise.papers.spos;

import io.reprise.baselines.ShuffleChoiceNet;
import io.reprise.baselines.search.CostTable;
import io.reprise.baselines.search.LatencyMeter;
import io.reprise.experiment.Measurements;
import io.reprise.experiment.Metric;
import io.reprise.experiment.Settings;
import io.reprise.nn.Network;
import io.reprise.tensor.Seed;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * The time of a network as the sum of its parts' times, from a table measured on this machine, and
 * how well it predicts the measured time of whole networks. All its numbers depend on the machine.
 */
final class LatencyPrediction {
  /** Of the network that was found, by the table. */
  static final Metric PREDICTED = new Metric("latency_predicted", "ms", Metric.Direction.LOWER);

  /** Of the network that was found, measured as a whole. */
  static final Metric MEASURED = new Metric("latency_measured", "ms", Metric.Direction.LOWER);

  /** The mean distance of predicted from measured times, as a share of the latter. */
  static final Metric ERROR =
      new Metric("latency_prediction_error", "percent", Metric.Direction.LOWER);

  /** Kendall's tau-b of predicted and measured times. */
  static final Metric ORDER = new Metric("latency_kendall_tau", "1", Metric.Direction.HIGHER);

  static final List<Metric> METRICS = List.of(PREDICTED, MEASURED, ERROR, ORDER);

  private static final int WARM_UPS = 3;
  private static final int WHOLE_NETWORKS = 12;

  private final TrialContext context;
  private final LatencyMeter meter;
  private final CostTable table;

  /** Measures the table: stem, head and every candidate of every layer. */
  LatencyPrediction(TrialContext context) {
    Settings s = context.settings();
    this.context = context;
    this.meter = new LatencyMeter(s.integer("latencyBatch"), WARM_UPS, s.integer("latencyRounds"));
    this.table = context.parts().latencies(context.trial().engine(), meter);
  }

  /** Milliseconds for a batch, see the setting {@code latencyBatch}. */
  CostTable table() {
    return table;
  }

  /** Times the network that was found, and random ones, as wholes. */
  void measure(List<Integer> found, Measurements m) {
    List<List<Integer>> codes = new ArrayList<>(List.of(found));
    UniformRandomProvider random = new Seed(0).named("whole networks").generator();
    while (codes.size() < WHOLE_NETWORKS) {
      codes.add(context.space().codes().draw(random));
    }
    List<Double> predicted = codes.stream().map(table::of).toList();
    List<Double> measured =
        meter.medians(context.trial().engine(), codes.stream().map(this::whole).toList());
    double error = 0;
    for (int i = 0; i < codes.size(); i++) {
      error += Math.abs(predicted.get(i) / measured.get(i) - 1) / codes.size();
    }
    m.put(PREDICTED, predicted.get(0))
        .put(MEASURED, measured.get(0))
        .put(ERROR, 100 * error)
        .put(ORDER, RankCorrelation.tauB(predicted, measured));
    for (List<Double> layer : table.candidates()) {
      layer.forEach(ms -> m.append("latency table, ms, layer after layer, by block", ms));
    }
  }

  private Network whole(List<Integer> code) {
    return Network.of(
        "network " + code,
        "whole",
        context.space().image(),
        at -> new ShuffleChoiceNet(at, context.space().design(code)));
  }
}
