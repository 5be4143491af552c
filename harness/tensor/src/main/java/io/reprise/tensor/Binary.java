package io.reprise.tensor;

import java.util.List;
import java.util.Locale;

/** Element-wise functions of two tensors of one type, which broadcast. */
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
    return Rules.broadcast(label(), in);
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
