package io.reprise.papers.mabn;

import io.reprise.baselines.normalization.MovingAverageBatchNorm;
import io.reprise.baselines.normalization.MovingAverages;
import io.reprise.nn.Backward;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.nn.State;
import io.reprise.tensor.DType;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Scope;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The backward rule with a window of one group and r = 1, where it must be the derivative of {@code
 * z = gamma x / sqrt(mean x^2 + eps) + beta}. Computed in float64.
 *
 * @param gradientError the largest difference to central differences of the layer's own forward
 *     pass, over the largest of these
 * @param radialError the largest difference, over groups and channels, between {@code sum x dx} and
 *     {@code S mean(g yhat) eps / (Q + eps)}, over {@code sum |x dx|}
 */
record BackwardCheck(double gradientError, double radialError) {
  private static final int IMAGES = 3;
  private static final int GROUPS = 2;
  private static final int CHANNELS = 3;
  private static final int PIXELS = 4;
  private static final Shape INPUT = Shape.of(GROUPS * IMAGES, CHANNELS, 2, PIXELS / 2);
  private static final double STEP = 1e-5;
  private static final MovingAverages SETTINGS = MovingAverages.ofGroups(IMAGES, 1);

  /** Draws input, scale, shift and the gradient of the output from a seed. */
  static BackwardCheck of(Engine engine, Seed seed) {
    int size = Math.toIntExact(INPUT.elements());
    float[] input = seed.named("input").normal(size);
    float[] outer = seed.named("output gradient").normal(size);
    try (Scope scope = engine.scope()) {
      MovingAverageBatchNorm layer =
          new MovingAverageBatchNorm(LayerContext.root(engine, seed), CHANNELS, SETTINGS);
      Module.set(layer.parameters().get("scale"), seed.named("scale").normal(CHANNELS));
      Module.set(layer.parameters().get("shift"), seed.named("shift").normal(CHANNELS));
      State start = layer.state();
      Tensor weights = engine.tensor(outer, INPUT).cast(DType.FLOAT64);

      Tensor x = engine.parameter(INPUT, () -> input).cast(DType.FLOAT64);
      Tensor loss = layer.forward(x, Mode.TRAIN).mul(weights).sum();
      double[] ruled = new Backward(layer, List.of(x)).gradients(loss).get(0).toDoubles();

      double[] differences = new double[size];
      for (int i = 0; i < size; i++) {
        differences[i] =
            (loss(layer, start, input, i, STEP, weights)
                    - loss(layer, start, input, i, -STEP, weights))
                / (2 * STEP);
      }
      double[] scale = layer.parameters().get("scale").cast(DType.FLOAT64).toDoubles();
      return new BackwardCheck(relative(ruled, differences), radial(input, outer, scale, ruled));
    }
  }

  private static double loss(
      Module layer, State start, float[] input, int at, double step, Tensor weights) {
    Engine engine = weights.engine();
    double[] moved = new double[input.length];
    Arrays.setAll(moved, i -> input[i]);
    moved[at] += step;
    layer.load(start);
    try (Scope scope = engine.inference()) {
      return layer.forward(engine.tensor(moved, INPUT), Mode.TRAIN).mul(weights).sum().item();
    }
  }

  private static double relative(double[] found, double[] expected) {
    double difference = 0;
    double largest = 0;
    for (int i = 0; i < found.length; i++) {
      difference = Math.max(difference, Math.abs(found[i] - expected[i]));
      largest = Math.max(largest, Math.abs(expected[i]));
    }
    return difference / largest;
  }

  /** By plain loops over the same numbers. */
  private static double radial(float[] x, float[] dz, double[] scale, double[] dx) {
    Map<Integer, double[]> sums = new LinkedHashMap<>();
    for (int i = 0; i < x.length; i++) {
      int channel = i / PIXELS % CHANNELS;
      int group = i / (PIXELS * CHANNELS * IMAGES);
      double[] s = sums.computeIfAbsent(group * CHANNELS + channel, k -> new double[4]);
      s[0] += (double) x[i] * x[i];
      s[1] += scale[channel] * dz[i] * x[i];
      s[2] += x[i] * dx[i];
      s[3] += Math.abs(x[i] * dx[i]);
    }
    double largest = 0;
    for (double[] s : sums.values()) {
      double moment = s[0] / (IMAGES * PIXELS) + SETTINGS.epsilon();
      double expected = s[1] / Math.sqrt(moment) * SETTINGS.epsilon() / moment;
      largest = Math.max(largest, Math.abs(s[2] - expected) / s[3]);
    }
    return largest;
  }
}
