package io.reprise.baselines.sequence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.reprise.baselines.RealEngineCheck;
import io.reprise.nn.Costs;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.tensor.Device;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Engines;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
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
