package io.reprise.baselines.sequence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.baselines.RealEngineCheck;
import io.reprise.nn.Costs;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.tensor.Device;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Engines;
import io.reprise.tensor.Scope;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecurrentTest {
  /** PyTorch's LSTM(10, 20, 2) has 5,920 parameters, its GRU(10, 20, 2) 4,440. */
  @Test
  void stacksHaveTheParametersOfPyTorchs() {
    Lstm.Design design = Lstm.Design.of(10, 20, 2).withTwoBiases();
    assertEquals(5920, Costs.of(at -> new Lstm(at, design), Shape.of(3, 10)).parameters());
    assertEquals(4440, Costs.of(at -> new Gru(at, 10, 20, 2), Shape.of(3, 10)).parameters());
    assertEquals(
        3 * (80 * 10 + 3 * 80 * 20),
        Costs.of(at -> new Lstm(at, design), Shape.of(3, 10)).linearMacs());
  }

  @Test
  void runOnARealEngine() {
    Lstm.Design design = Lstm.Design.of(4, 5, 2).withTwoBiases().withDropout(0.2);
    RealEngineCheck.run(at -> new NextSymbol(at, design, 3), Shape.of(2, 6, 4), Shape.of(2, 6, 3));
    RealEngineCheck.run(at -> new Gru(at, 4, 5, 2), Shape.of(2, 6, 4), Shape.of(2, 6, 5));
  }

  @Test
  void aCaptionerGivesLogitsOfEveryWordOnARealEngine() {
    SemanticCaptioner.Design design = new SemanticCaptioner.Design(6, 4, 5, 3, 4, 7, 3);
    RealEngineCheck.run(
        at -> new SemanticCaptioner(at, design), Shape.of(2, 10), Shape.of(2, 3, 7));
  }

  /** With all weights 0 and biases b a step is known: the gates are sigmoid(b), tanh(b). */
  @Test
  void oneStepIsTheFormulas() {
    try (Engine engine = Engines.open(Device.CPU, 1)) {
      Module lstm = new Lstm(LayerContext.root(engine, new Seed(1)), Lstm.Design.of(1, 1, 1));
      set(lstm, "0.inputWeight", 0, 0, 0, 0);
      set(lstm, "0.stateWeight", 0, 0, 0, 0);
      set(lstm, "0.inputBias", 1, 2, 3, 4);
      Tensor y = lstm.forward(engine.full(0, Shape.of(1, 2, 1)), Mode.EVALUATE);
      double first = sigmoid(1) * Math.tanh(3);
      double second = sigmoid(2) * first + first;
      assertArrayEquals(
          new float[] {
            (float) (sigmoid(4) * Math.tanh(first)), (float) (sigmoid(4) * Math.tanh(second))
          },
          y.toFloats(),
          1e-6f);
    }
  }

  /** Some at a time, and one by one from states that outlive the scope of their step. */
  @Test
  void stepsFromACarriedStateAreThoseOfOneForwardPass() {
    try (Engine engine = Engines.open(Device.CPU, 1)) {
      Lstm.Design design = Lstm.Design.of(4, 5, 2).withTwoBiases().withDropout(0.5);
      NextSymbol net = new NextSymbol(LayerContext.root(engine, new Seed(1)), design, 3);
      Tensor x = engine.tensor(new Seed(2).normal(2 * 7 * 4), Shape.of(2, 7, 4));
      float[] whole = net.forward(x, Mode.EVALUATE).toFloats();
      for (int size : new int[] {1, 3}) {
        Lstm.Carry carry = net.start(engine, 2);
        for (int t = 0; t < 7; t += size) {
          int end = Math.min(7, t + size);
          try (Scope scope = engine.scope()) {
            Lstm.Steps steps = net.forward(x.slice(1, t, end), carry, Mode.EVALUATE);
            float[] some = steps.output().toFloats();
            for (int n = 0; n < 2; n++) {
              assertArrayEquals(
                  Arrays.copyOfRange(whole, (n * 7 + t) * 3, (n * 7 + end) * 3),
                  Arrays.copyOfRange(some, n * (end - t) * 3, (n + 1) * (end - t) * 3),
                  1e-6f);
            }
            carry = steps.after().keptFrom(scope);
          }
        }
      }
      Tensor fromZero = net.forward(x.slice(1, 6, 7), Mode.EVALUATE);
      assertTrue(Math.abs(fromZero.toFloats()[0] - whole[6 * 3]) > 1e-4, "the state matters");
    }
  }

  /** By differences of float32 values, of the weights of a lower layer and over several steps. */
  @Test
  void gradientsReachBackThroughStepsAndLayers() {
    try (Engine engine = Engines.open(Device.CPU, 1)) {
      Lstm lstm = new Lstm(LayerContext.root(engine, new Seed(3)), Lstm.Design.of(2, 3, 2));
      Tensor x = engine.tensor(new Seed(4).normal(2 * 5 * 2), Shape.of(2, 5, 2));
      for (String name : List.of("0.inputWeight", "0.stateWeight", "0.inputBias")) {
        Tensor weight = lstm.parameters().get(name);
        float[] gradient = engine.gradients(last(lstm, x), List.of(weight)).get(0).toFloats();
        float[] values = weight.toFloats();
        double largest = 0;
        for (int i = 0; i < values.length; i++) {
          float[] moved = values.clone();
          moved[i] += 0.01f;
          Module.set(weight, moved);
          double above = last(lstm, x).item();
          moved[i] -= 0.02f;
          Module.set(weight, moved);
          assertEquals((above - last(lstm, x).item()) / 0.02, gradient[i], 1e-3, name + " " + i);
          largest = Math.max(largest, Math.abs(gradient[i]));
        }
        Module.set(weight, values);
        assertTrue(largest > 0.01, "something to compare");
      }
    }
  }

  private static Tensor last(Lstm lstm, Tensor x) {
    return lstm.forward(x, Mode.EVALUATE).slice(1, 4, 5).sum();
  }

  @Test
  void dropoutTakesOneMaskForAllStepsAndScalesWhatStays() {
    try (Engine engine = Engines.open(Device.CPU, 1)) {
      Lstm.Design design = Lstm.Design.of(2, 8, 1).withDropout(0.5);
      Lstm lstm = new Lstm(LayerContext.root(engine, new Seed(5)), design);
      Tensor x = engine.tensor(new Seed(6).normal(3 * 4 * 2), Shape.of(3, 4, 2));
      float[] kept = lstm.forward(x, Mode.EVALUATE).toFloats();
      float[] dropped = lstm.forward(x, Mode.TRAIN).toFloats();
      int zeros = 0;
      for (int i = 0; i < kept.length; i++) {
        zeros += dropped[i] == 0 ? 1 : 0;
        assertEquals(dropped[i] == 0 ? 0 : 2 * kept[i], dropped[i], 1e-6f);
      }
      assertEquals(0.5, (double) zeros / kept.length, 0.2);
      assertFalse(Arrays.equals(dropped, lstm.forward(x, Mode.TRAIN).toFloats()), "a new mask");
    }
  }

  @Test
  void twoStepsOfAGruAreTheFormulas() {
    try (Engine engine = Engines.open(Device.CPU, 1)) {
      Module gru = new Gru(LayerContext.root(engine, new Seed(1)), 1, 1, 1);
      set(gru, "0.inputWeight", 0, 0, 0);
      set(gru, "0.stateWeight", 0, 0, 2);
      set(gru, "0.inputBias", 1, 2, 3);
      set(gru, "0.stateBias", 0.5f, -1, -2);
      Tensor y = gru.forward(engine.full(0, Shape.of(1, 2, 1)), Mode.EVALUATE);
      double reset = sigmoid(1.5);
      double keep = sigmoid(1);
      double first = (1 - keep) * Math.tanh(3 - 2 * reset);
      double second = (1 - keep) * Math.tanh(3 + reset * (2 * first - 2)) + keep * first;
      assertArrayEquals(new float[] {(float) first, (float) second}, y.toFloats(), 1e-6f);
    }
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static void set(Module module, String parameter, float... values) {
    Module.set(module.parameters().get(parameter), values);
  }

  @Test
  void emptyStacksAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> Lstm.Design.of(4, 0, 1));
    try (Engine engine = Engines.open(Device.CPU, 1)) {
      LayerContext at = LayerContext.root(engine, new Seed(1));
      assertThrows(IllegalArgumentException.class, () -> new Gru(at, 4, 4, 0));
    }
  }
}
