package io.reprise.nn;

import io.reprise.tensor.Tensor;
import java.util.List;
import java.util.Map;

/** Changes parameters by their gradients. Its buffers belong to the scope it was made in. */
public interface Optimizer {
  /**
   * One update.
   *
   * @param gradients one a parameter, in the order of the parameters; they may be overwritten
   */
  void step(List<Tensor> gradients, double learningRate);

  /** The parameters that this optimiser changes, by path. */
  Map<String, Tensor> parameters();

  /** What it remembers between steps, for checkpoints and for methods that reset it. */
  Map<String, Tensor> buffers();
}
