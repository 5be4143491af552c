package io.reprise.nd4j;

import java.util.stream.IntStream;

/** The order in which the axes of a dense tensor lie in memory. */
enum Layout {
  /** As in the shape. */
  ROW_MAJOR,
  /** Axis 1 innermost: {@code [N, C, H, W]} lies as {@code [N, H, W, C]}. Rank 3 and above. */
  CHANNELS_LAST;

  static final int LEAST_RANK = 3;

  /** The axes of a shape of this rank, outermost in memory first. */
  int[] axes(int rank) {
    if (this == ROW_MAJOR) {
      return IntStream.range(0, rank).toArray();
    }
    return IntStream.range(0, rank).map(i -> i == 0 ? 0 : i == rank - 1 ? 1 : i + 1).toArray();
  }

  /** What tensors of a rank that come from Java memory get: images and filters channels-last. */
  static Layout usual(int rank) {
    return rank == 4 ? CHANNELS_LAST : ROW_MAJOR;
  }
}
