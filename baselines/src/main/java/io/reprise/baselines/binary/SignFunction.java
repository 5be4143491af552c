package io.reprise.baselines.binary;

import io.reprise.nn.BinaryConv2d;
import io.reprise.tensor.Tensor;

/**
 * 1 where x is 0 or more and -1 elsewhere, with a gradient that stands in for the sign's own, which
 * is 0 wherever it exists.
 */
@FunctionalInterface
public interface SignFunction {
  /** The gradient passes where {@code |x| <= 1} (the straight-through estimator). */
  SignFunction CLIP = x -> BinaryConv2d.sign(x, x.clamp(-1, 1));

  /** The gradient of {@code x (2 - |x|)} on [-1, 1]: 2 at 0, falling to 0 at 1 and -1. */
  SignFunction BI_REAL = BinaryConv2d::sign;

  /** The signs of all elements. */
  Tensor apply(Tensor x);
}
