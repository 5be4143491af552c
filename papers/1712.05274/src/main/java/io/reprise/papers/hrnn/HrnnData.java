package io.reprise.papers.hrnn;

import io.reprise.datasets.Dataset;
import io.reprise.datasets.music.MelodyCollection;
import io.reprise.datasets.procedural.Checksum;
import io.reprise.datasets.procedural.melodies.FormMelodies;
import io.reprise.experiment.Scale;
import io.reprise.tensor.Seed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Melodies of equal length as rows of events: to train on, to validate with and to test. */
final class HrnnData implements Dataset {
  static final int BARS = 8;
  private static final int HOP = 4;
  private static final Seed SEED = new Seed(1712_05274L);

  /** The 36 pitches of Melody RNN. */
  private static final EventVocabulary CHROMATIC = EventVocabulary.chromatic(48, 83);

  private static final EventVocabulary C_MAJOR = new EventVocabulary(FormMelodies.PITCHES);

  private final String name;
  private final Origin origin;
  private final List<EventMelody> train;
  private final List<EventMelody> validation;
  private final List<EventMelody> test;

  /** Numbers of melodies. */
  private record Sizes(int train, int validation, int test) {
    static Sizes of(Scale scale) {
      return scale == Scale.SMOKE ? new Sizes(40, 10, 20) : new Sizes(300, 100, 200);
    }
  }

  private HrnnData(
      String name,
      Origin origin,
      List<EventMelody> train,
      List<EventMelody> validation,
      List<EventMelody> test) {
    this.name = name;
    this.origin = origin;
    this.train = List.copyOf(train);
    this.validation = List.copyOf(validation);
    this.test = List.copyOf(test);
  }

  /**
   * The data of a scale: at scale {@code paper} all phrases of Wikifonia, or of the Nottingham
   * tunes where it is not at hand; below it some phrases of the Nottingham tunes, or procedural
   * melodies.
   *
   * @throws IllegalArgumentException if scale paper finds neither collection
   * @throws IOException if a collection is there but cannot be read
   */
  static HrnnData of(Scale scale, Path root) throws IOException {
    if (scale != Scale.PAPER) {
      Sizes sizes = Sizes.of(scale);
      return MelodyCollection.nottinghamIsIn(root)
          ? folk(MelodyCollection.nottingham(root), List.of(0.7, 0.8)).first(sizes)
          : procedural(sizes);
    }
    if (MelodyCollection.wikifoniaIsIn(root)) {
      return folk(MelodyCollection.wikifonia(root), List.of(0.9, 0.95));
    }
    if (MelodyCollection.nottinghamIsIn(root)) {
      return folk(MelodyCollection.nottingham(root), List.of(0.9, 0.95));
    }
    throw new IllegalArgumentException(
        "scale 'paper' trains on Wikifonia, or on the Nottingham tunes in its place, neither of"
            + " which is in data folder '"
            + root
            + "': expected a folder wikifonia or nottingham-dataset-master there (-Ddata=DIR)");
  }

  private static HrnnData procedural(Sizes sizes) {
    FormMelodies melodies =
        FormMelodies.generate(sizes.train, sizes.validation, sizes.test, SEED.named("melodies"));
    return new HrnnData(
        melodies.name(),
        melodies.origin(),
        melodies.train().stream().map(m -> EventMelody.of(m, C_MAJOR)).toList(),
        melodies.validation().stream().map(m -> EventMelody.of(m, C_MAJOR)).toList(),
        melodies.test().stream().map(m -> EventMelody.of(m, C_MAJOR)).toList());
  }

  /**
   * The phrases of a collection. A tune is in one part with all its phrases, and a phrase that
   * several tunes have is taken once.
   *
   * @param shares of the tunes, where training ends and where validation does
   */
  static HrnnData folk(MelodyCollection collection, List<Double> shares) {
    Phrases phrases = new Phrases(BARS, HOP, CHROMATIC);
    int tunes = collection.melodies().size();
    int[] order = SEED.named("parts").permutation(tunes);
    Set<EventMelody> seen = new LinkedHashSet<>();
    List<List<EventMelody>> parts =
        List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (int i = 0; i < tunes; i++) {
      double share = (double) i / tunes;
      int part = share < shares.get(0) ? 0 : share < shares.get(1) ? 1 : 2;
      for (EventMelody phrase : phrases.of(collection.melodies().get(order[i]).melody())) {
        if (seen.add(phrase)) {
          parts.get(part).add(phrase);
        }
      }
    }
    for (List<EventMelody> part : parts) {
      if (part.isEmpty()) {
        throw new IllegalArgumentException(
            collection.name()
                + " of "
                + tunes
                + " tunes: a part has no phrase of "
                + BARS
                + " bars in 4/4: expected one at least in each of three parts");
      }
    }
    return new HrnnData(
        collection.name() + ", phrases of " + BARS + " bars",
        collection.origin(),
        shuffled(parts.get(0), "training"),
        shuffled(parts.get(1), "validation"),
        shuffled(parts.get(2), "test"));
  }

  private static List<EventMelody> shuffled(List<EventMelody> part, String name) {
    List<EventMelody> shuffled = new ArrayList<>();
    for (int i : SEED.named(name).permutation(part.size())) {
      shuffled.add(part.get(i));
    }
    return shuffled;
  }

  private HrnnData first(Sizes sizes) {
    return new HrnnData(
        name,
        origin,
        train.subList(0, Math.min(sizes.train, train.size())),
        validation.subList(0, Math.min(sizes.validation, validation.size())),
        test.subList(0, Math.min(sizes.test, test.size())));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Origin origin() {
    return origin;
  }

  @Override
  public String checksum() {
    Checksum sum = new Checksum();
    for (List<EventMelody> part : List.of(train, validation, test)) {
      sum.add(part.size());
      part.forEach(melody -> sum.add(melody.events()));
    }
    return sum.hex();
  }

  EventVocabulary vocabulary() {
    return train.get(0).vocabulary();
  }

  List<EventMelody> train() {
    return train;
  }

  List<EventMelody> validation() {
    return validation;
  }

  List<EventMelody> test() {
    return test;
  }
}
