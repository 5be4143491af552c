package io.reprise.papers.mabn;

import io.reprise.nn.Snapshot;
import io.reprise.nn.TensorData;
import io.reprise.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Mean and variance of a statistic's samples in each epoch, averaged over channels. */
final class EpochMoments {
  private final List<Double> means = new ArrayList<>();
  private final List<Double> variances = new ArrayList<>();
  private double[] sums = {};
  private double[] squares = {};
  private long samples;

  /** Adds samples {@code [any, channels]}. */
  void add(int channels, float[] values) {
    if (sums.length == 0) {
      sums = new double[channels];
      squares = new double[channels];
    }
    for (int i = 0; i < values.length; i++) {
      sums[i % channels] += values[i];
      squares[i % channels] += (double) values[i] * values[i];
    }
    samples += values.length / channels;
  }

  /** Ends an epoch; one without samples leaves no trace. */
  void endEpoch() {
    if (samples == 0) {
      return;
    }
    double mean = 0;
    double variance = 0;
    for (int c = 0; c < sums.length; c++) {
      double m = sums[c] / samples;
      mean += m / sums.length;
      variance += Math.max(0, squares[c] / samples - m * m) / sums.length;
    }
    means.add(mean);
    variances.add(variance);
    sums = new double[] {};
    squares = new double[] {};
    samples = 0;
  }

  double[] means() {
    return array(means);
  }

  double[] variances() {
    return array(variances);
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  Snapshot save() {
    return Snapshot.EMPTY
        .with("samples", samples)
        .with("sums", data(sums))
        .with("squares", data(squares))
        .with("means", data(means()))
        .with("variances", data(variances()));
  }

  private static TensorData data(double[] values) {
    return TensorData.of(values, Shape.of(values.length));
  }

  void restore(Snapshot saved) {
    samples = saved.number("samples");
    sums = saved.tensor("sums").toDoubles();
    squares = saved.tensor("squares").toDoubles();
    replace(means, saved.tensor("means").toDoubles());
    replace(variances, saved.tensor("variances").toDoubles());
  }

  private static void replace(List<Double> list, double[] values) {
    list.clear();
    for (double v : values) {
      list.add(v);
    }
  }
}
