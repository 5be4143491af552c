package io.reprise.experiment;

import java.util.Locale;

/**
 * A 95% confidence interval.
 *
 * @param low negative infinity if the spread is unknown
 * @param high infinity if the spread is unknown
 */
public record Interval(double low, double high) {
  /** Whether any spread is known. */
  public boolean known() {
    return Double.isFinite(low) && Double.isFinite(high);
  }

  /** With signs and two decimals, or {@code unknown}. */
  public String words() {
    return known() ? String.format(Locale.ROOT, "[%+.2f, %+.2f]", low, high) : "unknown";
  }
}
