package io.reprise.baselines.costs;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Locale;

/**
 * A cost as it was printed.
 *
 * @param network a {@link Network}'s name
 * @param setting a {@link Network}'s setting
 * @param quantity by which convention it is counted, as far as can be told
 * @param printed the digits, for example {@code 25.56}
 * @param unit {@code ""}, {@code K}, {@code M}, {@code G}, {@code Mi} (2^20), {@code Gi} (2^30) or
 *     {@code %}
 * @param source where it was read, for example {@code Table 2}
 * @param note why it differs from what is computed, if that is known; may be empty
 */
public record PublishedCost(
    String network,
    String setting,
    Quantity quantity,
    String printed,
    String unit,
    String source,
    Status status,
    String note) {
  /** How sure the number is. */
  public enum Status {
    /** Read in the source. */
    READ,
    /** From memory, not checked. */
    RECALLED,
    /** Computed for the suite by others than its code, not published. */
    DERIVED;

    /**
     * Reads {@code read}, {@code recalled} or {@code derived}.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static Status parse(String word) {
      return Arrays.stream(values())
          .filter(s -> s.name().toLowerCase(Locale.ROOT).equals(word))
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "status '" + word + "': expected read, recalled or derived"));
    }
  }

  /** Checks digits and unit. */
  public PublishedCost {
    if (!printed.matches("-?\\d+(\\.\\d+)?")) {
      throw new IllegalArgumentException("printed '" + printed + "': expected a decimal number");
    }
    scale(unit);
    if (quantity.isReduction() != unit.equals("%")) {
      throw new IllegalArgumentException(
          "unit '"
              + unit
              + "' of "
              + quantity.id()
              + ": expected % for reductions, and only there");
    }
  }

  private static double scale(String unit) {
    return switch (unit) {
      case "", "%" -> 1;
      case "K" -> 1e3;
      case "M" -> 1e6;
      case "Mi" -> 1 << 20;
      case "G" -> 1e9;
      case "Gi" -> 1 << 30;
      default ->
          throw new IllegalArgumentException(
              "unit '" + unit + "': expected nothing, K, M, Mi, G, Gi or %");
    };
  }

  /** The printed number without a unit. */
  public double value() {
    return Double.parseDouble(printed) * scale(unit);
  }

  /** Whether a number rounds, or is cut, to the printed digits. */
  public boolean agrees(double computed) {
    BigDecimal digits = new BigDecimal(printed);
    BigDecimal scaled = BigDecimal.valueOf(computed / scale(unit));
    return scaled.setScale(digits.scale(), RoundingMode.HALF_UP).compareTo(digits) == 0
        || scaled.setScale(digits.scale(), RoundingMode.HALF_EVEN).compareTo(digits) == 0
        || scaled.setScale(digits.scale(), RoundingMode.DOWN).compareTo(digits) == 0;
  }
}
