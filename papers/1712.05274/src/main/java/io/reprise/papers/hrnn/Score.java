package io.reprise.papers.hrnn;

import io.reprise.papers.hrnn.Level.Kind;
import java.util.EnumMap;
import java.util.Map;

/** A melody, or the start of one, as all levels see it: a row of symbols each. */
final class Score {
  private final Map<Kind, int[]> rows = new EnumMap<>(Kind.class);

  /** A score without rows. */
  Score() {}

  /** A melody with the profiles of its beats and bars. */
  static Score of(EventMelody melody, Profiles profiles) {
    return new Score()
        .with(Kind.BAR, profiles.bars().of(melody))
        .with(Kind.BEAT, profiles.beats().of(melody))
        .with(Kind.NOTE, melody.events());
  }

  /** This and another row, or another in its place. */
  Score with(Kind kind, int[] symbols) {
    Score more = new Score();
    more.rows.putAll(rows);
    more.rows.put(kind, symbols);
    return more;
  }

  /** The row itself, for those who fill it step by step. */
  int[] symbols(Kind kind) {
    int[] row = rows.get(kind);
    if (row == null) {
      throw new IllegalArgumentException(
          "a score of " + rows.keySet() + ": expected one with " + kind);
    }
    return row;
  }
}
