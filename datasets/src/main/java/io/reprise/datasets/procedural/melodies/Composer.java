package io.reprise.datasets.procedural.melodies;

import io.reprise.datasets.procedural.RandomStream;
import io.reprise.datasets.procedural.melodies.Tune.Chord;
import io.reprise.datasets.procedural.melodies.Tune.Meter;
import io.reprise.datasets.procedural.melodies.Tune.Mode;
import io.reprise.datasets.procedural.melodies.Tune.Note;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes one tune by the grammar that {@link Melodies} documents. */
final class Composer {
  private static final List<String> FORMS = List.of("AABA", "ABAB", "AABB", "ABAC");
  private static final List<List<Chord>> OPEN =
      List.of(
          List.of(Chord.I, Chord.VI, Chord.IV, Chord.V),
          List.of(Chord.I, Chord.IV, Chord.II, Chord.V),
          List.of(Chord.I, Chord.I, Chord.IV, Chord.V),
          List.of(Chord.VI, Chord.IV, Chord.I, Chord.V));
  private static final List<List<Chord>> CLOSED =
      List.of(
          List.of(Chord.I, Chord.IV, Chord.V, Chord.I),
          List.of(Chord.IV, Chord.II, Chord.V, Chord.I),
          List.of(Chord.VI, Chord.II, Chord.V, Chord.I));
  private static final int LOWEST = -3;
  private static final int HIGHEST = 11;

  private final Meter meter;
  private final Mode mode;
  private final int tonic;
  private final RandomStream random;
  private final List<Chord> chords = new ArrayList<>();
  private final List<Note> notes = new ArrayList<>();
  private int degree;

  private Composer(Meter meter, RandomStream random) {
    this.meter = meter;
    this.random = random;
    mode = random.chance(0.65) ? Mode.MAJOR : Mode.HARMONIC_MINOR;
    tonic = 60 + random.below(12);
    degree = random.pick(List.of(0, 2, 4, 7));
  }

  static Tune compose(Meter meter, RandomStream random) {
    Composer composer = new Composer(meter, random);
    composer.write();
    return new Tune(meter, composer.tonic, composer.mode, composer.chords, composer.notes);
  }

  /** What a section of the form has each time it comes: its motifs, and where its melody starts. */
  private record Section(List<Motif> motifs, List<Chord> open, List<Chord> closed, int start) {}

  private void write() {
    String form = random.pick(FORMS);
    Map<Character, Section> sections = new HashMap<>();
    for (int s = 0; s < form.length(); s++) {
      Section section = sections.computeIfAbsent(form.charAt(s), letter -> section());
      boolean last = s == form.length() - 1;
      boolean closes = last || (s % 2 == 1 && form.charAt(s) != form.charAt(s - 1));
      List<Chord> progression = closes ? section.closed : section.open;
      degree = section.start;
      for (int bar = 0; bar < 4; bar++) {
        boolean cadence = bar == 3;
        set(section.motifs.get(bar), progression.get(bar), cadence);
      }
    }
  }

  private Section section() {
    Motif motif = Motif.draw(meter.beats(), random);
    Motif second = random.chance(0.5) ? motif.varied(random) : Motif.draw(meter.beats(), random);
    Motif third = motif.varied(random);
    Motif cadence = Motif.cadence(meter.beats(), random);
    return new Section(
        List.of(motif, second, third, cadence),
        random.pick(OPEN),
        random.pick(CLOSED),
        random.pick(List.of(0, 2, 4, 7)));
  }

  /** Sets a motif on a chord: notes on a beat move to the chord, others step as they are. */
  private void set(Motif motif, Chord chord, boolean cadence) {
    int ticks = chords.size() * meter.ticksPerBar();
    chords.add(chord);
    for (int n = 0; n < motif.rhythm().size(); n++) {
      boolean end = cadence && n == motif.rhythm().size() - 1;
      boolean onBeat = ticks % Tune.TICKS_PER_QUARTER == 0;
      int wanted = degree + (n == 0 ? 0 : motif.contour().get(n - 1));
      int target = end && chord == Chord.I ? nearestTonic(wanted) : wanted;
      degree =
          onBeat && !(end && chord == Chord.I)
              ? nearestInChord(inRange(target), chord)
              : inRange(target);
      int duration = motif.rhythm().get(n) * Tune.TICKS_PER_SIXTEENTH;
      notes.add(new Note(tonic + mode.semitones(degree, chord), degree, ticks, duration));
      ticks += duration;
    }
  }

  /** Beyond the range a melody turns back as far as it went too far. */
  private static int inRange(int wanted) {
    if (wanted < LOWEST) {
      return 2 * LOWEST - wanted;
    }
    return wanted > HIGHEST ? 2 * HIGHEST - wanted : wanted;
  }

  private static int nearestTonic(int wanted) {
    return wanted < 4 ? 0 : 7;
  }

  /** The chord tone that is nearest; of two the lower one. */
  private static int nearestInChord(int wanted, Chord chord) {
    for (int distance = 0; ; distance++) {
      if (chord.has(wanted - distance)) {
        return wanted - distance;
      }
      if (chord.has(wanted + distance)) {
        return wanted + distance;
      }
    }
  }
}
