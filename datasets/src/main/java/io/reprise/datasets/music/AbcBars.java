package io.reprise.datasets.music;

import io.reprise.datasets.files.TextLine;
import io.reprise.datasets.music.WrittenBar.WrittenNote;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.math3.fraction.Fraction;

/** The bars of a tune in ABC notation while it is read: what came last can still change. */
final class AbcBars {
  private static final String LETTERS = "C D EF G A B";
  private static final int MIDDLE_C = 60;
  private static final int OCTAVE = 12;

  private final List<WrittenBar> written = new ArrayList<>();
  private final List<WrittenNote> notes = new ArrayList<>();
  private final List<ChordSymbol> chords = new ArrayList<>();
  private final Map<Character, Integer> accidentals = new HashMap<>();

  /** By letter and octave, those of the notes that are being read. */
  private final Map<String, Integer> alterations = new HashMap<>();

  /** Those of the notes that came last. */
  private final Map<String, Integer> lastAlterations = new HashMap<>();

  /** Those of the notes that came last and are tied to the next ones, over a bar line even. */
  private final Map<String, Integer> heldAlterations = new HashMap<>();

  private Optional<Meter> meter = Optional.empty();
  private Optional<Meter> barMeter = Optional.empty();
  private AbcKey key = AbcKey.C_MAJOR;
  private Fraction now = Fraction.ZERO;
  private boolean startsRepeat;
  private Set<Integer> endings = Set.of();

  /** The place in the bar of the note or rest that came last, and of its notes. */
  private Optional<Fraction> lastOnset = Optional.empty();

  private int lastNotes;
  private Fraction nextTimes = Fraction.ONE;
  private Fraction tupletTimes = Fraction.ONE;
  private int tupletLeft;

  Optional<Meter> meter() {
    return meter;
  }

  void setMeter(Meter meter) {
    this.meter = Optional.of(meter);
    if (now.equals(Fraction.ZERO)) {
      barMeter = this.meter;
    }
  }

  void setKey(AbcKey key) {
    this.key = key;
  }

  void chordSymbol(String text) {
    boolean isAnnotation = text.isEmpty() || "^_<>@".indexOf(text.charAt(0)) >= 0;
    if (!isAnnotation && !text.isBlank()) {
      chords.add(new ChordSymbol(now, text.strip()));
    }
  }

  /** The MIDI number of a note, which its accidental changes for the rest of the bar. */
  int pitch(char letter, int octave, Optional<String> accidental) {
    String place = letter + " " + octave;
    int alteration;
    if (accidental.isPresent()) {
      alteration = AbcKey.semitones(accidental.get());
      accidentals.put(letter, alteration);
    } else if (heldAlterations.containsKey(place)) {
      alteration = heldAlterations.get(place);
    } else {
      alteration = accidentals.getOrDefault(letter, key.alteration(letter));
    }
    alterations.put(place, alteration);
    return MIDDLE_C + OCTAVE * octave + LETTERS.indexOf(letter) + alteration;
  }

  void notes(List<Integer> pitches, List<Boolean> tied, Fraction length) {
    Fraction duration = next(length);
    int before = notes.size();
    for (int i = 0; i < pitches.size(); i++) {
      // Two fiddles in unison are one note.
      if (pitches.indexOf(pitches.get(i)) == i) {
        notes.add(new WrittenNote(now, duration, pitches.get(i), tied.get(i)));
      }
    }
    advance(duration, notes.size() - before);
  }

  void rest(Fraction length) {
    advance(next(length), 0);
  }

  private Fraction next(Fraction length) {
    Fraction duration = length.multiply(nextTimes);
    nextTimes = Fraction.ONE;
    if (tupletLeft > 0) {
      tupletLeft--;
      duration = duration.multiply(tupletTimes);
    }
    return duration;
  }

  private void advance(Fraction duration, int count) {
    lastOnset = Optional.of(now);
    lastNotes = count;
    now = now.add(duration);
    heldAlterations.clear();
    lastAlterations.clear();
    lastAlterations.putAll(alterations);
    alterations.clear();
  }

  void tuplet(Fraction times, int count) {
    tupletTimes = times;
    tupletLeft = count;
  }

  /** Ties what came last to what comes next; false if that was no note. */
  boolean tie() {
    for (int i = notes.size() - lastNotes; i < notes.size(); i++) {
      WrittenNote note = notes.get(i);
      notes.set(i, new WrittenNote(note.onset(), note.duration(), note.pitch(), true));
    }
    heldAlterations.putAll(lastAlterations);
    return lastNotes > 0;
  }

  /**
   * Lengthens what came last and shortens what comes next, or the other way; false if it cannot.
   */
  boolean breakRhythm(int marks, boolean lengthen) {
    if (lastOnset.isEmpty()) {
      return false;
    }
    Fraction lesser = new Fraction(1, 1 << marks);
    Fraction greater = new Fraction(2).subtract(lesser);
    Fraction onset = lastOnset.get();
    Fraction duration = now.subtract(onset).multiply(lengthen ? greater : lesser);
    for (int i = notes.size() - lastNotes; i < notes.size(); i++) {
      WrittenNote note = notes.get(i);
      notes.set(i, new WrittenNote(onset, duration, note.pitch(), note.tied()));
    }
    now = onset.add(duration);
    nextTimes = lengthen ? lesser : greater;
    return true;
  }

  void ending(TextLine line, Set<Integer> passes) throws IOException {
    if (!now.equals(Fraction.ZERO)) {
      barLine(line, "|");
    }
    int last = written.size() - 1;
    // Some leave the repeat sign out between two endings; it can only stand there.
    if (last >= 0
        && !endings.isEmpty()
        && !endings.equals(passes)
        && written.get(last).plays() == 1) {
      written.set(last, written.get(last).playedTimes(2));
    }
    endings = passes;
  }

  /** Ends a bar, if there is anything in it, at a bar line such as {@code :|} or {@code ||}. */
  void barLine(TextLine line, String text) throws IOException {
    int colonsBefore = leadingColons(text);
    boolean repeatsBefore = text.startsWith(":");
    boolean repeatsAfter = text.endsWith(":");
    if (text.equals(":")) {
      throw line.unexpected("':' alone", "a bar line such as |: or :|");
    }
    boolean onlyColons = colonsBefore == text.length();
    boolean isDouble = text.contains("||") || text.contains("|]") || text.contains("[|");
    if (!now.equals(Fraction.ZERO)) {
      written.add(
          new WrittenBar(
              line.number(),
              notes,
              chords,
              now,
              barMeter.orElseThrow(),
              key.fifths(),
              endings,
              startsRepeat,
              1,
              false));
      startsRepeat = false;
      clearBar();
    }
    int last = written.size() - 1;
    if (last >= 0) {
      if (repeatsBefore) {
        written.set(last, written.get(last).playedTimes(onlyColons ? 2 : colonsBefore + 1));
      }
      if (isDouble) {
        written.set(last, written.get(last).followedByDoubleBar());
      }
    }
    startsRepeat |= repeatsAfter;
    if (repeatsBefore || repeatsAfter || isDouble) {
      endings = Set.of();
    }
  }

  /** Where a field says that another part begins. */
  void endPart() {
    int last = written.size() - 1;
    if (last >= 0 && now.equals(Fraction.ZERO)) {
      written.set(last, written.get(last).followedByDoubleBar());
    }
  }

  private static int leadingColons(String text) {
    int colons = 0;
    while (colons < text.length() && text.charAt(colons) == ':') {
      colons++;
    }
    return colons;
  }

  private void clearBar() {
    notes.clear();
    chords.clear();
    accidentals.clear();
    now = Fraction.ZERO;
    barMeter = meter;
    lastOnset = Optional.empty();
    lastNotes = 0;
  }

  List<WrittenBar> written() {
    return List.copyOf(written);
  }
}
