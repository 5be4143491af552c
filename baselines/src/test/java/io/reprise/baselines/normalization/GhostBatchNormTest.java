package io.reprise.baselines.normalization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.nn.Backward;
import io.reprise.nn.BatchNorm2d;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.tensor.Device;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Engines;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GhostBatchNormTest {
  private static final int CHANNELS = 2;
  private static final Shape INPUT = Shape.of(6, CHANNELS, 2, 2);

  private final Engine engine = Engines.open(Device.CPU, 1);
  private final LayerContext root = LayerContext.root(engine, new Seed(1)).at("norm");

  @AfterEach
  void close() {
    engine.close();
  }

  private GhostBatchNorm ghost(int images, Renormalization limits) {
    return prepared(new GhostBatchNorm(root, CHANNELS, images, limits, StatisticsWatch.NONE));
  }

  private static <M extends Module> M prepared(M layer) {
    Module.set(layer.parameters().get("scale"), new float[] {1.5f, -0.5f});
    Module.set(layer.parameters().get("shift"), new float[] {0.25f, -1});
    return layer;
  }

  private static float[] values(String name) {
    float[] x = new Seed(3).named(name).normal(48);
    for (int i = 0; i < x.length; i++) {
      x[i] = 2 * x[i] + 1;
    }
    return x;
  }

  /** Output, and gradients of input, scale and shift. */
  private List<float[]> step(Module layer, Shape shape, float[] x, float[] dz) {
    Tensor input = engine.parameter(shape, () -> x);
    Tensor z = layer.forward(input, Mode.TRAIN);
    List<float[]> all = new ArrayList<>(List.of(z.toFloats()));
    new Backward(
            layer, List.of(input, layer.parameters().get("scale"), layer.parameters().get("shift")))
        .gradients(z.mul(engine.tensor(dz, shape)).sum())
        .forEach(g -> all.add(g.toFloats()));
    return all;
  }

  @Test
  void withTheWholeBatchAsOneGroupItIsBatchNormalisation() {
    GhostBatchNorm ghost = ghost(0, Renormalization.NONE);
    BatchNorm2d plain = prepared(new BatchNorm2d(root, CHANNELS));
    for (int i = 0; i < 3; i++) {
      List<float[]> expected = step(plain, INPUT, values("x" + i), values("dz" + i));
      List<float[]> found = step(ghost, INPUT, values("x" + i), values("dz" + i));
      for (int k = 0; k < expected.size(); k++) {
        assertArrayEquals(expected.get(k), found.get(k), 2e-4f);
      }
    }
    for (String name : List.of("runningMean", "runningVariance")) {
      assertArrayEquals(
          plain.buffers().get(name).toFloats(), ghost.buffers().get(name).toFloats(), 1e-5f);
    }
    Tensor x = engine.tensor(values("test"), INPUT);
    assertArrayEquals(
        plain.forward(x, Mode.EVALUATE).toFloats(),
        ghost.forward(x, Mode.EVALUATE).toFloats(),
        1e-5f);
  }

  @Test
  void everyGroupIsNormalisedAsABatchOfItsOwn() {
    float[] x = values("x");
    float[] dz = values("dz");
    List<float[]> all = step(ghost(2, Renormalization.NONE), INPUT, x, dz);
    Shape part = Shape.of(2, CHANNELS, 2, 2);
    for (int k = 0; k < 3; k++) {
      float[] px = Arrays.copyOfRange(x, 16 * k, 16 * k + 16);
      float[] pdz = Arrays.copyOfRange(dz, 16 * k, 16 * k + 16);
      List<float[]> alone = step(prepared(new BatchNorm2d(root, CHANNELS)), part, px, pdz);
      for (int i = 0; i < 2; i++) {
        float[] group = Arrays.copyOfRange(all.get(i), 16 * k, 16 * k + 16);
        assertArrayEquals(alone.get(i), group, 2e-4f);
      }
    }
  }

  @Test
  void theRunningStatisticsMoveToTheMeanOverGroupsOnceAStep() {
    GhostBatchNorm layer = ghost(2, Renormalization.NONE);
    float[] x = new float[48];
    x[0] = 8; // the first group's first channel: mean 1, variance 7, unbiased 8
    layer.forward(engine.tensor(x, INPUT), Mode.TRAIN);
    assertEquals(0.1 / 3, layer.buffers().get("runningMean").toFloats()[0], 1e-6);
    assertEquals(0.9 + 0.1 * 8 / 3, layer.buffers().get("runningVariance").toFloats()[0], 1e-6);
    assertEquals(0.9, layer.buffers().get("runningVariance").toFloats()[1], 1e-6);
  }

  // ---- batch renormalisation

  @Test
  void withWideLimitsRenormalisationIsWhatEvaluationGives() {
    GhostBatchNorm layer = ghost(3, new Renormalization(0, 0, 0, 1e6, 1e6));
    Module.set(layer.buffers().get("runningMean"), new float[] {0.5f, 2});
    Module.set(layer.buffers().get("runningVariance"), new float[] {3, 0.5f});
    Tensor x = engine.tensor(values("x"), INPUT);
    float[] expected = layer.forward(x, Mode.EVALUATE).toFloats();
    assertArrayEquals(expected, layer.forward(x, Mode.TRAIN).toFloats(), 1e-4f);
    assertEquals(0.99 * 3, layer.buffers().get("runningVariance").toFloats()[0], 0.2);
  }

  @Test
  void theCorrectionsAreLimited() {
    // Group: mean 1, variance 4. r = 2 / 1 limited to 1.5, d = (1 - 0) / 1 limited to 0.25.
    GhostBatchNorm layer =
        new GhostBatchNorm(
            root, 1, 0, new Renormalization(0, 0, 0, 1.5, 0.25), StatisticsWatch.NONE);
    Shape shape = Shape.of(2, 1, 1, 1);
    List<float[]> found = step(layer, shape, new float[] {3, -1}, new float[] {1, 0});
    assertArrayEquals(new float[] {1.5f + 0.25f, -1.5f + 0.25f}, found.get(0), 1e-4f);
    // Two values: what the mean and the projection take away is all of the gradient.
    assertArrayEquals(new float[] {0, 0}, found.get(1), 1e-4f);
    assertEquals(1.75, found.get(2)[0], 1e-4);
  }

  @Test
  void theCorrectionsAreConstantInTheGradient() {
    Shape shape = Shape.of(4, 1, 1, 1);
    float[] x = {3, -1, 0, 4};
    float[] dz = {1, -2, 0.5f, 0};
    float[] plain = step(new BatchNorm2d(root, 1), shape, x, dz).get(1);
    GhostBatchNorm layer =
        new GhostBatchNorm(
            root, 1, 0, new Renormalization(0, 0, 0, 1e6, 1e6), StatisticsWatch.NONE);
    Module.set(layer.buffers().get("runningMean"), new float[] {-2});
    Module.set(layer.buffers().get("runningVariance"), new float[] {9});
    float[] found = step(layer, shape, x, dz).get(1);
    // The batch has the variance 4.25, so that r is the root of 4.25 / 9.
    for (int i = 0; i < x.length; i++) {
      assertEquals(Math.sqrt(4.25 / 9) * plain[i], found[i], 1e-5);
    }
  }

  @Test
  void theLimitsStartAsBatchNormalisationAndGrowLinearly() {
    Renormalization limits = Renormalization.fasterBy(100);
    assertEquals(new Renormalization(50, 400, 250, 3, 5), limits);
    assertEquals(1, limits.limitR(50));
    assertEquals(0, limits.limitD(49));
    assertEquals(2, limits.limitR(225), 1e-9);
    assertEquals(2.5, limits.limitD(150), 1e-9);
    assertEquals(3, limits.limitR(400));
    assertEquals(5, limits.limitD(10_000));
  }

  @Test
  void inItsFirstStepsRenormalisationIsBatchNormalisation() {
    Renormalization limits = new Renormalization(2, 3, 3, 3, 5);
    GhostBatchNorm layer = ghost(2, limits);
    Module.set(layer.buffers().get("runningMean"), new float[] {5, 5});
    for (int i = 0; i < 3; i++) {
      float[] plain =
          ghost(2, Renormalization.NONE)
              .forward(engine.tensor(values("x"), INPUT), Mode.TRAIN)
              .toFloats();
      float[] found = layer.forward(engine.tensor(values("x"), INPUT), Mode.TRAIN).toFloats();
      assertArrayEquals(plain, found, 1e-5f);
    }
    float[] later = layer.forward(engine.tensor(values("x"), INPUT), Mode.TRAIN).toFloats();
    float[] plain =
        ghost(2, Renormalization.NONE)
            .forward(engine.tensor(values("x"), INPUT), Mode.TRAIN)
            .toFloats();
    assertTrue(Math.abs(later[0] - plain[0]) > 0.5);
  }

  @Test
  void limitsThatMakeNoSenseAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Renormalization(-1, 0, 0, 1, 0));
    assertThrows(IllegalArgumentException.class, () -> new Renormalization(5, 4, 9, 1, 0));
    assertThrows(IllegalArgumentException.class, () -> new Renormalization(0, 0, 0, 0.5, 0));
    assertThrows(IllegalArgumentException.class, () -> new Renormalization(0, 0, 0, 1, -1));
    assertThrows(IllegalArgumentException.class, () -> ghost(-1, Renormalization.NONE));
  }

  // ---- what a watch is told

  @Test
  void aWatchIsToldTheFourStatisticsOfEachGroup() {
    Map<StatisticsWatch.Statistic, float[]> told = new EnumMap<>(StatisticsWatch.Statistic.class);
    StatisticsWatch watch =
        new StatisticsWatch() {
          @Override
          public boolean watches(String path) {
            return path.equals("norm");
          }

          @Override
          public void forward(String path, int channels, Map<Statistic, float[]> values) {
            told.putAll(values);
          }

          @Override
          public void backward(String path, int channels, Map<Statistic, float[]> values) {
            told.putAll(values);
          }
        };
    GhostBatchNorm layer =
        prepared(new GhostBatchNorm(root, CHANNELS, 3, Renormalization.NONE, watch));
    float[] x = values("x");
    float[] dz = values("dz");
    List<float[]> watched = step(layer, INPUT, x, dz);
    List<float[]> unwatched = step(ghost(3, Renormalization.NONE), INPUT, x, dz);
    for (int i = 0; i < watched.size(); i++) {
      assertArrayEquals(unwatched.get(i), watched.get(i), 1e-5f);
    }
    double[] gammas = {1.5, -0.5};
    for (int group = 0; group < 2; group++) {
      for (int c = 0; c < CHANNELS; c++) {
        double mean = 0;
        double square = 0;
        double gradient = 0;
        double product = 0;
        for (int n = 3 * group; n < 3 * group + 3; n++) {
          for (int p = 0; p < 4; p++) {
            int i = (n * CHANNELS + c) * 4 + p;
            mean += x[i] / 12;
            square += (double) x[i] * x[i] / 12;
            gradient += gammas[c] * dz[i] / 12;
            product += gammas[c] * dz[i] * x[i] / 12;
          }
        }
        double variance = square - mean * mean;
        double projection = (product - mean * gradient) / Math.sqrt(variance + 1e-5);
        int at = group * CHANNELS + c;
        assertEquals(mean, told.get(StatisticsWatch.Statistic.MEAN)[at], 1e-4);
        assertEquals(variance, told.get(StatisticsWatch.Statistic.MOMENT_USED)[at], 1e-4);
        assertEquals(gradient, told.get(StatisticsWatch.Statistic.GRADIENT_MEAN)[at], 1e-4);
        assertEquals(projection, told.get(StatisticsWatch.Statistic.PROJECTION)[at], 1e-4);
      }
    }
  }
}
