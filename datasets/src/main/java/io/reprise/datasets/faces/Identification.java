package io.reprise.datasets.faces;

import io.reprise.datasets.Similarity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * 1:N identification: each probe is looked for in a gallery. Of equally similar entries the wrong
 * one comes first, so that a constant feature identifies nobody.
 */
public final class Identification {
  private final double[] mateScores;
  private final int[] ranks;
  private final double[] unmatedScores;

  private Identification(double[] mateScores, int[] ranks, double[] unmatedScores) {
    this.mateScores = mateScores;
    this.ranks = ranks;
    this.unmatedScores = unmatedScores;
  }

  /**
   * Looks for every probe.
   *
   * @param probes the person of each query of {@code similarity}
   * @param gallery the person of each item
   * @throws IllegalArgumentException if no probe is of a person in the gallery, or a similarity is
   *     missing or not a number
   */
  public static Identification of(
      List<Integer> probes, List<Integer> gallery, Similarity similarity) {
    List<Double> mates = new ArrayList<>();
    List<Integer> ranks = new ArrayList<>();
    List<Double> unmated = new ArrayList<>();
    for (int p = 0; p < probes.size(); p++) {
      float[] scores = similarity.toGallery(p, gallery.size());
      double mate = Double.NEGATIVE_INFINITY;
      double others = Double.NEGATIVE_INFINITY;
      boolean mated = false;
      for (int g = 0; g < scores.length; g++) {
        if (gallery.get(g).equals(probes.get(p))) {
          mated = true;
          mate = Math.max(mate, scores[g]);
        } else {
          others = Math.max(others, scores[g]);
        }
      }
      if (mated) {
        mates.add(mate);
        ranks.add(rank(probes.get(p), gallery, scores, mate));
      } else {
        unmated.add(others);
      }
    }
    if (mates.isEmpty()) {
      throw new IllegalArgumentException(
          probes.size() + " probes of nobody in the gallery: expected a mate for one at least");
    }
    double[] unmatedScores = unmated.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(unmatedScores);
    return new Identification(
        mates.stream().mapToDouble(Double::doubleValue).toArray(),
        ranks.stream().mapToInt(Integer::intValue).toArray(),
        unmatedScores);
  }

  private static int rank(int person, List<Integer> gallery, float[] scores, double mate) {
    return 1
        + (int)
            IntStream.range(0, scores.length)
                .filter(g -> gallery.get(g) != person && scores[g] >= mate)
                .count();
  }

  /** Closed set: the share of probes with a mate that is among the first {@code k}, from 1. */
  public double rank(int k) {
    return (double) Arrays.stream(ranks).filter(r -> r <= k).count() / ranks.length;
  }

  /**
   * TPIR@FPIR, open set: the share of probes with a mate that is first and above the lowest
   * threshold that lets at most the share {@code fpir} of the probes without a mate pass.
   *
   * @throws IllegalArgumentException if there are fewer than {@code 1 / fpir} probes without a mate
   */
  public double truePositiveIdentificationRate(double fpir) {
    if (unmatedScores.length == 0) {
      throw new IllegalArgumentException("no probe without a mate: expected some for an open set");
    }
    double threshold = new VerificationScores(mateScores, unmatedScores).threshold(fpir);
    long found =
        IntStream.range(0, ranks.length)
            .filter(p -> ranks[p] == 1 && mateScores[p] > threshold)
            .count();
    return (double) found / ranks.length;
  }
}
