package io.reprise.doctor;

import io.reprise.nn.ConvNorm;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Linear;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Op;
import io.reprise.tensor.Scope;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.List;
import java.util.Locale;

/**
 * One step of a small network downhill. How far the loss falls is known beforehand: a short step
 * along the gradient g changes the loss at the rate |g|^2.
 */
final class TrainingProbe {
  private static final Shape IMAGES = Shape.of(8, 3, 8, 8);
  private static final double STEP = 0.02;
  private static final double TOLERANCE = 0.05;

  private TrainingProbe() {}

  private static final class Net extends Module {
    private final ConvNorm stem;
    private final Linear head;

    Net(LayerContext at) {
      stem = child("stem", new ConvNorm(at.at("stem"), 3, 8, 3, Op.Conv2d.of(1, 1)));
      head = child("head", new Linear(at.at("head"), 8 * 8 * 8, 4));
    }

    @Override
    public Tensor forward(Tensor x, Mode mode) {
      return head.forward(stem.forward(x, mode).tanh().flatten(), mode);
    }
  }

  /**
   * Takes the step.
   *
   * @return what was seen, for people
   * @throws IllegalStateException if the loss is not finite or does not change as the gradient says
   */
  static String run(Engine engine) {
    try (Scope scope = engine.scope()) {
      Net net = new Net(LayerContext.root(engine, new Seed(1)));
      Tensor x = engine.tensor(new Seed(2).normal(Math.toIntExact(IMAGES.elements())), IMAGES);
      Tensor labels = engine.tensor(new long[] {0, 1, 2, 3, 0, 1, 2, 3}, Shape.of(8));
      List<Tensor> parameters = List.copyOf(net.parameters().values());
      List<Tensor> gradients = engine.gradients(loss(net, x, labels), parameters);
      double squaredNorm = gradients.stream().mapToDouble(g -> g.square().sum().item()).sum();
      double length = STEP / Math.sqrt(squaredNorm);
      move(parameters, gradients, length);
      double ahead = loss(net, x, labels).item();
      move(parameters, gradients, -2 * length);
      double behind = loss(net, x, labels).item();
      return compared(behind, ahead, 2 * length * squaredNorm);
    }
  }

  static String compared(double behind, double ahead, double expected) {
    double change = ahead - behind;
    if (!(Math.abs(change - expected) <= TOLERANCE * expected)) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "a training step changed the loss from %.5f to %.5f, expected a fall of %.5f",
              ahead,
              behind,
              expected));
    }
    return String.format(
        Locale.ROOT, "a training step changed the loss from %.4f to %.4f", ahead, behind);
  }

  private static Tensor loss(Net net, Tensor x, Tensor labels) {
    return net.forward(x, Mode.TRAIN).crossEntropy(labels, 0);
  }

  private static void move(List<Tensor> parameters, List<Tensor> gradients, double by) {
    for (int i = 0; i < parameters.size(); i++) {
      parameters.get(i).axpy(by, gradients.get(i));
    }
  }
}
