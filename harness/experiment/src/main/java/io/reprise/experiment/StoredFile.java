package io.reprise.experiment;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A file of a figure as a trial's result names it.
 *
 * @param file from the folder of the paper's results: {@code figures/}, the first 16 hexadecimal
 *     digits of the content's SHA-256, and its ending
 * @param sha256 of the content, in hexadecimal digits
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record StoredFile(String file, String sha256) {
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final int DIGITS_IN_NAME = 16;

  /** What a result says of a content. */
  static StoredFile of(byte[] content, String ending) {
    String sha256 = sha256(content);
    return new StoredFile(place(sha256, ending), sha256);
  }

  static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String place(String sha256, String ending) {
    return "figures/" + sha256.substring(0, DIGITS_IN_NAME) + "." + ending;
  }

  /**
   * Checks that it is where figures lie, since results may come from another machine.
   *
   * @param endings those that it may have
   * @throws IllegalArgumentException naming the figure and what is wrong
   */
  void require(String figure, List<String> endings) {
    if (sha256 == null || !SHA256.matcher(sha256).matches()) {
      throw new IllegalArgumentException(
          "figure '" + figure + "' with sha256 '" + sha256 + "': expected 64 hexadecimal digits");
    }
    List<String> places = endings.stream().map(ending -> place(sha256, ending)).toList();
    if (!places.contains(file)) {
      throw new IllegalArgumentException(
          "figure '"
              + figure
              + "' in file '"
              + file
              + "': expected '"
              + places.get(0)
              + "', or the same with ."
              + endings.get(1));
    }
  }

  /** The hexadecimal digits in the file's name. */
  String digits() {
    return sha256.substring(0, DIGITS_IN_NAME);
  }

  /** What its name ends in, without the dot. */
  public String ending() {
    return file.substring(file.lastIndexOf('.') + 1);
  }
}
