package io.reprise.tensor;

import java.util.Map;

/**
 * How an engine is to compute, where it leaves a choice.
 *
 * @param deterministic whether only kernels are used that give the same bits in every run on the
 *     same machine; an operation without one is an error then
 */
public record Arithmetic(Precision precision, boolean deterministic) {
  /** The default: float32, by whichever kernels are fastest. */
  public static final Arithmetic FLOAT32 = new Arithmetic(Precision.FLOAT32, false);

  /** For provenance, as {@link Engine#describe} has it. */
  public Map<String, String> describe() {
    return Map.of("precision", precision.id(), "deterministic", Boolean.toString(deterministic));
  }
}
