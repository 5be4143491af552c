package io.reprise.papers.hrnn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A listener's question asked of a machine: is a melody composed or generated? It answers by the
 * melody that is most alike among all others, as many of which are generated as composed (the
 * two-sample test by the nearest neighbour). If no difference can be heard, half of the generated
 * ones pass for composed.
 *
 * <p>Melodies are compared by the shares of their beats' rhythms and of their steps of pitch, and
 * by their rhythm's self-similarity.
 */
final class NearestNeighbour {
  private static final int WIDEST_STEP = 12;
  private static final int BEAT_RHYTHMS = 81;

  private NearestNeighbour() {}

  /** The share of generated melodies whose nearest other one is composed. */
  static double passFor(List<EventMelody> generated, List<EventMelody> composed) {
    int n = Math.min(generated.size(), composed.size());
    if (n < 2) {
      throw new IllegalArgumentException(
          "nearest neighbours of " + n + " melodies: expected at least 2 of each kind");
    }
    List<double[]> all = new ArrayList<>();
    generated.subList(0, n).forEach(m -> all.add(features(m)));
    composed.subList(0, n).forEach(m -> all.add(features(m)));
    int pass = 0;
    for (int i = 0; i < n; i++) {
      int nearest = -1;
      double least = Double.POSITIVE_INFINITY;
      for (int j = 0; j < all.size(); j++) {
        double distance = j == i ? Double.POSITIVE_INFINITY : squared(all.get(i), all.get(j));
        if (distance < least) {
          least = distance;
          nearest = j;
        }
      }
      pass += nearest >= n ? 1 : 0;
    }
    return (double) pass / n;
  }

  private static double squared(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return sum;
  }

  /** Each of the three parts has values from 0 to 1. */
  static double[] features(EventMelody melody) {
    double[] beats = new double[BEAT_RHYTHMS];
    int beatsInAll = melody.steps() / EventMelody.BEAT;
    for (int b = 0; b < beatsInAll; b++) {
      int code = 0;
      for (int symbol : melody.rhythm(b * EventMelody.BEAT, EventMelody.BEAT)) {
        code = code * EventVocabulary.RHYTHMS + symbol;
      }
      beats[code] += 1.0 / beatsInAll;
    }
    int[] pitches =
        Arrays.stream(melody.events())
            .filter(e -> e >= EventVocabulary.ONSET)
            .map(melody.vocabulary()::pitch)
            .toArray();
    double[] steps = new double[2 * WIDEST_STEP + 1];
    for (int i = 1; i < pitches.length; i++) {
      int step = Math.max(-WIDEST_STEP, Math.min(WIDEST_STEP, pitches[i] - pitches[i - 1]));
      steps[step + WIDEST_STEP] += 1.0 / (pitches.length - 1);
    }
    double[] all = Arrays.copyOf(beats, beats.length + steps.length + RhythmStructure.LAGS);
    System.arraycopy(steps, 0, all, beats.length, steps.length);
    for (int lag = 1; lag <= RhythmStructure.LAGS; lag++) {
      all[beats.length + steps.length + lag - 1] =
          RhythmStructure.selfSimilarity(List.of(melody), lag);
    }
    return all;
  }
}
