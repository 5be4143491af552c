package io.reprise.datasets.procedural.melodies;

import io.reprise.datasets.Dataset;
import io.reprise.datasets.procedural.Checksum;
import io.reprise.datasets.procedural.RandomStream;
import io.reprise.datasets.procedural.melodies.Tune.Chord;
import io.reprise.datasets.procedural.melodies.Tune.Meter;
import io.reprise.datasets.procedural.melodies.Tune.Note;
import io.reprise.tensor.Seed;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Melodies of 16 bars with the structure of songs: what comes next depends on the beat, the bar,
 * the chord, and on what was heard four or eight bars before.
 *
 * <ol>
 *   <li>A tune has a major (65%) or minor key on any of 12 tonics and a form of AABA, ABAB, AABB or
 *       ABAC in sections of 4 bars. A section has its motifs and chords; when its letter returns,
 *       it starts again on the same degree.
 *   <li>A motif is a bar: the rhythm of each beat (or now and then of two) from a list of eight
 *       patterns, and a contour of steps of the scale. The second bar of a section varies the first
 *       motif or has its own, the third varies the first (as it is, with the contour upside down,
 *       or with a neighbour note), the fourth is a cadence with a long last note.
 *   <li>Chords are one a bar. A section ends open, on the dominant, or closed, on the tonic: the
 *       last one closes, and so does every second one that differs from the one before.
 *   <li>Notes on a beat move to the nearest degree of the chord, others take the step of the
 *       contour. Melodies turn back about a fourth under the tonic and a fifth over its octave. A
 *       closed section ends on the tonic.
 * </ol>
 *
 * <p>Tune i has a stream of its own, so a longer set starts with the tunes of a shorter one. The
 * same seed gives the same notes on every platform.
 */
public final class Melodies implements Dataset {
  private final List<Tune> train;
  private final List<Tune> validation;
  private final List<Tune> test;

  private Melodies(List<Tune> train, List<Tune> validation, List<Tune> test) {
    this.train = train;
    this.validation = validation;
    this.test = test;
  }

  /**
   * Writes the melodies; each part has at least 1.
   *
   * @param meters tune i of a part has meter {@code i mod meters.size()}
   * @throws IllegalArgumentException if there is no meter, or a part has no tune
   */
  public static Melodies generate(
      List<Meter> meters, int train, int validation, int test, Seed seed) {
    if (meters.isEmpty()) {
      throw new IllegalArgumentException("melodies in no meter: expected at least one");
    }
    return new Melodies(
        tunes(meters, train, seed.named("train")),
        tunes(meters, validation, seed.named("validation")),
        tunes(meters, test, seed.named("test")));
  }

  private static List<Tune> tunes(List<Meter> meters, int n, Seed seed) {
    if (n < 1) {
      throw new IllegalArgumentException("melodies: " + n + " in a part: expected at least 1");
    }
    return IntStream.range(0, n)
        .mapToObj(
            i ->
                Composer.compose(
                    meters.get(i % meters.size()), new RandomStream(seed.named("tune " + i))))
        .toList();
  }

  @Override
  public String name() {
    return "Melodies";
  }

  @Override
  public Origin origin() {
    return Origin.PROCEDURAL;
  }

  /** SHA-256 in hex over meters, keys, chords and notes of all parts. */
  @Override
  public String checksum() {
    Checksum sum = new Checksum();
    for (List<Tune> part : List.of(train, validation, test)) {
      sum.add(part.size());
      for (Tune tune : part) {
        sum.add(tune.meter().beats(), tune.tonic(), tune.notes().size()).add(tune.mode().name());
        sum.add(tune.chords().stream().mapToInt(Chord::degree).toArray());
        for (Note note : tune.notes()) {
          sum.add(note.pitch(), note.onset(), note.duration());
        }
      }
    }
    return sum.hex();
  }

  public List<Tune> train() {
    return train;
  }

  public List<Tune> validation() {
    return validation;
  }

  public List<Tune> test() {
    return test;
  }
}
