package io.reprise.datasets.catalogue;

import java.util.regex.Pattern;

/** The form of paths in the catalogue: parts separated by {@code /}, none of them {@code ..}. */
final class RelativePath {
  private static final Pattern FORM =
      Pattern.compile("|(?!\\.{1,2}(/|$))[^/\\\\]+(/(?!\\.{1,2}(/|$))[^/\\\\]+)*");

  private RelativePath() {}

  /**
   * Gives the path back.
   *
   * @throws IllegalArgumentException if it could lead out of the folder it is relative to
   */
  static String check(String path) {
    if (!FORM.matcher(path).matches()) {
      throw new IllegalArgumentException(
          "path '" + path + "': expected a relative path with '/' and without '.' and '..'");
    }
    return path;
  }
}
