package io.reprise.papers.circleloss;

import java.util.Arrays;
import java.util.List;

/**
 * What a loss has.
 *
 * @param scale gamma; losses without one leave it alone
 * @param margin m; losses without one leave it alone
 */
record Hyperparameters(double scale, double margin) {
  /**
   * Reads a list such as {@code 16/0.25 64/0.25}: scales and margins.
   *
   * @throws IllegalArgumentException naming what is of another form
   */
  static List<Hyperparameters> parse(String text) {
    return Arrays.stream(text.split(" ")).filter(t -> !t.isEmpty()).map(t -> one(t)).toList();
  }

  private static Hyperparameters one(String text) {
    String[] parts = text.split("/", -1);
    try {
      if (parts.length == 2) {
        return new Hyperparameters(Double.parseDouble(parts[0]), Double.parseDouble(parts[1]));
      }
    } catch (NumberFormatException e) {
      throw unexpected(text, e);
    }
    throw unexpected(text, null);
  }

  private static IllegalArgumentException unexpected(String text, Exception cause) {
    return new IllegalArgumentException(
        "study '" + text + "': expected scale/margin, such as 64/0.25", cause);
  }

  /** As {@link #parse} reads it. */
  String words() {
    return plain(scale) + "/" + plain(margin);
  }

  /** A number without a point where it needs none. */
  static String plain(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
