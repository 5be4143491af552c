package io.reprise.datasets.procedural.blur;

/**
 * The curve between linear light and stored values, {@code v = l^(1 / 2.2)}, as those who made the
 * GoPro pairs took their camera's to be.
 */
public final class Gamma {
  private static final double EXPONENT = 2.2;

  private Gamma() {}

  /** The light of a stored value, both from 0 to 1. */
  public static double light(double value) {
    return StrictMath.pow(value, EXPONENT);
  }

  /** The stored value of a light, both from 0 to 1. */
  public static double value(double light) {
    return StrictMath.pow(light, 1 / EXPONENT);
  }

  static byte stored(double light) {
    return (byte) (int) (value(Math.max(0, Math.min(1, light))) * 255 + 0.5);
  }
}
