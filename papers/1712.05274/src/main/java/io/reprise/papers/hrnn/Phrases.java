package io.reprise.papers.hrnn;

import io.reprise.datasets.music.Bar;
import io.reprise.datasets.music.Melody;
import io.reprise.datasets.music.Meter;
import io.reprise.datasets.music.Note;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.fraction.Fraction;

/**
 * Cuts tunes into phrases of equally many 4/4 bars, in C. Where an upbeat and the short bar before
 * it make a whole bar, they count as one. Phrases with notes off the grid, out of range or at once
 * are left out.
 *
 * @param bars of a phrase
 * @param hop bars from the start of one to that of the next
 */
record Phrases(int bars, int hop, EventVocabulary vocabulary) {
  private static final Meter METER = new Meter(4, 4);
  private static final int FIFTH = 7;
  private static final int OCTAVE = 12;

  /** Checks the numbers. */
  Phrases {
    if (bars < 1 || hop < 1) {
      throw new IllegalArgumentException(
          "phrases of " + bars + " bars every " + hop + ": expected at least 1 and 1");
    }
  }

  List<EventMelody> of(Melody tune) {
    List<EventMelody> phrases = new ArrayList<>();
    List<Bar> whole = wholeBars(tune.bars());
    int shift = shift(tune);
    int from = 0;
    while (from + bars <= whole.size()) {
      List<Bar> some = whole.subList(from, from + bars);
      int gap = firstBreak(some);
      if (gap < bars) {
        from += gap;
        continue;
      }
      Melody phrase = cut(tune, some, shift);
      if (!phrase.notes().isEmpty() && EventMelody.problem(phrase, vocabulary).isEmpty()) {
        phrases.add(EventMelody.of(phrase, vocabulary));
      }
      from += hop;
    }
    return phrases;
  }

  /** How many bars follow each other without a gap from the first on. */
  private static int firstBreak(List<Bar> some) {
    for (int i = 1; i < some.size(); i++) {
      if (!some.get(i).onset().equals(some.get(i - 1).onset().add(METER.bar()))) {
        return i;
      }
    }
    return some.size();
  }

  private static List<Bar> wholeBars(List<Bar> bars) {
    List<Bar> whole = new ArrayList<>();
    for (int i = 0; i < bars.size(); i++) {
      Bar bar = bars.get(i);
      if (!bar.meter().equals(METER)) {
        continue;
      }
      Fraction length = bar.length();
      boolean withUpbeat =
          !bar.isFull()
              && i + 1 < bars.size()
              && bars.get(i + 1).meter().equals(METER)
              && length.add(bars.get(i + 1).length()).equals(METER.bar());
      if (bar.isFull() || withUpbeat) {
        whole.add(new Bar(bar.onset(), METER.bar(), METER, bar.fifths()));
      }
      i += withUpbeat ? 1 : 0;
    }
    return whole;
  }

  /** Semitones that bring the first key signature to C, and the mean pitch near the middle. */
  private int shift(Melody tune) {
    if (tune.notes().isEmpty() || tune.bars().isEmpty()) {
      return 0;
    }
    double mean = tune.notes().stream().mapToInt(Note::pitch).average().orElseThrow();
    List<Integer> pitches = vocabulary.pitches();
    double middle = (pitches.get(0) + pitches.get(pitches.size() - 1)) / 2.0;
    int toC = -FIFTH * tune.bars().get(0).fifths();
    return toC + OCTAVE * (int) Math.rint((middle - mean - toC) / OCTAVE);
  }

  /** Some bars of a tune from 0 on; what sounds into them begins with them. */
  private static Melody cut(Melody tune, List<Bar> bars, int shift) {
    Fraction start = bars.get(0).onset();
    Fraction end = bars.get(bars.size() - 1).onset().add(METER.bar());
    List<Note> notes = new ArrayList<>();
    for (Note note : tune.notes()) {
      Fraction from = note.onset().compareTo(start) < 0 ? start : note.onset();
      Fraction to = note.end().compareTo(end) > 0 ? end : note.end();
      if (from.compareTo(to) < 0) {
        notes.add(new Note(from.subtract(start), to.subtract(from), note.pitch() + shift));
      }
    }
    List<Bar> moved =
        bars.stream().map(b -> new Bar(b.onset().subtract(start), b.length(), METER, 0)).toList();
    return new Melody(notes, moved, List.of());
  }
}
