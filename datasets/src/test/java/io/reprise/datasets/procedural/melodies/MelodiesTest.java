package io.reprise.datasets.procedural.melodies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.datasets.procedural.Examples;
import io.reprise.datasets.procedural.Learner;
import io.reprise.datasets.procedural.melodies.Tune.Chord;
import io.reprise.datasets.procedural.melodies.Tune.Meter;
import io.reprise.datasets.procedural.melodies.Tune.Mode;
import io.reprise.datasets.procedural.melodies.Tune.Note;
import io.reprise.tensor.Seed;
import java.util.List;
import org.junit.jupiter.api.Test;

class MelodiesTest {
  private static final List<Meter> METERS = List.of(new Meter(4), new Meter(3), new Meter(2));
  private static final List<Meter> COMMON = List.of(new Meter(4));
  private static final int LOWEST = -6;
  private static final int DEGREES = 21;
  private static final int INPUTS = 3 * DEGREES + 64;

  /** A change of this value changes every result that rests on the data. */
  @Test
  void writesTheSameNotesOnEveryPlatform() {
    assertEquals(
        "70672f1e59f57e7a45fcc4b94c958644efa9a57ce7c3df79199a9b345f33acff",
        Melodies.generate(METERS, 30, 10, 10, new Seed(7)).checksum());
  }

  @Test
  void startsALongerSetWithTheTunesOfAShorterOneAndDiffersBySeedAndPart() {
    Melodies small = Melodies.generate(METERS, 5, 5, 5, new Seed(1));
    Melodies large = Melodies.generate(METERS, 9, 5, 5, new Seed(1));
    assertEquals(small.train(), large.train().subList(0, 5));
    assertNotEquals(small.train(), small.test());
    assertNotEquals(small.train(), Melodies.generate(METERS, 5, 5, 5, new Seed(2)).train());
  }

  @Test
  void notesFillEveryBarWithoutGapOrTie() {
    for (Tune tune : Melodies.generate(METERS, 60, 1, 1, new Seed(1)).train()) {
      int end = 0;
      for (Note note : tune.notes()) {
        assertEquals(end, note.onset());
        assertTrue(tune.place(note) + note.duration() <= tune.meter().ticksPerBar());
        assertEquals(0, note.duration() % Tune.TICKS_PER_SIXTEENTH);
        end = note.end();
      }
      assertEquals(tune.bars() * tune.meter().ticksPerBar(), end);
      assertEquals(16, tune.bars());
    }
  }

  @Test
  void notesOnTheBeatAreOfTheChordAndTheEndIsTheTonic() {
    for (Tune tune : Melodies.generate(METERS, 60, 1, 1, new Seed(1)).train()) {
      for (Note note : tune.notes()) {
        boolean onBeat = note.onset() % Tune.TICKS_PER_QUARTER == 0;
        assertTrue(!onBeat || tune.chords().get(tune.bar(note)).has(note.degree()));
        assertTrue(note.pitch() >= 50 && note.pitch() <= 95, "pitch " + note.pitch());
      }
      Note last = tune.notes().get(tune.notes().size() - 1);
      assertEquals(0, Math.floorMod(last.pitch() - tune.tonic(), 12));
      assertEquals(Chord.I, tune.chords().get(15));
      assertEquals(Chord.V, tune.chords().get(3));
    }
  }

  @Test
  void minorRaisesTheLeadingNoteOverTheDominantOnly() {
    assertEquals(11, Mode.HARMONIC_MINOR.semitones(6, Chord.V));
    assertEquals(10, Mode.HARMONIC_MINOR.semitones(6, Chord.III));
    assertEquals(-1, Mode.MAJOR.semitones(-1, Chord.V));
    assertEquals(12, Mode.MAJOR.semitones(7, Chord.I));
  }

  @Test
  void theFirstSectionReturns() {
    int same = 0;
    List<Tune> tunes = Melodies.generate(COMMON, 100, 1, 1, new Seed(1)).train();
    for (Tune tune : tunes) {
      same +=
          rhythm(tune, 0).equals(rhythm(tune, 4)) || rhythm(tune, 0).equals(rhythm(tune, 8))
              ? 1
              : 0;
    }
    assertEquals(100, same);
  }

  private static List<Integer> rhythm(Tune tune, int bar) {
    return tune.notes().stream().filter(n -> tune.bar(n) == bar).map(Note::duration).toList();
  }

  @Test
  void aNetworkThatSeesTheBarGuessesTheNextNoteBetterThanTheLastOneTells() {
    Melodies data = Melodies.generate(COMMON, 250, 1, 60, new Seed(1));
    Examples train = nextNotes(data.train()).training(INPUTS);
    Examples test = nextNotes(data.test()).evaluation(INPUTS);
    double unigram = test.mostFrequent();
    double bigram = bigram(data.train(), data.test());
    try (Learner learner = new Learner()) {
      double network =
          learner.accuracy(learner.perceptron(INPUTS, 96, DEGREES), train, test, 6, 3e-3);
      String found = "melodies: unigram " + unigram + ", bigram " + bigram + ", network " + network;
      assertTrue(bigram > unigram + 0.08, found);
      assertTrue(network > bigram + 0.06 && network < 0.7, found);
    }
  }

  /** The share of notes that most often follow the one before, where they do. */
  private static double bigram(List<Tune> train, List<Tune> test) {
    int[][] counts = new int[DEGREES][DEGREES];
    for (Tune tune : train) {
      for (int n = 1; n < tune.notes().size(); n++) {
        counts[degree(tune, n - 1)][degree(tune, n)]++;
      }
    }
    int right = 0;
    int all = 0;
    for (Tune tune : test) {
      for (int n = 3; n < tune.notes().size(); n++) {
        int[] next = counts[degree(tune, n - 1)];
        int best = 0;
        for (int d = 1; d < DEGREES; d++) {
          best = next[d] > next[best] ? d : best;
        }
        right += best == degree(tune, n) ? 1 : 0;
        all++;
      }
    }
    return (double) right / all;
  }

  private static int degree(Tune tune, int n) {
    return tune.notes().get(n).degree() - LOWEST;
  }

  /** The three degrees before, and which sixteenth of four bars it is. */
  private static Examples.Collector nextNotes(List<Tune> tunes) {
    Examples.Collector all = new Examples.Collector();
    for (Tune tune : tunes) {
      for (int n = 3; n < tune.notes().size(); n++) {
        float[] x = new float[INPUTS];
        for (int back = 1; back <= 3; back++) {
          x[(back - 1) * DEGREES + degree(tune, n - back)] = 1;
        }
        x[3 * DEGREES + tune.notes().get(n).onset() / Tune.TICKS_PER_SIXTEENTH % 64] = 1;
        all.add(x, degree(tune, n));
      }
    }
    return all;
  }

  @Test
  void refusesWhatCannotBe() {
    assertEquals(
        "meter 6/4: expected 2/4, 3/4 or 4/4",
        assertThrows(IllegalArgumentException.class, () -> new Meter(6)).getMessage());
    assertEquals(
        "melodies in no meter: expected at least one",
        assertThrows(
                IllegalArgumentException.class,
                () -> Melodies.generate(List.of(), 1, 1, 1, new Seed(1)))
            .getMessage());
    assertEquals(
        "melodies: 0 in a part: expected at least 1",
        assertThrows(
                IllegalArgumentException.class,
                () -> Melodies.generate(COMMON, 1, 0, 1, new Seed(1)))
            .getMessage());
  }
}
