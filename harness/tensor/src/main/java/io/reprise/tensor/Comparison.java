package io.reprise.tensor;

import java.util.List;
import java.util.Locale;

/** Element-wise comparisons of two tensors of one type, which broadcast, to a boolean mask. */
public enum Comparison implements Op {
  EQ,
  NE,
  LT,
  LE,
  GT,
  GE;

  @Override
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Override
  public TensorType infer(List<TensorType> in) {
    return Rules.broadcast(label(), in).with(DType.BOOL);
  }

  @Override
  public <H> H run(Kernels<H> kernels, List<H> in) {
    return kernels.comparison(this, in.get(0), in.get(1));
  }
}
