package io.reprise.baselines.sequence;

import io.reprise.nn.Dropout;
import io.reprise.nn.Initializer;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Scope;
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

  /**
   * Where a sequence stands after some steps, to go on from there.
   *
   * @param states of each layer from the first, {@code [N, hidden]}
   * @param memories likewise
   */
  public record Carry(List<Tensor> states, List<Tensor> memories) {
    /** Copies the lists. */
    public Carry {
      states = List.copyOf(states);
      memories = List.copyOf(memories);
    }

    /** Hands all tensors of a scope to the one around it. */
    public Carry keptFrom(Scope scope) {
      states.forEach(scope::keep);
      memories.forEach(scope::keep);
      return this;
    }
  }

  /**
   * What some steps gave.
   *
   * @param output the last layer's states, {@code [N, T, hidden]}, or what is made of them
   * @param after what the next step goes on from
   */
  public record Steps(Tensor output, Carry after) {}

  /** The start of {@code n} sequences: states and memories of 0. */
  public Carry start(Engine engine, int n) {
    return new Carry(zeros(engine, n), zeros(engine, n));
  }

  private List<Tensor> zeros(Engine engine, int n) {
    return layers.stream().map(layer -> engine.full(0, Shape.of(n, layer.hidden))).toList();
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return forward(x, start(x.engine(), x.shape().dim(0)), mode).output();
  }

  /**
   * Goes on with sequences: some steps now and others later give what all at once give.
   *
   * @param x inputs {@code [N, T, in]}; T is 1 where a step waits for what came of the one before
   * @param from where they stand
   */
  public Steps forward(Tensor x, Carry from, Mode mode) {
    List<Tensor> steps = steps(x);
    List<Tensor> states = new ArrayList<>();
    List<Tensor> memories = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      Layer layer = layers.get(i);
      Step last = new Step(from.states.get(i), from.memories.get(i));
      List<Tensor> outputs = new ArrayList<>();
      Cell cell = layer.cell();
      for (Tensor step : steps) {
        last = cell.step(step, last);
        outputs.add(last.state);
      }
      states.add(last.state);
      memories.add(last.memory);
      steps = layer.dropped(outputs, mode);
    }
    Tensor output = steps.get(0).stack(1, steps.subList(1, steps.size()).toArray(new Tensor[0]));
    return new Steps(output, new Carry(states, memories));
  }

  /** {@code [N, T, width]} as T times {@code [N, width]}. */
  private static List<Tensor> steps(Tensor x) {
    List<Tensor> steps = new ArrayList<>();
    for (int t = 0; t < x.shape().dim(1); t++) {
      steps.add(x.slice(1, t, t + 1).squeeze(1));
    }
    return steps;
  }

  private record Step(Tensor state, Tensor memory) {}

  /**
   * A layer's weights for input and state side by side, once for all steps. Steps are projected one
   * by one: the gradient of a slice of one product over all steps is as large as that product,
   * which would make the time of a backward pass grow with the square of the steps.
   */
  private record Cell(Tensor weight, Tensor bias, int hidden) {
    Step step(Tensor input, Step before) {
      Tensor gates = input.concat(1, before.state).linear(weight, bias);
      // Of the candidate too, which is cheaper than one operation for each gate.
      Tensor open = gates.sigmoid();
      Tensor candidate = part(gates, 2).tanh();
      Tensor memory = part(open, 1).mul(before.memory).add(part(open, 0).mul(candidate));
      return new Step(part(open, 3).mul(memory.tanh()), memory);
    }

    /** Of input gate, forget gate, candidate, output gate. */
    private Tensor part(Tensor all, int number) {
      return all.slice(1, number * hidden, (number + 1) * hidden);
    }
  }

  private static final class Layer extends Module {
    private final int hidden;
    private final Tensor inputWeight;
    private final Tensor stateWeight;
    private final Tensor inputBias;
    private final Tensor stateBias;
    private final double rate;
    private final Dropout dropout;

    Layer(LayerContext at, Design design, int in) {
      hidden = design.hidden;
      Initializer uniform = Initializer.fanInUniform(hidden);
      inputWeight = weight(at, "inputWeight", Shape.of(GATES * hidden, in), uniform);
      stateWeight = weight(at, "stateWeight", Shape.of(GATES * hidden, hidden), uniform);
      inputBias = weight(at, "inputBias", Shape.of(GATES * hidden), uniform);
      stateBias =
          design.twoBiases ? weight(at, "stateBias", Shape.of(GATES * hidden), uniform) : null;
      rate = design.dropout;
      dropout = child("dropout", new Dropout(at.at("dropout"), rate));
    }

    private Tensor weight(LayerContext at, String name, Shape shape, Initializer initializer) {
      return parameter(name, at.parameter(name, shape, initializer));
    }

    Cell cell() {
      Tensor bias = stateBias == null ? inputBias : inputBias.add(stateBias);
      return new Cell(inputWeight.concat(1, stateWeight), bias, hidden);
    }

    /** A layer's outputs {@code [N, T, hidden]}, after dropout in training. */
    @Override
    public Tensor forward(Tensor outputs, Mode mode) {
      return dropout.forward(outputs, mode);
    }

    /** All steps under one mask, each by its part of it: slices of a mask need no gradient. */
    List<Tensor> dropped(List<Tensor> outputs, Mode mode) {
      if (mode != Mode.TRAIN || rate == 0) {
        return outputs;
      }
      Tensor first = outputs.get(0);
      Shape all = Shape.of(first.shape().dim(0), outputs.size(), hidden);
      List<Tensor> masks = steps(forward(first.engine().full(1, all), mode));
      List<Tensor> dropped = new ArrayList<>();
      for (int t = 0; t < outputs.size(); t++) {
        dropped.add(outputs.get(t).mul(masks.get(t)));
      }
      return dropped;
    }
  }
}
