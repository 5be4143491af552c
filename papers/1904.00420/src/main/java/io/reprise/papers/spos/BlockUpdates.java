package io.reprise.papers.spos;

import io.reprise.baselines.search.PathSampling;
import io.reprise.tensor.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How often the paths of a training took each block. By uniform sampling a count over T steps of a
 * layer with K candidates has the binomial distribution of T draws with probability 1 / K.
 *
 * @param steps T
 * @param counts of each candidate of each layer
 */
record BlockUpdates(long steps, List<List<Long>> counts) {
  /** Copies the lists. */
  BlockUpdates {
    counts = counts.stream().map(List::copyOf).toList();
  }

  /** Counts over the first steps of a training. */
  static BlockUpdates count(PathSampling sampling, Seed seed, long steps) {
    List<Integer> highest = sampling.space().highest();
    List<long[]> counts = highest.stream().map(h -> new long[h + 1]).toList();
    for (long t = 0; t < steps; t++) {
      List<Integer> path = sampling.path(seed, t);
      for (int layer = 0; layer < path.size(); layer++) {
        counts.get(layer)[path.get(layer)]++;
      }
    }
    List<List<Long>> all = new ArrayList<>();
    counts.forEach(layer -> all.add(Arrays.stream(layer).boxed().toList()));
    return new BlockUpdates(steps, all);
  }

  /** The largest distance of a count from its mean, in standard deviations. */
  double largestDeviation() {
    double largest = 0;
    for (List<Long> layer : counts) {
      double p = 1.0 / layer.size();
      double deviation = Math.sqrt(steps * p * (1 - p));
      for (long count : layer) {
        largest = Math.max(largest, Math.abs(count - steps * p) / deviation);
      }
    }
    return largest;
  }
}
