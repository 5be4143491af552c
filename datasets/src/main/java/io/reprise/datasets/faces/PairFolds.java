package io.reprise.datasets.faces;

import io.reprise.datasets.Similarity;
import io.reprise.tensor.Seed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;

/** Pairs of the pictures of a set for verification by folds, by the numbers of the pictures. */
public final class PairFolds {
  /** Two pictures by their numbers. */
  private record Pair(int first, int second, boolean same) {}

  private final int pictures;
  private final List<List<Pair>> folds;

  private PairFolds(int pictures, List<List<Pair>> folds) {
    this.pictures = pictures;
    this.folds = folds;
  }

  /**
   * For pictures without a list of pairs: deals people out to folds, so that as in LFW nobody is in
   * two of them, and draws as many pairs of one person as of two, as many as there are.
   *
   * @param people who is on each picture, from 0
   * @param folds at least 2
   * @throws IllegalArgumentException if there are fewer than two people for each fold, or nobody in
   *     a fold is on two pictures
   */
  public static PairFolds of(List<Integer> people, int folds, Seed seed) {
    int count = 1 + people.stream().mapToInt(Integer::intValue).max().orElse(-1);
    if (folds < 2 || count < 2 * folds) {
      throw new IllegalArgumentException(
          count + " people in " + folds + " folds: expected at least 2 folds, of 2 people each");
    }
    int[] order = seed.named("people").permutation(count);
    List<List<Integer>> picturesOfFold = new ArrayList<>();
    for (int f = 0; f < folds; f++) {
      picturesOfFold.add(new ArrayList<>());
    }
    int[] foldOf = new int[count];
    for (int i = 0; i < count; i++) {
      foldOf[order[i]] = i % folds;
    }
    for (int p = 0; p < people.size(); p++) {
      picturesOfFold.get(foldOf[people.get(p)]).add(p);
    }
    List<List<Pair>> all = new ArrayList<>();
    for (int f = 0; f < folds; f++) {
      all.add(pairs(f, people, picturesOfFold.get(f), seed.named("fold " + f)));
    }
    return new PairFolds(people.size(), all);
  }

  /**
   * Those of a published list.
   *
   * @param numbers of the pictures, by file
   * @throws IllegalArgumentException if one has no number
   */
  public static PairFolds of(VerificationProtocol protocol, Map<Path, Integer> numbers) {
    return new PairFolds(
        numbers.size(),
        protocol.folds().stream()
            .map(
                fold ->
                    fold.stream()
                        .map(
                            p ->
                                new Pair(
                                    number(protocol, numbers, p.first()),
                                    number(protocol, numbers, p.second()),
                                    p.same()))
                        .toList())
            .toList());
  }

  private static int number(
      VerificationProtocol protocol, Map<Path, Integer> numbers, Path picture) {
    Integer number = numbers.get(picture);
    if (number == null) {
      throw new IllegalArgumentException(
          protocol.name() + ": " + picture + " is none of the pictures: expected all in its pairs");
    }
    return number;
  }

  private static List<Pair> pairs(int fold, List<Integer> people, List<Integer> own, Seed seed) {
    List<Pair> pairs = new ArrayList<>();
    List<Pair> different = new ArrayList<>();
    for (int i = 1; i < own.size(); i++) {
      for (int j = 0; j < i; j++) {
        boolean same = people.get(own.get(i)).equals(people.get(own.get(j)));
        (same ? pairs : different).add(new Pair(own.get(i), own.get(j), same));
      }
    }
    int each = Math.min(pairs.size(), different.size());
    if (each == 0) {
      throw new IllegalArgumentException(
          "fold "
              + fold
              + " has "
              + pairs.size()
              + " pairs of one person and "
              + different.size()
              + " of two: expected some of each");
    }
    List<Pair> drawn = new ArrayList<>(draw(pairs, each, seed.named("same")));
    drawn.addAll(draw(different, each, seed.named("different")));
    return List.copyOf(drawn);
  }

  private static List<Pair> draw(List<Pair> from, int n, Seed seed) {
    UniformRandomProvider random = seed.generator();
    List<Pair> left = new ArrayList<>(from);
    for (int i = 0; i < n; i++) {
      int j = i + random.nextInt(left.size() - i);
      Pair chosen = left.get(j);
      left.set(j, left.get(i));
      left.set(i, chosen);
    }
    return left.subList(0, n);
  }

  /** How many pairs each fold has. */
  public List<Integer> sizes() {
    return folds.stream().map(List::size).toList();
  }

  /**
   * The accuracy with each fold's threshold chosen on all others.
   *
   * @param similarity of each picture to all
   * @throws IllegalArgumentException if a similarity is missing or not a number
   */
  public VerificationProtocol.Accuracy evaluate(Similarity similarity) {
    List<List<VerificationProtocol.Scored>> scored = new ArrayList<>();
    for (List<Pair> fold : folds) {
      scored.add(fold.stream().map(p -> score(p, similarity)).toList());
    }
    return VerificationProtocol.accuracy("folds of pairs", scored);
  }

  private VerificationProtocol.Scored score(Pair pair, Similarity similarity) {
    float score = similarity.toGallery(pair.first, pictures)[pair.second];
    return new VerificationProtocol.Scored(score, pair.same);
  }

  /**
   * The similarities of the pairs of all folds.
   *
   * @param similarity of each picture to all
   * @throws IllegalArgumentException if a similarity is missing or not a number
   */
  public VerificationScores scores(Similarity similarity) {
    List<VerificationProtocol.Scored> all =
        folds.stream().flatMap(List::stream).map(p -> score(p, similarity)).toList();
    return new VerificationScores(scores(all, true), scores(all, false));
  }

  private static double[] scores(List<VerificationProtocol.Scored> all, boolean same) {
    return all.stream()
        .filter(s -> s.same() == same)
        .mapToDouble(VerificationProtocol.Scored::score)
        .toArray();
  }
}
