package io.reprise.baselines.binary;

import io.reprise.nn.BinaryConv2d;
import io.reprise.nn.Classification;
import io.reprise.nn.Module;
import io.reprise.nn.Optimizer;
import io.reprise.nn.Snapshot;
import io.reprise.tensor.Tensor;

/**
 * A sign with the gradient of {@code k tanh(t x)}, whose shape goes over a training from that of
 * the identity to that of the sign: the error decay estimator of IR-Net (arXiv 1909.10788), as
 * SD-BNN (arXiv 2103.02394) uses it. After e of E epochs {@code t = first^(1 - e/E) last^(e/E)} and
 * {@code k = max(1/t, 1)}, so the slope at 0 is 1 until t is 1, and t from then on.
 *
 * <p>One estimator serves all layers of a network. It is the listener of that network's training,
 * which moves it on after each epoch and keeps the epoch in checkpoints; before a training it is as
 * in the first epoch, so it can always be applied.
 */
public final class ErrorDecayEstimator implements SignFunction, Classification.Listener {
  private final double first;
  private final double last;
  private final int epochs;
  private int done;

  /**
   * An estimator at its start.
   *
   * @param first t of the first epoch, above 0
   * @param last what t tends to, at least {@code first}
   * @param epochs E, at least 1
   * @throws IllegalArgumentException for other values
   */
  public ErrorDecayEstimator(double first, double last, int epochs) {
    if (!(first > 0) || !(last >= first) || last == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(
          "error decay from " + first + " to " + last + ": expected 0 < first <= last, finite");
    }
    if (epochs < 1) {
      throw new IllegalArgumentException(
          "error decay over " + epochs + " epochs: expected at least 1");
    }
    this.first = first;
    this.last = last;
    this.epochs = epochs;
  }

  /** t, above 0. */
  public double sharpness() {
    return first * StrictMath.pow(last / first, (double) done / epochs);
  }

  /** k, at least 1. */
  public double height() {
    return Math.max(1 / sharpness(), 1);
  }

  @Override
  public Tensor apply(Tensor x) {
    return BinaryConv2d.sign(x, x.mul(sharpness()).tanh().mul(height()));
  }

  @Override
  public void begin(Module model, Optimizer optimizer) {
    done = 0;
  }

  @Override
  public void afterEpoch(int epoch, Module model, Optimizer optimizer) {
    done = Math.min(epoch, epochs);
  }

  @Override
  public Snapshot save() {
    return Snapshot.EMPTY.with("epochs", done);
  }

  @Override
  public void restore(Snapshot saved) {
    long epoch = saved.number("epochs");
    if (epoch < 0 || epoch > epochs) {
      throw new IllegalArgumentException(
          "error decay after " + epoch + " epochs: expected 0 to " + epochs);
    }
    done = (int) epoch;
  }
}
