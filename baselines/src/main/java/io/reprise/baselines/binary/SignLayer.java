package io.reprise.baselines.binary;

import io.reprise.nn.Module;
import java.util.List;

/** A layer that convolves signs with signs and can be made ready for inference. */
public interface SignLayer {
  /**
   * Takes the signs of the weights as they are now, once and for all: later changes of the weights
   * are not seen, and training is refused. The layer's output stays the same to the bit.
   */
  void freeze(SignKernel kernel);

  /**
   * Freezes all such layers of a network. On the meta engine, whose tensors have no values, nothing
   * happens: what a network costs does not depend on it.
   *
   * @throws IllegalArgumentException if there are none
   */
  static void freezeAll(Module network, SignKernel kernel) {
    List<SignLayer> layers =
        network.modules().values().stream()
            .filter(SignLayer.class::isInstance)
            .map(SignLayer.class::cast)
            .toList();
    if (layers.isEmpty()) {
      throw new IllegalArgumentException(
          "freezing a " + network.getClass().getSimpleName() + ": expected layers of signs in it");
    }
    boolean values =
        network.parameters().values().stream()
            .allMatch(parameter -> parameter.engine().hasValues());
    if (values) {
      layers.forEach(layer -> layer.freeze(kernel));
    }
  }
}
