package io.reprise.nn;

import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * A part of a network: its own parameters and buffers, its child modules, and a forward pass. The
 * native memory belongs to the scope in which the module was built.
 */
public abstract class Module {
  private final Map<String, Module> children = new LinkedHashMap<>();
  private final Map<String, Tensor> parameters = new LinkedHashMap<>();
  private final Map<String, Tensor> buffers = new LinkedHashMap<>();

  /** Computes the output for an input. */
  public abstract Tensor forward(Tensor x, Mode mode);

  /** Registers a child under a name that is new here. */
  protected final <M extends Module> M child(String name, M module) {
    register(children, name, module);
    return module;
  }

  /** Registers a trained tensor under a name that is new here. */
  protected final Tensor parameter(String name, Tensor tensor) {
    requireNew(buffers, name);
    register(parameters, name, tensor);
    return tensor;
  }

  /** Registers a tensor that is part of the state but not trained. */
  protected final Tensor buffer(String name, Tensor tensor) {
    requireNew(parameters, name);
    register(buffers, name, tensor);
    return tensor;
  }

  private static <T> void register(Map<String, T> map, String name, T value) {
    requireNew(map, name);
    map.put(name, value);
  }

  private static void requireNew(Map<String, ?> map, String name) {
    if (map.containsKey(name)) {
      throw new IllegalArgumentException("module has two parts named '" + name + "'");
    }
  }

  /** The direct children by name, in order of registration. */
  public final Map<String, Module> children() {
    return Collections.unmodifiableMap(children);
  }

  /** All modules below this one and itself, by dotted path; this one's is empty. */
  public final Map<String, Module> modules() {
    Map<String, Module> all = new LinkedHashMap<>();
    walk("", all::put);
    return all;
  }

  /** All parameters by dotted path, in order of registration. */
  public final Map<String, Tensor> parameters() {
    Map<String, Tensor> all = new LinkedHashMap<>();
    walk("", (path, m) -> m.parameters.forEach((name, t) -> all.put(join(path, name), t)));
    return all;
  }

  /** All buffers by dotted path, in order of registration. */
  public final Map<String, Tensor> buffers() {
    Map<String, Tensor> all = new LinkedHashMap<>();
    walk("", (path, m) -> m.buffers.forEach((name, t) -> all.put(join(path, name), t)));
    return all;
  }

  private void walk(String path, BiConsumer<String, Module> visit) {
    visit.accept(path, this);
    children.forEach((name, m) -> m.walk(join(path, name), visit));
  }

  private static String join(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  /** A copy of all parameters and buffers by path. */
  public final State state() {
    Map<String, float[]> values = new LinkedHashMap<>();
    parameters().forEach((name, t) -> values.put(name, t.toFloats()));
    buffers().forEach((name, t) -> values.put(name, t.toFloats()));
    return new State(values);
  }

  /**
   * Overwrites all parameters and buffers.
   *
   * @throws IllegalArgumentException if names or sizes differ; nothing has changed then
   */
  public final void load(State state) {
    Map<String, Tensor> mine = new LinkedHashMap<>(parameters());
    mine.putAll(buffers());
    if (!mine.keySet().equals(state.values().keySet())) {
      throw new IllegalArgumentException(
          "state has the entries " + state.values().keySet() + ", expected " + mine.keySet());
    }
    mine.forEach(
        (name, t) -> {
          int length = state.values().get(name).length;
          if (length != t.shape().elements()) {
            throw new IllegalArgumentException(
                "state entry '" + name + "' has " + length + " values, expected " + t.shape());
          }
        });
    mine.forEach((name, t) -> set(t, state.values().get(name)));
  }

  /** Overwrites a tensor's elements with values in row-major order. */
  public static void set(Tensor target, float[] values) {
    Shape shape = target.shape();
    try (var transfer = target.engine().inference()) {
      target.assign(target.engine().tensor(values, shape));
    }
  }
}
