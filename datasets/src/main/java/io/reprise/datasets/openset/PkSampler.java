package io.reprise.datasets.openset;

import io.reprise.datasets.PictureOrder;
import io.reprise.tensor.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Batches of P classes with K examples of each, so that every anchor has positives and negatives.
 *
 * <p>Classes come in turn from shuffles of all of them, so that each comes about equally often.
 * Examples of a class are drawn without replacement; of a class with fewer than K, each comes
 * before any comes again. Batch {@code b} of epoch {@code e} depends on the seed, b and e alone,
 * but for the turns of the classes, which go through the epoch.
 */
public final class PkSampler implements PictureOrder {
  private final List<List<Integer>> examplesOfClass;
  private final int classes;
  private final int examples;
  private final int batches;
  private final Seed seed;

  /**
   * Groups the examples.
   *
   * @param labels of all examples
   * @param classes P, at least 2
   * @param examples K, at least 2
   * @param batches an epoch, at least 1
   * @throws IllegalArgumentException if a number is out of range, or there are fewer than P classes
   */
  public PkSampler(List<Integer> labels, int classes, int examples, int batches, Seed seed) {
    if (classes < 2 || examples < 2 || batches < 1) {
      throw new IllegalArgumentException(
          "PK sampler: P "
              + classes
              + ", K "
              + examples
              + ", batches "
              + batches
              + ": expected at least 2, 2 and 1");
    }
    Map<Integer, List<Integer>> byClass = new TreeMap<>();
    for (int i = 0; i < labels.size(); i++) {
      byClass.computeIfAbsent(labels.get(i), l -> new ArrayList<>()).add(i);
    }
    if (byClass.size() < classes) {
      throw new IllegalArgumentException(
          "PK sampler: P " + classes + " of " + byClass.size() + " classes: expected at most all");
    }
    this.examplesOfClass = byClass.values().stream().map(List::copyOf).toList();
    this.classes = classes;
    this.examples = examples;
    this.batches = batches;
    this.seed = seed;
  }

  @Override
  public int[] ofEpoch(int epoch) {
    Seed own = seed.named("epoch " + epoch);
    int[] order = new int[batches * classes * examples];
    List<Integer> turn = new ArrayList<>();
    int shuffles = 0;
    int to = 0;
    for (int b = 0; b < batches; b++) {
      if (turn.size() < classes) {
        turn = nextTurn(turn, own.named("classes " + shuffles++));
      }
      UniformRandomProvider random = own.named("batch " + b).generator();
      for (int c : turn.subList(0, classes)) {
        to = draw(examplesOfClass.get(c), random, order, to);
      }
      turn = turn.subList(classes, turn.size());
    }
    return order;
  }

  /** What is left of a shuffle, then a new one of all other classes, then those that were left. */
  private List<Integer> nextTurn(List<Integer> left, Seed shuffle) {
    List<Integer> next = new ArrayList<>(left);
    List<Integer> again = new ArrayList<>();
    for (int c : shuffle.permutation(examplesOfClass.size())) {
      (left.contains(c) ? again : next).add(c);
    }
    next.addAll(again);
    return next;
  }

  /** Draws K examples, in whole shuffles of the class. */
  private int draw(List<Integer> from, UniformRandomProvider random, int[] order, int to) {
    int[] shuffled = from.stream().mapToInt(Integer::intValue).toArray();
    int position = to;
    for (int k = 0; k < examples; k++) {
      int i = k % shuffled.length;
      int j = i + random.nextInt(shuffled.length - i);
      int chosen = shuffled[j];
      shuffled[j] = shuffled[i];
      shuffled[i] = chosen;
      order[position++] = chosen;
    }
    return position;
  }
}
