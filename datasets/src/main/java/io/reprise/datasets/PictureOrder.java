package io.reprise.datasets;

/** In which order pictures come in training. */
@FunctionalInterface
public interface PictureOrder {
  /**
   * The numbers of the pictures of an epoch: each may come once, several times or not at all. The
   * same epoch always gives the same ones.
   *
   * @param epoch counted from 0
   */
  int[] ofEpoch(int epoch);
}
