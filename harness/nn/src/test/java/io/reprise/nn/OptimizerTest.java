package io.reprise.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.tensor.Device;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Engines;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Steps by hand, and many steps by the formulas that PyTorch documents, in float64. */
class OptimizerTest {
  private static final double RATE = 0.1;

  private final Engine engine = Engines.open(Device.CPU, 1);

  @AfterEach
  void close() {
    engine.close();
  }

  private Tensor parameter(float... values) {
    return engine.parameter(Shape.of(values.length), () -> values);
  }

  private Tensor tensor(float... values) {
    return engine.tensor(values, Shape.of(values.length));
  }

  /** The weight after each of two steps from 1 with gradients 0.5 and -1. */
  private double[] twoSteps(Function<Map<String, Tensor>, Optimizer> make) {
    Tensor w = parameter(1);
    Optimizer optimizer = make.apply(Map.of("w", w));
    optimizer.step(List.of(tensor(0.5f)), RATE);
    double first = w.item();
    optimizer.step(List.of(tensor(-1)), RATE);
    return new double[] {first, w.item()};
  }

  private double[] sgd(double momentum, boolean nesterov, double decay) {
    return twoSteps(p -> new Sgd(p, new Sgd.Settings(momentum, nesterov, decay, path -> false)));
  }

  @Test
  void sgdTakesTheStepsByHand() {
    assertArrayEquals(new double[] {0.95, 1.05}, sgd(0, false, 0), 1e-6);
    assertArrayEquals(new double[] {0.94, 1.0306}, sgd(0, false, 0.1), 1e-6);
    // v = 0.6, then 0.9 * 0.6 - 1 + 0.1 * 0.94 = -0.366
    assertArrayEquals(new double[] {0.94, 0.9766}, sgd(0.9, false, 0.1), 1e-6);
    // 0.6 + 0.9 * 0.6 = 1.14, then v = -0.3714 and -0.9114 + 0.9 * v = -1.24566
    assertArrayEquals(new double[] {0.886, 1.010566}, sgd(0.9, true, 0.1), 1e-6);
  }

  @Test
  void sgdAgreesWithItsFormulaOverManySteps() {
    Tensor w = parameter(1, -2, 0.5f);
    double[] expected = {1, -2, 0.5};
    double[] v = new double[3];
    Sgd optimizer = new Sgd(Map.of("w", w), Sgd.Settings.nesterov(0.9, 5e-4));
    for (int t = 0; t < 50; t++) {
      float[] g = new Seed(t).normal(3);
      double rate = 0.1 / (1 + t);
      optimizer.step(List.of(tensor(g)), rate);
      for (int i = 0; i < 3; i++) {
        double d = g[i] + 5e-4 * expected[i];
        v[i] = 0.9 * v[i] + d;
        expected[i] -= rate * (d + 0.9 * v[i]);
      }
    }
    assertClose(expected, w, 1e-5);
    assertClose(v, optimizer.buffers().get("w"), 1e-5);
  }

  private static void assertClose(double[] expected, Tensor actual, double delta) {
    float[] a = actual.toFloats();
    assertEquals(expected.length, a.length);
    for (int i = 0; i < a.length; i++) {
      assertEquals(expected[i], a[i], delta * (1 + Math.abs(expected[i])));
    }
  }

  @Test
  void sgdLeavesExcludedPathsUndecayed() {
    Tensor weight = parameter(1);
    Tensor scale = parameter(1);
    Map<String, Tensor> both = new LinkedHashMap<>();
    both.put("conv.weight", weight);
    both.put("norm.scale", scale);
    new Sgd(both, new Sgd.Settings(0, false, 0.5, path -> path.startsWith("norm")))
        .step(List.of(tensor(0), tensor(0)), RATE);
    assertEquals(0.95, weight.item(), 1e-6);
    assertEquals(1, scale.item());
  }

  @Test
  void sgdDecaysGradientsThatShareMemoryInTheEngine() {
    Tensor a = parameter(2);
    Tensor b = parameter(10);
    Map<String, Tensor> both = new LinkedHashMap<>();
    both.put("a", a);
    both.put("b", b);
    Sgd optimizer = new Sgd(both, new Sgd.Settings(0, false, 0.1, path -> false));
    optimizer.step(engine.gradients(a.add(b).sum(), List.of(a, b)), 1);
    assertEquals(2 - (1 + 0.2), a.item(), 1e-6);
    assertEquals(10 - (1 + 1), b.item(), 1e-6);
  }

  @Test
  void sgdWithoutMomentumRemembersNothing() {
    Tensor w = parameter(1);
    Sgd.Settings plain = new Sgd.Settings(0, false, 0, path -> false);
    assertTrue(new Sgd(Map.of("w", w), plain).buffers().isEmpty());
    Sgd nesterov = new Sgd(Map.of("w", w), Sgd.Settings.nesterov(0.9, 0));
    assertEquals(Set.of("w"), nesterov.buffers().keySet());
    assertEquals(Map.of("w", w), nesterov.parameters());
  }

  @Test
  void sgdSettingsMustMakeSense() {
    assertRefused("momentum 1.0: expected [0, 1)", () -> Sgd.Settings.nesterov(1, 0));
    assertRefused("nesterov needs momentum above 0", () -> Sgd.Settings.nesterov(0, 0));
    assertRefused("weight decay -1.0: expected >= 0", () -> Sgd.Settings.nesterov(0.9, -1));
    assertRefused("momentum NaN: expected [0, 1)", () -> Sgd.Settings.nesterov(Double.NaN, 0));
  }

  private static void assertRefused(
      String message, org.junit.jupiter.api.function.Executable action) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, action).getMessage());
  }

  private double[] adam(double decay, boolean decoupled) {
    return twoSteps(p -> new Adam(p, new Adam.Settings(0.9, 0.999, 1e-8, decay, decoupled)));
  }

  @Test
  void adamTakesTheStepsByHand() {
    // The first step is the rate, whatever the gradient; the second by the paper's algorithm 1.
    assertArrayEquals(new double[] {0.9, 0.93661035}, adam(0, false), 1e-6);
    assertArrayEquals(new double[] {0.89, 0.91771035}, adam(0.1, true), 1e-6);
    assertArrayEquals(new double[] {0.9, 0.92526352}, adam(0.1, false), 1e-6);
  }

  @Test
  void adamAgreesWithItsFormulaOverManySteps() {
    for (boolean decoupled : new boolean[] {false, true}) {
      Tensor w = parameter(1, -2, 0.5f);
      double[] expected = {1, -2, 0.5};
      double[] m = new double[3];
      double[] v = new double[3];
      Adam optimizer =
          new Adam(Map.of("w", w), new Adam.Settings(0.8, 0.95, 1e-3, 0.05, decoupled));
      for (int t = 1; t <= 50; t++) {
        float[] gradient = new Seed(t).normal(3);
        optimizer.step(List.of(tensor(gradient)), 0.01);
        for (int i = 0; i < 3; i++) {
          double g = gradient[i] + (decoupled ? 0 : 0.05 * expected[i]);
          expected[i] *= decoupled ? 1 - 0.01 * 0.05 : 1;
          m[i] = 0.8 * m[i] + 0.2 * g;
          v[i] = 0.95 * v[i] + 0.05 * g * g;
          double mHat = m[i] / (1 - Math.pow(0.8, t));
          double vHat = v[i] / (1 - Math.pow(0.95, t));
          expected[i] -= 0.01 * mHat / (Math.sqrt(vHat) + 1e-3);
        }
      }
      assertClose(expected, w, 1e-5);
      assertClose(m, optimizer.buffers().get("first.w"), 1e-5);
      assertClose(v, optimizer.buffers().get("second.w"), 1e-5);
    }
  }

  @Test
  void adamSettingsMustMakeSense() {
    assertRefused(
        "betas 1.0 and 0.999: expected both in [0, 1)",
        () -> new Adam.Settings(1, 0.999, 1e-8, 0, false));
    assertRefused(
        "epsilon 0.0, weight decay 0.0: expected > 0 and >= 0",
        () -> new Adam.Settings(0.9, 0.999, 0, 0, false));
    assertThrows(
        IllegalArgumentException.class, () -> new Adam.Settings(0.9, 0.999, 1e-8, -1, false));
  }
}
