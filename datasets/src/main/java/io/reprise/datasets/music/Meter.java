package io.reprise.datasets.music;

import org.apache.commons.math3.fraction.Fraction;

/**
 * A time signature, such as 6/8.
 *
 * @param beats the upper number
 * @param unit the lower number, a power of 2
 */
public record Meter(int beats, int unit) {
  private static final int MOST = 128;

  /** Checks that both are from 1 to 128, and that the unit is a power of 2. */
  public Meter {
    if (beats < 1 || beats > MOST || unit < 1 || unit > MOST || Integer.bitCount(unit) != 1) {
      throw new IllegalArgumentException(
          "meter " + beats + "/" + unit + ": expected from 1/1 to 128/128 over a power of 2");
    }
  }

  /** The length of a bar, in quarter notes. */
  public Fraction bar() {
    return new Fraction(4 * beats, unit);
  }

  /** Whether beats are of three units: 6/8, 9/8, 12/8. */
  boolean isCompound() {
    return beats % 3 == 0 && beats > 3;
  }

  @Override
  public String toString() {
    return beats + "/" + unit;
  }
}
