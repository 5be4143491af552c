package io.reprise.tensor;

import java.util.Arrays;
import java.util.Locale;

/**
 * In what an engine computes matrix products and convolutions of float32 tensors. All else, and
 * what tensors are stored as, is float32 at each precision.
 */
public enum Precision {
  /** In float32 throughout. */
  FLOAT32,
  /**
   * The inputs rounded to 10 bits of mantissa, sums in float32, as tensor cores of NVIDIA GPUs from
   * compute capability 8.0 on do it; older ones compute in float32.
   */
  TF32,
  /**
   * The inputs rounded to bfloat16 (7 bits of mantissa), sums in float32, the outcome rounded to
   * bfloat16 once more: what PyTorch's autocast does to these operations.
   */
  BF16;

  /** As a user writes it. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads {@code float32}, {@code tf32} or {@code bf16}.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static Precision parse(String text) {
    return Arrays.stream(values())
        .filter(p -> p.id().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "precision '" + text + "' is unknown: expected float32, tf32 or bf16"));
  }
}
