package io.reprise.nd4j;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/** Notes how values are computed while that is asked for, and walks back from a loss. */
final class Tape {
  private final Memory memory;
  private final Algebra algebra;
  private boolean recording = true;
  private long count;

  Tape(Memory memory, Algebra algebra) {
    this.memory = memory;
    this.algebra = algebra;
  }

  void recording(boolean on) {
    recording = on;
  }

  /**
   * Makes {@code y} a result that gradients flow through, if they do through an input.
   *
   * @param inputs may hold nulls
   * @param read those whose elements {@code backward} reads: inputs, {@code y}, or others; may hold
   *     nulls
   * @return {@code y}
   */
  Value record(Value y, List<Value> inputs, Node.Backward backward, Value... read) {
    if (recording && inputs.stream().anyMatch(v -> v != null && v.tracked())) {
      y.computedBy(new Node(y, count++, inputs, Arrays.asList(read), backward));
    }
    return y;
  }

  /** One gradient of its own a parameter; zeros where the loss does not depend on it. */
  List<Value> gradients(Value loss, List<Value> parameters) {
    Map<Value, Value> gradients = new HashMap<>();
    try {
      walk(loss, gradients, new HashSet<>(parameters));
      List<Value> out = new ArrayList<>(parameters.size());
      Set<Value> given = new HashSet<>();
      for (Value p : parameters) {
        Value g = gradients.get(p);
        if (g == null) {
          out.add(algebra.zeros(p));
        } else {
          out.add(g.isExclusive() && given.add(p) ? g.retain() : algebra.copy(g));
        }
      }
      return out;
    } finally {
      gradients.values().forEach(Value::release);
    }
  }

  private void walk(Value loss, Map<Value, Value> gradients, Set<Value> wanted) {
    Set<Value> seen = new HashSet<>();
    PriorityQueue<Value> open =
        new PriorityQueue<>(Comparator.comparingLong((Value v) -> v.node().number()).reversed());
    gradients.put(loss, algebra.full(loss.type(), loss.layout(), 1));
    if (loss.node() != null) {
      open.add(loss);
    }
    while (!open.isEmpty()) {
      Value y = open.remove();
      List<Value> inputs = y.node().inputs();
      Value[] parts = product(y.node(), gradients.get(y));
      if (!wanted.contains(y)) {
        gradients.remove(y).release();
      }
      for (int i = 0; i < inputs.size(); i++) {
        Value in = inputs.get(i);
        if (parts[i] == null) {
          continue;
        }
        if (!in.tracked()) {
          parts[i].release();
          continue;
        }
        gradients.merge(in, parts[i], this::sum);
        if (in.node() != null && seen.add(in)) {
          open.add(in);
        }
      }
    }
  }

  private Value[] product(Node node, Value gradient) {
    Value[] parts = new Value[0];
    memory.enter();
    try {
      parts = node.gradients(gradient);
    } finally {
      memory.leave(Arrays.asList(parts));
    }
    return parts;
  }

  /** Adds two gradients that are ours, in place where nobody else sees one of them. */
  private Value sum(Value a, Value b) {
    if (a.isExclusive()) {
      return addInto(a, b);
    }
    if (b.isExclusive()) {
      return addInto(b, a);
    }
    Value sum = null;
    memory.enter();
    try {
      sum = algebra.add(a, b);
    } finally {
      memory.leave(Arrays.asList(sum));
    }
    a.release();
    b.release();
    return sum;
  }

  private Value addInto(Value target, Value other) {
    memory.enter();
    try {
      algebra.addInto(target, other);
    } finally {
      memory.leave(List.of());
    }
    other.release();
    return target;
  }
}
