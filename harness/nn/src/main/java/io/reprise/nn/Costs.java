package io.reprise.nn;

import io.reprise.tensor.Op;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import io.reprise.tensor.meta.MetaEngine;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Function;

/**
 * What a network costs for one input, found by running its own forward code on the meta engine.
 *
 * @param parameters trained numbers
 * @param convMacs multiply-adds of convolutions (1 multiply and 1 add count as 1)
 * @param linearMacs multiply-adds of linear layers and matrix products
 * @param activations elements of all intermediate results
 * @param layers the operations that have multiply-adds, in order
 */
public record Costs(
    long parameters, long convMacs, long linearMacs, long activations, List<Layer> layers) {
  /**
   * One operation with multiply-adds.
   *
   * @param name the path of the module that owns its weight; empty if no module does
   */
  public record Layer(String name, Op op, Shape weight, Shape output, long macs) {}

  /** The costs for one input of the given shape, without a batch axis: {@code [C, H, W]}. */
  public static Costs of(Function<LayerContext, ? extends Module> network, Shape input) {
    try (MetaEngine meta = new MetaEngine()) {
      Module module = network.apply(LayerContext.root(meta, new Seed(0)));
      IdentityHashMap<Tensor, String> names = new IdentityHashMap<>();
      module.parameters().forEach((path, t) -> names.put(t, path.replaceFirst("\\.?[^.]*$", "")));
      int[] dims = new int[input.rank() + 1];
      dims[0] = 1;
      System.arraycopy(input.toArray(), 0, dims, 1, input.rank());
      module.forward(meta.input(Shape.of(dims)), Mode.EVALUATE);
      long conv = 0;
      long linear = 0;
      long activations = 0;
      List<Layer> layers = new ArrayList<>();
      for (MetaEngine.Executed e : meta.trace()) {
        activations += e.output().shape().elements();
        if (e.macs() > 0) {
          Tensor weight = e.inputs().get(1);
          layers.add(
              new Layer(
                  names.getOrDefault(weight, ""),
                  e.op(),
                  weight.shape(),
                  e.output().shape(),
                  e.macs()));
          if (e.op() instanceof Op.Conv2d) {
            conv += e.macs();
          } else {
            linear += e.macs();
          }
        }
      }
      long parameters =
          module.parameters().values().stream().mapToLong(t -> t.shape().elements()).sum();
      return new Costs(parameters, conv, linear, activations, List.copyOf(layers));
    }
  }
}
