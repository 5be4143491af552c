package io.reprise.peers;

import io.reprise.baselines.ResNet;
import io.reprise.nn.Initializer;
import io.reprise.nn.LayerContext;
import io.reprise.nn.State;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import io.reprise.tensor.meta.MetaEngine;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The weights that every peer starts from, under the paths of {@link ResNet}. They are drawn
 * without an engine: two copies of libtorch do not share a process. Normalisation gets scales,
 * shifts and running statistics that are all different, so that a peer which swaps two of them
 * computes something else.
 */
final class InitialWeights {
  private static final Seed SEED = new Seed(1);

  private final Map<String, Shape> shapes = new LinkedHashMap<>();
  private final Map<String, float[]> values = new LinkedHashMap<>();
  private final List<String> parameters;

  private InitialWeights(ResNet net) {
    parameters = List.copyOf(net.parameters().keySet());
    net.parameters().forEach(this::draw);
    net.buffers().forEach(this::draw);
  }

  static InitialWeights of(Network network) {
    try (MetaEngine shapesOnly = new MetaEngine()) {
      return new InitialWeights(new ResNet(LayerContext.root(shapesOnly, SEED), network.design()));
    }
  }

  private void draw(String path, Tensor tensor) {
    Shape shape = tensor.shape();
    shapes.put(path, shape);
    values.put(path, initializer(path, shape).draw(shape, SEED.named(path)));
  }

  private static Initializer initializer(String path, Shape shape) {
    return switch (path.substring(path.lastIndexOf('.') + 1)) {
      case "weight" ->
          shape.rank() == 4
              ? Initializer.kaimingNormal(Initializer.Fan.OUT)
              : Initializer.fanInUniform(shape.dim(1));
      case "bias" -> Initializer.uniform(1); // so large that its decay shows
      case "shift", "runningMean" -> Initializer.uniform(0.1);
      case "scale", "runningVariance" -> (s, seed) -> around(s, seed);
      default -> throw new IllegalStateException("no initial values for '" + path + "'");
    };
  }

  private static float[] around(Shape shape, Seed seed) {
    float[] v = seed.uniform(Math.toIntExact(shape.elements()));
    for (int i = 0; i < v.length; i++) {
      v[i] += 0.5f;
    }
    return v;
  }

  /** The paths of all that is trained, in order. */
  List<String> parameters() {
    return parameters;
  }

  /** The shape of each parameter and buffer. */
  Map<String, Shape> shapes() {
    return shapes;
  }

  /** The values of a parameter or buffer in row-major order; not to be written to. */
  float[] values(String path) {
    float[] v = values.get(path);
    if (v == null) {
      throw new IllegalArgumentException(
          "no weight '" + path + "': expected one of " + values.keySet());
    }
    return v;
  }

  /** All of it. */
  State state() {
    return new State(values);
  }
}
