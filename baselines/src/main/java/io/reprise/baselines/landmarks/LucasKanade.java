package io.reprise.baselines.landmarks;

import io.reprise.tensor.DType;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Shape;
import io.reprise.tensor.SpatialOp;
import io.reprise.tensor.Tensor;

/**
 * Follows points from an image to the next one: inverse compositional Lucas-Kanade tracking of
 * translation (Baker and Matthews, IJCV 2004), of differentiable operations alone, as SBR (arXiv
 * 1807.00966) has it. With the patch T of the first image about a point, its Sobel gradients J, a
 * Gaussian weight a and the patch I of the second image about the place q,
 *
 * <pre>{@code q <- q - (sum a J J^T)^-1 sum a J (I - T)}</pre>
 *
 * <p>is repeated from {@code q = p}; the sums are over pixels and channels. Gradients flow to the
 * points and to both images.
 */
public final class LucasKanade {
  /** Keeps the inverse finite on flat patches; that of double precision vanishes in single. */
  private static final double EPSILON = 1e-6;

  private final Settings settings;

  /**
   * How points are followed.
   *
   * @param halfWindow pixels of a patch to each side of its centre, at least 2
   * @param steps at least 1
   * @param longestStep in pixels of x and of y; what would be longer is cut, and the point no
   *     longer trusted. May be infinite
   */
  public record Settings(int halfWindow, int steps, double longestStep) {
    /** A patch of 17x17 and 20 steps, as SBR has them; steps of 2 pixels at most. */
    public static final Settings PUBLISHED = new Settings(8, 20, 2);

    /** Checks the numbers. */
    public Settings {
      if (halfWindow < 2 || steps < 1 || !(longestStep > 0)) {
        throw new IllegalArgumentException(
            "Lucas-Kanade with half window "
                + halfWindow
                + ", "
                + steps
                + " steps of at most "
                + longestStep
                + " pixels: expected at least 2, at least 1, above 0");
      }
    }
  }

  /**
   * Where points went.
   *
   * @param points {@code [N, K, 2]}
   * @param trusted {@code [N, K]}, boolean: whether no step was cut, and the point was inside the
   *     image before and after
   */
  public record Tracks(Tensor points, Tensor trusted) {}

  public LucasKanade(Settings settings) {
    this.settings = settings;
  }

  /**
   * Follows points. What a patch would see beyond an image is its border.
   *
   * @param from the images in which the points are, {@code [N, C, H, W]}
   * @param to the images in which they are looked for, of the same shape
   * @param points {@code [N, K, 2]}, x and y in pixels
   * @throws IllegalArgumentException if the shapes do not fit, or a patch is as large as half the
   *     image
   */
  public Tracks track(Tensor from, Tensor to, Tensor points) {
    requireFits(from.shape(), to.shape(), points.shape());
    Engine engine = from.engine();
    Window whole = new Window(engine, from.dtype(), settings.halfWindow);
    // The outermost ring of a patch has weight 0: it serves the gradients of its neighbours only.
    Window inner = new Window(engine, from.dtype(), settings.halfWindow - 1);
    int n = from.shape().dim(0);
    int c = from.shape().dim(1);
    int k = points.shape().dim(1);
    int side = 2 * settings.halfWindow + 1;

    Tensor patch = whole.of(from, points).reshape(n, c, k, side, side);
    Tensor template = patch.slice(3, 1, side - 1).slice(4, 1, side - 1).reshape(n, c, k, -1);
    Tensor jx = difference(smoothed(patch, 3), 4).reshape(n, c, k, -1);
    Tensor jy = difference(smoothed(patch, 4), 3).reshape(n, c, k, -1);
    Tensor weights = weights(engine).cast(from.dtype());
    Tensor ax = jx.mul(weights);
    Tensor ay = jy.mul(weights);
    Tensor hxx = ax.mul(jx).sum(1, 3).add(EPSILON);
    Tensor hyy = ay.mul(jy).sum(1, 3).add(EPSILON);
    Tensor hxy = ax.mul(jy).sum(1, 3);
    Tensor determinant = hxx.mul(hyy).sub(hxy.square()).add(EPSILON);

    Tensor q = points;
    Tensor trusted = inside(points, from.shape());
    for (int i = 0; i < settings.steps; i++) {
      Tensor error = inner.of(to, q).sub(template);
      Tensor bx = ax.mul(error).sum(1, 3);
      Tensor by = ay.mul(error).sum(1, 3);
      Tensor dx = hyy.mul(bx).sub(hxy.mul(by)).div(determinant);
      Tensor dy = hxx.mul(by).sub(hxy.mul(bx)).div(determinant);
      double most = settings.longestStep;
      trusted = trusted.and(dx.abs().maximum(dy.abs()).stopGradient().le(most));
      q = q.sub(dx.stack(2, dy).clamp(-most, most));
    }
    return new Tracks(q, trusted.and(inside(q, from.shape())));
  }

  private void requireFits(Shape from, Shape to, Shape points) {
    if (from.rank() != 4
        || !from.equals(to)
        || points.rank() != 3
        || points.dim(0) != from.dim(0)
        || points.dim(2) != 2) {
      throw new IllegalArgumentException(
          "Lucas-Kanade: images "
              + from
              + " and "
              + to
              + ", points "
              + points
              + ": expected twice [N, C, H, W], and [N, K, 2]");
    }
    int side = 2 * settings.halfWindow + 1;
    if (2 * side >= Math.min(from.dim(2), from.dim(3))) {
      throw new IllegalArgumentException(
          "Lucas-Kanade: patches of "
              + side
              + " x "
              + side
              + " in images "
              + from
              + ": expected less than half the image");
    }
  }

  /** 1, 2, 1 over an axis; together with the difference over the other a Sobel filter over 8. */
  private static Tensor smoothed(Tensor x, int axis) {
    int size = x.shape().dim(axis);
    return x.slice(axis, 0, size - 2)
        .add(x.slice(axis, 1, size - 1).mul(2))
        .add(x.slice(axis, 2, size));
  }

  private static Tensor difference(Tensor x, int axis) {
    int size = x.shape().dim(axis);
    return x.slice(axis, 2, size).sub(x.slice(axis, 0, size - 2)).div(8);
  }

  /** A Gaussian with half the side of the whole patch as deviation, {@code [inner pixels]}. */
  private Tensor weights(Engine engine) {
    double deviation = (2 * settings.halfWindow + 1) / 2.0;
    int inner = settings.halfWindow - 1;
    int side = 2 * inner + 1;
    float[] weights = new float[side * side];
    for (int i = 0; i < weights.length; i++) {
      int x = i % side - inner;
      int y = i / side - inner;
      weights[i] = (float) StrictMath.exp(-(x * x + y * y) / (2 * deviation * deviation));
    }
    return engine.tensor(weights, Shape.of(weights.length));
  }

  private static Tensor inside(Tensor points, Shape images) {
    Tensor p = points.stopGradient();
    Tensor x = p.slice(2, 0, 1).squeeze(2);
    Tensor y = p.slice(2, 1, 2).squeeze(2);
    return x.ge(0).and(x.le(images.dim(3) - 1.0)).and(y.ge(0)).and(y.le(images.dim(2) - 1.0));
  }

  /** The pixels of a patch. */
  private static final class Window {
    private final Tensor across;
    private final Tensor down;

    Window(Engine engine, DType dtype, int radius) {
      across = Offsets.of(engine, radius, true).cast(dtype);
      down = Offsets.of(engine, radius, false).cast(dtype);
    }

    /** The patches about points, {@code [N, C, K, pixels]}. */
    Tensor of(Tensor images, Tensor points) {
      return PixelSampling.at(
          images,
          points.slice(2, 0, 1).add(across),
          points.slice(2, 1, 2).add(down),
          SpatialOp.Outside.BORDER);
    }
  }
}
