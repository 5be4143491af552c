package io.reprise.papers.sfp;

import io.reprise.nn.Classification;
import io.reprise.nn.Snapshot;

/** Prunes while a network trains. */
@FunctionalInterface
interface Pruning extends Classification.Listener {
  /** What was pruned so far: all that is remembered. */
  Pruned pruned();

  @Override
  default Snapshot save() {
    return pruned().save();
  }
}
