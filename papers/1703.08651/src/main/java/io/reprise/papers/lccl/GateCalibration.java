package io.reprise.papers.lccl;

import io.reprise.baselines.attention.GateActivation;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.tensor.Scope;
import io.reprise.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Closes a stated share of each gate, for measurements of time at equal sparsity: in evaluation
 * what a gate is computed from is lowered by its quantile, which then becomes part of the shift of
 * the normalisation before it.
 */
final class GateCalibration implements GateActivation {
  private final double zeroRate;
  private final Map<String, Double> thresholds = new LinkedHashMap<>();

  /**
   * The share of elements to close.
   *
   * @throws IllegalArgumentException if it is none
   */
  GateCalibration(double zeroRate) {
    if (!(zeroRate >= 0 && zeroRate <= 1)) {
      throw new IllegalArgumentException("zero rate " + zeroRate + ": expected [0, 1]");
    }
    this.zeroRate = zeroRate;
  }

  @Override
  public Tensor apply(String layer, Tensor x, Mode mode) {
    if (mode == Mode.TRAIN) {
      return x.relu();
    }
    double threshold = threshold(x.toFloats(), zeroRate);
    thresholds.put(layer, threshold);
    return x.sub(threshold).relu();
  }

  /** Half-way between the last value that is to close and the first that is to stay open. */
  static double threshold(float[] values, double zeroRate) {
    float[] sorted = values.clone();
    Arrays.sort(sorted);
    int closed = (int) Math.round(zeroRate * sorted.length);
    double below = closed == 0 ? sorted[0] - 1.0 : sorted[closed - 1];
    double above = closed == sorted.length ? below + 2 : sorted[closed];
    return (below + above) / 2;
  }

  /** Lowers the shifts of a network by what its last evaluation measured. */
  void lower(Module network) {
    Map<String, Tensor> parameters = network.parameters();
    thresholds.forEach(
        (layer, threshold) -> {
          Tensor shift = parameters.get(layer.isEmpty() ? "norm.shift" : layer + ".norm.shift");
          try (Scope update = shift.engine().inference()) {
            shift.axpy(-threshold, shift.engine().full(1, shift.shape()));
          }
        });
  }
}
