package io.reprise.baselines.attention;

import io.reprise.nn.Mode;
import io.reprise.tensor.Tensor;

/**
 * What makes the gates of {@link CollaborativeConv}s of what they are computed from: ReLU, or
 * something that looks at them too.
 */
@FunctionalInterface
public interface GateActivation {
  /** The published one. */
  GateActivation RELU = (layer, x, mode) -> x.relu();

  /**
   * A layer's gate V.
   *
   * @param layer the path of the layer in its network
   * @param x {@code [N, 1 or T, H', W']}
   * @return of the same shape, at least 0
   */
  Tensor apply(String layer, Tensor x, Mode mode);
}
