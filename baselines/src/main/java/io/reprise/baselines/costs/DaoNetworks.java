package io.reprise.baselines.costs;

import io.reprise.nn.ConvLayer;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Linear;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.nn.Network;
import io.reprise.nn.Sequential;
import io.reprise.tensor.Op;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Dropping activation outputs of a first layer that stays on the device, arXiv 1711.07520, with the
 * networks chosen here, as those of the paper are not known. The settings are the whole network and
 * what of it runs on the device.
 */
public final class DaoNetworks implements PaperCosts {
  private static final double RATE = 0.5;
  private static final int PIXELS = 784;
  private static final int HIDDEN = 800;

  @Override
  public String paper() {
    return "1711.07520";
  }

  @Override
  public List<Network> networks() {
    List<Network> all = new ArrayList<>();
    for (int width : List.of(HIDDEN, 196, 392, 784, 1568)) {
      String name = "MLP 784-" + width + "-800-10";
      Shape input = Shape.of(PIXELS);
      all.add(Network.of(name, "whole", input, at -> perceptron(at, width)));
      all.add(Network.of(name, "on the device", input, at -> local(at, width)));
    }
    Shape image = Shape.of(3, 24, 24);
    all.add(Network.of("CIFAR-10 CNN", "whole", image, DaoNetworks::convolutional));
    all.add(Network.of("CIFAR-10 CNN", "on the device", image, DaoNetworks::localConv));
    return all;
  }

  private static Module perceptron(LayerContext at, int width) {
    return new Sequential.Builder(at)
        .add(c -> local(c, width))
        .add(c -> new Linear(c, width, HIDDEN))
        .then(Tensor::relu)
        .add(c -> new Linear(c, HIDDEN, 10))
        .build();
  }

  private static Module local(LayerContext at, int width) {
    return new Sequential.Builder(at)
        .add(c -> new Linear(c, PIXELS, width))
        .then(Tensor::sigmoid)
        .add(c -> new Dropping(c, Shape.of(width)))
        .build();
  }

  private static Module convolutional(LayerContext at) {
    return new Sequential.Builder(at)
        .add(DaoNetworks::localConv)
        .then(x -> x.pool2d(Op.Pool2d.max(3, 2, 1)))
        .add(c -> ConvLayer.BIASED.build(c, 64, 64, 5, Op.Conv2d.of(1, 2)))
        .then(x -> x.relu().pool2d(Op.Pool2d.max(3, 2, 1)).flatten())
        .add(c -> new Linear(c, 2304, 384))
        .then(Tensor::relu)
        .add(c -> new Linear(c, 384, 192))
        .then(Tensor::relu)
        .add(c -> new Linear(c, 192, 10))
        .build();
  }

  private static Module localConv(LayerContext at) {
    return new Sequential.Builder(at)
        .add(c -> ConvLayer.BIASED.build(c, 3, 64, 5, Op.Conv2d.of(1, 2)))
        .then(Tensor::relu)
        .add(c -> new Dropping(c, Shape.of(64, 24, 24)))
        .build();
  }

  /** Sets the same outputs to 0 for every input, in training as in use, and rescales none. */
  private static final class Dropping extends Module {
    private final Tensor kept;

    Dropping(LayerContext at, Shape shape) {
      kept =
          buffer(
              "kept",
              at.parameter(
                      "kept",
                      shape,
                      (s, seed) -> {
                        float[] v = seed.uniform(Math.toIntExact(s.elements()));
                        for (int i = 0; i < v.length; i++) {
                          v[i] = v[i] < RATE ? 0 : 1;
                        }
                        return v;
                      })
                  .stopGradient());
    }

    @Override
    public Tensor forward(Tensor x, Mode mode) {
      return x.mul(kept);
    }
  }
}
