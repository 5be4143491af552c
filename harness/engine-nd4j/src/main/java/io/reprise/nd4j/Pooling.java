package io.reprise.nd4j;

import io.reprise.tensor.DType;
import io.reprise.tensor.Op;
import io.reprise.tensor.Shape;
import io.reprise.tensor.TensorType;
import java.util.List;

/**
 * Pooling of channels-last images. Padding, and what a last window reaches beyond the image, is
 * written out first; an average's divisor is mended afterwards. That leaves ND4J the one case that
 * it computes as PyTorch does.
 */
final class Pooling {
  private final Algebra algebra;
  private final Tape tape;

  Pooling(Algebra algebra, Tape tape) {
    this.algebra = algebra;
    this.tape = tape;
  }

  Value pool2d(Value x, Op.Pool2d o) {
    boolean max = o.pooling() == Op.Pooling.MAX;
    String name = max ? "maxpool2d" : "avgpool2d";
    TensorType out = o.infer(List.of(x.type()));
    int[] before = {0, 0, o.paddingH(), o.paddingW()};
    int[] after = {
      0,
      0,
      beyond(x.shape().dim(2), out.shape().dim(2), o.kernelH(), o.strideH(), o.paddingH()),
      beyond(x.shape().dim(3), out.shape().dim(3), o.kernelW(), o.strideW(), o.paddingW())
    };
    Value padded =
        algebra.pad(algebra.channelsLast(x), before, after, max ? Double.NEGATIVE_INFINITY : 0);
    Value pooled = algebra.make(out, Layout.CHANNELS_LAST);
    algebra.run(name, Algebra.arrays(padded.dense()), Algebra.arrays(pooled.dense()), options(o));
    Value y = max && !algebra.sumsToANumber(x) ? withNaNs(padded, pooled, o) : pooled;
    Value mend = max ? null : divisors(x, out, o);
    if (mend != null) {
      algebra.multiplyInto(y, mend);
    }
    return tape.record(
        y,
        List.of(x),
        dy -> {
          Value g = algebra.channelsLast(mend == null ? dy : algebra.multiply(dy, mend));
          Value dx = algebra.like(padded);
          algebra.run(
              name + "_bp",
              Algebra.arrays(padded.dense(), g.dense()),
              Algebra.arrays(dx.dense()),
              options(o));
          return new Value[] {algebra.crop(dx, before, x.shape())};
        },
        max || mend == null ? new Value[] {padded} : new Value[] {padded, mend});
  }

  /** ND4J's maximum drops a NaN: puts it back where a window holds one. */
  private Value withNaNs(Value padded, Value y, Op.Pool2d o) {
    Value isNaN = algebra.indicator("not_equals", padded, padded);
    Value any = algebra.like(y);
    algebra.run(
        "maxpool2d", Algebra.arrays(isNaN.dense()), Algebra.arrays(any.dense()), options(o));
    Value nowhere = algebra.binary("equals", any, algebra.zeros(any), DType.BOOL);
    return algebra.select(nowhere, y, algebra.full(y.type(), y.layout(), Double.NaN));
  }

  /** Elements that the last window reaches beyond the image, padding included. */
  private static int beyond(int extent, int windows, int kernel, int stride, int padding) {
    return Math.max(0, (windows - 1) * stride + kernel - padding - extent);
  }

  private static int[] options(Op.Pool2d o) {
    int channelsLast = 1;
    int explicitPadding = 0;
    int unused = 1;
    return new int[] {
      o.kernelH(),
      o.kernelW(),
      o.strideH(),
      o.strideW(),
      0,
      0,
      1,
      1,
      explicitPadding,
      unused,
      channelsLast
    };
  }

  /** What turns a window's mean over its full area into the mean asked for; null if nothing. */
  private Value divisors(Value x, TensorType out, Op.Pool2d o) {
    int height = out.shape().dim(2);
    int width = out.shape().dim(3);
    double[] factors = new double[height * width];
    boolean mends = false;
    for (int i = 0; i < height; i++) {
      for (int j = 0; j < width; j++) {
        double counted =
            counted(i, x.shape().dim(2), o.kernelH(), o.strideH(), o.paddingH(), o.countPadding())
                * counted(
                    j, x.shape().dim(3), o.kernelW(), o.strideW(), o.paddingW(), o.countPadding());
        factors[i * width + j] = o.kernelH() * o.kernelW() / counted;
        mends |= factors[i * width + j] != 1;
      }
    }
    return mends
        ? algebra.constant(factors, new TensorType(Shape.of(1, 1, height, width), x.dtype()))
        : null;
  }

  /** Elements of a window that an average counts along one axis. */
  private static double counted(
      int window, int extent, int kernel, int stride, int padding, boolean countPadding) {
    int start = window * stride - padding;
    int end = Math.min(start + kernel, extent + padding);
    return countPadding ? end - start : Math.min(end, extent) - Math.max(start, 0);
  }
}
