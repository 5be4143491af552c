package io.reprise.nn;

import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;

/** Group normalisation of {@code [N, C, ..]} with scale and shift (arXiv 1803.08494). */
public final class GroupNorm extends Module {
  private static final double EPSILON = 1e-5;

  private final int groups;
  private final Tensor scale;
  private final Tensor shift;

  /**
   * Scale 1 and shift 0 at the start.
   *
   * @throws IllegalArgumentException if the channels do not divide into the groups
   */
  public GroupNorm(LayerContext at, int groups, int channels) {
    if (groups < 1 || channels % groups != 0) {
      throw new IllegalArgumentException(
          at.path() + ": " + channels + " channels do not divide into " + groups + " groups");
    }
    this.groups = groups;
    Shape c = Shape.of(channels);
    scale = parameter("scale", at.parameter("scale", c, Initializer.constant(1)));
    shift = parameter("shift", at.parameter("shift", c, Initializer.constant(0)));
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.groupNorm(groups, EPSILON, scale, shift);
  }
}
