package io.reprise.nn;

import io.reprise.tensor.Tensor;

/** Examples that a step asks for as tensors; they belong to the scope in which it asks. */
public interface DeviceBatch {
  /** The inputs, for example {@code [N, 3, 32, 32]}. */
  Tensor inputs();

  /** One class an example, int64 {@code [N]}. */
  Tensor labels();
}
