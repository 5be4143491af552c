package io.reprise.tensor;

import java.util.List;
import java.util.Locale;

/**
 * Element-wise functions of two tensors of one type, which broadcast. Quotients and powers take
 * floating types only, and nothing takes truth values.
 */
public enum Binary implements Op {
  ADD,
  SUB,
  MUL,
  DIV,
  POW,
  MAXIMUM,
  MINIMUM;

  @Override
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Override
  public TensorType infer(List<TensorType> in) {
    TensorType out = Rules.broadcast(label(), in);
    if (out.dtype() == DType.BOOL) {
      throw new IllegalArgumentException(label() + ": inputs " + in + ": expected numbers");
    }
    return this == DIV || this == POW ? Rules.floating(label(), out) : out;
  }

  @Override
  public <H> H run(Kernels<H> kernels, List<H> in) {
    return kernels.binary(this, in.get(0), in.get(1));
  }

  /** The same function with a constant on the right. */
  public Op with(double constant) {
    return new Op.WithConstant(this, constant);
  }
}
