package io.reprise.nn;

import io.reprise.tensor.Tensor;
import java.util.function.UnaryOperator;

/** A layer without parameters that does the same in training and evaluation. */
public final class Stateless extends Module {
  private final UnaryOperator<Tensor> function;

  public Stateless(UnaryOperator<Tensor> function) {
    this.function = function;
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return function.apply(x);
  }
}
