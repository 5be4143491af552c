package io.reprise.nd4j;

import java.util.ArrayList;
import java.util.List;

/**
 * How a value was computed: its inputs, what else its gradient needs, and the vector-Jacobian
 * product. Refers to all of them until the value is gone.
 */
final class Node {
  /** Gradients by input, in their order; null where there is none. */
  @FunctionalInterface
  interface Backward {
    Value[] gradients(Value gradient);
  }

  private final long number;
  private final List<Value> inputs;
  private final List<Value> kept;
  private final List<Buffer> read;
  private final long[] versions;
  private final Backward backward;

  /**
   * Retains the inputs and what {@code backward} reads, but not the result itself.
   *
   * @param inputs may hold nulls
   * @param read may hold nulls, inputs and the result
   */
  Node(Value result, long number, List<Value> inputs, List<Value> read, Backward backward) {
    this.number = number;
    this.inputs = inputs;
    this.backward = backward;
    kept = new ArrayList<>(inputs);
    kept.addAll(read);
    kept.removeIf(v -> v == null || v == result);
    kept.forEach(Value::retain);
    this.read = read.stream().filter(v -> v != null && !v.isEmpty()).map(Value::buffer).toList();
    versions = this.read.stream().mapToLong(Buffer::version).toArray();
  }

  /** Grows with time: a value is computed after all that it depends on. */
  long number() {
    return number;
  }

  List<Value> inputs() {
    return inputs;
  }

  List<Value> kept() {
    return kept;
  }

  /**
   * The product of a gradient with this operation's Jacobian.
   *
   * @throws IllegalStateException if what it reads was updated in place since
   */
  Value[] gradients(Value gradient) {
    for (int i = 0; i < versions.length; i++) {
      if (read.get(i).version() != versions[i]) {
        throw new IllegalStateException(
            "gradients: a tensor that they are computed from was updated in place after the loss"
                + " had used it; expected the update after the gradients");
      }
    }
    return backward.gradients(gradient);
  }
}
