package io.reprise.datasets.retrieval;

import io.reprise.tensor.Seed;
import java.util.BitSet;

/** Classes that are held out from learning and searched afterwards. */
public final class UnseenClasses {
  private UnseenClasses() {}

  /**
   * A random choice.
   *
   * @param classes how many there are
   * @param share of those held out; their number is rounded, halves up
   * @throws IllegalArgumentException if none or all would be held out
   */
  public static BitSet choose(int classes, double share, Seed seed) {
    long n = Math.round(classes * share);
    if (n < 1 || n >= classes) {
      throw new IllegalArgumentException(
          "share "
              + share
              + " of "
              + classes
              + " classes: expected to hold out at least one class, and not all");
    }
    BitSet chosen = new BitSet();
    int[] order = seed.permutation(classes);
    for (int i = 0; i < n; i++) {
      chosen.set(order[i]);
    }
    return chosen;
  }
}
