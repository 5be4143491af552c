package io.reprise.nn;

import io.reprise.tensor.Op;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;

/**
 * Local response normalisation across channels (Krizhevsky et al. 2012) as Caffe and PyTorch define
 * it: {@code x / (bias + alpha / size * sum of squares over size neighbours) ^ beta}.
 */
public final class LocalResponseNorm extends Module {
  private final int size;
  private final double alpha;
  private final double beta;
  private final double bias;

  /**
   * Over a window of channels round each one.
   *
   * @param size odd, at least 1
   */
  public LocalResponseNorm(int size, double alpha, double beta, double bias) {
    if (size < 1 || size % 2 == 0) {
      throw new IllegalArgumentException(
          "local response normalisation over " + size + " channels: expected an odd number");
    }
    this.size = size;
    this.alpha = alpha;
    this.beta = beta;
    this.bias = bias;
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    Shape s = x.shape();
    Op.Pool2d window = new Op.Pool2d(Op.Pooling.AVERAGE, size, 1, 1, 1, size / 2, 0, false, true);
    Tensor mean =
        x.square()
            .reshape(s.dim(0), 1, s.dim(1), s.dim(2) * s.dim(3))
            .pool2d(window)
            .reshape(s.toArray());
    return x.div(mean.mul(alpha).add(bias).pow(beta));
  }
}
