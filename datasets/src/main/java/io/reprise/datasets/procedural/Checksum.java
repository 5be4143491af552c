package io.reprise.datasets.procedural;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 over values, each in a fixed form: what pins a data set. */
public final class Checksum {
  private final MessageDigest sha;

  public Checksum() {
    try {
      sha = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Adds bytes as they are. */
  public Checksum add(byte... values) {
    sha.update(values);
    return this;
  }

  /** Adds whole numbers, 4 bytes each, the highest first. */
  public Checksum add(int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, Integer.BYTES));
    bytes.asIntBuffer().put(values);
    return add(bytes.array());
  }

  /** Adds the bits of numbers, 4 bytes each, the highest first. */
  public Checksum add(float... values) {
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES));
    bytes.asFloatBuffer().put(values);
    return add(bytes.array());
  }

  /** Adds how many bytes a text has in UTF-8, and these. */
  public Checksum add(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return add(bytes.length).add(bytes);
  }

  /** In hexadecimal. Starts anew afterwards. */
  public String hex() {
    return HexFormat.of().formatHex(sha.digest());
  }
}
