package io.reprise.experiment;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a statistical claim compares, for each seed: a metric of some variants less that of others.
 *
 * @param plus names of variants whose metric is added
 * @param minus names of variants whose metric is subtracted
 */
public record Contrast(List<String> plus, List<String> minus) {
  /** Copies the names. */
  public Contrast {
    plus = List.copyOf(plus);
    minus = List.copyOf(minus);
  }

  /** A variant against another. */
  public static Contrast of(String variant, String other) {
    return new Contrast(List.of(variant), List.of(other));
  }

  /** A variant by itself: its metric is held against 0. */
  public static Contrast of(String variant) {
    return new Contrast(List.of(variant), List.of());
  }

  /** By how much this exceeds another contrast: a difference of differences. */
  public Contrast minus(Contrast other) {
    return new Contrast(join(plus, other.minus), join(minus, other.plus));
  }

  private static List<String> join(List<String> a, List<String> b) {
    return Stream.concat(a.stream(), b.stream()).toList();
  }

  /** All variants that it takes. */
  public List<String> variants() {
    return join(plus, minus);
  }

  /** The variants in words. */
  public String words() {
    return String.join(" and ", plus)
        + (minus.isEmpty() ? "" : " against " + String.join(" and ", minus));
  }
}
