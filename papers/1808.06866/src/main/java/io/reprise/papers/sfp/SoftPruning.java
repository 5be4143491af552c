package io.reprise.papers.sfp;

import io.reprise.baselines.pruning.FilterSelection;
import io.reprise.nn.Module;
import io.reprise.nn.Optimizer;
import io.reprise.nn.Snapshot;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The paper's Algorithm 1: after every {@code interval} epochs the floor(N * P) filters of smallest
 * norm of each layer are set to zero, and then go on training like all others, so that they may
 * grow back. Gradients, batch normalisation and weight decay know nothing of it. The selection
 * after the last epoch is the one that is cut out.
 *
 * <p>The authors' code also prunes before the first epoch. From scratch that is hard pruning for
 * every convolution that a ReLU follows: normalisation of a zero filter puts out its shift, which
 * is 0 at the start, the gradient of ReLU at 0 is 0, and there is no momentum yet, so such a filter
 * never moves again. Only a block's last convolution, which a sum follows, grows back, and only in
 * channels where the shortcut carries something positive.
 */
final class SoftPruning implements Pruning {
  private final Map<String, Tensor> weights;
  private final double rate;
  private final double norm;
  private final int interval;
  private final int epochs;
  private final boolean atStart;
  private final boolean resetMomentum;
  private final List<Double> changed = new ArrayList<>();
  private FilterSelection selection;

  /**
   * Prepares pruning.
   *
   * @param weights of the prunable convolutions, by layer
   * @param rate P, the pruned fraction of filters of each layer, in [0, 1)
   * @param norm p of the l_p norm
   * @param interval epochs from one pruning to the next, at least 1; the last epoch always prunes
   * @param atStart whether to prune before the first epoch too, as the authors' code does
   * @param resetMomentum whether a zeroed filter also loses its momentum (the authors' code: no)
   */
  SoftPruning(
      Map<String, Tensor> weights,
      double rate,
      double norm,
      int interval,
      int epochs,
      boolean atStart,
      boolean resetMomentum) {
    if (interval < 1) {
      throw new IllegalArgumentException(
          "pruning interval " + interval + ": expected at least 1 epoch");
    }
    this.weights = weights;
    this.rate = rate;
    this.norm = norm;
    this.interval = interval;
    this.epochs = epochs;
    this.atStart = atStart;
    this.resetMomentum = resetMomentum;
  }

  @Override
  public void begin(Module model, Optimizer optimizer) {
    if (atStart) {
      prune(optimizer);
    }
  }

  @Override
  public void afterEpoch(int epoch, Module model, Optimizer optimizer) {
    if (epoch % interval == 0 || epoch == epochs) {
      prune(optimizer);
    }
  }

  private void prune(Optimizer optimizer) {
    FilterSelection next =
        FilterSelection.smallestNorm(weights, Collections.nCopies(weights.size(), rate), norm);
    next.zero(weights);
    if (resetMomentum) {
      Map<String, Tensor> velocities = new LinkedHashMap<>();
      weights.forEach(
          (layer, weight) ->
              optimizer
                  .parameters()
                  .forEach(
                      (path, parameter) -> {
                        if (parameter == weight) {
                          velocities.put(layer, optimizer.buffers().get(path));
                        }
                      }));
      next.zero(velocities);
    }
    if (selection != null) {
      changed.add(next.changedFrom(selection));
    }
    selection = next;
  }

  @Override
  public Pruned pruned() {
    return new Pruned(selection, List.copyOf(changed));
  }

  @Override
  public void restore(Snapshot saved) {
    Pruned before = Pruned.restore(saved);
    selection = before.selection();
    changed.clear();
    changed.addAll(before.changed());
  }
}
