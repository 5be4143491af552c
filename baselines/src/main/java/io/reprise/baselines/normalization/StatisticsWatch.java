package io.reprise.baselines.normalization;

import java.util.Map;

/** Is told the statistics that normalisation layers take of their batches while they train. */
public interface StatisticsWatch {
  /** Watches nothing. */
  StatisticsWatch NONE =
      new StatisticsWatch() {
        @Override
        public boolean watches(String path) {
          return false;
        }

        @Override
        public void forward(String path, int channels, Map<Statistic, float[]> values) {}

        @Override
        public void backward(String path, int channels, Map<Statistic, float[]> values) {}
      };

  /** A statistic of a channel in a group of images. */
  enum Statistic {
    /** The mean of the input. */
    MEAN,
    /** The mean square of the input, less that of its mean where the layer subtracts it. */
    MOMENT,
    /** The moment by which the layer divides: that of the group, or a moving average. */
    MOMENT_USED,
    /** The mean of the gradient that reaches the normalised input. */
    GRADIENT_MEAN,
    /** The mean of that gradient times the normalised input. */
    PROJECTION,
    /** The projection that the layer subtracts: that of the group, or a moving average. */
    PROJECTION_USED
  }

  /** Whether it wants to be told of a layer; asked once, when the layer is built. */
  boolean watches(String path);

  /**
   * Called in every training pass.
   *
   * @param path the layer's
   * @param values of each statistic {@code [groups, channels]} in row-major order
   */
  void forward(String path, int channels, Map<Statistic, float[]> values);

  /**
   * Called in every backward pass.
   *
   * @param path the layer's
   * @param values of each statistic {@code [groups, channels]} in row-major order
   */
  void backward(String path, int channels, Map<Statistic, float[]> values);
}
