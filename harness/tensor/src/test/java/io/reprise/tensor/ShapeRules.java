package io.reprise.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.function.Executable;

/** What an operation's shape rule gives and refuses, on types alone. */
final class ShapeRules {
  private ShapeRules() {}

  static TensorType f(int... dims) {
    return new TensorType(Shape.of(dims), DType.FLOAT32);
  }

  static TensorType doubles(int... dims) {
    return new TensorType(Shape.of(dims), DType.FLOAT64);
  }

  static TensorType longs(int... dims) {
    return new TensorType(Shape.of(dims), DType.INT64);
  }

  static TensorType mask(int... dims) {
    return new TensorType(Shape.of(dims), DType.BOOL);
  }

  static void gives(TensorType expected, Op op, TensorType... in) {
    assertEquals(expected, op.infer(List.of(in)), op.toString());
  }

  /** The message begins with the operation and holds every part. */
  static void refuses(Op op, List<TensorType> in, String... parts) {
    refuses(op.label() + ":", () -> op.infer(in), parts);
  }

  static void refuses(String start, Executable action, String... parts) {
    String message = assertThrows(IllegalArgumentException.class, action).getMessage();
    assertTrue(message.startsWith(start), message);
    for (String part : parts) {
      assertTrue(message.contains(part), () -> "'" + message + "' lacks '" + part + "'");
    }
  }
}
