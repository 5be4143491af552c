package io.reprise.datasets.music;

import java.util.List;
import java.util.Set;
import org.apache.commons.math3.fraction.Fraction;

/**
 * A bar as it stands on paper; all times are from its start, in quarter notes.
 *
 * @param line of the file, where it ends
 * @param endings the passes that it is played in; none if it is played in all
 * @param startsRepeat whether a repeat sign stands before it
 * @param plays how often the part that ends here is played, 1 if no repeat sign stands after it
 * @param endsPart whether a double bar line stands after it
 */
record WrittenBar(
    int line,
    List<WrittenNote> notes,
    List<ChordSymbol> chords,
    Fraction length,
    Meter meter,
    int fifths,
    Set<Integer> endings,
    boolean startsRepeat,
    int plays,
    boolean endsPart) {
  /**
   * A note on paper.
   *
   * @param tied whether the next one of the same pitch goes on with it
   */
  record WrittenNote(Fraction onset, Fraction duration, int pitch, boolean tied) {}

  WrittenBar {
    notes = List.copyOf(notes);
    chords = List.copyOf(chords);
    endings = Set.copyOf(endings);
  }

  WrittenBar playedTimes(int times) {
    return new WrittenBar(
        line, notes, chords, length, meter, fifths, endings, startsRepeat, times, endsPart);
  }

  WrittenBar followedByDoubleBar() {
    return new WrittenBar(
        line, notes, chords, length, meter, fifths, endings, startsRepeat, plays, true);
  }

  boolean isFull() {
    return length.equals(meter.bar());
  }
}
