package io.reprise.datasets.faces;

import io.reprise.datasets.Similarity;
import java.util.Arrays;
import java.util.List;

/** The similarities of a 1:1 comparison: of pairs of one person, and of pairs of two. */
public final class VerificationScores {
  private final double[] genuine;
  private final double[] impostor;

  /**
   * Copies the scores.
   *
   * @param genuine of pairs of one person, at least one
   * @param impostor of pairs of two people, at least one
   * @throws IllegalArgumentException if there is none of a kind or one is not a number
   */
  public VerificationScores(double[] genuine, double[] impostor) {
    if (genuine.length == 0 || impostor.length == 0) {
      throw new IllegalArgumentException(
          genuine.length
              + " genuine and "
              + impostor.length
              + " impostor scores: expected at least one of each");
    }
    this.genuine = sorted("genuine", genuine);
    this.impostor = sorted("impostor", impostor);
  }

  /**
   * Of every two pictures of a set.
   *
   * @param people who is on each picture
   * @param similarity of each picture to all, itself included
   * @throws IllegalArgumentException if no two pictures are of one person or of two, or a
   *     similarity is missing or not a number
   */
  public static VerificationScores ofAllPairs(List<Integer> people, Similarity similarity) {
    int n = people.size();
    double[] genuine = new double[n * (n - 1) / 2];
    double[] impostor = new double[genuine.length];
    int same = 0;
    int different = 0;
    for (int i = 1; i < n; i++) {
      float[] scores = similarity.toGallery(i, n);
      for (int j = 0; j < i; j++) {
        if (people.get(i).equals(people.get(j))) {
          genuine[same++] = scores[j];
        } else {
          impostor[different++] = scores[j];
        }
      }
    }
    return new VerificationScores(Arrays.copyOf(genuine, same), Arrays.copyOf(impostor, different));
  }

  private static double[] sorted(String kind, double[] scores) {
    double[] sorted = scores.clone();
    Arrays.sort(sorted);
    if (Double.isNaN(sorted[sorted.length - 1])) {
      throw new IllegalArgumentException(kind + " scores contain NaN: expected numbers");
    }
    return sorted;
  }

  /**
   * TAR@FAR: the share of genuine pairs above the lowest threshold that lets at most the share
   * {@code far} of the impostor pairs pass.
   *
   * @param far above 0 and at most 1
   * @throws IllegalArgumentException if {@code far} is out of range, or there are too few impostor
   *     pairs to measure it (fewer than {@code 1 / far})
   */
  public double trueAcceptRate(double far) {
    double threshold = threshold(far);
    int above = 0;
    for (double score : genuine) {
      above += score > threshold ? 1 : 0;
    }
    return (double) above / genuine.length;
  }

  /**
   * The lowest score of an impostor pair such that at most the share {@code far} of them are above,
   * or minus infinity if all may pass.
   *
   * @throws IllegalArgumentException as {@link #trueAcceptRate}
   */
  public double threshold(double far) {
    // The product of a decimal rate and a count may end just below the whole number it stands for.
    double allowed = far * impostor.length * (1 + 1e-12);
    if (!(far > 0 && far <= 1 && allowed >= 1)) {
      throw new IllegalArgumentException(
          "false accept rate "
              + far
              + " on "
              + impostor.length
              + " impostor pairs: expected at most 1, and at least one pair that it lets pass");
    }
    int passing = (int) allowed;
    return passing >= impostor.length
        ? Double.NEGATIVE_INFINITY
        : impostor[impostor.length - 1 - passing];
  }
}
