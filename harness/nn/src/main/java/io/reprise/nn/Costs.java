package io.reprise.nn;

import io.reprise.tensor.Op;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import io.reprise.tensor.SpatialOp;
import io.reprise.tensor.Tensor;
import io.reprise.tensor.Unary;
import io.reprise.tensor.meta.MetaEngine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What a network costs for one input, found by running its own forward code on the meta engine.
 *
 * <p>Papers count multiply-adds by different conventions; {@link #count} has the three, by name.
 * None counts biases, normalisation, activations, pooling or sums.
 *
 * @param numbers what it stores
 * @param convMacs multiply-adds of convolutions (1 multiply and 1 add count as 1)
 * @param linearMacs multiply-adds of linear layers and matrix products
 * @param elementwise operations on single elements as widespread counters have them (ptflops, that
 *     of PytorchInsight): 2 for each element that batch normalisation reads, 1 for each that ReLU
 *     or pooling reads
 * @param rectifiers how often {@code max(x, 0)} is applied to a whole map
 * @param activations elements of all intermediate results
 * @param layers the operations that have multiply-adds, in order
 */
public record Costs(
    Numbers numbers,
    long convMacs,
    long linearMacs,
    long elementwise,
    long rectifiers,
    long activations,
    List<Layer> layers) {
  private static final int LANES = 64;

  /** Copies the layers. */
  public Costs {
    layers = List.copyOf(layers);
  }

  /** How multiply-adds are counted. */
  public enum Convention {
    CONV_MACS("multiply-adds of convolutions"),
    MACS("multiply-adds of convolutions and linear layers"),
    OPERATIONS("multiplications and additions of convolutions and linear layers");

    private final String label;

    Convention(String label) {
      this.label = label;
    }

    /** For a table's heading. */
    public String label() {
      return label;
    }
  }

  /**
   * How many numbers a network stores.
   *
   * @param trained parameters
   * @param buffers not trained, such as the statistics of batch normalisation
   * @param bits of the trained ones: 32 each, fewer where a {@link Quantized} layer says so
   */
  public record Numbers(long trained, long buffers, long bits) {
    public long total() {
      return trained + buffers;
    }
  }

  /**
   * One operation with multiply-adds.
   *
   * @param name the path of the module that owns its weight, or the parameters that its weight is
   *     computed from; empty if no module does
   * @param weightBits of a stored number of its weight
   * @param inputBits of an input's element
   */
  public record Layer(
      String name, Op op, Shape weight, Shape output, long macs, int weightBits, int inputBits) {
    /** Whether weights and inputs both are of one bit. */
    public boolean binary() {
      return weightBits == 1 && inputBits == 1;
    }

    /** Whether weights and inputs both have fewer bits than float32. */
    public boolean quantized() {
      return weightBits < Float.SIZE && inputBits < Float.SIZE;
    }

    /** Whether it is a convolution. */
    public boolean isConvolution() {
      return op.label().startsWith("conv");
    }
  }

  /** Trained numbers. */
  public long parameters() {
    return numbers.trained();
  }

  /** The cost in a convention's unit. */
  public long count(Convention convention) {
    return switch (convention) {
      case CONV_MACS -> convMacs;
      case MACS -> convMacs + linearMacs;
      case OPERATIONS -> 2 * (convMacs + linearMacs);
    };
  }

  /** Multiply-adds of layers whose weights and inputs are of one bit. */
  public long binaryMacs() {
    return layers.stream().filter(Layer::binary).mapToLong(Layer::macs).sum();
  }

  /** Multiply-adds of all other layers. */
  public long floatMacs() {
    return convMacs + linearMacs - binaryMacs();
  }

  /**
   * Multiply-adds if 64 of one bit count as one, since a machine word does so many at once (arXiv
   * 1603.05279, 1808.00278).
   */
  public double bitwiseMacs() {
    return floatMacs() + (double) binaryMacs() / LANES;
  }

  /**
   * Products of one bit with one bit in the layers whose weights and inputs have few bits, as
   * networks of mixed precision are compared (arXiv 1904.00420).
   */
  public long bitOperations() {
    return layers.stream()
        .filter(Layer::quantized)
        .mapToLong(l -> l.macs() * l.weightBits() * l.inputBits())
        .sum();
  }

  /** The costs for one input of the given shape, without a batch axis: {@code [C, H, W]}. */
  public static Costs of(Function<LayerContext, ? extends Module> network, Shape input) {
    try (MetaEngine meta = new MetaEngine()) {
      return new Meter(network.apply(LayerContext.root(meta, new Seed(0)))).run(meta, input);
    }
  }

  /** Reads a module's costs off the trace of its forward pass. */
  private static final class Meter {
    private final Module module;
    private final Map<String, Quantized> quantized = new HashMap<>();
    private final IdentityHashMap<Tensor, String> owners = new IdentityHashMap<>();
    private final IdentityHashMap<Tensor, Boolean> dependOnInput = new IdentityHashMap<>();

    Meter(Module module) {
      this.module = module;
      module
          .modules()
          .forEach(
              (path, m) -> {
                if (m instanceof Quantized q) {
                  quantized.put(path, q);
                }
              });
      module.parameters().forEach((path, t) -> owners.put(t, owner(path)));
    }

    private static String owner(String parameter) {
      return parameter.substring(0, Math.max(0, parameter.lastIndexOf('.')));
    }

    Costs run(MetaEngine meta, Shape input) {
      Tensor x = meta.input(input.prepend(1));
      dependOnInput.put(x, true);
      // What the constructors computed is no part of a forward pass.
      int before = meta.trace().size();
      module.forward(x, Mode.EVALUATE);
      long conv = 0;
      long linear = 0;
      long elementwise = 0;
      long rectifiers = 0;
      long activations = 0;
      List<Layer> layers = new ArrayList<>();
      List<MetaEngine.Executed> trace = meta.trace();
      for (MetaEngine.Executed e : trace.subList(before, trace.size())) {
        if (follow(e)) {
          activations += e.output().shape().elements();
          elementwise += elementwise(e.op()) * e.inputs().get(0).shape().elements();
          rectifiers += e.op() == Unary.RELU ? 1 : 0;
        }
        if (e.macs() > 0) {
          Layer layer = layer(e);
          layers.add(layer);
          conv += layer.isConvolution() ? e.macs() : 0;
          linear += layer.isConvolution() ? 0 : e.macs();
        }
      }
      return new Costs(numbers(), conv, linear, elementwise, rectifiers, activations, layers);
    }

    private static long elementwise(Op op) {
      if (op instanceof Op.BatchNorm) {
        return 2;
      }
      boolean rectifies = op == Unary.RELU || (op instanceof Op.Clamp c && c.min() == 0);
      boolean pools =
          op instanceof Op.Pool2d
              || op instanceof SpatialOp.AdaptiveAveragePool2d
              || (op instanceof Op.Reduce r
                  && (r.reduction() == Op.Reduction.MEAN || r.reduction() == Op.Reduction.MAX)
                  && r.axes().equals(List.of(2, 3)));
      return rectifies || pools ? 1 : 0;
    }

    /** Notes whose parameters a result is computed from, or that it depends on the input. */
    private boolean follow(MetaEngine.Executed e) {
      if (e.inputs().stream().anyMatch(dependOnInput::containsKey)) {
        dependOnInput.put(e.output(), true);
        return true;
      }
      e.inputs().stream()
          .map(owners::get)
          .filter(o -> o != null)
          .findFirst()
          .ifPresent(o -> owners.put(e.output(), o));
      return false;
    }

    private Layer layer(MetaEngine.Executed e) {
      Tensor weight = e.inputs().get(1);
      String name = owners.getOrDefault(weight, "");
      Quantized q = quantized.get(name);
      return new Layer(
          name,
          e.op(),
          weight.shape(),
          e.output().shape(),
          e.macs(),
          q == null ? Float.SIZE : q.weightBits(),
          q == null ? Float.SIZE : q.inputBits());
    }

    private Numbers numbers() {
      long trained = 0;
      long bits = 0;
      for (Map.Entry<String, Tensor> p : module.parameters().entrySet()) {
        long n = p.getValue().shape().elements();
        Quantized q = p.getKey().endsWith("weight") ? quantized.get(owner(p.getKey())) : null;
        trained += n;
        bits += n * (q == null ? Float.SIZE : q.weightBits());
      }
      long buffers = module.buffers().values().stream().mapToLong(t -> t.shape().elements()).sum();
      return new Numbers(trained, buffers, bits);
    }
  }
}
