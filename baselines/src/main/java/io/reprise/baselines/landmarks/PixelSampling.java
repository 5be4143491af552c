package io.reprise.baselines.landmarks;

import io.reprise.tensor.SpatialOp;
import io.reprise.tensor.Tensor;

/** Images between their pixels (bilinear), at places in pixels; differentiable in both. */
final class PixelSampling {
  private PixelSampling() {}

  /**
   * Samples images.
   *
   * @param images {@code [N, C, H, W]}, at least 2 pixels high and wide
   * @param x of the places, {@code [N, A, B]}, where 0 is the centre of the leftmost pixel
   * @param y of the places, of the same shape
   * @param outside what is beyond the images
   * @return {@code [N, C, A, B]}
   */
  static Tensor at(Tensor images, Tensor x, Tensor y, SpatialOp.Outside outside) {
    Tensor across = x.mul(2.0 / (images.shape().dim(3) - 1)).sub(1);
    Tensor down = y.mul(2.0 / (images.shape().dim(2) - 1)).sub(1);
    return images.gridSample(
        across.stack(3, down),
        new SpatialOp.GridSample(SpatialOp.Interpolation.BILINEAR, outside, true));
  }
}
