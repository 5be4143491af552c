package io.reprise.baselines.landmarks;

import io.reprise.datasets.Point;
import io.reprise.datasets.landmarks.Landmarks;
import io.reprise.tensor.Shape;
import io.reprise.tensor.SpatialOp;
import io.reprise.tensor.Tensor;
import java.util.List;

/**
 * Heat maps of landmarks: what a detector such as {@link PoseMachine} is trained to put out, and
 * where a landmark is by them. There is a map for each of K landmarks and a last one for the
 * background. The cell in column x stands for the pixel {@code stride x + (stride - 1) / 2}, that
 * in row y likewise. Source: SBR (arXiv 1807.00966), whose code SAN (arXiv 1803.04108) shares.
 *
 * @param stride pixels from a cell to the next, at least 1
 * @param deviation of the Gaussian about a landmark, in pixels, above 0
 * @param radius of the window whose values decide where between cells a landmark is, in cells, at
 *     least 1
 */
public record HeatMaps(int stride, double deviation, int radius) {
  /** Of SBR's and SAN's detectors, for images of 256x256 pixels. */
  public static final HeatMaps PUBLISHED = new HeatMaps(8, 4, 4);

  /** Smaller targets are 0. */
  private static final double LEAST_TARGET = 0.01;

  /** Smaller values in the window count as next to nothing. */
  private static final double LEAST_VALUE = 1e-6;

  private static final double NEXT_TO_NOTHING = Math.ulp(1.0);

  /** Checks the numbers. */
  public HeatMaps {
    if (stride < 1 || !(deviation > 0 && Double.isFinite(deviation)) || radius < 1) {
      throw new IllegalArgumentException(
          "heat maps of stride "
              + stride
              + ", deviation "
              + deviation
              + ", radius "
              + radius
              + ": expected at least 1, above 0, and at least 1");
    }
  }

  /**
   * What the maps of a face should be: for each landmark {@code exp(-d^2 / (2 deviation^2))} with
   * the distance d of the cell's pixel, 0 where that is below 0.01, and for the background 1 less
   * the largest of these.
   *
   * @return {@code [K + 1, rows, columns]}; maps of landmarks that are not visible are 0
   */
  public float[] targets(Landmarks landmarks, int rows, int columns) {
    int k = landmarks.size();
    int plane = rows * columns;
    float[] maps = new float[(k + 1) * plane];
    for (int cell = 0; cell < plane; cell++) {
      double largest = 0;
      for (int i = 0; i < k; i++) {
        if (landmarks.isVisible(i)) {
          double value = target(landmarks.point(i), cell % columns, cell / columns);
          maps[i * plane + cell] = (float) value;
          largest = Math.max(largest, value);
        }
      }
      maps[k * plane + cell] = (float) (1 - largest);
    }
    return maps;
  }

  private double target(Point landmark, int column, int row) {
    double x = pixel(column) - landmark.x();
    double y = pixel(row) - landmark.y();
    double value = StrictMath.exp(-(x * x + y * y) / (2 * deviation * deviation));
    return value < LEAST_TARGET ? 0 : value;
  }

  private double pixel(int cell) {
    return stride * cell + (stride - 1) / 2.0;
  }

  /** Which maps count, {@code [K + 1]}: 1 of visible landmarks and of the background, else 0. */
  public static float[] counted(Landmarks landmarks) {
    float[] counted = new float[landmarks.size() + 1];
    for (int i = 0; i < landmarks.size(); i++) {
      counted[i] = landmarks.isVisible(i) ? 1 : 0;
    }
    counted[landmarks.size()] = 1;
    return counted;
  }

  /**
   * The detection loss: half the squared difference to the targets, summed over the stages of a
   * detector, the maps that count and their cells, and divided by the number of images.
   *
   * @param stages the maps of each stage, {@code [N, K + 1, h, w]}
   * @param targets of that shape
   * @param counted {@code [N, K + 1]}
   * @throws IllegalArgumentException if a shape differs
   */
  public static Tensor loss(List<Tensor> stages, Tensor targets, Tensor counted) {
    Shape shape = targets.shape();
    Shape maps = Shape.of(shape.dim(0), shape.dim(1));
    if (stages.isEmpty()
        || !counted.shape().equals(maps)
        || stages.stream().anyMatch(s -> !s.shape().equals(shape))) {
      throw new IllegalArgumentException(
          "detection loss: stages "
              + stages.stream().map(Tensor::shape).toList()
              + ", targets "
              + shape
              + ", counted "
              + counted.shape()
              + ": expected as many maps of one size in each stage and target, and "
              + maps);
    }
    Tensor weights = counted.reshape(maps.dim(0), maps.dim(1), 1, 1);
    return stages.stream()
        .map(stage -> stage.sub(targets).square().mul(weights).sum())
        .reduce(Tensor::add)
        .orElseThrow()
        .div(2.0 * shape.dim(0));
  }

  /**
   * Finds the landmarks: the mean place of the window about a map's largest value, weighted by the
   * values there (soft-argmax). Gradients flow through these values, not through where the window
   * is.
   *
   * @param maps {@code [N, K + 1, h, w]}, at least 2 cells high and wide
   * @throws IllegalArgumentException if they are none of these
   */
  public Detections detect(Tensor maps) {
    Shape shape = maps.shape();
    if (shape.rank() != 4 || shape.dim(1) < 2 || shape.dim(2) < 2 || shape.dim(3) < 2) {
      throw new IllegalArgumentException(
          "landmarks in maps "
              + shape
              + ": expected [N, K + 1, h, w], a landmark and the background, and at least 2 x 2");
    }
    int n = shape.dim(0);
    int k = shape.dim(1) - 1;
    int width = shape.dim(3);
    Tensor landmarks = maps.slice(1, 0, k).reshape(n * k, 1, shape.dim(2), width);
    Tensor flat = landmarks.stopGradient().reshape(n * k, shape.dim(2) * width);
    Tensor cell = flat.argMax(1).cast(maps.dtype()).reshape(n * k, 1, 1);
    Tensor row = cell.add(0.5).div(width).floor();
    Tensor column = cell.sub(row.mul(width));

    Tensor across = window(maps, true);
    Tensor down = window(maps, false);
    Tensor read =
        PixelSampling.at(landmarks, column.add(across), row.add(down), SpatialOp.Outside.ZEROS)
            .reshape(n * k, 1, -1);
    Tensor nothing = maps.engine().full(NEXT_TO_NOTHING, Shape.SCALAR).cast(maps.dtype());
    Tensor values = read.lt(LEAST_VALUE).where(nothing, read);
    Tensor sum = values.sum(1, 2);
    Tensor x = column.reshape(n * k).add(values.mul(across).sum(1, 2).div(sum));
    Tensor y = row.reshape(n * k).add(values.mul(down).sum(1, 2).div(sum));
    return new Detections(
        x.stack(1, y).mul(stride).add((stride - 1) / 2.0).reshape(n, k, 2),
        flat.max(1).reshape(n, k));
  }

  /** How far each cell of the window is from its middle, {@code [1, 1, cells]}. */
  private Tensor window(Tensor like, boolean across) {
    return Offsets.of(like.engine(), radius, across).cast(like.dtype());
  }
}
