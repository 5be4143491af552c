package io.reprise.nn;

import io.reprise.tensor.Op;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;

/** Batch normalisation of {@code [N, C, H, W]} over all but the channels (arXiv 1502.03167). */
public final class BatchNorm2d extends Module {
  /** PyTorch's default. */
  public static final double EPSILON = 1e-5;

  /** The weight of a batch in the running statistics: PyTorch's default. */
  static final double MOMENTUM = 0.1;

  private final Tensor scale;
  private final Tensor shift;
  private final Tensor runningMean;
  private final Tensor runningVariance;
  private final Op.BatchNorm training;
  private final Op.BatchNorm evaluation;

  public BatchNorm2d(LayerContext at, int channels) {
    this(at, channels, EPSILON);
  }

  /**
   * With another constant under the root.
   *
   * @param epsilon added to the variance
   */
  public BatchNorm2d(LayerContext at, int channels, double epsilon) {
    this(at, channels, epsilon, true);
  }

  private BatchNorm2d(LayerContext at, int channels, double epsilon, boolean affine) {
    training = new Op.BatchNorm(true, MOMENTUM, epsilon);
    evaluation = new Op.BatchNorm(false, MOMENTUM, epsilon);
    Shape c = Shape.of(channels);
    if (affine) {
      scale = parameter("scale", at.parameter("scale", c, Initializer.constant(1)));
      shift = parameter("shift", at.parameter("shift", c, Initializer.constant(0)));
    } else {
      scale = at.engine().full(1, c);
      shift = at.engine().full(0, c);
    }
    runningMean = buffer("runningMean", at.engine().full(0, c));
    runningVariance = buffer("runningVariance", at.engine().full(1, c));
  }

  /**
   * Without a scale and a shift that are trained: they stay 1 and 0. What follows in a network with
   * shared weights then suits every path.
   */
  public static BatchNorm2d notAffine(LayerContext at, int channels) {
    return new BatchNorm2d(at, channels, EPSILON, false);
  }

  public Tensor scale() {
    return scale;
  }

  public Tensor shift() {
    return shift;
  }

  public Tensor runningMean() {
    return runningMean;
  }

  public Tensor runningVariance() {
    return runningVariance;
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.batchNorm(
        scale, shift, runningMean, runningVariance, mode == Mode.TRAIN ? training : evaluation);
  }
}
