package io.reprise.baselines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.tensor.Device;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Engines;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.List;
import java.util.function.Function;

/** Runs a network forward and back on a real engine. */
public final class RealEngineCheck {
  private RealEngineCheck() {}

  /** Expects finite values of a shape, and gradients that are finite and mostly not 0. */
  public static void run(
      Function<LayerContext, ? extends Module> network, Shape input, Shape output) {
    try (Engine engine = Engines.open(Device.CPU, 1)) {
      Module net = network.apply(LayerContext.root(engine, new Seed(1)));
      Tensor x = engine.tensor(new Seed(2).normal((int) input.elements()), input);
      Tensor y = net.forward(x, Mode.EVALUATE);
      assertEquals(output, y.shape());
      for (float v : y.toFloats()) {
        assertTrue(Float.isFinite(v), "output " + v);
      }
      Tensor loss = net.forward(x, Mode.TRAIN).square().mean();
      List<Tensor> parameters = List.copyOf(net.parameters().values());
      long moved = 0;
      for (Tensor gradient : engine.gradients(loss, parameters)) {
        double size = gradient.abs().sum().item();
        assertTrue(Double.isFinite(size), "gradient " + size);
        moved += size > 0 ? 1 : 0;
      }
      assertTrue(2 * moved > parameters.size(), "gradients of " + moved);
    }
  }
}
