package io.reprise.baselines.sequence;

import io.reprise.nn.Initializer;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Gated recurrent units (arXiv 1406.1078), layers one on the other, in the form of cuDNN and
 * PyTorch: two biases a gate, the reset gate behind the state's product. {@code [N, T, in]} to the
 * last layer's states {@code [N, T, hidden]}; states start at 0.
 */
public final class Gru extends Module {
  private static final int GATES = 3;

  private final List<Layer> layers = new ArrayList<>();

  /**
   * A stack.
   *
   * @throws IllegalArgumentException if a width or the number of layers is below 1
   */
  public Gru(LayerContext at, int in, int hidden, int layers) {
    if (in < 1 || hidden < 1 || layers < 1) {
      throw new IllegalArgumentException(
          "GRU: " + layers + " layers of " + in + " to " + hidden + ": expected at least 1");
    }
    for (int i = 0; i < layers; i++) {
      String name = Integer.toString(i);
      this.layers.add(child(name, new Layer(at.at(name), i == 0 ? in : hidden, hidden)));
    }
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    Tensor y = x;
    for (Layer layer : layers) {
      y = layer.forward(y, mode);
    }
    return y;
  }

  private static final class Layer extends Module {
    private final int hidden;
    private final Tensor inputWeight;
    private final Tensor stateWeight;
    private final Tensor inputBias;
    private final Tensor stateBias;

    Layer(LayerContext at, int in, int hidden) {
      this.hidden = hidden;
      inputWeight = weight(at, "inputWeight", Shape.of(GATES * hidden, in));
      stateWeight = weight(at, "stateWeight", Shape.of(GATES * hidden, hidden));
      inputBias = weight(at, "inputBias", Shape.of(GATES * hidden));
      stateBias = weight(at, "stateBias", Shape.of(GATES * hidden));
    }

    private Tensor weight(LayerContext at, String name, Shape shape) {
      return parameter(name, at.parameter(name, shape, Initializer.fanInUniform(hidden)));
    }

    @Override
    public Tensor forward(Tensor x, Mode mode) {
      Tensor fromInput = x.linear(inputWeight, inputBias);
      Tensor state = x.engine().full(0, Shape.of(x.shape().dim(0), hidden));
      List<Tensor> states = new ArrayList<>();
      for (int t = 0; t < x.shape().dim(1); t++) {
        Tensor in = fromInput.slice(1, t, t + 1).squeeze(1);
        Tensor from = state.linear(stateWeight, stateBias);
        Tensor reset = gate(in, 0).add(gate(from, 0)).sigmoid();
        Tensor keep = gate(in, 1).add(gate(from, 1)).sigmoid();
        Tensor candidate = gate(in, 2).add(reset.mul(gate(from, 2))).tanh();
        state = candidate.add(keep.mul(state.sub(candidate)));
        states.add(state);
      }
      return states.get(0).stack(1, states.subList(1, states.size()).toArray(new Tensor[0]));
    }

    private Tensor gate(Tensor g, int number) {
      return g.slice(1, number * hidden, (number + 1) * hidden);
    }
  }
}
