package io.reprise.baselines.hashing;

import io.reprise.datasets.retrieval.LabelledFeatures;

/**
 * The online protocol: a stream arrives in batches, the function is updated with each, and between
 * updates the hash table can be made anew and asked. All methods see the same stream; what learns
 * from single samples or pairs takes those of a batch in order. The last batch holds what is left
 * over, unless that is a single sample, which has no pair and is left out.
 *
 * @param stream in the order in which it arrives
 * @param batch how many samples arrive at once, at least 2
 */
public record OnlineProtocol(LabelledFeatures stream, int batch) {
  /** Checks the batch. */
  public OnlineProtocol {
    if (batch < 2 || stream.size() < 2) {
      throw new IllegalArgumentException(
          "stream of "
              + stream.size()
              + " samples in batches of "
              + batch
              + ": expected at least 2 each");
    }
  }

  /** Watches the function. */
  @FunctionalInterface
  public interface Watch {
    /**
     * Called before the first batch and after each.
     *
     * @param batches how many were learned from
     * @param samples that were in them
     * @param hash the function then
     */
    void at(int batches, int samples, LinearHash hash);
  }

  /** How many batches there are. */
  public int batches() {
    return (stream.size() - 2) / batch + 1;
  }

  /**
   * A batch.
   *
   * @param number from 0
   */
  public LabelledFeatures part(int number) {
    return stream.part(number * batch, Math.min(stream.size(), (number + 1) * batch));
  }

  /** Lets a method learn from the whole stream. */
  public void run(OnlineHash.Learner learner, Watch watch) {
    watch.at(0, 0, learner.hash());
    int samples = 0;
    for (int number = 0; number < batches(); number++) {
      LabelledFeatures arrived = part(number);
      learner.update(arrived);
      samples += arrived.size();
      watch.at(number + 1, samples, learner.hash());
    }
  }
}
