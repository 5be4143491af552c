package io.reprise.nn;

import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;

/**
 * In training sets each element to 0 with a probability and scales the others up so that the mean
 * stays (Srivastava et al. 2014); in evaluation does nothing.
 *
 * <p>The mask follows from the seed, the layer's path and the number of training passes so far,
 * which is a buffer: a training that goes on from a checkpoint draws what an unbroken one draws.
 */
public final class Dropout extends Module {
  private static final double MOST_PASSES = 1 << 24;

  private final Seed seed;
  private final double rate;
  private final Tensor passes;

  /**
   * A layer with a mask stream of its own.
   *
   * @param rate the probability of 0, in [0, 1)
   */
  public Dropout(LayerContext at, double rate) {
    if (!(rate >= 0 && rate < 1)) {
      throw new IllegalArgumentException(
          at.path() + ": dropout rate " + rate + ": expected the share of zeros, in [0, 1)");
    }
    this.seed = at.seed().named(at.at("mask").path());
    this.rate = rate;
    this.passes = buffer("passes", at.engine().full(0, Shape.of(1)));
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    if (mode != Mode.TRAIN || rate == 0) {
      return x;
    }
    // A parameter is the one tensor whose values an engine of shapes alone does not ask for.
    Tensor mask = x.engine().parameter(x.shape(), () -> mask(x.shape())).stopGradient();
    return x.mul(mask);
  }

  private float[] mask(Shape shape) {
    double pass = passes.item();
    if (pass >= MOST_PASSES) {
      throw new IllegalStateException(
          "dropout has run " + pass + " times: a float32 counts to " + MOST_PASSES);
    }
    passes.assign(passes.engine().full(pass + 1, Shape.of(1)));
    float[] v = seed.named("pass " + (long) pass).uniform(Math.toIntExact(shape.elements()));
    float kept = (float) (1 / (1 - rate));
    for (int i = 0; i < v.length; i++) {
      v[i] = v[i] < rate ? 0 : kept;
    }
    return v;
  }
}
