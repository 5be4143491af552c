package io.reprise.papers.sfp;

import io.reprise.baselines.pruning.FilterSelection;
import io.reprise.nn.Module;
import io.reprise.nn.Optimizer;
import io.reprise.nn.Snapshot;
import io.reprise.tensor.Tensor;
import java.util.List;
import java.util.Map;

/**
 * What the paper argues against: filters are chosen once by norm, before epoch {@code start + 1},
 * and stay zero from then on.
 */
final class HardPruning implements Pruning {
  private final Map<String, Tensor> weights;
  private final double rate;
  private final int start;
  private FilterSelection selection;

  /**
   * Prepares pruning.
   *
   * @param start after how many epochs to prune; 0 is a mask on the initial weights
   */
  HardPruning(Map<String, Tensor> weights, double rate, int start) {
    this.weights = weights;
    this.rate = rate;
    this.start = start;
  }

  @Override
  public void begin(Module model, Optimizer optimizer) {
    if (start == 0) {
      prune();
    }
  }

  @Override
  public void afterEpoch(int epoch, Module model, Optimizer optimizer) {
    if (epoch == start) {
      prune();
    }
  }

  private void prune() {
    selection = FilterSelection.smallestNorm(weights, rate);
    selection.zero(weights);
  }

  @Override
  public void afterStep(Module model, Optimizer optimizer) {
    if (selection != null) {
      selection.zero(weights);
    }
  }

  @Override
  public Pruned pruned() {
    return new Pruned(selection, List.of());
  }

  @Override
  public void restore(Snapshot saved) {
    selection = Pruned.restore(saved).selection();
  }
}
