package io.reprise.papers.eraserelu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.baselines.ResNet;
import io.reprise.baselines.attention.EraseRelu;
import io.reprise.baselines.attention.EraseRelu.Which;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentityPathTest {
  private final Engine engine = Engines.open(Device.CPU, 1);

  @AfterEach
  void close() {
    engine.close();
  }

  private ResNet net(EraseRelu built) {
    return new ResNet(
        LayerContext.root(engine, new Seed(1)), ResNet.Design.cifar(8, 10).withStyle(built));
  }

  private IdentityPath path(EraseRelu built, EraseRelu expected) {
    return IdentityPath.of(net(built), expected, new Seed(2));
  }

  @ParameterizedTest
  @CsvSource({"last, 1, 0, 0", "both, 1, 0, 0", "last, 0, 45, 55", "first, 1, 45, 55"})
  void theGradientArrivesWholeOnlyWithoutTheLastRelu(
      String position, double proportion, double least, double most) {
    EraseRelu rule = new EraseRelu(Which.parse(position), proportion);
    IdentityPath path = path(rule, rule);
    assertEquals(0, path.error());
    // Stages 2 and 3 of ResNet-8 have one block each, which changes the shape.
    assertEquals(1, path.blocks());
    double percent = 100 * path.blocked();
    assertTrue(percent >= least && percent <= most, percent + " percent blocked");
  }

  @Test
  void aNetworkThatIsNotWhatTheRuleSaysIsFound() {
    assertTrue(path(Protocol.LAST, Protocol.last(0)).error() > 1);
    assertTrue(path(Protocol.last(0), Protocol.LAST).error() > 1);
  }

  /** By hand: x = (2, -3), dL/dy = (5, 7); a zero branch leaves y = x, or max(x, 0). */
  @Test
  void aBlockWithAZeroBranchIsTheIdentityOrARelu() {
    assertArrayEquals(new float[] {5, 7}, gradientOfTwo(Protocol.LAST));
    assertArrayEquals(new float[] {5, 0}, gradientOfTwo(Protocol.last(0)));
  }

  private float[] gradientOfTwo(EraseRelu rule) {
    ResNet net = net(rule);
    ResNet.Block block = net.blocks().get(0);
    Module norm = block.branch().get(1).norm();
    norm.parameters().values().forEach(t -> Module.set(t, new float[16]));
    Shape shape = Shape.of(1, 16, 1, 1);
    float[] values = new float[16];
    float[] weights = new float[16];
    values[0] = 2;
    values[1] = -3;
    weights[0] = 5;
    weights[1] = 7;
    Tensor x = engine.parameter(shape, () -> values);
    Tensor loss = block.forward(x, Mode.EVALUATE).mul(engine.tensor(weights, shape)).sum();
    float[] g = engine.gradients(loss, List.of(x)).get(0).toFloats();
    return new float[] {g[0], g[1]};
  }

  /**
   * With a branch that is not zero the gradient is the identity's plus the branch's: against
   * central differences.
   */
  @Test
  void theGradientOfAnErasedBlockAgreesWithDifferences() {
    ResNet.Block block = net(Protocol.LAST).blocks().get(0);
    Shape shape = Shape.of(1, 16, 3, 3);
    float[] x = new Seed(5).normal((int) shape.elements());
    Tensor at = engine.parameter(shape, () -> x);
    float[] g =
        engine.gradients(block.forward(at, Mode.EVALUATE).sum(), List.of(at)).get(0).toFloats();
    float[] direction = new Seed(6).normal(x.length);
    double slope = 0;
    for (int i = 0; i < x.length; i++) {
      slope += g[i] * direction[i];
    }
    double step = 1e-3;
    double difference =
        (sum(block, shape, x, direction, step) - sum(block, shape, x, direction, -step))
            / (2 * step);
    assertEquals(difference, slope, 0.01 * Math.abs(slope) + 0.05);
  }

  private double sum(ResNet.Block block, Shape shape, float[] x, float[] direction, double step) {
    float[] moved = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      moved[i] = (float) (x[i] + step * direction[i]);
    }
    double total = 0;
    for (float v : block.forward(engine.tensor(moved, shape), Mode.EVALUATE).toFloats()) {
      total += v;
    }
    return total;
  }
}
