package io.reprise.tensor;

import java.util.List;
import java.util.Locale;

/** Functions of two boolean masks, which broadcast. Negation is {@link Op.Not}. */
public enum Logical implements Op {
  AND,
  OR,
  XOR;

  @Override
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Override
  public TensorType infer(List<TensorType> in) {
    Rules.count(label(), in, 2, 2);
    in.forEach(mask -> Rules.mask(label(), mask));
    return Rules.broadcast(label(), in);
  }

  @Override
  public <H> H run(Kernels<H> kernels, List<H> in) {
    return kernels.logical(this, in.get(0), in.get(1));
  }
}
