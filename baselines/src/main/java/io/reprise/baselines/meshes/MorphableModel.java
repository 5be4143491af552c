package io.reprise.baselines.meshes;

import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.tensor.Op;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;

/**
 * A linear model of shapes in a pose: from {@code [N, K + 8]}, K coefficients, six numbers of a
 * scaled rotation (arXiv 1812.07035) and a shift in the image, to vertices {@code [N, 3, V]}.
 */
public final class MorphableModel extends Module {
  private static final int ROTATION = 6;

  private final int coefficients;
  private final Tensor mean;
  private final Tensor basis;

  /**
   * The model's shapes.
   *
   * @param mean of {@code [3, V]} in row-major order
   * @param basis displacements of {@code [K, 3, V]}
   * @throws IllegalArgumentException if the basis is no multiple of the mean
   */
  public MorphableModel(LayerContext at, float[] mean, float[] basis) {
    if (mean.length == 0 || mean.length % 3 != 0 || basis.length % mean.length != 0) {
      throw new IllegalArgumentException(
          "morphable model: mean of "
              + mean.length
              + " and basis of "
              + basis.length
              + " numbers: expected 3V and a multiple of it");
    }
    coefficients = basis.length / mean.length;
    this.mean = buffer("mean", at.engine().tensor(mean, Shape.of(mean.length)));
    this.basis = buffer("basis", at.engine().tensor(basis, Shape.of(coefficients, mean.length)));
  }

  /** The numbers that it reads. */
  public int inputs() {
    return coefficients + ROTATION + 2;
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    int n = x.shape().dim(0);
    Tensor shape = x.slice(1, 0, coefficients).matmul(basis).add(mean).reshape(n, 3, -1);
    Tensor first = x.slice(1, coefficients, coefficients + 3);
    Tensor second = x.slice(1, coefficients + 3, coefficients + ROTATION);
    Tensor right = first.normalize(1, 1e-12);
    Tensor along = right.mul(second).reduce(Op.Reduction.SUM, true, 1);
    Tensor down = second.sub(right.mul(along)).normalize(1, 1e-12);
    Tensor rotation = right.stack(1, down, cross(right, down));
    Tensor scale = first.norm(1).reshape(n, 1, 1);
    Tensor shift = x.slice(1, coefficients + ROTATION, inputs()).pad(1, 0, 1, 0).reshape(n, 3, 1);
    return rotation.matmul(shape).mul(scale).add(shift);
  }

  private static Tensor cross(Tensor a, Tensor b) {
    return turned(a, 1).mul(turned(b, 2)).sub(turned(a, 2).mul(turned(b, 1)));
  }

  private static Tensor turned(Tensor v, int by) {
    return v.roll(1, -by);
  }
}
