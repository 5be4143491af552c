package io.reprise.datasets.catalogue;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * What a file's content must hash to, written {@code sha256:<64 hex digits>}.
 *
 * @param algorithm how the content is hashed; old data sets publish MD5 only
 * @param hex the hash in lower case
 */
public record Checksum(Algorithm algorithm, String hex) {
  /** The algorithms that publishers of data sets use. */
  public enum Algorithm {
    MD5("MD5", 32),
    SHA1("SHA-1", 40),
    SHA256("SHA-256", 64);

    private final String javaName;
    private final int digits;

    Algorithm(String javaName, int digits) {
      this.javaName = javaName;
      this.digits = digits;
    }

    /** A fresh digest. */
    public MessageDigest digest() {
      try {
        return MessageDigest.getInstance(javaName);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java platform has " + javaName, e);
      }
    }

    /** The checksum that {@code digest}, one of this algorithm, has come to; resets it. */
    public Checksum of(MessageDigest digest) {
      return new Checksum(this, HexFormat.of().formatHex(digest.digest()));
    }
  }

  public Checksum {
    if (!hex.matches("[0-9a-f]{" + algorithm.digits + "}")) {
      throw new IllegalArgumentException(
          "checksum '" + hex + "': expected " + algorithm.digits + " hex digits in lower case");
    }
  }

  /**
   * Reads the form that {@link #toString} writes.
   *
   * @throws IllegalArgumentException if it is not of that form
   */
  @JsonCreator
  public static Checksum parse(String text) {
    int colon = text.indexOf(':');
    for (Algorithm algorithm : Algorithm.values()) {
      if (colon > 0 && algorithm.name().equalsIgnoreCase(text.substring(0, colon))) {
        return new Checksum(algorithm, text.substring(colon + 1));
      }
    }
    throw new IllegalArgumentException(
        "checksum '" + text + "': expected md5:HEX, sha1:HEX or sha256:HEX");
  }

  @Override
  @JsonValue
  public String toString() {
    return algorithm.name().toLowerCase(Locale.ROOT) + ":" + hex;
  }
}
