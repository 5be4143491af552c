package io.reprise.papers.circleloss;

import io.reprise.tensor.DType;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Scope;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;

/** Values and gradients of functions of one tensor in double precision, on a trial's engine. */
final class Doubles {
  private final Engine engine;

  Doubles(Engine engine) {
    this.engine = engine;
  }

  /** The elements of a function's value. */
  double[] values(double[] at, Shape shape, UnaryOperator<Tensor> function) {
    try (Scope scope = engine.inference()) {
      return function.apply(engine.tensor(at, shape)).toDoubles();
    }
  }

  /** The gradient of a function whose value is a scalar, in the order of the elements. */
  double[] gradient(double[] at, Shape shape, UnaryOperator<Tensor> function) {
    try (Scope scope = engine.scope()) {
      // A parameter has single precision: it stands for a distance of zero from the point.
      Tensor zero = engine.parameter(shape, () -> new float[at.length]).cast(DType.FLOAT64);
      Tensor x = zero.add(engine.tensor(at, shape));
      return engine.gradients(function.apply(x), List.of(x)).get(0).toDoubles();
    }
  }

  /** Labels as a tensor, in the scope of the caller. */
  Tensor labels(long... labels) {
    return engine.tensor(labels, Shape.of(labels.length));
  }

  /** The largest difference as a share of the largest expected element. */
  static double relative(double[] found, double[] expected) {
    double largest = 0;
    double difference = 0;
    for (int i = 0; i < expected.length; i++) {
      largest = Math.max(largest, Math.abs(expected[i]));
      difference = Math.max(difference, Math.abs(found[i] - expected[i]));
    }
    return difference / largest;
  }
}
