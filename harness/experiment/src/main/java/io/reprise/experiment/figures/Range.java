package io.reprise.experiment.figures;

import java.util.Locale;

/**
 * The values at the ends of a colour map. Maps that are to be compared share one.
 *
 * @param low has the darkest colour
 * @param high has the lightest colour
 */
public record Range(double low, double high) {
  /** Checks that the ends are finite and in order; they may be equal. */
  public Range {
    if (!(low <= high) || !Double.isFinite(high - low)) {
      throw new IllegalArgumentException(
          "range from " + low + " to " + high + ": expected finite ends in order");
    }
  }

  /**
   * From the smallest to the largest finite value of all maps.
   *
   * @throws IllegalArgumentException if there is no finite value
   */
  public static Range of(float[][]... maps) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (float[][] map : maps) {
      for (float[] row : map) {
        for (float value : row) {
          if (Float.isFinite(value)) {
            low = Math.min(low, value);
            high = Math.max(high, value);
          }
        }
      }
    }
    if (low > high) {
      throw new IllegalArgumentException("range of maps: expected at least one finite value");
    }
    return new Range(low, high);
  }

  /** For captions: which colours the ends have. */
  public String words() {
    return String.format(Locale.ROOT, "from dark violet (%.3g) to yellow (%.3g)", low, high);
  }

  /** Where a value lies between the ends, from 0 to 1; 0 if the ends are equal. */
  double share(double value) {
    return high == low ? 0 : Math.max(0, Math.min(1, (value - low) / (high - low)));
  }
}
