package io.reprise.papers.hrnn;

import io.reprise.baselines.clustering.KMeans;
import io.reprise.tensor.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The profiles of beats, or of bars: prototypes of their rhythm, each a matrix that says how often
 * each sixteenth holds, stops or begins a note. What is nearest to a rhythm is its profile; of
 * several the one with the lowest number.
 */
final class RhythmProfiles {
  private static final int STARTS = 10;

  private final int steps;
  private final List<double[]> prototypes;

  /** Nearest prototypes that were looked for before. */
  private final Map<List<Integer>, Integer> known = new HashMap<>();

  private RhythmProfiles(int steps, List<double[]> prototypes) {
    this.steps = steps;
    this.prototypes = prototypes;
  }

  /**
   * The most frequent rhythms themselves; of equally frequent ones those that come first.
   *
   * @param steps sixteenths of a beat or a bar
   * @param most how many
   */
  static RhythmProfiles exact(List<EventMelody> melodies, int steps, int most) {
    Map<List<Integer>, Integer> counts = new LinkedHashMap<>();
    for (int[] rhythm : rhythms(melodies, steps)) {
      counts.merge(key(rhythm), 1, Integer::sum);
    }
    List<double[]> prototypes =
        counts.entrySet().stream()
            .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
            .limit(most)
            .map(e -> matrix(e.getKey().stream().mapToInt(i -> i).toArray()))
            .toList();
    return new RhythmProfiles(steps, prototypes);
  }

  /**
   * The centres of clusters, by k-means.
   *
   * @param k how many; fewer, and {@code warnings} told, where there are not so many rhythms
   */
  static RhythmProfiles kMeans(
      List<EventMelody> melodies, int steps, int k, Seed seed, Consumer<String> warnings) {
    List<double[]> points = rhythms(melodies, steps).stream().map(RhythmProfiles::matrix).toList();
    int distinct = KMeans.distinct(points);
    if (k > distinct) {
      warnings.accept(
          k
              + " clusters of "
              + distinct
              + " rhythms of "
              + steps
              + " sixteenths: "
              + distinct
              + " are used");
    }
    KMeans clusters = KMeans.fit(points, Math.min(k, distinct), STARTS, seed);
    List<double[]> prototypes = new ArrayList<>();
    for (int c = 0; c < clusters.k(); c++) {
      prototypes.add(clusters.centre(c));
    }
    return new RhythmProfiles(steps, prototypes);
  }

  private static List<int[]> rhythms(List<EventMelody> melodies, int steps) {
    List<int[]> all = new ArrayList<>();
    for (EventMelody melody : melodies) {
      for (int from = 0; from < melody.steps(); from += steps) {
        all.add(melody.rhythm(from, steps));
      }
    }
    return all;
  }

  private static List<Integer> key(int[] rhythm) {
    return Arrays.stream(rhythm).boxed().toList();
  }

  /** One row of 0 and 1 for each kind of event. */
  private static double[] matrix(int[] rhythm) {
    double[] matrix = new double[EventVocabulary.RHYTHMS * rhythm.length];
    for (int i = 0; i < rhythm.length; i++) {
      matrix[rhythm[i] * rhythm.length + i] = 1;
    }
    return matrix;
  }

  int size() {
    return prototypes.size();
  }

  /** The number of the profile of a rhythm. */
  int profile(int[] rhythm) {
    if (rhythm.length != steps) {
      throw new IllegalArgumentException(
          "rhythm of " + rhythm.length + " sixteenths: expected " + steps);
    }
    return known.computeIfAbsent(key(rhythm), k -> nearest(matrix(rhythm)));
  }

  private int nearest(double[] point) {
    int best = 0;
    for (int i = 1; i < prototypes.size(); i++) {
      if (squared(point, prototypes.get(i)) < squared(point, prototypes.get(best))) {
        best = i;
      }
    }
    return best;
  }

  private static double squared(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return sum;
  }

  /** The profiles of a melody from its start. */
  int[] of(EventMelody melody) {
    int[] profiles = new int[melody.steps() / steps];
    for (int i = 0; i < profiles.length; i++) {
      profiles[i] = profile(melody.rhythm(i * steps, steps));
    }
    return profiles;
  }

  /** The likeliest rhythm of a profile: of each sixteenth what is most frequent. */
  int[] decode(int profile) {
    double[] prototype = prototypes.get(profile);
    int[] rhythm = new int[steps];
    for (int i = 0; i < steps; i++) {
      for (int kind = 1; kind < EventVocabulary.RHYTHMS; kind++) {
        if (prototype[kind * steps + i] > prototype[rhythm[i] * steps + i]) {
          rhythm[i] = kind;
        }
      }
    }
    return rhythm;
  }

  /** How many profiles are not those of what they decode to. */
  int unstable() {
    int unstable = 0;
    for (int i = 0; i < size(); i++) {
      unstable += profile(decode(i)) == i ? 0 : 1;
    }
    return unstable;
  }

  /** How many rhythms of some melodies share their profile with another rhythm. */
  int merged(List<EventMelody> melodies) {
    Map<Integer, Set<List<Integer>>> byProfile = new HashMap<>();
    for (int[] rhythm : rhythms(melodies, steps)) {
      byProfile.computeIfAbsent(profile(rhythm), p -> new HashSet<>()).add(key(rhythm));
    }
    return byProfile.values().stream().mapToInt(Set::size).filter(n -> n > 1).sum();
  }
}
