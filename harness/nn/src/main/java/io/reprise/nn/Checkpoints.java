package io.reprise.nn;

import java.util.Optional;

/** Where a training keeps its state, to go on from after it was cut short. */
public interface Checkpoints {
  /** Keeps nothing. */
  Checkpoints NONE =
      new Checkpoints() {
        @Override
        public Optional<Snapshot> latest() {
          return Optional.empty();
        }

        @Override
        public boolean due() {
          return false;
        }

        @Override
        public void save(Snapshot state) {}
      };

  /** The state to go on from; empty to start from scratch. Asked for once, at the start. */
  Optional<Snapshot> latest();

  /**
   * Whether it is time for a checkpoint; asked after every step. The answer decides what is kept,
   * never how training goes on.
   */
  boolean due();

  /** Keeps a state. */
  void save(Snapshot state);
}
