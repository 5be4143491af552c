package io.reprise.tensor;

import java.util.ArrayList;
import java.util.List;

/**
 * An engine by its name, and how it is to compute: {@code torch}, {@code torch+bf16}, {@code
 * torch+tf32+deterministic}. This is what results carry as their engine, so that results of
 * different precisions are results of different trials.
 */
public record EngineChoice(String name, Arithmetic arithmetic) {
  private static final String SEPARATOR = "+";
  private static final String DETERMINISTIC = "deterministic";

  /**
   * Reads what {@link #toString} writes.
   *
   * @throws IllegalArgumentException if what follows the name is neither a precision nor {@code
   *     deterministic}, or is there twice
   */
  public static EngineChoice parse(String text) {
    List<String> parts = List.of(text.split("\\+", -1));
    EngineChoice choice = new EngineChoice(parts.get(0), Arithmetic.FLOAT32);
    boolean precise = false;
    for (String part : parts.subList(1, parts.size())) {
      boolean deterministic = part.equals(DETERMINISTIC);
      if (deterministic ? choice.arithmetic.deterministic() : precise) {
        throw new IllegalArgumentException(
            "engine '"
                + text
                + "': expected one precision and one '"
                + DETERMINISTIC
                + "' at most");
      }
      precise |= !deterministic;
      choice = deterministic ? choice.madeDeterministic() : choice.with(Precision.parse(part));
    }
    return choice;
  }

  /** With another precision. */
  public EngineChoice with(Precision precision) {
    return new EngineChoice(name, new Arithmetic(precision, arithmetic.deterministic()));
  }

  /** With kernels that give the same bits in every run. */
  public EngineChoice madeDeterministic() {
    return new EngineChoice(name, new Arithmetic(arithmetic.precision(), true));
  }

  /** The name alone where all else is the default. */
  @Override
  public String toString() {
    List<String> parts = new ArrayList<>(List.of(name));
    if (arithmetic.precision() != Precision.FLOAT32) {
      parts.add(arithmetic.precision().id());
    }
    if (arithmetic.deterministic()) {
      parts.add(DETERMINISTIC);
    }
    return String.join(SEPARATOR, parts);
  }
}
