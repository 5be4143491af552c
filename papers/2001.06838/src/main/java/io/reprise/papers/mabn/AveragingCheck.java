package io.reprise.papers.mabn;

import io.reprise.baselines.normalization.MovingAverageBatchNorm;
import io.reprise.baselines.normalization.MovingAverages;
import io.reprise.baselines.normalization.StatisticsWatch;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Scope;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The variance of the moving average Q over independent inputs, which must be that of a group's q
 * over m. The windows that are compared do not overlap.
 *
 * @param ratio {@code m Var(Q) / Var(q)}
 * @param standardErrors by how many standard errors the ratio differs from 1
 */
record AveragingCheck(double ratio, double standardErrors) {
  private static final int IMAGES = 2;
  private static final int WINDOW = 16;
  private static final int CHANNELS = 64;
  private static final int SIDE = 2;
  private static final int STEPS = 60;

  /** The layer's own forward pass on standard normal input. */
  static AveragingCheck of(Engine engine, Seed seed) {
    Gathering gathered = new Gathering();
    Shape input = Shape.of(IMAGES * WINDOW, CHANNELS, SIDE, SIDE);
    try (Scope all = engine.inference()) {
      MovingAverageBatchNorm layer =
          new MovingAverageBatchNorm(
              LayerContext.root(engine, seed),
              CHANNELS,
              MovingAverages.ofGroups(IMAGES, WINDOW),
              gathered);
      for (int step = 0; step < STEPS; step++) {
        float[] values = seed.named("step " + step).normal(Math.toIntExact(input.elements()));
        try (Scope scope = engine.inference()) {
          layer.forward(engine.tensor(values, input), Mode.TRAIN);
        }
      }
    }
    return gathered.check();
  }

  /** Of every step but the first, which has no window yet, all q and the last group's Q. */
  private static final class Gathering implements StatisticsWatch {
    private final List<Float> single = new ArrayList<>();
    private final List<Float> averaged = new ArrayList<>();
    private boolean filled;

    @Override
    public boolean watches(String path) {
      return true;
    }

    @Override
    public void forward(String path, int channels, Map<Statistic, float[]> values) {
      if (filled) {
        float[] moments = values.get(Statistic.MOMENT);
        float[] used = values.get(Statistic.MOMENT_USED);
        for (float q : moments) {
          single.add(q);
        }
        for (int i = used.length - channels; i < used.length; i++) {
          averaged.add(used[i]);
        }
      }
      filled = true;
    }

    @Override
    public void backward(String path, int channels, Map<Statistic, float[]> values) {}

    AveragingCheck check() {
      double ratio = WINDOW * variance(averaged) / variance(single);
      // Of nearly normal numbers; the spread of the denominator is a small part of it.
      double error = Math.sqrt(2.0 / (averaged.size() - 1));
      return new AveragingCheck(ratio, Math.abs(ratio - 1) / error);
    }

    private static double variance(List<Float> values) {
      double mean = values.stream().mapToDouble(v -> v).average().orElseThrow();
      return values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum() / (values.size() - 1);
    }
  }
}
