package io.reprise.papers.larsson;

import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Dimensions by degree, told apart by whether the degree is -alpha.
 *
 * @param elsewhere the different ones in other degrees, in order, as {@code 3} or {@code 2 or 3}
 * @param opposite that at -alpha; empty if -alpha is no degree that was looked at
 */
record Profile(String elsewhere, Optional<Integer> opposite) {
  /** The same dimension everywhere but at -alpha, which may be a degree. */
  static Profile of(int elsewhere, int opposite, boolean integral) {
    return new Profile(
        Integer.toString(elsewhere), integral ? Optional.of(opposite) : Optional.empty());
  }

  /**
   * Of computed dimensions.
   *
   * @param opposite -alpha, if it is a degree
   */
  static Profile of(Map<IntVector, Integer> dimensions, Optional<IntVector> opposite) {
    TreeSet<Integer> others = new TreeSet<>();
    dimensions.forEach(
        (n, dimension) -> {
          if (!opposite.equals(Optional.of(n))) {
            others.add(dimension);
          }
        });
    return new Profile(
        others.stream().map(String::valueOf).collect(Collectors.joining(" or ")),
        opposite.map(dimensions::get));
  }

  /** For example {@code 2, 0 at -alpha}. */
  String words() {
    return elsewhere + opposite.map(x -> ", " + x + " at -alpha").orElse("");
  }
}
