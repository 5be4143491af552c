package io.reprise.papers.hrnn;

import java.util.List;
import java.util.Locale;

/**
 * A subnetwork's view of a melody: a row of symbols, predicted one by one from those before and
 * from the symbols of the levels above that are current.
 *
 * @param symbols how many there are
 * @param above the levels that it is told of, the nearest first
 */
record Level(Kind kind, int symbols, List<Level> above) {
  /** What a symbol stands for. */
  enum Kind {
    BAR(1, 2, 4, 8),
    BEAT(4, 4, 8, 4),
    NOTE(16, 16, 32, 16);

    private final int stepsABar;
    private final int lookback;
    private final int farLookback;
    private final int positions;

    Kind(int stepsABar, int lookback, int farLookback, int positions) {
      this.stepsABar = stepsABar;
      this.lookback = lookback;
      this.farLookback = farLookback;
      this.positions = positions;
    }

    int stepsABar() {
      return stepsABar;
    }

    /** How many steps back the symbols are that a step is told. */
    List<Integer> lookbacks() {
      return List.of(1, lookback, farLookback);
    }

    /** For words and paths of layers. */
    String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Copies the levels. */
  Level {
    above = List.copyOf(above);
  }

  /** Numbers that a step is told. */
  int inputs() {
    return kind.lookbacks().size() * symbols
        + kind.positions
        + above.stream().mapToInt(Level::symbols).sum();
  }

  /**
   * Sets the inputs of a step to 1 where they are: symbols some steps back (none before the start),
   * the place in the cycle of positions, and the levels above. The symbol of the step itself is not
   * looked at.
   *
   * @param x zeros
   * @param at where the step's inputs begin
   */
  void fill(float[] x, int at, Score score, int step) {
    int next = at;
    int[] own = score.symbols(kind);
    for (int back : kind.lookbacks()) {
      if (step >= back) {
        x[next + own[step - back]] = 1;
      }
      next += symbols;
    }
    x[next + step % kind.positions] = 1;
    next += kind.positions;
    for (Level level : above) {
      int current = step * level.kind.stepsABar / kind.stepsABar;
      x[next + score.symbols(level.kind)[current]] = 1;
      next += level.symbols;
    }
  }
}
