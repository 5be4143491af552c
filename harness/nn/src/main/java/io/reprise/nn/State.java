package io.reprise.nn;

import io.reprise.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The values of a module's parameters and buffers by path, in row-major order, in Java memory.
 *
 * @param values in the module's order
 */
public record State(Map<String, float[]> values) {
  /** For files: a tensor of one axis by path. */
  public Snapshot save() {
    Snapshot saved = Snapshot.EMPTY;
    for (Map.Entry<String, float[]> e : values.entrySet()) {
      saved = saved.with(e.getKey(), TensorData.of(e.getValue(), Shape.of(e.getValue().length)));
    }
    return saved;
  }

  /**
   * What {@link #save} gave.
   *
   * @throws IllegalArgumentException if it holds something else than float32
   */
  public static State restore(Snapshot saved) {
    Map<String, float[]> values = new LinkedHashMap<>();
    saved.tensors().forEach((path, data) -> values.put(path, data.toFloats()));
    return new State(values);
  }
}
