package io.reprise.peers;

/**
 * What a peer is opened for.
 *
 * @param weightDecay of {@link UpdateRule}
 * @param threads that an operation may use
 */
record Task(Network network, Batch batch, double weightDecay, int threads) {
  /** The race: the network's own batch, and the decay that its paper trains with. */
  static Task race(Network network, int threads) {
    return new Task(network, Batch.of(network), 5e-4, threads);
  }
}
