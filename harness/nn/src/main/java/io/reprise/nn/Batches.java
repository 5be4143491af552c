package io.reprise.nn;

import java.util.List;

/** A data set cut into batches: shuffled and augmented anew each epoch, or always the same. */
public interface Batches {
  /** Batches an epoch. */
  int size();

  /** Examples an epoch. */
  int examples();

  /** The batches of an epoch, made when asked for. The same epoch always gives the same ones. */
  Iterable<Batch> epoch(int epoch);

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
