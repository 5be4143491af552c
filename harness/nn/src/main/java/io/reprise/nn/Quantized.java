package io.reprise.nn;

/**
 * A layer that computes with fewer bits than float32 has. What it declares is what {@link Costs}
 * counts; the tensors stay float32.
 */
public interface Quantized {
  /** Bits of one stored number of the parameter {@code weight}: 1 for signs, at most 32. */
  int weightBits();

  /** Bits of one input element as the multiply-adds see it: 1 for signs, at most 32. */
  int inputBits();
}
