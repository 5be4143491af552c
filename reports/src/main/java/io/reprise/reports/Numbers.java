package io.reprise.reports;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as text, alike under every locale. A missing number (NaN) is an empty text. */
final class Numbers {
  private static final MathContext TEN_DIGITS = new MathContext(10);
  private static final double SMALLEST_PLAIN = 1e-3;
  private static final double LARGEST_PLAIN = 1e7;

  private Numbers() {}

  /** The number with at most ten significant digits. */
  static double tenDigits(double value) {
    return Double.isFinite(value) ? new BigDecimal(value).round(TEN_DIGITS).doubleValue() : value;
  }

  /** At most ten significant digits, no exponent: for printed and exact numbers. */
  static String plain(double value) {
    return Double.isFinite(value)
        ? new BigDecimal(Double.toString(tenDigits(value))).stripTrailingZeros().toPlainString()
        : infinite(value);
  }

  /** A whole number with commas between thousands. */
  static String whole(double value) {
    return Double.isFinite(value)
        ? String.format(Locale.ROOT, "%,d", Math.round(value))
        : infinite(value);
  }

  /** A share as percent with two decimals. */
  static String percent(double share) {
    return Double.isFinite(share)
        ? String.format(Locale.ROOT, "%.2f%%", 100 * share)
        : infinite(share);
  }

  /** As many digits as a person wants to see. */
  static String brief(double value) {
    return brief(value, value);
  }

  /** A mean and a spread with the same decimals; the mean alone if the spread is NaN. */
  static String plusMinus(double mean, double spread) {
    if (Double.isNaN(mean) || Double.isNaN(spread)) {
      return brief(mean);
    }
    double size = Math.max(Math.abs(mean), Math.abs(spread));
    return brief(mean, size) + " ± " + brief(spread, size);
  }

  /** A difference with its sign and as many digits as a person wants to see. */
  static String signed(double value) {
    return (value > 0 ? "+" : "") + brief(value);
  }

  /** An interval; an empty text if an end of it is unknown. */
  static String between(double low, double high) {
    if (!Double.isFinite(low) || !Double.isFinite(high)) {
      return "";
    }
    double size = Math.max(Math.abs(low), Math.abs(high));
    return "[" + brief(low, size) + ", " + brief(high, size) + "]";
  }

  /** A number with the decimals that suit numbers of a size. */
  private static String brief(double value, double size) {
    if (!Double.isFinite(value)) {
      return infinite(value);
    }
    double s = Math.abs(size);
    String format;
    if (s != 0 && (s < SMALLEST_PLAIN || s >= LARGEST_PLAIN)) {
      format = "%.2e";
    } else if (s >= 1000) {
      format = "%.0f";
    } else if (s >= 1) {
      format = "%.2f";
    } else {
      format = s >= 0.1 || s == 0 ? "%.3f" : "%.4f";
    }
    return String.format(Locale.ROOT, format, value);
  }

  /** A p-value with the digits that matter beside 0.025; {@code unknown} if nothing is tested. */
  static String probability(double p) {
    if (Double.isNaN(p)) {
      return "unknown";
    }
    return p < 1e-4 ? "<0.0001" : String.format(Locale.ROOT, p < 0.1 ? "%.4f" : "%.2f", p);
  }

  /** How long something took, such as {@code 1 h 05 min}. */
  static String time(double seconds) {
    long s = Math.round(seconds);
    if (s < 60) {
      return s + " s";
    }
    return s < 3600
        ? String.format(Locale.ROOT, "%d min %02d s", s / 60, s % 60)
        : String.format(Locale.ROOT, "%d h %02d min", s / 3600, s % 3600 / 60);
  }

  private static String infinite(double value) {
    return Double.isNaN(value) ? "" : value > 0 ? "infinite" : "-infinite";
  }
}
