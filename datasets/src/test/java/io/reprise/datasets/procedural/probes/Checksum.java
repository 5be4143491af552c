package io.reprise.datasets.procedural.probes;

import io.reprise.datasets.Picture;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** SHA-256 over pictures and over numbers, where a change of the last bit counts. */
public final class Checksum {
  private final MessageDigest sha;

  public Checksum() {
    try {
      sha = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  public Checksum pictures(List<Picture> pictures) {
    pictures.forEach(p -> sha.update(p.pixels()));
    return this;
  }

  public Checksum bytes(byte[] values) {
    sha.update(values);
    return this;
  }

  public Checksum number(double value) {
    sha.update(Double.toString(value).getBytes(StandardCharsets.US_ASCII));
    return this;
  }

  public String hex() {
    return HexFormat.of().formatHex(sha.digest());
  }
}
