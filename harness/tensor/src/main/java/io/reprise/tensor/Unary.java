package io.reprise.tensor;

import java.util.List;
import java.util.Locale;

/** Element-wise functions of one floating tensor. The gradient of steps (sign, floor, ...) is 0. */
public enum Unary implements Op {
  NEG,
  ABS,
  SIGN,
  EXP,
  LOG,
  SQRT,
  RSQRT,
  SQUARE,
  /** {@code 1 / x}. */
  RECIPROCAL,
  /** {@code log(1 + x)}, exact near 0. */
  LOG1P,
  /** {@code exp(x) - 1}, exact near 0. */
  EXPM1,
  SIN,
  COS,
  ASIN,
  ACOS,
  ATAN,
  /** The error function, {@code 2 / sqrt(pi)} times the integral of {@code exp(-t^2)} to x. */
  ERF,
  FLOOR,
  CEIL,
  /** The nearest integer, the even one if two are equally near. */
  ROUND,
  RELU,
  /** {@code log(1 + exp(x))}, finite for every finite x. */
  SOFTPLUS,
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
