package io.reprise.papers.sk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.baselines.attention.SelectiveKernel;
import io.reprise.baselines.attention.SelectiveKernel.Branch;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.State;
import io.reprise.tensor.Device;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Engines;
import io.reprise.tensor.Op;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SelectionFormulasTest {
  /** Two images of 4 channels and 2x3 pixels. */
  private static final Shape SHAPE = Shape.of(2, 4, 2, 3);

  private static final int ELEMENTS = 48;
  private static final int HIDDEN = 3;

  private static double[] draw(String name, int n) {
    return SelectionFormulas.doubles(new Seed(4).named(name).normal(n));
  }

  private static float[] floats(String name, int n) {
    return new Seed(4).named(name).normal(n);
  }

  private static Map<String, float[]> unit(int branches) {
    Map<String, float[]> state = new LinkedHashMap<>();
    state.put("squeeze.weight", floats("w", HIDDEN * 4));
    state.put("squeezeNorm.scale", new float[] {1, 0.5f, 2});
    state.put("squeezeNorm.shift", new float[] {0.4f, 0.3f, 0.2f});
    state.put("squeezeNorm.runningMean", new float[] {0.1f, -0.1f, 0});
    state.put("squeezeNorm.runningVariance", new float[] {1, 0.5f, 0.25f});
    for (int m = 0; m < branches; m++) {
      state.put("select" + m + ".weight", floats("a" + m, 4 * HIDDEN));
    }
    return state;
  }

  private static List<double[]> maps(int branches) {
    List<double[]> maps = new ArrayList<>();
    for (int m = 0; m < branches; m++) {
      maps.add(draw("u" + m, ELEMENTS));
    }
    return maps;
  }

  private static double loss(List<double[]> maps, Map<String, float[]> unit, double[] g) {
    double[] v = new SelectionFormulas(maps, SHAPE, new State(unit)).output();
    double sum = 0;
    for (int i = 0; i < v.length; i++) {
      sum += g[i] * v[i];
    }
    return sum;
  }

  @Test
  void gradientsOfMapsAreThoseOfFiniteDifferences() {
    double[] g = draw("g", ELEMENTS);
    Map<String, float[]> unit = unit(3);
    List<double[]> maps = maps(3);
    SelectionFormulas.Gradients gradients =
        new SelectionFormulas(maps, SHAPE, new State(unit)).gradients(g);
    double h = 1e-5;
    for (int m = 0; m < 3; m++) {
      for (int i = 0; i < ELEMENTS; i++) {
        double value = maps.get(m)[i];
        maps.get(m)[i] = value + h;
        double above = loss(maps, unit, g);
        maps.get(m)[i] = value - h;
        double below = loss(maps, unit, g);
        maps.get(m)[i] = value;
        assertEquals((above - below) / (2 * h), gradients.maps().get(m)[i], 1e-7);
      }
    }
  }

  @Test
  void gradientsOfMatricesAreThoseOfFiniteDifferences() {
    double[] g = draw("g", ELEMENTS);
    Map<String, float[]> unit = unit(2);
    List<double[]> maps = maps(2);
    SelectionFormulas.Gradients gradients =
        new SelectionFormulas(maps, SHAPE, new State(unit)).gradients(g);
    for (int m = 0; m < 2; m++) {
      float[] a = unit.get("select" + m + ".weight");
      for (int i = 0; i < a.length; i++) {
        float value = a[i];
        // The state is of single precision: the step is what it makes of it.
        a[i] = value + 1e-3f;
        double above = loss(maps, unit, g);
        double step = a[i];
        a[i] = value - 1e-3f;
        double below = loss(maps, unit, g);
        step -= a[i];
        a[i] = value;
        assertEquals((above - below) / step, gradients.select().get(m)[i], 1e-5);
      }
    }
  }

  @Test
  void aHandComputedUnitSelectsAsWorkedOut() {
    Map<String, float[]> unit = new LinkedHashMap<>();
    unit.put("squeeze.weight", new float[] {2});
    unit.put("squeezeNorm.scale", new float[] {1});
    unit.put("squeezeNorm.shift", new float[] {0});
    unit.put("squeezeNorm.runningMean", new float[] {0});
    unit.put("squeezeNorm.runningVariance", new float[] {(float) (1 - 1e-5)});
    unit.put("select0.weight", new float[] {1});
    unit.put("select1.weight", new float[] {0});
    List<double[]> maps = List.of(new double[] {1, 3}, new double[] {0, 2});
    // s = mean(1 + 0, 3 + 2) = 3, z = 6, a = (1, e^-6) / (1 + e^-6).
    double a = 1 / (1 + Math.exp(-6));
    double[] v = new SelectionFormulas(maps, Shape.of(1, 1, 1, 2), new State(unit)).output();
    assertArrayEquals(new double[] {a, 3 * a + 2 * (1 - a)}, v, 1e-6);
  }

  @Test
  void theEngineComputesWhatTheFormulasSayInBothDirections() {
    try (Engine engine = Engines.open(Device.CPU, 1)) {
      SelectiveKernel.Design design =
          new SelectiveKernel.Design(
              List.of(new Branch(3, 1, 0), new Branch(3, 2, 0), new Branch(3, 3, 0)), 1, HIDDEN);
      SelectiveKernel sk =
          new SelectiveKernel(
              LayerContext.root(engine, new Seed(1)), design, 4, 4, Op.Conv2d.of(1, 1));
      List<Tensor> maps =
          maps(3).stream()
              .map(
                  u -> {
                    float[] values = new float[u.length];
                    for (int i = 0; i < u.length; i++) {
                      values[i] = (float) u[i];
                    }
                    return engine.parameter(SHAPE, () -> values);
                  })
              .toList();
      Tensor out = sk.select(maps, Mode.EVALUATE);
      SelectionFormulas formulas =
          new SelectionFormulas(
              maps.stream().map(m -> SelectionFormulas.doubles(m.toFloats())).toList(),
              SHAPE,
              sk.state());
      assertTrue(
          SelectionChecks.deviation(formulas.output(), SelectionFormulas.doubles(out.toFloats()))
              < 1e-6);
      float[] g = floats("g", ELEMENTS);
      List<Tensor> found = engine.gradients(out.mul(engine.tensor(g, SHAPE)).sum(), maps);
      SelectionFormulas.Gradients expected = formulas.gradients(SelectionFormulas.doubles(g));
      for (int m = 0; m < 3; m++) {
        double deviation =
            SelectionChecks.deviation(
                expected.maps().get(m), SelectionFormulas.doubles(found.get(m).toFloats()));
        assertTrue(deviation < 1e-5, "branch " + m + ": " + deviation);
      }
    }
  }
}
