package io.reprise.nd4j;

import io.reprise.tensor.Op;
import io.reprise.tensor.Shape;
import io.reprise.tensor.SpatialOp;
import io.reprise.tensor.TensorType;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Convolution of channels-last images with channels-last filters, as oneDNN runs it fastest. Groups
 * run one by one, except that a filter a channel has an operation of its own.
 */
final class Convolution {
  private static final int CHANNELS_LAST = 1;
  private static final int FILTERS_FIRST = 2;
  private static final int KERNEL_FIRST = 0;

  private final Algebra algebra;
  private final Tape tape;

  Convolution(Algebra algebra, Tape tape) {
    this.algebra = algebra;
    this.tape = tape;
  }

  Value conv2d(Value x, Value weight, Value bias, Op.Conv2d o) {
    Value y = forward(x, weight, o);
    if (bias != null) {
      algebra.addInto(y, algebra.perChannel(bias, y.rank()));
    }
    return tape.record(
        y,
        Arrays.asList(x, weight, bias),
        dy -> {
          Value last = algebra.channelsLast(dy);
          Value[] parts = backward(x, weight, last, o);
          return new Value[] {
            parts[0], parts[1], bias == null || !bias.tracked() ? null : algebra.channelSums(last)
          };
        },
        x,
        weight);
  }

  /** The result without a bias. */
  Value forward(Value x, Value weight, Op.Conv2d o) {
    TensorType out = o.infer(List.of(x.type(), weight.type()));
    if (isDepthwise(x, o)) {
      Value y = algebra.make(out, Layout.CHANNELS_LAST);
      run(
          "depthwise_conv2d",
          Algebra.arrays(algebra.channelsLast(x).dense(), depthwise(weight, o).dense()),
          Algebra.arrays(y.dense()),
          options(weight, o, KERNEL_FIRST),
          o);
      return y;
    }
    if (o.groups() == 1) {
      Value y = algebra.make(out, Layout.CHANNELS_LAST);
      run(
          "conv2d",
          Algebra.arrays(algebra.channelsLast(x).dense(), algebra.channelsLast(weight).dense()),
          Algebra.arrays(y.dense()),
          options(weight, o, FILTERS_FIRST),
          o);
      return y;
    }
    Value[] parts = new Value[o.groups()];
    for (int g = 0; g < parts.length; g++) {
      parts[g] = forward(group(x, 1, g, o), group(weight, 0, g, o), o.withGroups(1));
    }
    return algebra.concat(1, parts);
  }

  /** The gradients of input and weight, from a channels-last gradient of the result. */
  Value[] backward(Value x, Value weight, Value dy, Op.Conv2d o) {
    if (isDepthwise(x, o)) {
      return depthwiseBackward(x, weight, dy, o);
    }
    if (o.groups() == 1) {
      Value dx = algebra.make(x.type(), Layout.CHANNELS_LAST);
      Value dw = algebra.make(weight.type(), Layout.CHANNELS_LAST);
      run(
          "conv2d_bp",
          Algebra.arrays(
              algebra.channelsLast(x).dense(), algebra.channelsLast(weight).dense(), dy.dense()),
          Algebra.arrays(dx.dense(), dw.dense()),
          options(weight, o, FILTERS_FIRST),
          o);
      return new Value[] {dx, dw};
    }
    Value[] dx = new Value[o.groups()];
    Value[] dw = new Value[o.groups()];
    for (int g = 0; g < o.groups(); g++) {
      Value[] parts =
          backward(group(x, 1, g, o), group(weight, 0, g, o), group(dy, 1, g, o), o.withGroups(1));
      dx[g] = parts[0];
      dw[g] = parts[1];
    }
    return new Value[] {algebra.concat(1, dx), algebra.concat(0, dw)};
  }

  private Value group(Value x, int axis, int group, Op.Conv2d o) {
    int extent = x.shape().dim(axis) / o.groups();
    return algebra.channelsLast(algebra.slice(x, axis, group * extent, (group + 1) * extent, 1));
  }

  private static boolean isDepthwise(Value x, Op.Conv2d o) {
    return o.groups() > 1 && o.groups() == x.shape().dim(1);
  }

  /** Filters {@code [C * m, 1, kH, kW]} as {@code [kH, kW, C, m]}. */
  private Value depthwise(Value weight, Op.Conv2d o) {
    Shape w = weight.shape();
    int multiplier = w.dim(0) / o.groups();
    Value split = algebra.reshape(weight, Shape.of(o.groups(), multiplier, w.dim(2), w.dim(3)));
    return algebra.rowMajor(algebra.permute(split, 2, 3, 0, 1));
  }

  private Value[] depthwiseBackward(Value x, Value weight, Value dy, Op.Conv2d o) {
    Value w = depthwise(weight, o);
    Value dx = algebra.make(x.type(), Layout.CHANNELS_LAST);
    Value dw = algebra.like(w);
    run(
        "depthwise_conv2d_bp",
        Algebra.arrays(algebra.channelsLast(x).dense(), w.dense(), dy.dense()),
        Algebra.arrays(dx.dense(), dw.dense()),
        options(weight, o, KERNEL_FIRST),
        o);
    Value split = algebra.permute(dw, 2, 3, 0, 1);
    return new Value[] {dx, algebra.reshape(split, weight.shape())};
  }

  /**
   * The gradient of a convolution for its input, and where outputs beyond that were asked for, of
   * an input with zeros behind it.
   */
  Value convTranspose2d(Value x, Value weight, Value bias, SpatialOp.ConvTranspose2d o) {
    TensorType out = o.infer(List.of(x.type(), weight.type()));
    Op.Conv2d forward =
        new Op.Conv2d(
            o.strideH(),
            o.strideW(),
            o.paddingH(),
            o.paddingW(),
            o.dilationH(),
            o.dilationW(),
            o.groups());
    Shape full = forward.infer(List.of(out, weight.type())).shape();
    int[] none = new int[4];
    int[] behind = {0, 0, full.dim(2) - x.shape().dim(2), full.dim(3) - x.shape().dim(3)};
    Value padded = algebra.pad(algebra.channelsLast(x), none, behind, 0);
    Value image = algebra.full(out, Layout.CHANNELS_LAST, 0);
    Value y = backward(image, weight, padded, forward)[0];
    if (bias != null) {
      algebra.addInto(y, algebra.perChannel(bias, y.rank()));
    }
    return tape.record(
        y,
        Arrays.asList(x, weight, bias),
        dy -> {
          Value last = algebra.channelsLast(dy);
          return new Value[] {
            x.tracked() ? algebra.crop(forward(last, weight, forward), none, x.shape()) : null,
            weight.tracked() ? backward(last, weight, padded, forward)[1] : null,
            bias != null && bias.tracked() ? algebra.channelSums(last) : null
          };
        },
        padded,
        weight);
  }

  /** Windows as columns: {@code [N, C * kH * kW, L]}. */
  Value unfold(Value x, SpatialOp.Window w) {
    int images = x.shape().dim(0);
    int channels = x.shape().dim(1);
    int rows = w.rows(x.shape().dim(2));
    int columns = w.columns(x.shape().dim(3));
    Value y =
        algebra.make(
            x.dtype(),
            Layout.ROW_MAJOR,
            images,
            channels * w.kernelH() * w.kernelW(),
            rows * columns);
    algebra.run(
        "im2col",
        Algebra.arrays(algebra.rowMajor(x).dense()),
        Algebra.arrays(y.as(images, channels, w.kernelH(), w.kernelW(), rows, columns)),
        new double[] {0},
        w.kernelH(),
        w.kernelW(),
        w.strideH(),
        w.strideW(),
        w.paddingH(),
        w.paddingW(),
        w.dilationH(),
        w.dilationW(),
        0);
    return y;
  }

  /** Columns summed into images of an extent: the adjoint of {@link #unfold}. */
  Value fold(Value x, int height, int width, SpatialOp.Window w) {
    int images = x.shape().dim(0);
    int channels = x.shape().dim(1) / (w.kernelH() * w.kernelW());
    Value y = algebra.make(x.dtype(), Layout.ROW_MAJOR, images, channels, height, width);
    algebra.run(
        "col2im",
        Algebra.arrays(
            algebra
                .rowMajor(x)
                .as(images, channels, w.kernelH(), w.kernelW(), w.rows(height), w.columns(width))),
        Algebra.arrays(y.dense()),
        w.strideH(),
        w.strideW(),
        w.paddingH(),
        w.paddingW(),
        height,
        width,
        w.dilationH(),
        w.dilationW(),
        0);
    return y;
  }

  /**
   * ND4J asks oneDNN for dilated convolutions in a way that oneDNN refuses: those go without it.
   */
  private void run(String name, INDArray[] in, INDArray[] out, int[] options, Op.Conv2d o) {
    if (o.dilationH() > 1 || o.dilationW() > 1) {
      algebra.runWithoutOneDnn(name, in, out, options);
    } else {
      algebra.run(name, in, out, options);
    }
  }

  private static int[] options(Value weight, Op.Conv2d o, int weightFormat) {
    int explicitPadding = 0;
    return new int[] {
      weight.shape().dim(2),
      weight.shape().dim(3),
      o.strideH(),
      o.strideW(),
      o.paddingH(),
      o.paddingW(),
      o.dilationH(),
      o.dilationW(),
      explicitPadding,
      CHANNELS_LAST,
      weightFormat
    };
  }
}
