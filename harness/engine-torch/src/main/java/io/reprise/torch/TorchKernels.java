package io.reprise.torch;

import io.reprise.tensor.Binary;
import io.reprise.tensor.Comparison;
import io.reprise.tensor.DType;
import io.reprise.tensor.Kernels;
import io.reprise.tensor.Logical;
import io.reprise.tensor.NormOp;
import io.reprise.tensor.Op;
import io.reprise.tensor.Shape;
import io.reprise.tensor.SpatialOp;
import io.reprise.tensor.Unary;
import java.util.List;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** The primitives on libtorch's tensors. Every helper object of a call is freed with the call. */
class TorchKernels implements Kernels<Tensor> {
  static long[] dims(Shape shape) {
    long[] d = new long[shape.rank()];
    for (int i = 0; i < d.length; i++) {
      d[i] = shape.dim(i);
    }
    return d;
  }

  static torch.ScalarType scalarType(DType dtype) {
    return switch (dtype) {
      case FLOAT32 -> torch.ScalarType.Float;
      case FLOAT64 -> torch.ScalarType.Double;
      case INT64 -> torch.ScalarType.Long;
      case BOOL -> torch.ScalarType.Bool;
    };
  }

  /** Absent where {@code t} is null. */
  private static TensorOptional optional(Tensor t) {
    return t == null ? new TensorOptional() : new TensorOptional(t);
  }

  private static long[] longs(int[] values) {
    return java.util.Arrays.stream(values).asLongStream().toArray();
  }

  @Override
  public Tensor unary(Unary function, Tensor x) {
    return switch (function) {
      case NEG -> x.neg();
      case ABS -> x.abs();
      case SIGN -> x.sign();
      case EXP -> x.exp();
      case LOG -> x.log();
      case SQRT -> x.sqrt();
      case RSQRT -> x.rsqrt();
      case SQUARE -> x.square();
      case RECIPROCAL -> x.reciprocal();
      case LOG1P -> x.log1p();
      case EXPM1 -> x.expm1();
      case SIN -> x.sin();
      case COS -> x.cos();
      case ASIN -> x.asin();
      case ACOS -> x.acos();
      case ATAN -> x.atan();
      case ERF -> x.erf();
      case FLOOR -> x.floor();
      case CEIL -> x.ceil();
      case ROUND -> x.round();
      case RELU -> torch.relu(x);
      case SOFTPLUS -> softplus(x);
      case SIGMOID -> x.sigmoid();
      case TANH -> x.tanh();
    };
  }

  /** Above the threshold libtorch takes x itself, which from 40 on is exact in float64 too. */
  private static Tensor softplus(Tensor x) {
    try (Scalar beta = new Scalar(1.0);
        Scalar threshold = new Scalar(40.0)) {
      return torch.softplus(x, beta, threshold);
    }
  }

  @Override
  public Tensor binary(Binary function, Tensor a, Tensor b) {
    return switch (function) {
      case ADD -> a.add(b);
      case SUB -> a.sub(b);
      case MUL -> a.mul(b);
      case DIV -> a.div(b);
      case POW -> a.pow(b);
      case MAXIMUM -> a.maximum(b);
      case MINIMUM -> a.minimum(b);
    };
  }

  @Override
  public Tensor withConstant(Binary function, Tensor x, double constant) {
    try (Scalar c = new Scalar(constant)) {
      return switch (function) {
        case ADD -> x.add(c);
        case SUB -> x.sub(c);
        case MUL -> x.mul(c);
        case DIV -> x.div(c);
        case POW -> x.pow(c);
        case MAXIMUM, MINIMUM -> {
          try (Tensor t = torch.full_like(x, c)) {
            yield binary(function, x, t);
          }
        }
      };
    }
  }

  @Override
  public Tensor comparison(Comparison comparison, Tensor a, Tensor b) {
    return switch (comparison) {
      case EQ -> a.eq(b);
      case NE -> a.ne(b);
      case LT -> a.lt(b);
      case LE -> a.le(b);
      case GT -> a.gt(b);
      case GE -> a.ge(b);
    };
  }

  @Override
  public Tensor logical(Logical function, Tensor a, Tensor b) {
    return switch (function) {
      case AND -> a.logical_and(b);
      case OR -> a.logical_or(b);
      case XOR -> a.logical_xor(b);
    };
  }

  @Override
  public Tensor not(Tensor mask) {
    return mask.logical_not();
  }

  @Override
  public Tensor clamp(Tensor x, double min, double max) {
    try (Scalar low = new Scalar(min);
        Scalar high = new Scalar(max);
        ScalarOptional from = new ScalarOptional(low);
        ScalarOptional to = new ScalarOptional(high)) {
      return x.clamp(from, to);
    }
  }

  @Override
  public Tensor where(Tensor mask, Tensor a, Tensor b) {
    return torch.where(mask, a, b);
  }

  @Override
  public Tensor cast(Tensor x, DType to) {
    return x.to(scalarType(to));
  }

  @Override
  public Tensor stopGradient(Tensor x) {
    return x.detach();
  }

  @Override
  public Tensor reduce(Tensor x, Op.Reduce options) {
    long[] axes = longs(options.axesOf(shape(x)));
    if (axes.length == 0) {
      return x.clone();
    }
    try (ScalarTypeOptional same = new ScalarTypeOptional()) {
      return switch (options.reduction()) {
        case SUM -> x.sum(axes, options.keep(), same);
        case MEAN -> x.mean(axes, options.keep(), same);
        case MAX -> x.amax(axes, options.keep());
        case MIN -> x.amin(axes, options.keep());
        case PROD -> product(x, axes, options.keep(), same);
      };
    }
  }

  /** One axis after the other, the last one first, since libtorch multiplies along one only. */
  private static Tensor product(Tensor x, long[] axes, boolean keep, ScalarTypeOptional same) {
    Tensor out = x.prod(axes[axes.length - 1], keep, same);
    for (int i = axes.length - 2; i >= 0; i--) {
      try (Tensor factor = out) {
        out = factor.prod(axes[i], keep, same);
      }
    }
    return out;
  }

  private static Shape shape(Tensor x) {
    int[] d = new int[(int) x.dim()];
    for (int i = 0; i < d.length; i++) {
      d[i] = (int) x.size(i);
    }
    return Shape.of(d);
  }

  @Override
  public Tensor argMax(Tensor x, int axis) {
    try (LongOptional a = new LongOptional(axis)) {
      return x.argmax(a, false);
    }
  }

  @Override
  public Tensor argSort(Tensor x, int axis, boolean descending) {
    return x.argsort(true, axis, descending);
  }

  @Override
  public Tensor cumSum(Tensor x, int axis) {
    return x.cumsum(axis);
  }

  @Override
  public Tensor reshape(Tensor x, Shape to) {
    return x.reshape(dims(to));
  }

  @Override
  public Tensor broadcast(Tensor x, Shape to) {
    return x.expand(dims(to));
  }

  @Override
  public Tensor permute(Tensor x, List<Integer> axes) {
    return x.permute(axes.stream().mapToLong(Integer::longValue).toArray());
  }

  @Override
  public Tensor slice(Tensor x, Op.Slice options) {
    try (LongOptional start = new LongOptional(options.start());
        LongOptional end = new LongOptional(options.end())) {
      return x.slice(options.axis(), start, end, options.step());
    }
  }

  @Override
  public Tensor concat(List<Tensor> parts, int axis) {
    try (TensorVector all = new TensorVector(parts.toArray(new Tensor[0]))) {
      return torch.cat(all, axis);
    }
  }

  @Override
  public Tensor pad(Tensor x, Op.Pad options) {
    int rank = (int) x.dim();
    int axis = options.axis() < 0 ? options.axis() + rank : options.axis();
    long[] pads = new long[2 * (rank - axis)];
    pads[pads.length - 2] = options.before();
    pads[pads.length - 1] = options.after();
    try (Scalar value = new Scalar(options.value())) {
      return torch.constant_pad_nd(x, pads, value);
    }
  }

  @Override
  public Tensor indexSelect(Tensor x, int axis, Tensor index) {
    if (!isChannels(x, axis)) {
      return x.index_select(axis, index);
    }
    try (Tensor pixels = pixels(x);
        Tensor selected = pixels.index_select(1, index)) {
      return images(selected, x);
    }
  }

  @Override
  public Tensor indexAdd(Tensor x, int axis, Tensor index, Tensor source) {
    if (!isChannels(x, axis)) {
      return x.index_add(axis, index, source);
    }
    try (Tensor pixels = pixels(x);
        Tensor added = pixels(source);
        Tensor sum = pixels.index_add(1, index, added)) {
      return images(sum, x);
    }
  }

  /** Whether an axis is the channels of images, which lie innermost in memory. */
  private static boolean isChannels(Tensor x, int axis) {
    return x.dim() == 4 && (axis == 1 || axis == -3);
  }

  /**
   * Images {@code [N, C, H, W]} seen as rows of pixels {@code [N*H*W, C]}, without a copy if they
   * lie channels-last: libtorch indexes the last axis four times faster than the second.
   */
  private static Tensor pixels(Tensor images) {
    try (Tensor innermost = images.permute(0, 2, 3, 1)) {
      return innermost.reshape(images.size(0) * images.size(2) * images.size(3), images.size(1));
    }
  }

  /** Undoes {@link #pixels} for as many images of the same extent. */
  private static Tensor images(Tensor pixels, Tensor like) {
    try (Tensor innermost =
        pixels.reshape(like.size(0), like.size(2), like.size(3), pixels.size(1))) {
      return innermost.permute(0, 3, 1, 2);
    }
  }

  @Override
  public Tensor gather(Tensor x, int axis, Tensor index) {
    return x.gather(axis, index);
  }

  @Override
  public Tensor scatterAdd(Tensor x, int axis, Tensor index, Tensor source) {
    return x.scatter_add(axis, index, source);
  }

  @Override
  public Tensor matmul(Tensor a, Tensor b) {
    return torch.matmul(a, b);
  }

  @Override
  public Tensor linear(Tensor x, Tensor weight, Tensor bias) {
    try (TensorOptional b = optional(bias)) {
      return torch.linear(x, weight, b);
    }
  }

  @Override
  public Tensor softmax(Tensor x, int axis) {
    return torch.softmax(x, axis);
  }

  @Override
  public Tensor logSoftmax(Tensor x, int axis) {
    return torch.log_softmax(x, axis);
  }

  @Override
  public Tensor crossEntropy(Tensor logits, Tensor labels, double labelSmoothing) {
    try (TensorOptional noWeight = new TensorOptional()) {
      return torch.cross_entropy_loss(
          logits, labels, noWeight, MEAN_REDUCTION, NO_IGNORED_CLASS, labelSmoothing);
    }
  }

  private static final long MEAN_REDUCTION = 1;

  /** A label that is left out of the loss: one that nobody gives, instead of PyTorch's -100. */
  private static final long NO_IGNORED_CLASS = Long.MIN_VALUE;

  @Override
  public Tensor batchNorm(
      Tensor x,
      Tensor scale,
      Tensor shift,
      Tensor runningMean,
      Tensor runningVariance,
      Op.BatchNorm options) {
    try (TensorOptional s = optional(scale);
        TensorOptional b = optional(shift);
        TensorOptional mean = optional(runningMean);
        TensorOptional variance = optional(runningVariance)) {
      return torch.batch_norm(
          x, s, b, mean, variance, options.training(), options.momentum(), options.epsilon(), true);
    }
  }

  @Override
  public Tensor conv2d(Tensor x, Tensor weight, Tensor bias, Op.Conv2d o) {
    try (TensorOptional b = optional(bias)) {
      return torch.conv2d(
          x,
          weight,
          b,
          new long[] {o.strideH(), o.strideW()},
          new long[] {o.paddingH(), o.paddingW()},
          new long[] {o.dilationH(), o.dilationW()},
          o.groups());
    }
  }

  @Override
  public Tensor pool2d(Tensor x, Op.Pool2d o) {
    long[] kernel = {o.kernelH(), o.kernelW()};
    long[] stride = {o.strideH(), o.strideW()};
    long[] padding = {o.paddingH(), o.paddingW()};
    if (o.pooling() == Op.Pooling.MAX) {
      return torch.max_pool2d(x, kernel, stride, padding, new long[] {1, 1}, o.ceilMode());
    }
    try (LongOptional windowSize = new LongOptional()) {
      return torch.avg_pool2d(
          x, kernel, stride, padding, o.ceilMode(), o.countPadding(), windowSize);
    }
  }

  @Override
  public Tensor convTranspose2d(Tensor x, Tensor weight, Tensor bias, SpatialOp.ConvTranspose2d o) {
    try (TensorOptional b = optional(bias)) {
      return torch.conv_transpose2d(
          x,
          weight,
          b,
          new long[] {o.strideH(), o.strideW()},
          new long[] {o.paddingH(), o.paddingW()},
          new long[] {o.outputPaddingH(), o.outputPaddingW()},
          o.groups(),
          o.dilationH(),
          o.dilationW());
    }
  }

  @Override
  public Tensor unfold2d(Tensor x, SpatialOp.Unfold2d o) {
    SpatialOp.Window w = o.window();
    return torch.im2col(
        x,
        new long[] {w.kernelH(), w.kernelW()},
        new long[] {w.dilationH(), w.dilationW()},
        new long[] {w.paddingH(), w.paddingW()},
        w.strideH(),
        w.strideW());
  }

  @Override
  public Tensor fold2d(Tensor x, SpatialOp.Fold2d o) {
    SpatialOp.Window w = o.window();
    return torch.col2im(
        x,
        new long[] {o.outH(), o.outW()},
        new long[] {w.kernelH(), w.kernelW()},
        new long[] {w.dilationH(), w.dilationW()},
        new long[] {w.paddingH(), w.paddingW()},
        w.strideH(),
        w.strideW());
  }

  @Override
  public Tensor adaptiveAveragePool2d(Tensor x, SpatialOp.AdaptiveAveragePool2d o) {
    return torch.adaptive_avg_pool2d(x, o.outH(), o.outW());
  }

  @Override
  public Tensor interpolate(Tensor x, SpatialOp.Interpolate o) {
    long[] size = {o.outH(), o.outW()};
    return switch (o.mode()) {
      case NEAREST -> torch.upsample_nearest2d(x, size);
      case BILINEAR -> torch.upsample_bilinear2d(x, size, o.alignCorners());
    };
  }

  @Override
  public Tensor gridSample(Tensor x, Tensor grid, SpatialOp.GridSample o) {
    long mode =
        switch (o.mode()) {
          case BILINEAR -> 0;
          case NEAREST -> 1;
        };
    long outside =
        switch (o.outside()) {
          case ZEROS -> 0;
          case BORDER -> 1;
          case REFLECTION -> 2;
        };
    return torch.grid_sampler(x, grid, mode, outside, o.alignCorners());
  }

  @Override
  public Tensor groupNorm(Tensor x, Tensor scale, Tensor shift, NormOp.GroupNorm o) {
    try (TensorOptional s = optional(scale);
        TensorOptional b = optional(shift)) {
      return torch.group_norm(x, o.groups(), s, b, o.epsilon(), true);
    }
  }

  @Override
  public Tensor layerNorm(Tensor x, Tensor scale, Tensor shift, NormOp.LayerNorm o) {
    try (TensorOptional s = optional(scale);
        TensorOptional b = optional(shift)) {
      return torch.layer_norm(x, dims(o.normalized(shape(x))), s, b, o.epsilon(), true);
    }
  }
}
