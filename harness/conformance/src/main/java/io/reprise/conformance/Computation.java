package io.reprise.conformance;

import io.reprise.tensor.Engine;
import io.reprise.tensor.Op;
import io.reprise.tensor.Tensor;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntPredicate;

/**
 * What an engine is to compute and the float64 definition of it.
 *
 * @param isState which inputs are updated in place
 */
record Computation(
    String name,
    Function<List<Tensor>, Tensor> engine,
    Function<List<NdArray>, NdArray> definition,
    IntPredicate isState) {

  Computation(
      String name,
      Function<List<Tensor>, Tensor> engine,
      Function<List<NdArray>, NdArray> definition) {
    this(name, engine, definition, i -> false);
  }

  /** A primitive and the reference. */
  static Computation of(Op op, Engine engine) {
    Reference reference = new Reference();
    return new Computation(
        op.toString(),
        x -> engine.apply(op, x.toArray(new Tensor[0])),
        x -> op.run(reference, x),
        i -> op instanceof Op.BatchNorm && i >= 3);
  }
}
