package io.reprise.nn;

import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;

/** Interleaves the channels of so many groups of {@code [N, C, H, W]} (arXiv 1707.01083). */
public final class ChannelShuffle extends Module {
  private final int groups;

  public ChannelShuffle(int groups) {
    if (groups < 1) {
      throw new IllegalArgumentException(
          "channel shuffle of " + groups + " groups: expected at least 1");
    }
    this.groups = groups;
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    Shape s = x.shape();
    if (s.dim(1) % groups != 0) {
      throw new IllegalArgumentException(
          "channel shuffle: input " + s + " does not divide into " + groups + " groups");
    }
    return x.reshape(s.dim(0), groups, s.dim(1) / groups, s.dim(2), s.dim(3))
        .permute(0, 2, 1, 3, 4)
        .reshape(s.toArray());
  }
}
