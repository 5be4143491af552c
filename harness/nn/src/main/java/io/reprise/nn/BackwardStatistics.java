package io.reprise.nn;

import io.reprise.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/**
 * A layer that takes statistics of the gradients that reach it: to average them over steps, as in
 * arXiv 2001.06838, or to report them. {@link Backward} asks for them in every training step.
 */
public interface BackwardStatistics {
  /**
   * Tensors of the last training pass whose gradients it wants to know; empty if there was none
   * since {@link #observe}, or if it wants none.
   */
  List<Tensor> probes();

  /**
   * What earlier steps add to the gradients of the last training pass, as a scalar that has these
   * gradients. Its value means nothing and is no part of any reported loss.
   */
  Optional<Tensor> carriedOver();

  /**
   * Ends the step.
   *
   * @param gradients of {@link #probes}, in their order
   */
  void observe(List<Tensor> gradients);
}
