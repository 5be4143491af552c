package io.reprise.papers.mabn;

import io.reprise.baselines.normalization.StatisticsWatch;
import io.reprise.experiment.Measurements;
import io.reprise.nn.Classification;
import io.reprise.nn.Module;
import io.reprise.nn.Optimizer;
import io.reprise.nn.Snapshot;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * How much one layer's statistics vary over the groups and steps of each epoch: the mean over its
 * channels of each channel's variance.
 */
final class StatisticsRecorder implements StatisticsWatch, Classification.Listener {
  private static final double SMALLEST = Double.MIN_NORMAL;

  private final String path;
  private final Map<Statistic, EpochMoments> moments = new EnumMap<>(Statistic.class);

  /** Records the layer of a path. */
  StatisticsRecorder(String path) {
    this.path = path;
    for (Statistic s : Statistic.values()) {
      moments.put(s, new EpochMoments());
    }
  }

  @Override
  public boolean watches(String layer) {
    return layer.equals(path);
  }

  @Override
  public void forward(String layer, int channels, Map<Statistic, float[]> values) {
    values.forEach((s, v) -> moments.get(s).add(channels, v));
  }

  @Override
  public void backward(String layer, int channels, Map<Statistic, float[]> values) {
    values.forEach((s, v) -> moments.get(s).add(channels, v));
  }

  @Override
  public void afterEpoch(int epoch, Module model, Optimizer optimizer) {
    moments.values().forEach(EpochMoments::endEpoch);
  }

  @Override
  public Snapshot save() {
    Snapshot all = Snapshot.EMPTY;
    for (Map.Entry<Statistic, EpochMoments> e : moments.entrySet()) {
      all = all.withPart(e.getKey().name(), e.getValue().save());
    }
    return all;
  }

  @Override
  public void restore(Snapshot saved) {
    moments.forEach((s, m) -> m.restore(saved.part(s.name())));
  }

  /** The standard deviation of a statistic over its mean, by epoch. */
  double[] variation(Statistic statistic) {
    EpochMoments m = moments.get(statistic);
    double[] means = m.means();
    double[] variances = m.variances();
    double[] variation = new double[means.length];
    Arrays.setAll(variation, e -> Math.sqrt(variances[e]) / Math.max(Math.abs(means[e]), SMALLEST));
    return variation;
  }

  /** The decimal logarithm of the variance, by epoch. */
  double[] logVariance(Statistic statistic) {
    return Arrays.stream(moments.get(statistic).variances())
        .map(v -> Math.log10(Math.max(v, SMALLEST)))
        .toArray();
  }

  /**
   * Adds the last epoch's numbers and all epochs' curves; nothing if no layer was watched.
   *
   * @param network for the curves' names: a chart for each
   */
  void report(Measurements m, String network) {
    double[] forward = variation(Statistic.MOMENT_USED);
    if (forward.length == 0) {
      return;
    }
    double[] backward = logVariance(Statistic.PROJECTION_USED);
    m.put(MovingAverageBatchNormalization.FORWARD_VARIATION, forward[forward.length - 1]);
    m.put(MovingAverageBatchNormalization.BACKWARD_VARIANCE, backward[backward.length - 1]);
    append(m, "coefficient of variation, forward moment used, " + network, forward);
    append(m, "log10 variance, backward projection used, " + network, backward);
    append(
        m,
        "coefficient of variation, forward moment of a group, " + network,
        variation(Statistic.MOMENT));
    append(
        m,
        "log10 variance, backward projection of a group, " + network,
        logVariance(Statistic.PROJECTION));
    append(
        m,
        "log10 variance, gradient mean of a group, " + network,
        logVariance(Statistic.GRADIENT_MEAN));
  }

  private static void append(Measurements m, String curve, double[] values) {
    Arrays.stream(values).forEach(v -> m.append(curve, v));
  }
}
