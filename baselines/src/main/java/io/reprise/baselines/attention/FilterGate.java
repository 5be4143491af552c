package io.reprise.baselines.attention;

import io.reprise.baselines.Style;
import io.reprise.nn.ConvLayer;
import io.reprise.nn.Initializer;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.tensor.DType;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;

/**
 * Decides from a layer's input which of its filters are active for each example: the architecture
 * controlling module of decoupled networks (arXiv 1906.01166). In evaluation a gate is 0 or 1. In
 * training noise is added to the logit (semantic hashing, arXiv 1801.09797); of {@code filters / 2}
 * draws with replacement the drawn filters take the hard gate and the others the soft one, all with
 * the soft one's gradient.
 */
public final class FilterGate extends Module {
  /** Inputs to each hidden number. */
  public static final int REDUCTION = 4;

  private static final double STRETCH = 1.2;
  private static final double MARGIN = 0.1;

  private final Seed seed;
  private final int filters;
  private final Tensor reduce;
  private final Tensor reduceBias;
  private final Tensor expand;
  private final Tensor expandBias;
  private final Tensor passes;
  private final Tensor head;

  /**
   * Gates for the filters of a layer that reads {@code in} channels.
   *
   * @param classes of the linear head that training predicts classes from gates with, or 0 for none
   */
  public FilterGate(LayerContext at, int in, int filters, int classes) {
    this.seed = at.seed().named(at.at("noise").path());
    this.filters = filters;
    int hidden = Math.max(1, in / REDUCTION);
    Initializer kaiming = Initializer.kaimingNormal(Initializer.Fan.IN);
    // Zeros and ones: at the start the gates do not depend on the input.
    reduce = weight(at, "reduce", Shape.of(hidden, in), Initializer.constant(0));
    reduceBias = weight(at, "reduce_bias", Shape.of(hidden), Initializer.constant(1));
    expand = weight(at, "expand", Shape.of(filters, hidden), kaiming);
    expandBias = weight(at, "expand_bias", Shape.of(filters), Initializer.constant(1));
    head = classes > 0 ? weight(at, "head", Shape.of(classes, filters), kaiming) : null;
    passes = buffer("passes", at.engine().full(0, Shape.of(1)));
  }

  private Tensor weight(LayerContext at, String name, Shape shape, Initializer initializer) {
    return parameter(name, at.parameter(name, shape, initializer));
  }

  /**
   * A style's layers, each with a gate on its filters that reads the layer's input.
   *
   * @param ungated how many blocks at the start have no gates
   * @param classes of the heads, or 0 for none
   */
  public static Style style(Style base, int ungated, int classes) {
    return new Gated(base, ungated, classes);
  }

  private record Gated(Style base, int ungated, int classes) implements Style {
    @Override
    public ConvLayer layer(Position at) {
      return at.block() < ungated ? base.layer(at) : gated(base.layer(at));
    }

    @Override
    public ConvLayer shortcut(int block) {
      return block < ungated ? base.shortcut(block) : gated(base.shortcut(block));
    }

    private ConvLayer gated(ConvLayer layer) {
      return (context, in, out, kernel, options) ->
          new GatedLayer(
              layer.build(context.at("layer"), in, out, kernel, options),
              new FilterGate(context.at("gate"), in, out, classes));
    }
  }

  /** A layer whose output channels are multiplied by gates. */
  private static final class GatedLayer extends Module {
    private final Module layer;
    private final FilterGate gate;

    GatedLayer(Module layer, FilterGate gate) {
      this.layer = child("layer", layer);
      this.gate = child("gate", gate);
    }

    @Override
    public Tensor forward(Tensor x, Mode mode) {
      Tensor y = layer.forward(x, mode);
      return y.mul(gate.forward(x, mode).reshape(y.shape().dim(0), y.shape().dim(1), 1, 1));
    }
  }

  /**
   * The gates.
   *
   * @param x {@code [N, in, H, W]}
   * @return {@code [N, filters]}, in [0, 1]
   */
  @Override
  public Tensor forward(Tensor x, Mode mode) {
    Tensor logits = x.mean(2, 3).linear(reduce, reduceBias).relu().linear(expand, expandBias);
    if (mode != Mode.TRAIN) {
      return hard(logits);
    }
    // A parameter is the one tensor whose values an engine of shapes alone does not ask for.
    Tensor noise = x.engine().parameter(logits.shape(), () -> noise(logits.shape())).stopGradient();
    Tensor noisy = logits.add(noise);
    Tensor soft = noisy.sigmoid().mul(STRETCH).sub(MARGIN).clamp(0, 1);
    Tensor takesHard = x.engine().parameter(Shape.of(1, filters), this::drawn).stopGradient();
    return hard(noisy).mul(takesHard).add(soft.mul(takesHard.neg().add(1))).withGradientOf(soft);
  }

  /**
   * Class logits {@code [N, classes]} from gates {@code [N, filters]}, for training alone.
   *
   * @throws IllegalStateException if the gate was built without a head
   */
  public Tensor classify(Tensor gates) {
    if (head == null) {
      throw new IllegalStateException("this filter gate has no head: expected one with classes");
    }
    return gates.linear(head, null);
  }

  private static Tensor hard(Tensor logits) {
    return logits.gt(0).cast(DType.FLOAT32);
  }

  private float[] noise(Shape shape) {
    double pass = passes.item();
    passes.assign(passes.engine().full(pass + 1, Shape.of(1)));
    return seed.named("noise " + (long) pass).normal(Math.toIntExact(shape.elements()));
  }

  /** 1 for each filter that takes its hard gate, of the pass that {@link #noise} counted. */
  private float[] drawn() {
    float[] takes = new float[filters];
    for (float u : seed.named("draw " + (long) passes.item()).uniform(filters / 2)) {
      takes[(int) (u * filters)] = 1;
    }
    return takes;
  }
}
