package io.reprise.datasets;

import io.reprise.tensor.Seed;

/**
 * A look that a picture can be given, which moves nothing in it: each level {@code v} in [0, 1]
 * becomes {@code offset + gain v^exponent}, and then noise is added and the sum cut to [0, 1].
 * Levels keep their order, so that every edge survives, with more or less contrast.
 *
 * @param name of the style, for people
 * @param offset what black becomes
 * @param gain from there to what white becomes, above 0
 * @param exponent above 0; above 1 dark levels come closer together
 * @param noise standard deviation of each pixel and channel, at least 0
 */
public record IntensityStyle(
    String name, double offset, double gain, double exponent, double noise) {
  private static final int LEVELS = 256;

  /** Checks the numbers. */
  public IntensityStyle {
    boolean levels = offset >= 0 && gain > 0 && offset + gain <= 1;
    if (!levels || !(exponent > 0 && Double.isFinite(exponent)) || !(noise >= 0 && noise <= 1)) {
      throw new IllegalArgumentException(
          "intensity style '"
              + name
              + "': offset "
              + offset
              + ", gain "
              + gain
              + ", exponent "
              + exponent
              + ", noise "
              + noise
              + ": expected levels within [0, 1], gain and exponent above 0, noise in [0, 1]");
    }
  }

  /** Levels as they are. */
  public static IntensityStyle normal(double noise) {
    return new IntensityStyle("normal", 0, 1, 1, noise);
  }

  /** Up to a little more than half the light, most of it lost in the dark. */
  public static IntensityStyle dark(double noise) {
    return new IntensityStyle("dark", 0.05, 0.5, 2.5, noise);
  }

  /** The upper half of the levels alone. */
  public static IntensityStyle washedOut(double noise) {
    return new IntensityStyle("washed-out", 0.45, 0.5, 0.6, noise);
  }

  /**
   * The picture in this style.
   *
   * @param seed of the noise
   */
  public Picture applied(Picture picture, Seed seed) {
    double[] mapped = new double[LEVELS];
    for (int level = 0; level < LEVELS; level++) {
      double v = level / (LEVELS - 1.0);
      mapped[level] = offset + gain * StrictMath.pow(v, exponent);
    }
    byte[] pixels = picture.pixels();
    float[] drawn = noise > 0 ? seed.normal(pixels.length) : new float[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      double v = mapped[Byte.toUnsignedInt(pixels[i])] + noise * drawn[i];
      pixels[i] = (byte) Math.round((LEVELS - 1) * Math.max(0, Math.min(1, v)));
    }
    return new Picture(picture.shape(), pixels);
  }
}
