package io.reprise.mlflow;

import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * What MLflow takes as names and texts. Keys: up to 250 letters, digits, underscores, dashes,
 * periods, blanks and slashes, which must stay what they are if read as a relative path. Colons are
 * refused by servers on Windows, so they are not used here.
 */
final class Limits {
  /** Characters of a key, and of a run's name. */
  static final int KEY = 250;

  /** Characters of a parameter's value: 6000 today, but 500 in older servers. */
  static final int PARAM = 500;

  /** Characters of a tag's value that every server takes. */
  static final int TAG = 5000;

  private static final Pattern VALID =
      Pattern.compile("(?!\\.\\.?(/|$))[\\w. -]+(/(?!\\.\\.?(/|$))[\\w. -]+)*");
  private static final Pattern REFUSED = Pattern.compile("[^\\w. -]");
  private static final int HASH_DIGITS = 8;

  private Limits() {}

  /**
   * A name as a key. One that MLflow refuses has other characters replaced and ends with a hash of
   * the name, so that different names stay different.
   */
  static String key(String name) {
    if (name.length() <= KEY && VALID.matcher(name).matches()) {
      return name;
    }
    String hash = "-" + DigestUtils.sha256Hex(name).substring(0, HASH_DIGITS);
    return start(REFUSED.matcher(name).replaceAll("_"), KEY - hash.length()) + hash;
  }

  /** A text of no more than so many characters; one that was cut says so and how long it was. */
  static String text(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    String note = "... (" + text.length() + " characters)";
    return start(text, longest - note.length()) + note;
  }

  /** The first characters, without half of a surrogate pair at the end. */
  private static String start(String text, int length) {
    int end = Math.min(length, text.length());
    return text.substring(
        0, end > 0 && Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
  }
}
