package io.reprise.datasets.procedural;

import io.reprise.nn.Adam;
import io.reprise.nn.Batches;
import io.reprise.nn.Classification;
import io.reprise.nn.Classification.Listener;
import io.reprise.nn.Classification.Plan;
import io.reprise.nn.ConvNorm;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Linear;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.nn.Schedule;
import io.reprise.tensor.Device;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Engines;
import io.reprise.tensor.Op;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Tensor;
import java.util.List;

/** Trains small models by Adam on one core and says how they do on what they have not seen. */
public final class Learner implements AutoCloseable {
  private final Engine engine = Engines.open(Device.CPU, 1);
  private final LayerContext at = LayerContext.root(engine, new Seed(3));

  /** Logits as a linear map of the flattened input. */
  public Module linear(int in, int out) {
    return new Flat(new Linear(at, in, out), null, null);
  }

  /** Two hidden layers. */
  public Module perceptron(int in, int hidden, int out) {
    return new Flat(
        new Linear(at.at("1"), in, hidden),
        new Linear(at.at("2"), hidden, hidden),
        new Linear(at.at("3"), hidden, out));
  }

  /**
   * Convolutions of 3x3 (normalised, ReLU), the first with stride 1 and the others with stride 2,
   * the mean over the pixels, linear.
   */
  public Module convolutional(int channels, List<Integer> widths, int out) {
    return new Convolutional(at, channels, widths, out);
  }

  /** The share of right answers after training with a cosine schedule. */
  public double accuracy(Module model, Batches train, Batches test, int epochs, double rate) {
    Plan plan = new Plan(epochs, Schedule.cosine(rate, 0, epochs), 0);
    Adam adam = new Adam(model.parameters(), Adam.Settings.DEFAULT);
    Classification.train(model, adam, train, plan, new Listener() {});
    return Classification.evaluate(model, test).top1();
  }

  @Override
  public void close() {
    engine.close();
  }

  private static final class Flat extends Module {
    private final List<Linear> layers;

    Flat(Linear first, Linear second, Linear third) {
      layers = second == null ? List.of(first) : List.of(first, second, third);
      layers.forEach(layer -> child("layer" + children().size(), layer));
    }

    @Override
    public Tensor forward(Tensor x, Mode mode) {
      Tensor y = layers.get(0).forward(x.flatten(), mode);
      for (Linear layer : layers.subList(1, layers.size())) {
        y = layer.forward(y.relu(), mode);
      }
      return y;
    }
  }

  private static final class Convolutional extends Module {
    private final int depth;
    private final Linear head;

    Convolutional(LayerContext at, int channels, List<Integer> widths, int out) {
      int in = channels;
      for (int width : widths) {
        String name = "conv" + children().size();
        Op.Conv2d options = Op.Conv2d.of(children().isEmpty() ? 1 : 2, 1);
        child(name, new ConvNorm(at.at(name), in, width, 3, options));
        in = width;
      }
      depth = widths.size();
      head = child("head", new Linear(at.at("head"), in, out));
    }

    @Override
    public Tensor forward(Tensor x, Mode mode) {
      Tensor y = x;
      for (int i = 0; i < depth; i++) {
        y = children().get("conv" + i).forward(y, mode).relu();
      }
      return head.forward(y.mean(2, 3), mode);
    }
  }
}
