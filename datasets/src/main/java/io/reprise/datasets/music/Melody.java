package io.reprise.datasets.music;

import java.util.Comparator;
import java.util.List;
import org.apache.commons.math3.fraction.Fraction;

/**
 * A tune as it sounds, with its repeats played.
 *
 * @param notes by onset, of equal ones from low to high; several may sound at once
 * @param bars without gap from 0 on
 * @param chords by onset
 */
public record Melody(List<Note> notes, List<Bar> bars, List<ChordSymbol> chords) {
  public Melody {
    notes =
        notes.stream()
            .sorted(Comparator.comparing(Note::onset).thenComparing(Note::pitch))
            .toList();
    bars = List.copyOf(bars);
    chords = chords.stream().sorted(Comparator.comparing(ChordSymbol::onset)).toList();
    Fraction end = Fraction.ZERO;
    for (Bar bar : bars) {
      if (!bar.onset().equals(end) || bar.length().compareTo(Fraction.ZERO) <= 0) {
        throw new IllegalArgumentException(
            "bar at " + bar.onset() + " of length " + bar.length() + ": expected one at " + end);
      }
      end = end.add(bar.length());
    }
    for (Note note : notes) {
      if (note.end().compareTo(end) > 0) {
        throw new IllegalArgumentException(
            "note " + note + ": expected it to end with the last bar, at " + end);
      }
    }
  }

  /** The length of all bars, in quarter notes. */
  public Fraction length() {
    return bars.isEmpty()
        ? Fraction.ZERO
        : bars.get(bars.size() - 1).onset().add(bars.get(bars.size() - 1).length());
  }

  /** Whether no two notes sound at once. */
  public boolean isMonophonic() {
    for (int i = 1; i < notes.size(); i++) {
      if (notes.get(i).onset().compareTo(notes.get(i - 1).end()) < 0) {
        return false;
      }
    }
    return true;
  }
}
