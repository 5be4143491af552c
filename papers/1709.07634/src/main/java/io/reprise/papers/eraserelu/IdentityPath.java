package io.reprise.papers.eraserelu;

import io.reprise.baselines.ResNet;
import io.reprise.baselines.Style;
import io.reprise.baselines.attention.EraseRelu;
import io.reprise.nn.ConvNorm;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Scope;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.List;

/**
 * What reaches the input of residual blocks of a gradient at their output when their branches are
 * zero. With the last ReLU erased a block is {@code y = x + F(x)}, so that {@code dL/dx = dL/dy},
 * sign included; with it, {@code y = max(x + F(x), 0)}, and the gradient is masked where {@code x
 * <= 0}. Blocks that change the shape have no identity path and are left out.
 *
 * @param error the largest difference from that rule over all elements
 * @param blocked the share of elements whose gradient does not arrive, in [0, 1]
 * @param blocks how many blocks were looked at
 */
record IdentityPath(double error, double blocked, int blocks) {
  private static final int IMAGES = 2;
  private static final int SIDE = 4;

  /**
   * Measures it for inputs and gradients drawn from a normal distribution.
   *
   * @param net whose branches become zero: their last normalisation is cleared
   */
  static IdentityPath of(ResNet net, EraseRelu rule, Seed seed) {
    double error = 0;
    long blocked = 0;
    long elements = 0;
    int blocks = 0;
    for (int i = 0; i < net.blocks().size(); i++) {
      ResNet.Block block = net.blocks().get(i);
      List<ConvNorm> branch = block.branch();
      int in = branch.get(0).conv().weight().shape().dim(1);
      int out = branch.get(branch.size() - 1).conv().weight().shape().dim(0);
      if (block.stride() != 1 || in != out) {
        continue;
      }
      clear(branch.get(branch.size() - 1).norm());
      Shape shape = Shape.of(IMAGES, in, SIDE, SIDE);
      float[] x = seed.named("input " + i).normal((int) shape.elements());
      float[] g = seed.named("gradient " + i).normal((int) shape.elements());
      boolean erased =
          rule.erasesIn(i)
              && rule.which().selects(Style.InModule.ofChain(i, branch.size(), branch.size()));
      float[] arrived = gradient(block, x, g, shape, net.stem().conv().weight().engine());
      for (int e = 0; e < x.length; e++) {
        double expected = erased || x[e] > 0 ? g[e] : 0;
        error = Math.max(error, Math.abs(arrived[e] - expected));
        blocked += arrived[e] == 0 && g[e] != 0 ? 1 : 0;
      }
      elements += x.length;
      blocks++;
    }
    return new IdentityPath(error, elements == 0 ? 0 : (double) blocked / elements, blocks);
  }

  private static void clear(Module norm) {
    norm.parameters().values().forEach(t -> Module.set(t, new float[(int) t.shape().elements()]));
  }

  private static float[] gradient(Module block, float[] x, float[] g, Shape shape, Engine engine) {
    try (Scope scope = engine.scope()) {
      Tensor input = engine.parameter(shape, () -> x);
      Tensor output = block.forward(input, Mode.EVALUATE);
      Tensor loss = output.mul(engine.tensor(g, shape)).sum();
      return engine.gradients(loss, List.of(input)).get(0).toFloats();
    }
  }
}
