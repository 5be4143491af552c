package io.reprise.datasets.music;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.math3.fraction.Fraction;

/** Writes a melody in ABC notation, bar by bar, so that reading it gives the same melody. */
public final class AbcWriter {
  private static final String[] SHARP_NAMES = {
    "C", "^C", "D", "^D", "E", "F", "^F", "G", "^G", "A", "^A", "B"
  };
  private static final String[] FLAT_NAMES = {
    "C", "_D", "D", "_E", "E", "F", "_G", "G", "_A", "A", "_B", "B"
  };
  private static final List<String> KEYS =
      List.of("Cb", "Gb", "Db", "Ab", "Eb", "Bb", "F", "C", "G", "D", "A", "E", "B", "F#", "C#");
  private static final int OCTAVE = 12;

  private final Melody melody;
  private final StringBuilder text = new StringBuilder();
  private final Map<Character, Integer> alterations = new HashMap<>();

  private AbcWriter(Melody melody) {
    this.melody = melody;
  }

  /**
   * The lines of one tune.
   *
   * @param number its reference number
   * @param title of one line
   * @throws IllegalArgumentException if there is no bar, two notes of one pitch overlap, or a key
   *     has more than seven sharps or flats
   */
  public static String write(int number, String title, Melody melody) {
    if (melody.bars().isEmpty() || title.lines().count() > 1) {
      throw new IllegalArgumentException(
          "tune '"
              + title
              + "' of "
              + melody.bars().size()
              + " bars: expected a title of one line"
              + " and at least one bar");
    }
    AbcWriter writer = new AbcWriter(melody);
    writer.requireNoOverlap();
    Bar first = melody.bars().get(0);
    writer.text.append(
        String.format(
            "X:%d%nT:%s%nM:%s%nL:1/4%nK:%s%n".replace("%n", "\n"),
            number,
            title,
            first.meter(),
            key(first.fifths())));
    writer.bars();
    return writer.text.toString();
  }

  private void requireNoOverlap() {
    Map<Integer, Note> last = new HashMap<>();
    for (Note note : melody.notes()) {
      Note before = last.put(note.pitch(), note);
      if (before != null && before.end().compareTo(note.onset()) > 0) {
        throw new IllegalArgumentException(
            before + " and " + note + ": expected notes of one pitch one after the other");
      }
    }
  }

  private static String key(int fifths) {
    int index = fifths + 7;
    if (index < 0 || index >= KEYS.size()) {
      throw new IllegalArgumentException("key of " + fifths + " fifths: expected from -7 to 7");
    }
    return KEYS.get(index);
  }

  private void bars() {
    TreeSet<Fraction> cuts = new TreeSet<>();
    melody.notes().forEach(note -> cuts.addAll(List.of(note.onset(), note.end())));
    melody.bars().forEach(bar -> cuts.add(bar.onset()));
    melody.chords().forEach(chord -> cuts.add(chord.onset()));
    cuts.add(melody.length());
    Bar before = melody.bars().get(0);
    for (int i = 0; i < melody.bars().size(); i++) {
      Bar bar = melody.bars().get(i);
      if (!bar.meter().equals(before.meter())) {
        text.append("[M:").append(bar.meter()).append(']');
      }
      if (bar.fifths() != before.fifths()) {
        text.append("[K:").append(key(bar.fifths())).append(']');
      }
      before = bar;
      alterations.clear();
      Fraction end = bar.onset().add(bar.length());
      Iterator<Fraction> times = cuts.subSet(bar.onset(), true, end, true).iterator();
      List<Note> notes =
          melody.notes().stream()
              .filter(n -> n.onset().compareTo(end) < 0 && n.end().compareTo(bar.onset()) > 0)
              .toList();
      Fraction from = times.next();
      while (times.hasNext()) {
        Fraction to = times.next();
        slice(from, to, bar, notes);
        from = to;
      }
      text.append(i % 4 == 3 || i + 1 == melody.bars().size() ? "|\n" : "|");
    }
  }

  /** A time in which nothing begins or ends. */
  private void slice(Fraction from, Fraction to, Bar bar, List<Note> notes) {
    for (ChordSymbol chord : melody.chords()) {
      if (chord.onset().equals(from)) {
        text.append('"').append(chord.name()).append('"');
      }
    }
    List<Note> sounding =
        notes.stream()
            .filter(n -> n.onset().compareTo(from) <= 0 && n.end().compareTo(to) >= 0)
            .toList();
    String length = length(to.subtract(from));
    if (sounding.isEmpty()) {
      text.append('z').append(length);
      return;
    }
    Set<Character> letters = new HashSet<>();
    text.append(sounding.size() > 1 ? "[" : "");
    for (Note note : sounding) {
      boolean again = note.end().compareTo(to) > 0;
      text.append(name(note.pitch(), bar.fifths(), letters)).append(length);
      text.append(again ? "-" : "");
    }
    text.append(sounding.size() > 1 ? "]" : "");
  }

  private static String length(Fraction quarters) {
    String over = quarters.getNumerator() == 1 ? "" : String.valueOf(quarters.getNumerator());
    return quarters.getDenominator() == 1 ? over : over + "/" + quarters.getDenominator();
  }

  private String name(int pitch, int fifths, Set<Character> lettersAtOnce) {
    String name = (fifths < 0 ? FLAT_NAMES : SHARP_NAMES)[pitch % OCTAVE];
    char letter = name.charAt(name.length() - 1);
    int alteration =
        switch (name.charAt(0)) {
          case '^' -> 1;
          case '_' -> -1;
          default -> 0;
        };
    int current = alterations.getOrDefault(letter, AbcKey.of(fifths).alteration(letter));
    String accidental = alteration == 0 ? "=" : name.substring(0, 1);
    boolean explicit = alteration != current || !lettersAtOnce.add(letter);
    if (explicit) {
      alterations.put(letter, alteration);
    }
    int octave = pitch / OCTAVE - 5;
    String placed =
        octave > 0
            ? Character.toLowerCase(letter) + "'".repeat(octave - 1)
            : letter + ",".repeat(-octave);
    return (explicit ? accidental : "") + placed;
  }
}
