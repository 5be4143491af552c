package io.reprise.baselines.search;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.rng.UniformRandomProvider;

/** Codes that keep a limit and were not proposed before. */
final class LegalCodes {
  /** So many draws in a row without a new legal code count as the end of the space. */
  private static final int ATTEMPTS = 10_000;

  private final CostLimit limit;
  private final SearchSpace space;
  private final Set<List<Integer>> seen = new HashSet<>();

  /**
   * None is proposed yet.
   *
   * @throws IllegalArgumentException if the limit is about another space
   */
  LegalCodes(CostLimit limit, SearchSpace space) {
    if (!limit.table().space().equals(space)) {
      throw new IllegalArgumentException(
          "limit on codes of " + limit.table().space() + ": expected " + space);
    }
    this.limit = limit;
    this.space = space;
  }

  /** Whether a code is legal and new; it is not new from then on. */
  boolean take(List<Integer> code) {
    return limit.allows(code) && seen.add(List.copyOf(code));
  }

  /**
   * A new legal code, drawn uniformly; empty if none was found in many attempts.
   *
   * @throws IllegalStateException if there was none before either
   */
  Optional<List<Integer>> draw(UniformRandomProvider random) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      List<Integer> code = space.draw(random);
      if (take(code)) {
        return Optional.of(code);
      }
    }
    if (seen.isEmpty()) {
      throw new IllegalStateException(
          "no legal architecture among "
              + ATTEMPTS
              + " random ones: the limit is "
              + limit.most()
              + " "
              + limit.table().unit()
              + ", the cheapest costs "
              + limit.table().smallest());
    }
    return Optional.empty();
  }
}
