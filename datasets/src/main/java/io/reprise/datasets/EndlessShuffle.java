package io.reprise.datasets;

import io.reprise.tensor.Seed;

/**
 * Whole batches from shuffles of all pictures one after the other, for trainings whose length is
 * given in batches: an epoch has as many as one wants, however many pictures there are.
 */
public final class EndlessShuffle implements PictureOrder {
  private final int pictures;
  private final int examples;
  private final Seed seed;

  /**
   * Draws nothing yet. Shuffle {@code s} is {@code seed.named("shuffle s")}.
   *
   * @param pictures how many there are, at least 1
   * @param batchSize at least 1
   * @param batches an epoch, at least 1
   * @throws IllegalArgumentException if one is less
   */
  public EndlessShuffle(int pictures, int batchSize, int batches, Seed seed) {
    if (pictures < 1 || batchSize < 1 || batches < 1) {
      throw new IllegalArgumentException(
          batches
              + " batches of "
              + batchSize
              + " from "
              + pictures
              + " pictures: expected at least 1 of each");
    }
    this.pictures = pictures;
    this.examples = Math.multiplyExact(batchSize, batches);
    this.seed = seed;
  }

  @Override
  public int[] ofEpoch(int epoch) {
    int[] order = new int[examples];
    long first = (long) epoch * examples;
    int[] shuffle = {};
    long drawn = -1;
    for (int i = 0; i < examples; i++) {
      long turn = (first + i) / pictures;
      if (turn != drawn) {
        shuffle = seed.named("shuffle " + turn).permutation(pictures);
        drawn = turn;
      }
      order[i] = shuffle[(int) ((first + i) % pictures)];
    }
    return order;
  }
}
