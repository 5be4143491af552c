package io.reprise.baselines.sequence;

import io.reprise.nn.Dropout;
import io.reprise.nn.Initializer;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Long short-term memory (Hochreiter and Schmidhuber 1997), layers one on the other, each with a
 * forget gate: {@code [N, T, in]} to the last layer's states {@code [N, T, hidden]}. States and
 * memories start at 0.
 */
public final class Lstm extends Module {
  private static final int GATES = 4;

  private final List<Layer> layers = new ArrayList<>();

  /**
   * Which stack.
   *
   * @param layers how many
   * @param twoBiases whether each gate has a bias for the input and one for the state, as in cuDNN
   *     and PyTorch, else one, as in Keras and DL4J; it can compute the same either way
   * @param dropout of each layer's output, in [0, 1)
   */
  public record Design(int in, int hidden, int layers, boolean twoBiases, double dropout) {
    /** Checks the values. */
    public Design {
      if (in < 1 || hidden < 1 || layers < 1) {
        throw new IllegalArgumentException(
            "LSTM: " + layers + " layers of " + in + " to " + hidden + ": expected at least 1");
      }
    }

    /** One bias a gate, no dropout. */
    public static Design of(int in, int hidden, int layers) {
      return new Design(in, hidden, layers, false, 0);
    }

    /** With two biases a gate. */
    public Design withTwoBiases() {
      return new Design(in, hidden, layers, true, dropout);
    }

    /** With dropout behind each layer. */
    public Design withDropout(double rate) {
      return new Design(in, hidden, layers, twoBiases, rate);
    }
  }

  public Lstm(LayerContext at, Design design) {
    for (int i = 0; i < design.layers; i++) {
      String name = Integer.toString(i);
      int in = i == 0 ? design.in : design.hidden;
      layers.add(child(name, new Layer(at.at(name), design, in)));
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
    private final Dropout dropout;

    Layer(LayerContext at, Design design, int in) {
      hidden = design.hidden;
      Initializer uniform = Initializer.fanInUniform(hidden);
      inputWeight = weight(at, "inputWeight", Shape.of(GATES * hidden, in), uniform);
      stateWeight = weight(at, "stateWeight", Shape.of(GATES * hidden, hidden), uniform);
      inputBias = weight(at, "inputBias", Shape.of(GATES * hidden), uniform);
      stateBias =
          design.twoBiases ? weight(at, "stateBias", Shape.of(GATES * hidden), uniform) : null;
      dropout = child("dropout", new Dropout(at.at("dropout"), design.dropout));
    }

    private Tensor weight(LayerContext at, String name, Shape shape, Initializer initializer) {
      return parameter(name, at.parameter(name, shape, initializer));
    }

    @Override
    public Tensor forward(Tensor x, Mode mode) {
      int n = x.shape().dim(0);
      Tensor gates = x.linear(inputWeight, inputBias);
      Tensor state = x.engine().full(0, Shape.of(n, hidden));
      Tensor memory = state;
      List<Tensor> states = new ArrayList<>();
      for (int t = 0; t < x.shape().dim(1); t++) {
        Tensor g = gates.slice(1, t, t + 1).squeeze(1).add(state.linear(stateWeight, stateBias));
        Tensor kept = gate(g, 1).sigmoid().mul(memory);
        memory = kept.add(gate(g, 0).sigmoid().mul(gate(g, 2).tanh()));
        state = gate(g, 3).sigmoid().mul(memory.tanh());
        states.add(state);
      }
      return dropout.forward(
          states.get(0).stack(1, states.subList(1, states.size()).toArray(new Tensor[0])), mode);
    }

    /** Input, forget, candidate, output. */
    private Tensor gate(Tensor g, int number) {
      return g.slice(1, number * hidden, (number + 1) * hidden);
    }
  }
}
