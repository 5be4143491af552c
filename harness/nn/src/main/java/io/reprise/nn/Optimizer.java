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

  /** The tensors that it remembers between steps, for methods that reset them. */
  Map<String, Tensor> buffers();

  /** All that it remembers between steps: the buffers, and numbers such as how many steps. */
  Snapshot save();

  /**
   * Remembers what {@link #save} gave, of an optimiser with the same parameters and settings.
   *
   * @throws IllegalArgumentException if it does not fit; nothing has changed then
   */
  void restore(Snapshot saved);
}
