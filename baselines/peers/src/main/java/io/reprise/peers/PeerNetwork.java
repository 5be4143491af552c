package io.reprise.peers;

/**
 * A residual network in one library, started from {@link InitialWeights}, with one {@link Batch} in
 * Java memory. Every call copies the batch into the library, as a training or serving loop does.
 */
interface PeerNetwork extends AutoCloseable {
  /** One forward pass with batch statistics, backward pass and update. */
  void train();

  /** {@link #train()}, and the mean cross entropy before its update, without any penalty. */
  double trainAndReadLoss();

  /** One forward pass with running statistics: probabilities {@code [size, classes]}, row-major. */
  float[] infer();

  @Override
  void close();
}
