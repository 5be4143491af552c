package io.reprise.conformance;

import io.reprise.tensor.Binary;
import io.reprise.tensor.Comparison;
import io.reprise.tensor.DType;
import io.reprise.tensor.IndexOp;
import io.reprise.tensor.Kernels;
import io.reprise.tensor.Logical;
import io.reprise.tensor.NormOp;
import io.reprise.tensor.Op;
import io.reprise.tensor.Shape;
import io.reprise.tensor.SpatialOp;
import io.reprise.tensor.TensorType;
import io.reprise.tensor.Unary;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Every primitive by its definition, in float64, without regard to speed. */
final class Reference implements Kernels<NdArray> {
  @Override
  public NdArray unary(Unary function, NdArray x) {
    return NdArray.build(x.type(), i -> apply(function, x.at(i)));
  }

  private static double apply(Unary function, double v) {
    return switch (function) {
      case NEG -> -v;
      case ABS -> Math.abs(v);
      case SIGN -> Math.signum(v);
      case EXP -> Math.exp(v);
      case LOG -> Math.log(v);
      case SQRT -> Math.sqrt(v);
      case RSQRT -> 1 / Math.sqrt(v);
      case SQUARE -> v * v;
      case RECIPROCAL -> 1 / v;
      case LOG1P -> Math.log1p(v);
      case EXPM1 -> Math.expm1(v);
      case SIN -> Math.sin(v);
      case COS -> Math.cos(v);
      case ASIN -> Math.asin(v);
      case ACOS -> Math.acos(v);
      case ATAN -> Math.atan(v);
      case ERF -> erf(v);
      case FLOOR -> Math.floor(v);
      case CEIL -> Math.ceil(v);
      case ROUND -> Math.rint(v);
      case RELU -> Math.max(v, 0);
      case SOFTPLUS -> Math.max(v, 0) + Math.log1p(Math.exp(-Math.abs(v)));
      case SIGMOID -> 1 / (1 + Math.exp(-v));
      case TANH -> Math.tanh(v);
    };
  }

  /**
   * By the series of positive terms {@code exp(-v^2) * v * sum (2 v^2)^n / (1 * 3 * .. (2n+1))}.
   */
  private static double erf(double v) {
    if (Math.abs(v) > 6) {
      return Math.signum(v);
    }
    double term = v;
    double sum = 0;
    for (int n = 1; Math.abs(term) > 1e-18 * Math.abs(sum); n++) {
      sum += term;
      term *= 2 * v * v / (2 * n + 1);
    }
    return Double.isNaN(v) ? v : 2 / Math.sqrt(Math.PI) * Math.exp(-v * v) * sum;
  }

  @Override
  public NdArray binary(Binary function, NdArray a, NdArray b) {
    return NdArray.build(
        function.infer(List.of(a.type(), b.type())), i -> apply(function, a.at(i), b.at(i)));
  }

  private static double apply(Binary function, double a, double b) {
    return switch (function) {
      case ADD -> a + b;
      case SUB -> a - b;
      case MUL -> a * b;
      case DIV -> a / b;
      case POW -> Math.pow(a, b);
      case MAXIMUM -> Math.max(a, b);
      case MINIMUM -> Math.min(a, b);
    };
  }

  @Override
  public NdArray withConstant(Binary function, NdArray x, double constant) {
    return NdArray.build(x.type(), i -> apply(function, x.at(i), constant));
  }

  @Override
  public NdArray comparison(Comparison comparison, NdArray a, NdArray b) {
    return NdArray.build(
        comparison.infer(List.of(a.type(), b.type())),
        i -> holds(comparison, a.at(i), b.at(i)) ? 1 : 0);
  }

  private static boolean holds(Comparison comparison, double a, double b) {
    return switch (comparison) {
      case EQ -> a == b;
      case NE -> a != b;
      case LT -> a < b;
      case LE -> a <= b;
      case GT -> a > b;
      case GE -> a >= b;
    };
  }

  @Override
  public NdArray logical(Logical function, NdArray a, NdArray b) {
    return NdArray.build(
        function.infer(List.of(a.type(), b.type())),
        i -> {
          boolean p = a.at(i) != 0;
          boolean q = b.at(i) != 0;
          boolean r =
              switch (function) {
                case AND -> p && q;
                case OR -> p || q;
                case XOR -> p != q;
              };
          return r ? 1 : 0;
        });
  }

  @Override
  public NdArray not(NdArray mask) {
    return NdArray.build(mask.type(), i -> 1 - mask.at(i));
  }

  @Override
  public NdArray clamp(NdArray x, double min, double max) {
    return NdArray.build(x.type(), i -> Math.min(Math.max(x.at(i), min), max));
  }

  @Override
  public NdArray where(NdArray mask, NdArray a, NdArray b) {
    return NdArray.build(
        new Op.Where().infer(List.of(mask.type(), a.type(), b.type())),
        i -> mask.at(i) != 0 ? a.at(i) : b.at(i));
  }

  @Override
  public NdArray cast(NdArray x, DType to) {
    return NdArray.build(
        new TensorType(x.shape(), to),
        i ->
            switch (to) {
              case FLOAT32, FLOAT64 -> x.at(i);
              case INT64 -> (long) x.at(i);
              case BOOL -> x.at(i) != 0 ? 1 : 0;
            });
  }

  @Override
  public NdArray stopGradient(NdArray x) {
    return x;
  }

  @Override
  public NdArray reduce(NdArray x, Op.Reduce options) {
    Op.Reduce kept = new Op.Reduce(options.reduction(), options.axes(), true);
    double start =
        switch (options.reduction()) {
          case SUM, MEAN -> 0;
          case MAX -> Double.NEGATIVE_INFINITY;
          case MIN -> Double.POSITIVE_INFINITY;
          case PROD -> 1;
        };
    NdArray sum = NdArray.build(kept.infer(List.of(x.type())), i -> start);
    NdArray.build(
        x.type(),
        i -> {
          int to = 0;
          for (int axis = 0; axis < i.length; axis++) {
            to = to * sum.dim(axis) + (sum.dim(axis) == 1 ? 0 : i[axis]);
          }
          double v = x.at(i);
          sum.data()[to] =
              switch (options.reduction()) {
                case SUM, MEAN -> sum.data()[to] + v;
                case MAX -> Math.max(sum.data()[to], v);
                case MIN -> Math.min(sum.data()[to], v);
                case PROD -> sum.data()[to] * v;
              };
          return v;
        });
    double count =
        options.reduction() == Op.Reduction.MEAN
            ? Arrays.stream(options.axesOf(x.shape()))
                .mapToDouble(x::dim)
                .reduce(1, (a, b) -> a * b)
            : 1;
    double[] data = Arrays.stream(sum.data()).map(v -> v / count).toArray();
    return new NdArray(data, options.infer(List.of(x.type())));
  }

  @Override
  public NdArray argMax(NdArray x, int axis) {
    int a = x.shape().axis(axis);
    return NdArray.build(
        new Op.ArgMax(axis).infer(List.of(x.type())),
        i -> {
          int[] from = new int[i.length + 1];
          System.arraycopy(i, 0, from, 0, a);
          System.arraycopy(i, a, from, a + 1, i.length - a);
          int best = 0;
          double most = Double.NEGATIVE_INFINITY;
          for (int k = 0; k < x.dim(a); k++) {
            from[a] = k;
            if (x.at(from) > most) {
              most = x.at(from);
              best = k;
            }
          }
          return best;
        });
  }

  @Override
  public NdArray argSort(NdArray x, int axis, boolean descending) {
    int a = x.shape().axis(axis);
    return NdArray.build(
        new TensorType(x.shape(), DType.INT64),
        i -> {
          Comparator<Integer> ascending =
              (j, k) -> compare(x.at(with(i, a, j)), x.at(with(i, a, k)));
          return IntStream.range(0, x.dim(a))
              .boxed()
              .sorted(descending ? ascending.reversed() : ascending)
              .toList()
              .get(i[a]);
        });
  }

  /** Zeros of both signs are equal, and NaN is above all numbers. */
  private static int compare(double p, double q) {
    return p == q ? 0 : Double.compare(p, q);
  }

  @Override
  public NdArray cumSum(NdArray x, int axis) {
    int a = x.shape().axis(axis);
    return NdArray.build(
        x.type(),
        i -> {
          double sum = 0;
          for (int k = 0; k <= i[a]; k++) {
            sum += x.at(with(i, a, k));
          }
          return sum;
        });
  }

  @Override
  public NdArray reshape(NdArray x, Shape to) {
    return new NdArray(x.data().clone(), new TensorType(to, x.type().dtype()));
  }

  @Override
  public NdArray broadcast(NdArray x, Shape to) {
    return NdArray.build(new Op.Broadcast(to).infer(List.of(x.type())), x::at);
  }

  @Override
  public NdArray permute(NdArray x, List<Integer> axes) {
    return NdArray.build(
        new Op.Permute(axes).infer(List.of(x.type())),
        i -> {
          int[] from = new int[i.length];
          for (int axis = 0; axis < i.length; axis++) {
            from[x.shape().axis(axes.get(axis))] = i[axis];
          }
          return x.at(from);
        });
  }

  /** An index with the entry of one axis replaced. */
  private static int[] with(int[] index, int axis, int entry) {
    int[] copy = index.clone();
    copy[axis] = entry;
    return copy;
  }

  @Override
  public NdArray slice(NdArray x, Op.Slice o) {
    int axis = x.shape().axis(o.axis());
    return NdArray.build(
        o.infer(List.of(x.type())), i -> x.at(with(i, axis, o.start() + i[axis] * o.step())));
  }

  @Override
  public NdArray concat(List<NdArray> parts, int axis) {
    TensorType type = new Op.Concat(axis).infer(parts.stream().map(NdArray::type).toList());
    int a = type.shape().axis(axis);
    return NdArray.build(
        type,
        i -> {
          int rest = i[a];
          int part = 0;
          while (rest >= parts.get(part).dim(a)) {
            rest -= parts.get(part++).dim(a);
          }
          return parts.get(part).at(with(i, a, rest));
        });
  }

  @Override
  public NdArray pad(NdArray x, Op.Pad o) {
    int axis = x.shape().axis(o.axis());
    return NdArray.build(
        o.infer(List.of(x.type())),
        i -> {
          int from = i[axis] - o.before();
          return from < 0 || from >= x.dim(axis) ? o.value() : x.at(with(i, axis, from));
        });
  }

  @Override
  public NdArray indexSelect(NdArray x, int axis, NdArray index) {
    int a = x.shape().axis(axis);
    return NdArray.build(
        new Op.IndexSelect(axis).infer(List.of(x.type(), index.type())),
        i -> x.at(with(i, a, (int) index.at(i[a]))));
  }

  @Override
  public NdArray indexAdd(NdArray x, int axis, NdArray index, NdArray source) {
    int a = x.shape().axis(axis);
    return NdArray.build(
        x.type(),
        i -> {
          double sum = x.at(i);
          for (int j = 0; j < index.dim(0); j++) {
            sum += index.at(j) == i[a] ? source.at(with(i, a, j)) : 0;
          }
          return sum;
        });
  }

  @Override
  public NdArray gather(NdArray x, int axis, NdArray index) {
    int a = x.shape().axis(axis);
    return NdArray.build(
        new IndexOp.Gather(axis).infer(List.of(x.type(), index.type())),
        i -> x.at(with(i, a, (int) index.at(i))));
  }

  @Override
  public NdArray scatterAdd(NdArray x, int axis, NdArray index, NdArray source) {
    int a = x.shape().axis(axis);
    return NdArray.build(
        x.type(),
        i -> {
          double sum = x.at(i);
          for (int d = 0; d < i.length; d++) {
            if (d != a && i[d] >= index.dim(d)) {
              return sum;
            }
          }
          for (int k = 0; k < index.dim(a); k++) {
            int[] from = with(i, a, k);
            sum += index.at(from) == i[a] ? source.at(from) : 0;
          }
          return sum;
        });
  }

  @Override
  public NdArray matmul(NdArray a, NdArray b) {
    return NdArray.build(
        new Op.MatMul().infer(List.of(a.type(), b.type())),
        i -> {
          double sum = 0;
          for (int k = 0; k < a.dim(-1); k++) {
            sum += a.at(with(i, i.length - 1, k)) * b.at(with(i, i.length - 2, k));
          }
          return sum;
        });
  }

  @Override
  public NdArray linear(NdArray x, NdArray weight, NdArray bias) {
    return NdArray.build(
        new Op.Linear().infer(List.of(x.type(), weight.type())),
        i -> {
          int last = i.length - 1;
          double sum = bias == null ? 0 : bias.at(i[last]);
          for (int k = 0; k < weight.dim(1); k++) {
            sum += x.at(with(i, last, k)) * weight.at(i[last], k);
          }
          return sum;
        });
  }

  @Override
  public NdArray softmax(NdArray x, int axis) {
    NdArray log = logSoftmax(x, axis);
    return NdArray.build(x.type(), i -> Math.exp(log.at(i)));
  }

  @Override
  public NdArray logSoftmax(NdArray x, int axis) {
    int a = x.shape().axis(axis);
    return NdArray.build(
        x.type(),
        i -> {
          double most = Double.NEGATIVE_INFINITY;
          for (int k = 0; k < x.dim(a); k++) {
            most = Math.max(most, x.at(with(i, a, k)));
          }
          double sum = 0;
          for (int k = 0; k < x.dim(a); k++) {
            sum += Math.exp(x.at(with(i, a, k)) - most);
          }
          return x.at(i) - most - Math.log(sum);
        });
  }

  @Override
  public NdArray crossEntropy(NdArray logits, NdArray labels, double labelSmoothing) {
    NdArray log = logSoftmax(logits, 1);
    int classes = logits.dim(1);
    double loss = 0;
    for (int n = 0; n < logits.dim(0); n++) {
      for (int c = 0; c < classes; c++) {
        double target = labelSmoothing / classes + (c == labels.at(n) ? 1 - labelSmoothing : 0);
        loss -= target * log.at(n, c) / logits.dim(0);
      }
    }
    return new NdArray(new double[] {loss}, new TensorType(Shape.SCALAR, logits.type().dtype()));
  }

  @Override
  public NdArray batchNorm(
      NdArray x,
      NdArray scale,
      NdArray shift,
      NdArray runningMean,
      NdArray runningVariance,
      Op.BatchNorm o) {
    int channels = x.dim(1);
    double[] mean = runningMean.data().clone();
    double[] variance = runningVariance.data().clone();
    if (o.training()) {
      Arrays.fill(mean, 0);
      Arrays.fill(variance, 0);
      double count = (double) x.data().length / channels;
      NdArray.build(x.type(), i -> mean[i[1]] += x.at(i) / count);
      NdArray.build(x.type(), i -> variance[i[1]] += Math.pow(x.at(i) - mean[i[1]], 2) / count);
      double m = o.momentum();
      for (int c = 0; c < channels; c++) {
        double unbiased = variance[c] * count / (count - 1);
        runningMean.data()[c] = (1 - m) * runningMean.data()[c] + m * mean[c];
        runningVariance.data()[c] = (1 - m) * runningVariance.data()[c] + m * unbiased;
      }
    }
    return NdArray.build(
        x.type(),
        i ->
            (x.at(i) - mean[i[1]]) / Math.sqrt(variance[i[1]] + o.epsilon()) * scale.at(i[1])
                + shift.at(i[1]));
  }

  @Override
  public NdArray conv2d(NdArray x, NdArray weight, NdArray bias, Op.Conv2d o) {
    int filtersPerGroup = weight.dim(0) / o.groups();
    return NdArray.build(
        o.infer(List.of(x.type(), weight.type())),
        i -> {
          double sum = bias == null ? 0 : bias.at(i[1]);
          int firstChannel = i[1] / filtersPerGroup * weight.dim(1);
          for (int c = 0; c < weight.dim(1); c++) {
            for (int ky = 0; ky < weight.dim(2); ky++) {
              for (int kx = 0; kx < weight.dim(3); kx++) {
                int y = i[2] * o.strideH() - o.paddingH() + ky * o.dilationH();
                int z = i[3] * o.strideW() - o.paddingW() + kx * o.dilationW();
                if (y >= 0 && y < x.dim(2) && z >= 0 && z < x.dim(3)) {
                  sum += weight.at(i[1], c, ky, kx) * x.at(i[0], firstChannel + c, y, z);
                }
              }
            }
          }
          return sum;
        });
  }

  @Override
  public NdArray pool2d(NdArray x, Op.Pool2d o) {
    return NdArray.build(
        o.infer(List.of(x.type())),
        i -> {
          int top = i[2] * o.strideH() - o.paddingH();
          int left = i[3] * o.strideW() - o.paddingW();
          int bottom = Math.min(top + o.kernelH(), x.dim(2) + o.paddingH());
          int right = Math.min(left + o.kernelW(), x.dim(3) + o.paddingW());
          double most = Double.NEGATIVE_INFINITY;
          double sum = 0;
          int inside = 0;
          for (int y = Math.max(top, 0); y < Math.min(bottom, x.dim(2)); y++) {
            for (int z = Math.max(left, 0); z < Math.min(right, x.dim(3)); z++) {
              most = Math.max(most, x.at(i[0], i[1], y, z));
              sum += x.at(i[0], i[1], y, z);
              inside++;
            }
          }
          if (o.pooling() == Op.Pooling.MAX) {
            return most;
          }
          return sum / (o.countPadding() ? (bottom - top) * (right - left) : inside);
        });
  }

  @Override
  public NdArray convTranspose2d(
      NdArray x, NdArray weight, NdArray bias, SpatialOp.ConvTranspose2d o) {
    int channelsPerGroup = weight.dim(0) / o.groups();
    int filtersPerGroup = weight.dim(1);
    return NdArray.build(
        o.infer(List.of(x.type(), weight.type())),
        i -> {
          double sum = bias == null ? 0 : bias.at(i[1]);
          int group = i[1] / filtersPerGroup;
          int filter = i[1] % filtersPerGroup;
          for (int c = group * channelsPerGroup; c < (group + 1) * channelsPerGroup; c++) {
            for (int ky = 0; ky < weight.dim(2); ky++) {
              for (int kx = 0; kx < weight.dim(3); kx++) {
                int y = i[2] + o.paddingH() - ky * o.dilationH();
                int z = i[3] + o.paddingW() - kx * o.dilationW();
                if (y % o.strideH() == 0 && z % o.strideW() == 0) {
                  sum +=
                      weight.at(c, filter, ky, kx)
                          * pixel(x, i[0], c, y / o.strideH(), z / o.strideW());
                }
              }
            }
          }
          return sum;
        });
  }

  /** A pixel, or 0 outside of the image. */
  private static double pixel(NdArray x, int n, int c, int row, int column) {
    boolean inside = row >= 0 && row < x.dim(2) && column >= 0 && column < x.dim(3);
    return inside ? x.at(n, c, row, column) : 0;
  }

  @Override
  public NdArray unfold2d(NdArray x, SpatialOp.Unfold2d o) {
    SpatialOp.Window w = o.window();
    int columns = w.columns(x.dim(3));
    int places = w.kernelH() * w.kernelW();
    return NdArray.build(
        o.infer(List.of(x.type())),
        i -> {
          int place = i[1] % places;
          int row = i[2] / columns * w.strideH() - w.paddingH();
          int column = i[2] % columns * w.strideW() - w.paddingW();
          return pixel(
              x,
              i[0],
              i[1] / places,
              row + place / w.kernelW() * w.dilationH(),
              column + place % w.kernelW() * w.dilationW());
        });
  }

  @Override
  public NdArray fold2d(NdArray x, SpatialOp.Fold2d o) {
    SpatialOp.Window w = o.window();
    int columns = w.columns(o.outW());
    return NdArray.build(
        o.infer(List.of(x.type())),
        i -> {
          double sum = 0;
          for (int l = 0; l < x.dim(2); l++) {
            for (int ky = 0; ky < w.kernelH(); ky++) {
              for (int kx = 0; kx < w.kernelW(); kx++) {
                int row = l / columns * w.strideH() - w.paddingH() + ky * w.dilationH();
                int column = l % columns * w.strideW() - w.paddingW() + kx * w.dilationW();
                if (row == i[2] && column == i[3]) {
                  sum += x.at(i[0], (i[1] * w.kernelH() + ky) * w.kernelW() + kx, l);
                }
              }
            }
          }
          return sum;
        });
  }

  @Override
  public NdArray adaptiveAveragePool2d(NdArray x, SpatialOp.AdaptiveAveragePool2d o) {
    return NdArray.build(
        o.infer(List.of(x.type())),
        i -> {
          int top = i[2] * x.dim(2) / o.outH();
          int left = i[3] * x.dim(3) / o.outW();
          int bottom = ceilDiv((i[2] + 1) * x.dim(2), o.outH());
          int right = ceilDiv((i[3] + 1) * x.dim(3), o.outW());
          double sum = 0;
          for (int y = top; y < bottom; y++) {
            for (int z = left; z < right; z++) {
              sum += x.at(i[0], i[1], y, z);
            }
          }
          return sum / ((bottom - top) * (right - left));
        });
  }

  private static int ceilDiv(int a, int b) {
    return (a + b - 1) / b;
  }

  @Override
  public NdArray interpolate(NdArray x, SpatialOp.Interpolate o) {
    return NdArray.build(
        o.infer(List.of(x.type())),
        i -> {
          if (o.mode() == SpatialOp.Interpolation.NEAREST) {
            return x.at(
                i[0],
                i[1],
                SpatialOp.Interpolate.nearest(i[2], x.dim(2), o.outH()),
                SpatialOp.Interpolate.nearest(i[3], x.dim(3), o.outW()));
          }
          double y = source(i[2], x.dim(2), o.outH(), o.alignCorners());
          double z = source(i[3], x.dim(3), o.outW(), o.alignCorners());
          return bilinear(x, i[0], i[1], Math.min(y, x.dim(2) - 1), Math.min(z, x.dim(3) - 1));
        });
  }

  private static double source(int i, int in, int out, boolean alignCorners) {
    if (alignCorners) {
      return out == 1 ? 0 : i * (in - 1.0) / (out - 1);
    }
    return Math.max((i + 0.5) * in / out - 0.5, 0);
  }

  /** Between four pixels, which are 0 outside of the image. */
  private static double bilinear(NdArray x, int n, int c, double row, double column) {
    int top = (int) Math.floor(row);
    int left = (int) Math.floor(column);
    double down = row - top;
    double right = column - left;
    return (1 - down) * (1 - right) * pixel(x, n, c, top, left)
        + (1 - down) * right * pixel(x, n, c, top, left + 1)
        + down * (1 - right) * pixel(x, n, c, top + 1, left)
        + down * right * pixel(x, n, c, top + 1, left + 1);
  }

  @Override
  public NdArray gridSample(NdArray x, NdArray grid, SpatialOp.GridSample o) {
    return NdArray.build(
        o.infer(List.of(x.type(), grid.type())),
        i -> {
          double row = coordinate(grid.at(i[0], i[2], i[3], 1), x.dim(2), o);
          double column = coordinate(grid.at(i[0], i[2], i[3], 0), x.dim(3), o);
          return o.mode() == SpatialOp.Interpolation.NEAREST
              ? pixel(x, i[0], i[1], (int) Math.rint(row), (int) Math.rint(column))
              : bilinear(x, i[0], i[1], row, column);
        });
  }

  /** Where a grid's coordinate lies in pixels. */
  private static double coordinate(double g, int extent, SpatialOp.GridSample o) {
    double pixels = o.alignCorners() ? (g + 1) / 2 * (extent - 1) : ((g + 1) * extent - 1) / 2;
    return switch (o.outside()) {
      case ZEROS -> pixels;
      case BORDER -> Math.min(Math.max(pixels, 0), extent - 1.0);
      case REFLECTION -> {
        double low = o.alignCorners() ? 0 : -0.5;
        double span = o.alignCorners() ? extent - 1 : extent;
        double period = (pixels - low) / (2 * span);
        double mirrored = span * (1 - Math.abs(2 * (period - Math.floor(period)) - 1));
        yield span == 0 ? 0 : Math.min(Math.max(mirrored + low, 0), extent - 1.0);
      }
    };
  }

  @Override
  public NdArray groupNorm(NdArray x, NdArray scale, NdArray shift, NormOp.GroupNorm o) {
    int size = x.dim(1) / o.groups();
    for (int axis = 2; axis < x.shape().rank(); axis++) {
      size *= x.dim(axis);
    }
    NdArray normal = standardized(x, Shape.of(x.dim(0) * o.groups(), size), o.epsilon());
    return NdArray.build(
        x.type(),
        i -> scale == null ? normal.at(i) : normal.at(i) * scale.at(i[1]) + shift.at(i[1]));
  }

  @Override
  public NdArray layerNorm(NdArray x, NdArray scale, NdArray shift, NormOp.LayerNorm o) {
    int size = (int) o.normalized(x.shape()).elements();
    int rows = 1;
    for (int axis = 0; axis < x.shape().rank() - o.axes(); axis++) {
      rows *= x.dim(axis);
    }
    NdArray normal = standardized(x, Shape.of(rows, size), o.epsilon());
    return NdArray.build(
        x.type(), i -> scale == null ? normal.at(i) : normal.at(i) * scale.at(i) + shift.at(i));
  }

  /** Seen as rows: each one minus its mean, over the root of its biased variance. */
  private NdArray standardized(NdArray x, Shape as, double epsilon) {
    NdArray rows = reshape(x, as);
    int count = as.dim(1);
    NdArray out =
        NdArray.build(
            rows.type(),
            i -> {
              double mean = 0;
              for (int k = 0; k < count; k++) {
                mean += rows.at(i[0], k) / count;
              }
              double variance = 0;
              for (int k = 0; k < count; k++) {
                variance += Math.pow(rows.at(i[0], k) - mean, 2) / count;
              }
              return (rows.at(i) - mean) / Math.sqrt(variance + epsilon);
            });
    return reshape(out, x.shape());
  }
}
