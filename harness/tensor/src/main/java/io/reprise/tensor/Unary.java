package io.reprise.tensor;

import java.util.List;
import java.util.Locale;

/** Element-wise functions of one floating tensor. */
public enum Unary implements Op {
  NEG,
  ABS,
  SIGN,
  EXP,
  LOG,
  SQRT,
  RSQRT,
  SQUARE,
  RELU,
  SIGMOID,
  TANH;

  @Override
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Override
  public TensorType infer(List<TensorType> in) {
    return Rules.floating(label(), Rules.only(label(), in));
  }

  @Override
  public <H> H run(Kernels<H> kernels, List<H> in) {
    return kernels.unary(this, in.get(0));
  }
}
