package io.reprise.papers.hrnn;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** How often bars come again some bars later: rhythm self-similarity. */
final class RhythmStructure {
  /** Lags in bars that are looked at, from 1. */
  static final int LAGS = 4;

  private RhythmStructure() {}

  /**
   * The share of pairs of bars, so many bars apart, with the identical rhythm.
   *
   * @param lag in bars, below the number of bars of a melody
   */
  static double selfSimilarity(List<EventMelody> melodies, int lag) {
    long pairs = 0;
    long alike = 0;
    for (EventMelody melody : melodies) {
      for (int bar = 0; bar + lag < melody.bars(); bar++) {
        pairs++;
        alike += Arrays.equals(rhythm(melody, bar), rhythm(melody, bar + lag)) ? 1 : 0;
      }
    }
    if (pairs == 0) {
      throw new IllegalArgumentException(
          "self-similarity at lag " + lag + ": expected melodies of more bars than that");
    }
    return (double) alike / pairs;
  }

  private static int[] rhythm(EventMelody melody, int bar) {
    return melody.rhythm(bar * EventMelody.BAR, EventMelody.BAR);
  }

  /** The mean over lags of how far two sets are apart in it. */
  static double error(List<EventMelody> melodies, List<EventMelody> data) {
    return IntStream.rangeClosed(1, LAGS)
        .mapToDouble(lag -> Math.abs(selfSimilarity(melodies, lag) - selfSimilarity(data, lag)))
        .average()
        .orElseThrow();
  }
}
