package io.reprise.nd4j;

import io.reprise.tensor.Binary;
import io.reprise.tensor.Comparison;
import io.reprise.tensor.DType;
import io.reprise.tensor.Kernels;
import io.reprise.tensor.Logical;
import io.reprise.tensor.NormOp;
import io.reprise.tensor.Op;
import io.reprise.tensor.Shape;
import io.reprise.tensor.SpatialOp;
import io.reprise.tensor.TensorType;
import io.reprise.tensor.Unary;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Exp;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Log;

/** The primitives on dense values, each with its vector-Jacobian product. Results are not empty. */
final class Nd4jKernels implements Kernels<Value> {
  private final Algebra algebra;
  private final Tape tape;
  private final Elementwise elementwise;
  private final Indexing indexing;
  private final Convolution convolution;
  private final Pooling pooling;
  private final Normalisation normalisation;
  private final Sampling sampling;

  Nd4jKernels(Algebra algebra, Tape tape) {
    this.algebra = algebra;
    this.tape = tape;
    elementwise = new Elementwise(algebra, tape);
    indexing = new Indexing(algebra, tape);
    convolution = new Convolution(algebra, tape);
    pooling = new Pooling(algebra, tape);
    normalisation = new Normalisation(algebra, tape);
    sampling = new Sampling(algebra, tape);
  }

  /** A value of this call's own, where an operation has nothing to do. */
  private Value own(Value result, Value x) {
    return result == x ? algebra.as(x, x.shape(), x.layout()) : result;
  }

  // ---- element-wise

  @Override
  public Value unary(Unary function, Value x) {
    return elementwise.unary(function, x);
  }

  @Override
  public Value binary(Binary function, Value a, Value b) {
    return elementwise.binary(function, a, b);
  }

  @Override
  public Value withConstant(Binary function, Value x, double constant) {
    return elementwise.withConstant(function, x, constant);
  }

  @Override
  public Value comparison(Comparison comparison, Value a, Value b) {
    String name =
        switch (comparison) {
          case EQ -> "equals";
          case NE -> "not_equals";
          case LT -> "less";
          case LE -> "less_equal";
          case GT -> "greater";
          case GE -> "greater_equal";
        };
    return algebra.binary(name, a, b, DType.BOOL);
  }

  @Override
  public Value logical(Logical function, Value a, Value b) {
    String name =
        switch (function) {
          case AND -> "boolean_and";
          case OR -> "boolean_or";
          case XOR -> "boolean_xor";
        };
    return algebra.binary(name, a, b, DType.BOOL);
  }

  @Override
  public Value not(Value mask) {
    Value y = algebra.like(mask);
    algebra.run("boolean_not", Algebra.arrays(mask.flat()), Algebra.arrays(y.flat()));
    return y;
  }

  @Override
  public Value clamp(Value x, double min, double max) {
    return elementwise.clamp(x, min, max);
  }

  @Override
  public Value where(Value mask, Value a, Value b) {
    Shape shape =
        Shape.broadcast("where", mask.shape(), Shape.broadcast("where", a.shape(), b.shape()));
    Value full = algebra.broadcast(mask, shape);
    Value y = algebra.select(full, algebra.broadcast(a, shape), algebra.broadcast(b, shape));
    return tape.record(
        y,
        List.of(mask, a, b),
        dy -> {
          Value zeros = algebra.zeros(dy);
          return new Value[] {
            null,
            algebra.sumTo(algebra.select(full, dy, zeros), a.shape()),
            algebra.sumTo(algebra.select(full, zeros, dy), b.shape())
          };
        },
        full);
  }

  @Override
  public Value cast(Value x, DType to) {
    Value y = own(algebra.cast(x, to), x);
    return to.isFloating() && x.dtype().isFloating()
        ? tape.record(y, List.of(x), dy -> new Value[] {algebra.cast(dy, x.dtype())})
        : y;
  }

  @Override
  public Value stopGradient(Value x) {
    return algebra.as(x, x.shape(), x.layout());
  }

  // ---- reductions

  @Override
  public Value reduce(Value x, Op.Reduce options) {
    int[] axes = options.axesOf(x.shape());
    Shape to = options.infer(List.of(x.type())).shape();
    if (x.isEmpty()) {
      return algebra.full(
          new TensorType(to, x.dtype()),
          Layout.ROW_MAJOR,
          switch (options.reduction()) {
            case PROD -> 1;
            case MEAN -> Double.NaN;
            case SUM, MAX, MIN -> 0;
          });
    }
    if (axes.length == 0) {
      return tape.record(algebra.copy(x), List.of(x), dy -> new Value[] {dy});
    }
    return switch (options.reduction()) {
      case SUM -> sum(x, axes, to, 1);
      case MEAN -> {
        double count = Arrays.stream(axes).mapToDouble(x.shape()::dim).reduce(1, (a, b) -> a * b);
        yield sum(x, axes, to, 1 / count);
      }
      case MAX, MIN -> extreme(options.reduction(), x, axes, to);
      case PROD -> product(x, axes, to);
    };
  }

  private Value sum(Value x, int[] axes, Shape to, double factor) {
    Value sum = algebra.reduce(Op.Reduction.SUM, x, axes);
    Shape kept = sum.shape();
    Value y = own(kept.equals(to) ? sum : algebra.reshape(sum, to), x);
    if (factor != 1) {
      algebra.timesInto(y, factor);
    }
    return tape.record(
        y,
        List.of(x),
        dy -> {
          Value scaled = factor == 1 ? dy : algebra.times(dy, factor);
          return new Value[] {stretched(scaled, kept, x)};
        });
  }

  /** The gradient of a reduction, repeated over what was reduced, in the layout of the input. */
  private Value stretched(Value dy, Shape kept, Value x) {
    Value reduced = dy.shape().equals(kept) ? dy : algebra.reshape(dy, kept);
    return algebra.broadcast(algebra.ordered(reduced, x.layout()), x.shape());
  }

  private Value extreme(Op.Reduction reduction, Value x, int[] axes, Shape to) {
    Value most = algebra.reduce(reduction, x, axes);
    if (x.dtype().isFloating() && !algebra.sumsToANumber(x)) {
      most = withNaNs(x, most, axes);
    }
    Shape kept = most.shape();
    Value y = algebra.reshape(most, to);
    return tape.record(
        y,
        List.of(x),
        dy -> {
          Value mask = algebra.indicator("equals", x, algebra.reshape(y, kept));
          Value share =
              algebra.divide(
                  algebra.reshape(dy, kept), algebra.reduce(Op.Reduction.SUM, mask, axes));
          return new Value[] {algebra.multiplyInto(mask, share)};
        },
        x,
        y);
  }

  /** ND4J's extremes drop a NaN: puts it back where what was reduced holds one. */
  private Value withNaNs(Value x, Value most, int[] axes) {
    Value any = algebra.reduce(Op.Reduction.MAX, algebra.indicator("not_equals", x, x), axes);
    Value nowhere = algebra.binary("equals", any, algebra.zeros(any), DType.BOOL);
    return algebra.select(nowhere, most, algebra.full(most.type(), most.layout(), Double.NaN));
  }

  /** One axis after the other: the gradient is the product of all other elements, zeros or not. */
  private Value product(Value x, int[] axes, Shape to) {
    Value y = x;
    for (int axis : axes) {
      y = product(y, axis);
    }
    return reshape(y, to);
  }

  private Value product(Value x, int axis) {
    Value y = algebra.reduce(Op.Reduction.PROD, x, axis);
    return tape.record(
        y,
        List.of(x),
        dy -> {
          Value others =
              algebra.multiplyInto(
                  running("cumprod", x, axis, true, false),
                  running("cumprod", x, axis, true, true));
          return new Value[] {algebra.multiplyInto(others, dy)};
        },
        x);
  }

  /** A running sum or product, without the element itself or with it, from either end. */
  private Value running(String name, Value x, int axis, boolean exclusive, boolean reverse) {
    Value y = algebra.like(x);
    algebra.run(
        name,
        Algebra.arrays(x.dense()),
        Algebra.arrays(y.dense()),
        exclusive ? 1 : 0,
        reverse ? 1 : 0,
        Algebra.position(x, axis));
    return y;
  }

  @Override
  public Value cumSum(Value x, int axis) {
    if (x.dtype() == DType.INT64) {
      return indexing.cumSum(x, axis);
    }
    return tape.record(
        running("cumsum", x, axis, false, false),
        List.of(x),
        dy -> new Value[] {running("cumsum", dy, axis, false, true)});
  }

  @Override
  public Value argMax(Value x, int axis) {
    Value row = algebra.rowMajor(x);
    Value y = algebra.make(new TensorType(x.shape().without(axis), DType.INT64), Layout.ROW_MAJOR);
    algebra.run(
        "argmax", Algebra.arrays(row.dense()), Algebra.arrays(y.dense()), x.shape().axis(axis));
    return y;
  }

  @Override
  public Value argSort(Value x, int axis, boolean descending) {
    return indexing.argSort(x, axis, descending);
  }

  // ---- shape

  @Override
  public Value reshape(Value x, Shape to) {
    return tape.record(
        algebra.reshape(x, to), List.of(x), dy -> new Value[] {algebra.reshape(dy, x.shape())});
  }

  @Override
  public Value broadcast(Value x, Shape to) {
    return tape.record(
        own(algebra.broadcast(x, to), x),
        List.of(x),
        dy -> new Value[] {algebra.sumTo(dy, x.shape())});
  }

  @Override
  public Value permute(Value x, List<Integer> axes) {
    int[] to = axes.stream().mapToInt(x.shape()::axis).toArray();
    int[] back = IntStream.range(0, to.length).map(i -> Algebra.position(to, i)).toArray();
    return tape.record(
        own(algebra.permute(x, to), x), List.of(x), dy -> new Value[] {algebra.permute(dy, back)});
  }

  @Override
  public Value slice(Value x, Op.Slice o) {
    int axis = x.shape().axis(o.axis());
    return tape.record(
        algebra.slice(x, axis, o.start(), o.end(), o.step()),
        List.of(x),
        dy -> new Value[] {own(algebra.unslice(dy, x.type(), axis, o.start(), o.step()), dy)});
  }

  @Override
  public Value concat(List<Value> parts, int axis) {
    int along = parts.get(0).shape().axis(axis);
    Value[] filled = parts.stream().filter(p -> !p.isEmpty()).toArray(Value[]::new);
    Value y = own(filled.length == 1 ? filled[0] : algebra.concat(along, filled), filled[0]);
    return tape.record(
        y,
        parts,
        dy -> {
          Value[] gradients = new Value[parts.size()];
          int start = 0;
          for (int i = 0; i < gradients.length; i++) {
            int end = start + parts.get(i).shape().dim(along);
            if (parts.get(i).tracked() && !parts.get(i).isEmpty()) {
              gradients[i] = algebra.slice(dy, along, start, end, 1);
            }
            start = end;
          }
          return gradients;
        });
  }

  @Override
  public Value pad(Value x, Op.Pad o) {
    int axis = x.shape().axis(o.axis());
    if (x.isEmpty()) {
      return algebra.full(o.infer(List.of(x.type())), x.layout(), o.value());
    }
    int[] before = new int[x.rank()];
    int[] after = new int[x.rank()];
    before[axis] = o.before();
    after[axis] = o.after();
    return tape.record(
        own(algebra.pad(x, before, after, o.value()), x),
        List.of(x),
        dy -> new Value[] {algebra.crop(dy, before, x.shape())});
  }

  // ---- indices

  @Override
  public Value indexSelect(Value x, int axis, Value index) {
    return indexing.indexSelect(x, axis, index);
  }

  @Override
  public Value indexAdd(Value x, int axis, Value index, Value source) {
    return indexing.indexAdd(x, axis, index, source);
  }

  @Override
  public Value gather(Value x, int axis, Value index) {
    return indexing.gather(x, axis, index);
  }

  @Override
  public Value scatterAdd(Value x, int axis, Value index, Value source) {
    return indexing.scatterAdd(x, axis, index, source);
  }

  // ---- products

  @Override
  public Value matmul(Value a, Value b) {
    Shape out = new Op.MatMul().infer(List.of(a.type(), b.type())).shape();
    if (a.isEmpty() || b.isEmpty()) {
      return algebra.full(new TensorType(out, a.dtype()), Layout.ROW_MAJOR, 0);
    }
    Value x = stacked(a, b, out);
    Value y = b.rank() == 2 ? b : stretchedTo(b, out);
    Value product = algebra.reshape(algebra.matmul(x, false, y, false), out);
    return tape.record(
        product,
        List.of(a, b),
        dy -> {
          Value g = algebra.reshape(dy, x.shape().with(-1, out.dim(-1)));
          return new Value[] {
            a.tracked() ? fitted(algebra.matmul(g, false, y, true), a, out) : null,
            b.tracked() ? fitted(algebra.matmul(x, true, g, false), b, out) : null
          };
        },
        b.tracked() ? x : null,
        a.tracked() ? y : null);
  }

  /** The left operand: one tall matrix if the right one is a single matrix, else stretched. */
  private Value stacked(Value a, Value b, Shape out) {
    if (b.rank() > 2) {
      return stretchedTo(a, out);
    }
    int columns = a.shape().dim(-1);
    int rows = Math.toIntExact(a.shape().elements() / columns);
    return algebra.reshape(a, Shape.of(rows, columns));
  }

  /** The matrices of an operand repeated for every matrix of the result. */
  private Value stretchedTo(Value x, Shape out) {
    return algebra.broadcast(
        algebra.rowMajor(x), out.with(-1, x.shape().dim(-1)).with(-2, x.shape().dim(-2)));
  }

  /** A product's gradient for an operand: summed over what was repeated, in its own shape. */
  private Value fitted(Value gradient, Value operand, Shape out) {
    if (gradient.shape().elements() == operand.shape().elements()) {
      return algebra.reshape(gradient, operand.shape());
    }
    return algebra.sumTo(
        algebra.reshape(
            gradient, out.with(-1, operand.shape().dim(-1)).with(-2, operand.shape().dim(-2))),
        operand.shape());
  }

  @Override
  public Value linear(Value x, Value weight, Value bias) {
    Shape out = x.shape().with(-1, weight.shape().dim(0));
    Value y;
    if (x.isEmpty()) {
      y = algebra.full(new TensorType(out, x.dtype()), Layout.ROW_MAJOR, 0);
    } else {
      y = algebra.reshape(algebra.matmul(matrix(x), false, weight, true), out);
    }
    if (bias != null) {
      algebra.addInto(y, bias);
    }
    return tape.record(
        y,
        Arrays.asList(x, weight, bias),
        dy -> {
          Value g = matrix(dy);
          return new Value[] {
            x.tracked()
                ? algebra.reshape(algebra.matmul(g, false, weight, false), x.shape())
                : null,
            weight.tracked() ? algebra.matmul(g, true, matrix(x), false) : null,
            bias != null && bias.tracked() ? algebra.sumTo(g, bias.shape()) : null
          };
        },
        weight.tracked() ? x : null,
        x.tracked() ? weight : null);
  }

  private Value matrix(Value x) {
    int columns = x.shape().dim(-1);
    return algebra.reshape(x, Shape.of(Math.toIntExact(x.shape().elements() / columns), columns));
  }

  // ---- softmax and its kin

  @Override
  public Value softmax(Value x, int axis) {
    Value y = algebra.mapInto(logOfSoftmax(x, axis), Exp::new);
    int along = x.shape().axis(axis);
    return tape.record(
        y,
        List.of(x),
        dy -> {
          Value product = algebra.multiply(dy, y);
          Value sum = algebra.reduce(Op.Reduction.SUM, product, along);
          return new Value[] {algebra.subtractInto(product, algebra.multiply(y, sum))};
        },
        y);
  }

  /** ND4J's own takes the logarithm of a softmax that has become 0. */
  private Value logOfSoftmax(Value x, int axis) {
    int along = x.shape().axis(axis);
    Value y = algebra.subtract(x, algebra.reduce(Op.Reduction.MAX, x, along));
    Value sum = algebra.reduce(Op.Reduction.SUM, algebra.map(Exp::new, y), along);
    return algebra.subtractInto(y, algebra.mapInto(sum, Log::new));
  }

  @Override
  public Value logSoftmax(Value x, int axis) {
    Value y = logOfSoftmax(x, axis);
    int along = x.shape().axis(axis);
    return tape.record(
        y,
        List.of(x),
        dy -> {
          Value share =
              algebra.multiply(
                  algebra.map(Exp::new, y), algebra.reduce(Op.Reduction.SUM, dy, along));
          return new Value[] {algebra.subtract(dy, share)};
        },
        y);
  }

  @Override
  public Value crossEntropy(Value logits, Value labels, double labelSmoothing) {
    int examples = logits.shape().dim(0);
    int classes = logits.shape().dim(1);
    double[] targets = new double[examples * classes];
    Arrays.fill(targets, labelSmoothing / classes);
    long[] labelled = Host.longs(labels);
    for (int n = 0; n < examples; n++) {
      if (labelled[n] < 0 || labelled[n] >= classes) {
        throw new IllegalArgumentException(
            "class " + labelled[n] + " of example " + n + " is not one of " + classes);
      }
      targets[n * classes + (int) labelled[n]] += 1 - labelSmoothing;
    }
    if (logits.isEmpty()) {
      return algebra.full(
          new TensorType(Shape.SCALAR, logits.dtype()), Layout.ROW_MAJOR, Double.NaN);
    }
    Value target = algebra.constant(targets, logits.type());
    Value log = logOfSoftmax(logits, 1);
    Value loss = algebra.timesInto(algebra.sum(algebra.multiply(log, target)), -1.0 / examples);
    return tape.record(
        loss,
        List.of(logits, labels),
        dy -> {
          Value excess = algebra.subtractInto(algebra.map(Exp::new, log), target);
          return new Value[] {
            algebra.multiplyInto(algebra.timesInto(excess, 1.0 / examples), dy), null
          };
        },
        log,
        target);
  }

  // ---- images

  @Override
  public Value batchNorm(
      Value x,
      Value scale,
      Value shift,
      Value runningMean,
      Value runningVariance,
      Op.BatchNorm options) {
    return normalisation.batchNorm(x, scale, shift, runningMean, runningVariance, options);
  }

  @Override
  public Value groupNorm(Value x, Value scale, Value shift, NormOp.GroupNorm options) {
    return normalisation.groupNorm(x, scale, shift, options);
  }

  @Override
  public Value layerNorm(Value x, Value scale, Value shift, NormOp.LayerNorm options) {
    return normalisation.layerNorm(x, scale, shift, options);
  }

  @Override
  public Value conv2d(Value x, Value weight, Value bias, Op.Conv2d options) {
    return convolution.conv2d(x, weight, bias, options);
  }

  @Override
  public Value convTranspose2d(
      Value x, Value weight, Value bias, SpatialOp.ConvTranspose2d options) {
    return convolution.convTranspose2d(x, weight, bias, options);
  }

  @Override
  public Value unfold2d(Value x, SpatialOp.Unfold2d o) {
    SpatialOp.Window w = o.window();
    int height = x.shape().dim(2);
    int width = x.shape().dim(3);
    return tape.record(
        convolution.unfold(x, w),
        List.of(x),
        dy -> new Value[] {convolution.fold(dy, height, width, w)});
  }

  @Override
  public Value fold2d(Value x, SpatialOp.Fold2d o) {
    return tape.record(
        convolution.fold(x, o.outH(), o.outW(), o.window()),
        List.of(x),
        dy -> new Value[] {convolution.unfold(dy, o.window())});
  }

  @Override
  public Value pool2d(Value x, Op.Pool2d options) {
    return pooling.pool2d(x, options);
  }

  @Override
  public Value adaptiveAveragePool2d(Value x, SpatialOp.AdaptiveAveragePool2d options) {
    return sampling.adaptiveAveragePool2d(x, options);
  }

  @Override
  public Value interpolate(Value x, SpatialOp.Interpolate options) {
    return sampling.interpolate(x, options);
  }

  @Override
  public Value gridSample(Value x, Value grid, SpatialOp.GridSample options) {
    return sampling.gridSample(x, grid, options);
  }
}
