package io.reprise.baselines;

import java.util.List;

/** Checks that designs have in common. */
final class Requirements {
  private Requirements() {}

  /** A copy of a list of counts, all at least 1. */
  static List<Integer> counts(String what, List<Integer> counts) {
    List<Integer> copy = List.copyOf(counts);
    if (copy.isEmpty() || copy.stream().anyMatch(n -> n < 1)) {
      throw new IllegalArgumentException(what + " " + copy + ": expected all at least 1");
    }
    return copy;
  }

  static void positive(String what, int... values) {
    for (int v : values) {
      if (v < 1) {
        throw new IllegalArgumentException(what + " " + v + ": expected at least 1");
      }
    }
  }

  /** A published width times a factor: a multiple of 8, at most a tenth smaller. */
  static int divisibleByEight(double width) {
    int rounded = Math.max(8, (int) (width + 4) / 8 * 8);
    return rounded < 0.9 * width ? rounded + 8 : rounded;
  }
}
