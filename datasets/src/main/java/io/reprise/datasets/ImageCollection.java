package io.reprise.datasets;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Several data sets of one paper, such as CIFAR-10 and CIFAR-100, of which a variant trains on one.
 *
 * @param sets at least one, all of the same origin, each of another name
 */
public record ImageCollection(List<ImageClassification> sets) implements Dataset {
  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if it is empty, a name is there twice or origins differ
   */
  public ImageCollection {
    sets = List.copyOf(sets);
    List<String> names = sets.stream().map(ImageClassification::name).toList();
    if (sets.isEmpty() || names.stream().distinct().count() < names.size()) {
      throw new IllegalArgumentException(
          "data sets " + names + ": expected at least one, each of another name");
    }
    if (sets.stream().map(ImageClassification::origin).distinct().count() > 1) {
      throw new IllegalArgumentException(
          "data sets " + names + ": expected all real or all procedural");
    }
  }

  /**
   * The set of so many classes.
   *
   * @throws IllegalArgumentException if there is not exactly one
   */
  public ImageClassification ofClasses(int classes) {
    List<ImageClassification> found =
        sets.stream().filter(s -> s.train().classes() == classes).toList();
    if (found.size() != 1) {
      throw new IllegalArgumentException(
          found.size() + " data sets of " + classes + " classes in " + name() + ": expected one");
    }
    return found.get(0);
  }

  /** All names. */
  @Override
  public String name() {
    return sets.stream().map(ImageClassification::name).collect(Collectors.joining(" and "));
  }

  @Override
  public Origin origin() {
    return sets.get(0).origin();
  }

  /** SHA-256 over the checksums of the sets in order, in hexadecimal; that of an only set. */
  @Override
  public String checksum() {
    if (sets.size() == 1) {
      return sets.get(0).checksum();
    }
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sets.forEach(s -> sha.update(s.checksum().getBytes(StandardCharsets.US_ASCII)));
      return HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
