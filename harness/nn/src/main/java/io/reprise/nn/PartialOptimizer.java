package io.reprise.nn;

import io.reprise.tensor.Tensor;
import java.util.Map;

/**
 * An optimiser that can leave parameters out of an update, as PyTorch's do with those whose
 * gradient is {@code None}: a weight-sharing network trains one path a step.
 */
public interface PartialOptimizer extends Optimizer {
  /**
   * One update of some parameters. All others keep every bit, and so does what is remembered of
   * them: no weight decay, no step of momentum.
   *
   * @param gradients by path; they may be overwritten
   * @throws IllegalArgumentException if a path is none of {@link #parameters}; nothing has changed
   *     then
   */
  void step(Map<String, Tensor> gradients, double learningRate);
}
