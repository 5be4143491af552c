package io.reprise.nn;

import java.util.List;
import java.util.stream.StreamSupport;

/** A data set cut into batches: shuffled and augmented anew each epoch, or always the same. */
public interface Batches extends Training.Source<Batch> {
  /** Examples an epoch. */
  int examples();

  /**
   * The first batches of each epoch.
   *
   * @param n at most so many, at least 1
   */
  default Batches first(int n) {
    if (n < 1) {
      throw new IllegalArgumentException("the first " + n + " batches: expected at least 1");
    }
    Batches all = this;
    return new Batches() {
      @Override
      public int size() {
        return Math.min(n, all.size());
      }

      @Override
      public int examples() {
        int examples = 0;
        for (Batch batch : epoch(0)) {
          examples += batch.labels().length;
        }
        return examples;
      }

      @Override
      public Iterable<Batch> epoch(int epoch) {
        return () ->
            StreamSupport.stream(all.epoch(epoch).spliterator(), false).limit(n).iterator();
      }
    };
  }

  /** Batches that are all in memory and the same in every epoch. */
  static Batches of(List<Batch> all) {
    List<Batch> copy = List.copyOf(all);
    return new Batches() {
      @Override
      public int size() {
        return copy.size();
      }

      @Override
      public int examples() {
        return copy.stream().mapToInt(b -> b.labels().length).sum();
      }

      @Override
      public Iterable<Batch> epoch(int epoch) {
        return copy;
      }
    };
  }
}
