package io.reprise.nd4j;

import io.reprise.tensor.Op.Reduction;
import io.reprise.tensor.Shape;
import io.reprise.tensor.SpatialOp;
import io.reprise.tensor.SpatialOp.Interpolation;
import io.reprise.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;

/**
 * Resizing and sampling of images. Each output pixel is a weighted sum of a few input pixels: which
 * ones, and how much, is worked out in Java; whole pixels of all channels then move and add up.
 */
final class Sampling {
  private final Algebra algebra;
  private final Tape tape;

  Sampling(Algebra algebra, Tape tape) {
    this.algebra = algebra;
    this.tape = tape;
  }

  /** One input position an output position along an axis, and its weight. */
  @SuppressWarnings("ArrayRecordComponent") // carries data, is never compared
  private record Tap(int[] positions, double[] weights) {}

  Value interpolate(Value x, SpatialOp.Interpolate o) {
    int height = x.shape().dim(2);
    int width = x.shape().dim(3);
    return resample(
        x,
        taps(height, o.outH(), o.mode(), o.alignCorners()),
        taps(width, o.outW(), o.mode(), o.alignCorners()));
  }

  private static List<Tap> taps(int in, int out, Interpolation mode, boolean alignCorners) {
    int[] low = new int[out];
    int[] high = new int[out];
    double[] lowWeight = new double[out];
    double[] highWeight = new double[out];
    for (int i = 0; i < out; i++) {
      if (mode == Interpolation.NEAREST) {
        low[i] = SpatialOp.Interpolate.nearest(i, in, out);
        lowWeight[i] = 1;
        continue;
      }
      double at =
          alignCorners
              ? out == 1 ? 0 : (double) i * (in - 1) / (out - 1)
              : Math.max((i + 0.5) * in / out - 0.5, 0);
      low[i] = Math.min((int) at, in - 1);
      high[i] = Math.min(low[i] + 1, in - 1);
      highWeight[i] = at - low[i];
      lowWeight[i] = 1 - highWeight[i];
    }
    return mode == Interpolation.NEAREST
        ? List.of(new Tap(low, lowWeight))
        : List.of(new Tap(low, lowWeight), new Tap(high, highWeight));
  }

  Value adaptiveAveragePool2d(Value x, SpatialOp.AdaptiveAveragePool2d o) {
    return resample(x, windows(x.shape().dim(2), o.outH()), windows(x.shape().dim(3), o.outW()));
  }

  /** Windows of unequal lengths: a shorter one repeats its last position with weight 0. */
  private static List<Tap> windows(int in, int out) {
    List<Tap> taps = new ArrayList<>();
    boolean more = true;
    for (int k = 0; more; k++) {
      int[] positions = new int[out];
      double[] weights = new double[out];
      more = false;
      for (int i = 0; i < out; i++) {
        int start = (int) ((long) i * in / out);
        int end = (int) (((i + 1L) * in + out - 1) / out);
        positions[i] = Math.min(start + k, end - 1);
        weights[i] = start + k < end ? 1.0 / (end - start) : 0;
        more |= start + k + 1 < end;
      }
      taps.add(new Tap(positions, weights));
    }
    return taps;
  }

  private Value resample(Value x, List<Tap> vertical, List<Tap> horizontal) {
    int images = x.shape().dim(0);
    int height = x.shape().dim(2);
    int width = x.shape().dim(3);
    int outH = vertical.get(0).positions().length;
    int outW = horizontal.get(0).positions().length;
    List<Pixels> parts = new ArrayList<>();
    for (Tap v : vertical) {
      for (Tap h : horizontal) {
        Pixels p = new Pixels(images * outH * outW);
        for (int m = 0; m < p.positions.length; m++) {
          int j = m % outW;
          int i = m / outW % outH;
          long image = m / (outW * outH);
          p.positions[m] = (image * height + v.positions()[i]) * width + h.positions()[j];
          p.weights[m] = v.weights()[i] * h.weights()[j];
        }
        parts.add(p);
      }
    }
    TensorType out = new TensorType(x.shape().with(2, outH).with(3, outW), x.dtype());
    List<long[]> positions = parts.stream().map(p -> p.positions).toList();
    List<Value> weights = parts.stream().map(p -> column(p.weights, x)).toList();
    return tape.record(
        sum(x, positions, weights, out),
        List.of(x),
        dy -> new Value[] {spread(dy, positions, weights, x.type())},
        weights.toArray(new Value[0]));
  }

  /** One input pixel an output pixel; derivatives of the weight for where the sample is taken. */
  private static final class Pixels {
    private final long[] positions;
    private final double[] weights;
    private final double[] byX;
    private final double[] byY;

    Pixels(int count) {
      positions = new long[count];
      weights = new double[count];
      byX = new double[count];
      byY = new double[count];
    }
  }

  private Value column(double[] values, Value like) {
    return algebra.constant(values, new TensorType(Shape.of(values.length, 1), like.dtype()));
  }

  /** All pixels of channels-last images as rows of channels. */
  private Value rows(Value images) {
    int channels = images.shape().dim(1);
    int pixels = Math.toIntExact(images.shape().elements() / channels);
    return algebra.as(algebra.channelsLast(images), Shape.of(pixels, channels), Layout.ROW_MAJOR);
  }

  private Value pick(Value rows, long[] positions) {
    Value y = algebra.make(rows.dtype(), Layout.ROW_MAJOR, positions.length, rows.shape().dim(1));
    Runs.along(rows, 0).take(rows, positions, y);
    return y;
  }

  private Value sum(Value x, List<long[]> positions, List<Value> weights, TensorType out) {
    Value rows = rows(x);
    Value y = null;
    for (int k = 0; k < positions.size(); k++) {
      Value part = algebra.multiplyInto(pick(rows, positions.get(k)), weights.get(k));
      y = y == null ? part : algebra.addInto(y, part);
    }
    return algebra.as(y, out.shape(), Layout.CHANNELS_LAST);
  }

  /** The adjoint of {@link #sum}. */
  private Value spread(Value dy, List<long[]> positions, List<Value> weights, TensorType in) {
    Value rows = rows(dy);
    Value dx = algebra.full(in, Layout.CHANNELS_LAST, 0);
    Value target = rows(dx);
    for (int k = 0; k < positions.size(); k++) {
      Runs.along(target, 0).add(algebra.multiply(rows, weights.get(k)), positions.get(k), target);
    }
    return dx;
  }

  // ---- sampling at a grid

  Value gridSample(Value x, Value grid, SpatialOp.GridSample o) {
    List<Pixels> corners = corners(x.shape(), Host.numbers(algebra.rowMajor(grid)), o);
    TensorType out =
        new TensorType(
            x.shape().with(2, grid.shape().dim(1)).with(3, grid.shape().dim(2)), x.dtype());
    List<long[]> positions = corners.stream().map(p -> p.positions).toList();
    List<Value> weights = corners.stream().map(p -> column(p.weights, x)).toList();
    List<Value> byX = corners.stream().map(p -> column(p.byX, x)).toList();
    List<Value> byY = corners.stream().map(p -> column(p.byY, x)).toList();
    List<Value> saved = new ArrayList<>();
    List.of(weights, byX, byY).forEach(saved::addAll);
    saved.add(grid.tracked() ? x : null);
    return tape.record(
        sum(x, positions, weights, out),
        List.of(x, grid),
        dy ->
            new Value[] {
              x.tracked() ? spread(dy, positions, weights, x.type()) : null,
              grid.tracked() ? gridGradient(x, dy, positions, byX, byY, grid.type()) : null
            },
        saved.toArray(new Value[0]));
  }

  private Value gridGradient(
      Value x,
      Value dy,
      List<long[]> positions,
      List<Value> byX,
      List<Value> byY,
      TensorType grid) {
    Value rows = rows(x);
    Value gradient = rows(dy);
    Value dgx = null;
    Value dgy = null;
    for (int k = 0; k < positions.size(); k++) {
      Value product = algebra.multiplyInto(pick(rows, positions.get(k)), gradient);
      Value total = algebra.reduce(Reduction.SUM, product, 1);
      Value partX = algebra.multiply(total, byX.get(k));
      Value partY = algebra.multiply(total, byY.get(k));
      dgx = dgx == null ? partX : algebra.addInto(dgx, partX);
      dgy = dgy == null ? partY : algebra.addInto(dgy, partY);
    }
    return algebra.reshape(algebra.concat(1, dgx, dgy), grid.shape());
  }

  /** Where along an axis a grid coordinate points to, and how fast that moves with it. */
  private record Place(double at, double slope) {
    static Place of(double g, int extent, SpatialOp.GridSample o) {
      double scale = o.alignCorners() ? (extent - 1) / 2.0 : extent / 2.0;
      double at = o.alignCorners() ? (g + 1) * scale : ((g + 1) * extent - 1) / 2;
      return switch (o.outside()) {
        case ZEROS -> new Place(at, scale);
        case BORDER -> bounded(at, scale, extent);
        case REFLECTION ->
            o.alignCorners()
                ? reflected(at, scale, 0, 2L * (extent - 1), extent)
                : reflected(at, scale, -1, 2L * extent - 1, extent);
      };
    }

    private static Place bounded(double at, double slope, int extent) {
      if (!(at > 0)) {
        return new Place(0, 0);
      }
      return at >= extent - 1 ? new Place(extent - 1.0, 0) : new Place(at, slope);
    }

    /** Mirrors at half of {@code twiceLow} and {@code twiceHigh}, then bounds. */
    private static Place reflected(
        double at, double slope, long twiceLow, long twiceHigh, int extent) {
      if (twiceLow == twiceHigh) {
        return new Place(0, 0);
      }
      double low = twiceLow / 2.0;
      double span = (twiceHigh - twiceLow) / 2.0;
      double from = Math.abs(at - low);
      double sign = at < low ? -slope : slope;
      double rest = from % span;
      boolean even = Math.floor(from / span) % 2 == 0;
      return even ? bounded(rest + low, sign, extent) : bounded(span - rest + low, -sign, extent);
    }
  }

  private static List<Pixels> corners(Shape x, double[] grid, SpatialOp.GridSample o) {
    int count = grid.length / 2;
    int height = x.dim(2);
    int width = x.dim(3);
    int perImage = count / x.dim(0);
    boolean bilinear = o.mode() == Interpolation.BILINEAR;
    List<Pixels> corners = new ArrayList<>();
    for (int k = 0; k < (bilinear ? 4 : 1); k++) {
      corners.add(new Pixels(count));
    }
    for (int m = 0; m < count; m++) {
      Place px = Place.of(grid[2 * m], width, o);
      Place py = Place.of(grid[2 * m + 1], height, o);
      long image = m / perImage;
      if (!bilinear) {
        put(corners.get(0), m, image, Math.rint(px.at()), Math.rint(py.at()), height, width, 1);
        continue;
      }
      double left = Math.floor(px.at());
      double top = Math.floor(py.at());
      double fx = px.at() - left;
      double fy = py.at() - top;
      for (int k = 0; k < 4; k++) {
        boolean right = k % 2 == 1;
        boolean bottom = k > 1;
        double wx = right ? fx : 1 - fx;
        double wy = bottom ? fy : 1 - fy;
        Pixels p = corners.get(k);
        if (put(
            p, m, image, left + (right ? 1 : 0), top + (bottom ? 1 : 0), height, width, wx * wy)) {
          p.byX[m] = (right ? px.slope() : -px.slope()) * wy;
          p.byY[m] = (bottom ? py.slope() : -py.slope()) * wx;
        }
      }
    }
    return corners;
  }

  /** Whether the pixel is inside the image; one that is not weighs nothing. */
  private static boolean put(
      Pixels p, int m, long image, double column, double row, int height, int width, double w) {
    boolean inside = column >= 0 && column < width && row >= 0 && row < height;
    long x = inside ? (long) column : 0;
    long y = inside ? (long) row : 0;
    p.positions[m] = (image * height + y) * width + x;
    p.weights[m] = inside ? w : 0;
    return inside;
  }
}
