package io.reprise.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.tensor.Device;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Engines;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BackwardTest {
  private final Engine engine = Engines.open(Device.CPU, 1);

  @AfterEach
  void close() {
    engine.close();
  }

  /** {@code w x}, whose gradient gets 10 more; tells the mean gradient of its output. */
  private static final class Shifted extends Module implements BackwardStatistics {
    private final Tensor weight;
    private final List<Float> observed = new ArrayList<>();
    private Tensor probe;
    private Tensor carried;

    Shifted(LayerContext at, double value) {
      weight =
          parameter("weight", at.parameter("weight", Shape.of(1), Initializer.constant(value)));
    }

    @Override
    public Tensor forward(Tensor x, Mode mode) {
      Tensor y = x.mul(weight);
      if (mode == Mode.EVALUATE) {
        return y;
      }
      probe = y.engine().parameter(Shape.of(1), () -> new float[1]);
      carried = y.sum().mul(10);
      return y.add(probe);
    }

    @Override
    public List<Tensor> probes() {
      return probe == null ? List.of() : List.of(probe);
    }

    @Override
    public Optional<Tensor> carriedOver() {
      return Optional.ofNullable(carried);
    }

    @Override
    public void observe(List<Tensor> gradients) {
      assertEquals(1, gradients.size());
      observed.add(gradients.get(0).toFloats()[0]);
      probe = null;
    }
  }

  private static Sequential two(LayerContext at) {
    return new Sequential(List.of(new Shifted(at.at("0"), 2), new Shifted(at.at("1"), 3)));
  }

  @Test
  void aLayerAddsToTheGradientsThatPassItAndSeesThose() {
    Sequential net = two(LayerContext.root(engine, new Seed(1)));
    List<Tensor> weights = List.copyOf(net.parameters().values());
    Tensor loss = net.forward(engine.full(5, Shape.of(1)), Mode.TRAIN).sum();
    assertEquals(30, loss.item());
    List<Tensor> gradients = new Backward(net, weights).gradients(loss);
    // The last layer's output has the gradient 1 and 10 more, the first one's 11 * 3 and 10 more.
    assertArrayEquals(new float[] {43 * 5}, gradients.get(0).toFloats());
    assertArrayEquals(new float[] {11 * 10}, gradients.get(1).toFloats());
    assertEquals(2, gradients.size());
    List<Float> seen = new ArrayList<>();
    net.children().values().forEach(m -> seen.addAll(((Shifted) m).observed));
    assertEquals(List.of(33f, 1f), seen);
  }

  @Test
  void withoutATrainingPassTheGradientsAreThoseOfTheLoss() {
    Sequential net = two(LayerContext.root(engine, new Seed(1)));
    List<Tensor> weights = List.copyOf(net.parameters().values());
    Tensor loss = net.forward(engine.full(5, Shape.of(1)), Mode.EVALUATE).sum();
    List<Tensor> gradients = new Backward(net, weights).gradients(loss);
    assertArrayEquals(new float[] {15}, gradients.get(0).toFloats());
    assertTrue(net.children().values().stream().allMatch(m -> ((Shifted) m).observed.isEmpty()));
  }

  @Test
  void trainingTakesTheAddedGradientsButReportsTheLossAlone() {
    Sequential net = two(LayerContext.root(engine, new Seed(1)));
    Module logits = new Sequential(List.of(net, new Stateless(x -> x.mul(0).concat(1, x.mul(0)))));
    Batches one = Batches.of(List.of(new Batch(new float[] {5}, Shape.of(1, 1), new long[] {0})));
    List<Classification.Epoch> epochs =
        Classification.train(
            logits,
            new Sgd(logits.parameters(), new Sgd.Settings(0, false, 0, p -> false)),
            one,
            new Classification.Plan(1, e -> 0.01, 0),
            new Classification.Listener() {});
    // Two equal logits; all of the gradient is what the layers add: 10 * 3 + 10, and 10.
    assertEquals(Math.log(2), epochs.get(0).loss(), 1e-6);
    List<Tensor> weights = List.copyOf(net.parameters().values());
    assertEquals(2 - 0.01 * 40 * 5, weights.get(0).item(), 1e-5);
    assertEquals(3 - 0.01 * 10 * 10, weights.get(1).item(), 1e-5);
  }
}
