package io.reprise.datasets.faces;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Face verification by folds, as LFW defined it: for each fold the threshold that is best on all
 * others is applied to it.
 *
 * @param name of the data set
 * @param folds the pairs of each, at least two folds for {@link #evaluate}
 */
public record VerificationProtocol(String name, List<List<VerificationPair>> folds) {
  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if there is no fold or one is empty
   */
  public VerificationProtocol {
    folds = folds.stream().map(List::copyOf).toList();
    if (folds.isEmpty() || folds.stream().anyMatch(List::isEmpty)) {
      throw new IllegalArgumentException(
          name + ": " + folds.size() + " folds, or an empty one: expected pairs in each");
    }
  }

  /**
   * The accuracy.
   *
   * @param folds the share of right answers in each fold, from 0 to 1
   * @param thresholds above which each fold's pairs were called the same person
   * @param mean over the folds
   * @param standardError of the mean: the folds' standard deviation (with n - 1) over the root of n
   */
  public record Accuracy(
      List<Double> folds, List<Double> thresholds, double mean, double standardError) {
    /** Copies the lists. */
    public Accuracy {
      folds = List.copyOf(folds);
      thresholds = List.copyOf(thresholds);
    }
  }

  /**
   * A pair's similarity and the truth.
   *
   * @param score larger for the same person
   */
  public record Scored(double score, boolean same) {}

  /**
   * Judges a measure of similarity.
   *
   * @param similarity of a pair, larger for the same person; computed once for each
   * @throws IllegalArgumentException if there is one fold only, or a similarity is not a number
   */
  public Accuracy evaluate(ToDoubleFunction<VerificationPair> similarity) {
    return accuracy(
        name, folds.stream().map(f -> f.stream().map(p -> score(p, similarity)).toList()).toList());
  }

  /**
   * Judges the similarities of pairs in folds, whatever the pairs are of.
   *
   * @param name of the data set, which starts errors
   * @throws IllegalArgumentException if there is one fold only, one is empty, or a similarity is
   *     not a number
   */
  public static Accuracy accuracy(String name, List<List<Scored>> folds) {
    if (folds.size() < 2) {
      throw new IllegalArgumentException(
          name + ": one fold: expected another to choose the threshold on");
    }
    List<Double> thresholds = new ArrayList<>();
    double[] accuracies = new double[folds.size()];
    for (int f = 0; f < folds.size(); f++) {
      requireScores(name, f, folds.get(f));
      List<Scored> others = new ArrayList<>();
      for (int o = 0; o < folds.size(); o++) {
        others.addAll(o == f ? List.of() : folds.get(o));
      }
      double threshold = bestThreshold(others);
      thresholds.add(threshold);
      accuracies[f] =
          (double) folds.get(f).stream().filter(s -> s.score > threshold == s.same).count()
              / folds.get(f).size();
    }
    return accuracy(accuracies, thresholds);
  }

  private static void requireScores(String name, int fold, List<Scored> pairs) {
    if (pairs.isEmpty() || pairs.stream().anyMatch(p -> Double.isNaN(p.score))) {
      throw new IllegalArgumentException(
          name + ": fold " + fold + " is empty or has similarity NaN: expected pairs with numbers");
    }
  }

  private Scored score(VerificationPair pair, ToDoubleFunction<VerificationPair> similarity) {
    double score = similarity.applyAsDouble(pair);
    if (Double.isNaN(score)) {
      throw new IllegalArgumentException(
          name + ": similarity NaN of " + pair + ": expected a number");
    }
    return new Scored(score, pair.same());
  }

  /**
   * The threshold with most right answers, half way between two neighbouring scores; the lowest of
   * several.
   */
  private static double bestThreshold(List<Scored> pairs) {
    List<Scored> ascending = new ArrayList<>(pairs);
    ascending.sort((a, b) -> Double.compare(a.score, b.score));
    // Below all scores every pair is called the same; each step up calls one more different.
    int right = (int) ascending.stream().filter(Scored::same).count();
    int best = right;
    double threshold = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < ascending.size(); i++) {
      right += ascending.get(i).same ? -1 : 1;
      double here = ascending.get(i).score;
      double next =
          i + 1 < ascending.size() ? ascending.get(i + 1).score : Double.POSITIVE_INFINITY;
      if (right > best && next > here) {
        best = right;
        threshold = Double.isInfinite(next) ? here : here + (next - here) / 2;
      }
    }
    return threshold;
  }

  private static Accuracy accuracy(double[] folds, List<Double> thresholds) {
    double mean = Arrays.stream(folds).average().orElseThrow();
    double squares = Arrays.stream(folds).map(a -> (a - mean) * (a - mean)).sum();
    double deviation = Math.sqrt(squares / (folds.length - 1));
    return new Accuracy(
        Arrays.stream(folds).boxed().toList(),
        thresholds,
        mean,
        deviation / Math.sqrt(folds.length));
  }
}
