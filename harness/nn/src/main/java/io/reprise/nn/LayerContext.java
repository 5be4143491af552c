package io.reprise.nn;

import io.reprise.tensor.Engine;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;

/**
 * Where a layer is built: on which engine, and under which path, whose name picks the stream of its
 * initial weights. The same seed and path give the same weights on every engine.
 *
 * @param path for example {@code stage1.block0.conv1}; empty at the root
 */
public record LayerContext(Engine engine, Seed seed, String path) {
  public static LayerContext root(Engine engine, Seed seed) {
    return new LayerContext(engine, seed, "");
  }

  /** The context of a named part. */
  public LayerContext at(String name) {
    return new LayerContext(engine, seed, path.isEmpty() ? name : path + "." + name);
  }

  /** A parameter with drawn initial values. */
  public Tensor parameter(String name, Shape shape, Initializer initializer) {
    return engine.parameter(shape, () -> initializer.draw(shape, seed.named(at(name).path())));
  }
}
