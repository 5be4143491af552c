package io.reprise.papers.hrnn;

import io.reprise.baselines.sequence.Lstm;
import io.reprise.nn.LayerContext;
import io.reprise.papers.hrnn.Level.Kind;
import io.reprise.tensor.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;

/** The subnetworks of one model from the highest: the lower ones never feed back. */
final class Hierarchy {
  private final List<Subnetwork> subnetworks;

  /** Networks with drawn weights, which depend on the kind of a level but not on the others. */
  Hierarchy(LayerContext at, List<Level> levels, Lstm.Design design) {
    subnetworks = levels.stream().map(level -> new Subnetwork(at, level, design)).toList();
  }

  /**
   * The levels of a model from the highest.
   *
   * @param depth 1 for notes alone, 2 for beats and notes, 3 for bars, beats and notes
   * @param events in the vocabulary
   */
  static List<Level> levels(int depth, int events, int beatProfiles, int barProfiles) {
    Level bar = new Level(Kind.BAR, barProfiles, List.of());
    Level beat = new Level(Kind.BEAT, beatProfiles, depth > 2 ? List.of(bar) : List.of());
    List<Level> above = depth > 2 ? List.of(beat, bar) : depth > 1 ? List.of(beat) : List.of();
    Level note = new Level(Kind.NOTE, events, above);
    return switch (depth) {
      case 1 -> List.of(note);
      case 2 -> List.of(beat, note);
      case 3 -> List.of(bar, beat, note);
      default -> throw new IllegalArgumentException("levels '" + depth + "': expected 1, 2 or 3");
    };
  }

  List<Subnetwork> subnetworks() {
    return subnetworks;
  }

  int parameters() {
    return subnetworks.stream().mapToInt(Subnetwork::parameters).sum();
  }

  /** The chain of all levels for each score: no fewer bits than the melody itself takes. */
  double[] bits(List<Score> scores) {
    double[] sum = new double[scores.size()];
    for (Subnetwork s : subnetworks) {
      double[] bits = s.bits(scores);
      Arrays.setAll(sum, i -> sum[i] + bits[i]);
    }
    return sum;
  }

  /**
   * Melodies from the softmax at temperature 1: all rows of the highest level first, then those
   * below.
   *
   * @param seed each level of each melody has a stream of its own in it
   */
  List<Score> generate(int melodies, int bars, Seed seed) {
    List<Score> scores = new ArrayList<>();
    IntStream.range(0, melodies).forEach(i -> scores.add(new Score()));
    List<Score> growing = scores;
    for (Subnetwork s : subnetworks) {
      Kind kind = s.level().kind();
      List<Subnetwork.Draws> draws =
          IntStream.range(0, melodies)
              .mapToObj(i -> draws(seed.named("melody " + i).named(kind.id())))
              .toList();
      growing = s.sample(growing, bars * kind.stepsABar(), draws);
    }
    return growing;
  }

  private static Subnetwork.Draws draws(Seed seed) {
    UniformRandomProvider random = seed.generator();
    return random::nextDouble;
  }
}
