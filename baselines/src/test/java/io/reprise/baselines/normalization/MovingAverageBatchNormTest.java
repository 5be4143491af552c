package io.reprise.baselines.normalization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.nn.Backward;
import io.reprise.nn.DivergenceException;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.nn.State;
import io.reprise.tensor.DType;
import io.reprise.tensor.Device;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Engines;
import io.reprise.tensor.Scope;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MovingAverageBatchNormTest {
  private static final int CHANNELS = 2;
  private static final Shape INPUT = Shape.of(6, CHANNELS, 2, 2);

  private final Engine engine = Engines.open(Device.CPU, 1);
  private final LayerContext root = LayerContext.root(engine, new Seed(1)).at("block").at("norm");

  @AfterEach
  void close() {
    engine.close();
  }

  private MovingAverageBatchNorm layer(MovingAverages settings) {
    MovingAverageBatchNorm layer = new MovingAverageBatchNorm(root, CHANNELS, settings);
    Module.set(layer.parameters().get("scale"), new float[] {1.5f, -0.5f});
    Module.set(layer.parameters().get("shift"), new float[] {0.25f, -1});
    return layer;
  }

  /** One training step: output, and gradients of input, scale and shift, in that order. */
  private List<double[]> step(MovingAverageBatchNorm layer, float[] x, float[] dz) {
    try (Scope scope = engine.scope()) {
      Tensor input = engine.parameter(INPUT, () -> x).cast(DType.FLOAT64);
      Tensor z = layer.forward(input, Mode.TRAIN);
      Tensor loss = z.mul(engine.tensor(dz, INPUT).cast(DType.FLOAT64)).sum();
      List<Tensor> of =
          List.of(input, layer.parameters().get("scale"), layer.parameters().get("shift"));
      List<double[]> all = new ArrayList<>(List.of(z.toDoubles()));
      new Backward(layer, of).gradients(loss).forEach(g -> all.add(g.toDoubles()));
      return all;
    }
  }

  private static float[] input(int step) {
    float[] x = new Seed(7).named("x " + step).normal(48);
    for (int i = 0; i < x.length; i++) {
      x[i] *= 1 + step % 3;
    }
    return x;
  }

  private static float[] gradient(int step) {
    return new Seed(7).named("dz " + step).normal(48);
  }

  /** The values of a channel, groups one after the other. */
  private static double[] channel(float[] x, int channel) {
    double[] c = new double[x.length / CHANNELS];
    for (int i = 0; i < c.length; i++) {
      c[i] = x[i / 4 * 4 * CHANNELS + channel * 4 + i % 4];
    }
    return c;
  }

  private static double[] channel(double[] x, int channel) {
    float[] f = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      f[i] = (float) x[i];
    }
    return channel(f, channel);
  }

  @ParameterizedTest
  @CsvSource({
    // Groups of a step fill the window, are more than it, are fewer; a batch is one group.
    "2, 3, 0, 2",
    "3, 2, 0, 2",
    "2, 5, 0, 0",
    "1, 4, 2, 3",
    "3, 7, 0, 99",
    "6, 3, 0, 2",
    "6, 3, 4, 6",
    "6, 1, 0, 1"
  })
  void everyStepIsThatOfThePaper(int images, int window, int own, int uncorrected) {
    MovingAverages settings = new MovingAverages(images, window, 0.9, 1.3, 1e-5, own, uncorrected);
    MovingAverageBatchNorm layer = layer(settings);
    List<MabnReference> references =
        List.of(new MabnReference(settings, 1.5, 0.25), new MabnReference(settings, -0.5, -1));
    for (int step = 0; step < 9; step++) {
      List<double[]> found = step(layer, input(step), gradient(step));
      for (int c = 0; c < CHANNELS; c++) {
        MabnReference.Step expected =
            references.get(c).step(channel(input(step), c), channel(gradient(step), c), 6 / images);
        assertArrayEquals(expected.z, channel(found.get(0), c), 1e-5);
        assertArrayEquals(expected.dx, channel(found.get(1), c), 1e-5);
        assertEquals(expected.dGamma, found.get(2)[c], 1e-4);
        assertEquals(expected.dBeta, found.get(3)[c], 1e-4);
        assertEquals(
            references.get(c).running, layer.buffers().get("runningMoment").toFloats()[c], 1e-5);
      }
    }
  }

  @Test
  void aMovingAverageIsOfTheOthersGradientsToo() {
    // With one value large in the first step, the second step's gradient holds half of its phi.
    MovingAverageBatchNorm layer = layer(new MovingAverages(6, 2, 0.9, 5, 1e-5, 0, 99));
    float[] ones = new float[48];
    Arrays.fill(ones, 1);
    float[] none = new float[48];
    step(layer, ones, none);
    step(layer, ones, ones);
    // q = 1 and yhat = 1 throughout: phi is 0, gamma; then Phi = gamma / 2 with dz = 0.
    double[] dx = step(layer, ones, none).get(1);
    assertEquals(-1.5 / 2, dx[0], 1e-4);
    assertEquals(0.5 / 2, dx[4], 1e-4);
  }

  @Test
  void evaluationTakesTheRunningMomentAndLeavesTheStateAsItIs() {
    MovingAverageBatchNorm layer = layer(MovingAverages.ofGroups(2, 3));
    for (int step = 0; step < 3; step++) {
      step(layer, input(step), gradient(step));
    }
    Map<String, float[]> before = layer.state().values();
    float[] running = layer.buffers().get("runningMoment").toFloats();
    float[] x = input(5);
    float[] z = layer.forward(engine.tensor(x, INPUT), Mode.EVALUATE).toFloats();
    assertEquals(1.5 * x[0] / Math.sqrt(running[0] + 1e-5) + 0.25, z[0], 1e-5);
    assertEquals(-0.5 * x[4] / Math.sqrt(running[1] + 1e-5) - 1, z[4], 1e-5);
    layer.state().values().forEach((name, v) -> assertArrayEquals(before.get(name), v, name));
  }

  @Test
  void aTrainingThatGoesOnFromItsStateTakesTheSameSteps() {
    MovingAverages settings = new MovingAverages(2, 5, 0.9, 1.3, 1e-5, 3, 4);
    MovingAverageBatchNorm unbroken = layer(settings);
    State state = null;
    for (int step = 0; step < 8; step++) {
      if (step == 4) {
        state = unbroken.state();
      }
      step(unbroken, input(step), gradient(step));
    }
    MovingAverageBatchNorm resumed = layer(settings);
    resumed.load(state);
    for (int step = 4; step < 8; step++) {
      step(resumed, input(step), gradient(step));
    }
    Map<String, float[]> expected = unbroken.state().values();
    resumed.state().values().forEach((name, v) -> assertArrayEquals(expected.get(name), v, name));
    List<double[]> next = step(unbroken, input(9), gradient(9));
    List<double[]> same = step(resumed, input(9), gradient(9));
    for (int i = 0; i < next.size(); i++) {
      assertArrayEquals(next.get(i), same.get(i));
    }
  }

  @Test
  void theStateTakesTwoWindowsAndOneNumberAChannelAndTwoCounts() {
    long numbers =
        layer(MovingAverages.ofGroups(2, 16)).buffers().values().stream()
            .mapToLong(t -> t.shape().elements())
            .sum();
    assertEquals((2 * 16 + 1) * CHANNELS + 2, numbers);
  }

  @Test
  void theLayerTakesVectorsToo() {
    MovingAverageBatchNorm layer = layer(MovingAverages.ofGroups(2, 1));
    Tensor x = engine.tensor(new float[] {3, 1, 4, 1, 0, 2, 0, 2}, Shape.of(4, CHANNELS));
    float[] z = layer.forward(x, Mode.TRAIN).toFloats();
    assertEquals(1.5 * 3 / Math.sqrt(12.5) + 0.25, z[0], 1e-5);
    assertEquals(0.25, z[4], 1e-5);
    assertEquals(-0.5 * 2 / Math.sqrt(4) - 1, z[5], 1e-5);
  }

  // ---- what goes wrong

  @ParameterizedTest
  @CsvSource({"NaN", "Infinity"})
  void anInputThatIsNotFiniteFailsWithTheLayersNameAndChangesNothing(float bad) {
    MovingAverageBatchNorm layer = layer(MovingAverages.ofGroups(2, 3));
    step(layer, input(0), gradient(0));
    Map<String, float[]> before = layer.state().values();
    float[] x = input(1);
    x[17] = bad;
    String message =
        assertThrows(DivergenceException.class, () -> step(layer, x, gradient(1))).getMessage();
    assertTrue(message.contains("'block.norm'") && message.contains("mean square"), message);
    layer.state().values().forEach((name, v) -> assertArrayEquals(before.get(name), v, name));
  }

  @Test
  void aGradientThatIsNotFiniteFailsWithTheLayersName() {
    MovingAverageBatchNorm layer = layer(MovingAverages.ofGroups(2, 3));
    float[] dz = gradient(0);
    dz[3] = Float.NaN;
    String message =
        assertThrows(DivergenceException.class, () -> step(layer, input(0), dz)).getMessage();
    assertTrue(message.contains("'block.norm'") && message.contains("gradient"), message);
    for (float v : layer.buffers().get("projections").toFloats()) {
      assertEquals(0, v);
    }
  }

  @Test
  void aSecondTrainingPassBeforeTheGradientsOfTheFirstIsRefused() {
    MovingAverageBatchNorm layer = layer(MovingAverages.ofGroups(2, 3));
    Tensor x = engine.tensor(input(0), INPUT);
    layer.forward(x, Mode.TRAIN);
    String message =
        assertThrows(IllegalStateException.class, () -> layer.forward(x, Mode.TRAIN)).getMessage();
    assertTrue(message.contains("block.norm") && message.contains("gradients"), message);
  }

  @Test
  void aBatchThatDoesNotDivideIntoGroupsIsRefused() {
    MovingAverageBatchNorm layer = layer(MovingAverages.ofGroups(4, 3));
    Tensor x = engine.tensor(input(0), INPUT);
    String message =
        assertThrows(IllegalArgumentException.class, () -> layer.forward(x, Mode.TRAIN))
            .getMessage();
    assertTrue(message.contains("block.norm") && message.contains("6 images"), message);
    assertTrue(message.contains("multiple of the normalisation batch 4"), message);
  }

  @Test
  void aGroupWithOneValueAChannelIsRefused() {
    MovingAverageBatchNorm layer = layer(MovingAverages.ofGroups(1, 3));
    Tensor x = engine.full(1, Shape.of(4, CHANNELS, 1, 1));
    String message =
        assertThrows(IllegalArgumentException.class, () -> layer.forward(x, Mode.TRAIN))
            .getMessage();
    assertTrue(message.contains("one value a channel"), message);
    assertEquals(
        Shape.of(1, CHANNELS, 2, 1),
        layer.forward(engine.full(1, Shape.of(1, CHANNELS, 2, 1)), Mode.TRAIN).shape());
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, 0.9, 5, 1e-5, 0, 0, normalisation batch 0.0",
    "1, 0, 0.9, 5, 1e-5, 0, 0, window 0.0",
    "1, 1, 1, 5, 1e-5, 0, 0, momentum 1.0",
    "1, 1, 0, 5, 1e-5, 0, 0, momentum 0.0",
    "1, 1, 0.9, 0.5, 1e-5, 0, 0, limit 0.5",
    "1, 1, 0.9, 5, 0, 0, 0, epsilon 0.0",
    "1, 1, 0.9, 5, 1e-5, -1, 0, own steps -1.0",
    "1, 1, 0.9, 5, 1e-5, 0, -1, uncorrected steps -1.0"
  })
  void settingsOutOfTheirRangeAreRefusedByName(
      int b, int m, double alpha, double lambda, double epsilon, int own, int r, String expected) {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> new MovingAverages(b, m, alpha, lambda, epsilon, own, r))
            .getMessage();
    assertTrue(message.contains(expected + ": expected"), message);
  }
}
