package io.reprise.nn;

import io.reprise.tensor.Scope;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.List;
import java.util.Map;

/**
 * An optimiser whose gradients are shortened where they are too long: all of them are multiplied by
 * {@code largest / norm} if their common Euclidean norm is above {@code largest}.
 */
public final class ClippedOptimizer implements Optimizer {
  private final Optimizer optimizer;
  private final double largest;

  /**
   * Around another optimiser.
   *
   * @param largest norm of all gradients together, above 0
   */
  public ClippedOptimizer(Optimizer optimizer, double largest) {
    if (!(largest > 0)) {
      throw new IllegalArgumentException("largest norm '" + largest + "': expected above 0");
    }
    this.optimizer = optimizer;
    this.largest = largest;
  }

  @Override
  public void step(List<Tensor> gradients, double learningRate) {
    double norm = norm(gradients);
    // A norm that is not finite shall show in the parameters, where training looks for it.
    if (!(norm <= largest)) {
      gradients.forEach(g -> g.scale(largest / norm));
    }
    optimizer.step(gradients, learningRate);
  }

  private static double norm(List<Tensor> gradients) {
    try (Scope scope = gradients.get(0).engine().inference()) {
      Tensor sum = gradients.get(0).engine().full(0, Shape.SCALAR);
      for (Tensor gradient : gradients) {
        sum = sum.add(gradient.square().sum());
      }
      return Math.sqrt(sum.item());
    }
  }

  @Override
  public Map<String, Tensor> parameters() {
    return optimizer.parameters();
  }

  @Override
  public Map<String, Tensor> buffers() {
    return optimizer.buffers();
  }

  @Override
  public Snapshot save() {
    return optimizer.save();
  }

  @Override
  public void restore(Snapshot saved) {
    optimizer.restore(saved);
  }
}
