package io.reprise.datasets.procedural.melodies;

import io.reprise.datasets.Dataset;
import io.reprise.datasets.music.Bar;
import io.reprise.datasets.music.Melody;
import io.reprise.datasets.music.Meter;
import io.reprise.datasets.music.Note;
import io.reprise.datasets.procedural.Checksum;
import io.reprise.datasets.procedural.RandomStream;
import io.reprise.tensor.Seed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.math3.fraction.Fraction;

/**
 * Melodies of 8 bars in 4/4 whose rhythm has a form and few kinds of bars: what a bar is follows
 * from a bar 1, 2 or 4 bars before, as in songs, and all its notes from what it is.
 *
 * <ol>
 *   <li>A beat has one of 8 rhythms of four sixteenths, a bar one of 12 fixed rows of four such
 *       beats, the first of which begins with a note.
 *   <li>A melody has one of the forms AABAAABA, ABABABAB, AABBAABB and ABACABAC. Each letter gets
 *       one of the 12 bars, now and then two letters the same.
 *   <li>Pitches are the 15 degrees of C major from middle C to two octaves above. Chords are I, vi,
 *       IV, V, one a bar. A note takes with probability 0.6 one of the three degrees of the chord
 *       that are nearest to the note before, else moves by one or two degrees.
 * </ol>
 *
 * <p>Melody i has a stream of its own, so a longer set starts with the melodies of a shorter one.
 * The same seed gives the same notes on every platform.
 */
public final class FormMelodies implements Dataset {
  /** Bars of every melody. */
  public static final int BARS = 8;

  /** Kinds of bars. */
  public static final int KINDS = 12;

  /** MIDI numbers from the lowest: C major from middle C. */
  public static final List<Integer> PITCHES =
      List.of(60, 62, 64, 65, 67, 69, 71, 72, 74, 76, 77, 79, 81, 83, 84);

  /** A note begins (N), goes on or stays silent (-), or stops (o). */
  private static final List<String> BEATS =
      List.of("N---", "N-N-", "NNNN", "N-NN", "NNN-", "N-o-", "o-N-", "--N-");

  /** These begin with a note. */
  private static final int FIRST_BEATS = 6;

  private static final int BEATS_A_BAR = 4;
  private static final List<String> FORMS = List.of("AABAAABA", "ABABABAB", "AABBAABB", "ABACABAC");
  private static final List<Integer> CHORD_ROOTS = List.of(0, 5, 3, 4);
  private static final List<Integer> STEPS = List.of(-2, -1, 1, 2);
  private static final double TO_CHORD = 0.6;
  private static final int NEAREST = 3;
  private static final int START = 7;
  private static final Meter METER = new Meter(4, 4);
  private static final Fraction SIXTEENTH = new Fraction(1, 4);

  /** The same kinds of bars for all seeds, so that sets can be learned from one another. */
  private static final List<String> LIBRARY = library(new RandomStream(new Seed(12_345)));

  private final List<Melody> train;
  private final List<Melody> validation;
  private final List<Melody> test;

  private FormMelodies(List<Melody> train, List<Melody> validation, List<Melody> test) {
    this.train = train;
    this.validation = validation;
    this.test = test;
  }

  /**
   * Writes the melodies.
   *
   * @throws IllegalArgumentException if a part has no melody
   */
  public static FormMelodies generate(int train, int validation, int test, Seed seed) {
    return new FormMelodies(
        melodies(train, seed.named("train")),
        melodies(validation, seed.named("validation")),
        melodies(test, seed.named("test")));
  }

  private static List<Melody> melodies(int n, Seed seed) {
    if (n < 1) {
      throw new IllegalArgumentException("melodies: " + n + " in a part: expected at least 1");
    }
    return IntStream.range(0, n)
        .mapToObj(i -> melody(new RandomStream(seed.named("melody " + i))))
        .toList();
  }

  /** Different bars, in none of which silence begins where there is silence already. */
  private static List<String> library(RandomStream random) {
    List<String> bars = new ArrayList<>();
    while (bars.size() < KINDS) {
      StringBuilder bar = new StringBuilder(BEATS.get(random.below(FIRST_BEATS)));
      for (int beat = 1; beat < BEATS_A_BAR; beat++) {
        bar.append(random.pick(BEATS));
      }
      if (!bar.toString().matches(".*o-*o.*") && !bars.contains(bar.toString())) {
        bars.add(bar.toString());
      }
    }
    return List.copyOf(bars);
  }

  /** The rhythms of bars: 16 times N where a note begins, o where one stops, - elsewhere. */
  public static List<String> rhythms() {
    return LIBRARY;
  }

  private static Melody melody(RandomStream random) {
    String form = random.pick(FORMS);
    Map<Character, String> kinds = new HashMap<>();
    StringBuilder rhythm = new StringBuilder();
    for (int b = 0; b < form.length(); b++) {
      rhythm.append(kinds.computeIfAbsent(form.charAt(b), letter -> random.pick(LIBRARY)));
    }
    List<Note> notes = new ArrayList<>();
    int degree = START;
    int bar = rhythm.length() / BARS;
    for (int at = 0; at < rhythm.length(); at++) {
      if (rhythm.charAt(at) == 'N') {
        degree = next(degree, CHORD_ROOTS.get(at / bar % CHORD_ROOTS.size()), random);
        int end = at + 1;
        while (end < rhythm.length() && rhythm.charAt(end) == '-') {
          end++;
        }
        notes.add(
            new Note(SIXTEENTH.multiply(at), SIXTEENTH.multiply(end - at), PITCHES.get(degree)));
      }
    }
    List<Bar> bars =
        IntStream.range(0, BARS)
            .mapToObj(b -> new Bar(METER.bar().multiply(b), METER.bar(), METER, 0))
            .toList();
    return new Melody(notes, bars, List.of());
  }

  /** The degree after one, over a chord. */
  private static int next(int degree, int root, RandomStream random) {
    if (random.chance(TO_CHORD)) {
      List<Integer> nearest =
          IntStream.range(0, PITCHES.size())
              .filter(d -> List.of(0, 2, 4).contains(Math.floorMod(d - root, 7)))
              .boxed()
              .sorted(Comparator.comparingInt(d -> Math.abs(d - degree)))
              .limit(NEAREST)
              .toList();
      return random.pick(nearest);
    }
    return Math.max(0, Math.min(PITCHES.size() - 1, degree + random.pick(STEPS)));
  }

  @Override
  public String name() {
    return "Melodies with forms";
  }

  @Override
  public Origin origin() {
    return Origin.PROCEDURAL;
  }

  /** SHA-256 in hex over the notes of all parts. */
  @Override
  public String checksum() {
    Checksum sum = new Checksum();
    for (List<Melody> part : List.of(train, validation, test)) {
      sum.add(part.size());
      for (Melody melody : part) {
        sum.add(melody.notes().size());
        for (Note note : melody.notes()) {
          sum.add(note.onset().getNumerator(), note.onset().getDenominator());
          sum.add(note.duration().getNumerator(), note.duration().getDenominator());
          sum.add(note.pitch());
        }
      }
    }
    return sum.hex();
  }

  public List<Melody> train() {
    return train;
  }

  public List<Melody> validation() {
    return validation;
  }

  public List<Melody> test() {
    return test;
  }
}
