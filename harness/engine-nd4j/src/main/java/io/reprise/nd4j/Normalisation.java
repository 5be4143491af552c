package io.reprise.nd4j;

import io.reprise.tensor.NormOp;
import io.reprise.tensor.Op;
import io.reprise.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.nd4j.linalg.api.ops.impl.transforms.floating.RSqrt;

/**
 * Batch normalisation out of column sums and row operations on channels-last values: ND4J's own
 * gradient takes six times as long.
 */
final class Normalisation {
  private final Algebra algebra;
  private final Tape tape;

  Normalisation(Algebra algebra, Tape tape) {
    this.algebra = algebra;
    this.tape = tape;
  }

  Value batchNorm(
      Value x, Value scale, Value shift, Value runningMean, Value runningVariance, Op.BatchNorm o) {
    List<Value> inputs = Arrays.asList(x, scale, shift, null, null);
    if (!o.training()) {
      Value inverse = inverseDeviation(runningVariance, o);
      Value centre = algebra.copy(runningMean);
      return tape.record(
          affine(x, centre, algebra.multiply(inverse, scale), shift),
          inputs,
          dy -> evaluationGradients(x, scale, shift, centre, inverse, dy),
          x,
          scale,
          centre,
          inverse);
    }
    double count = (double) x.shape().elements() / x.shape().dim(1);
    Value mean = algebra.timesInto(algebra.channelSums(x), 1 / count);
    Value centred = algebra.subtract(algebra.channelsLast(x), algebra.perChannel(mean, x.rank()));
    Value variance = algebra.timesInto(algebra.channelSums(algebra.square(centred)), 1 / count);
    Value inverse = inverseDeviation(variance, o);
    move(runningMean, mean, o.momentum(), 1);
    move(runningVariance, variance, o.momentum(), count / (count - 1));
    Value y =
        algebra.multiply(centred, algebra.perChannel(algebra.multiply(inverse, scale), x.rank()));
    algebra.addInto(y, algebra.perChannel(shift, x.rank()));
    return tape.record(
        y,
        inputs,
        dy -> trainingGradients(x, scale, centred, inverse, count, dy),
        scale,
        centred,
        inverse);
  }

  private Value inverseDeviation(Value variance, Op.BatchNorm o) {
    return algebra.mapInto(algebra.plus(variance, o.epsilon()), RSqrt::new);
  }

  /** {@code (x - mean) * factor + shift} a channel. */
  private Value affine(Value x, Value mean, Value factor, Value shift) {
    Value offset = algebra.subtract(shift, algebra.multiply(mean, factor));
    Value y = algebra.multiply(algebra.channelsLast(x), algebra.perChannel(factor, x.rank()));
    return algebra.addInto(y, algebra.perChannel(offset, x.rank()));
  }

  /** {@code running = (1 - momentum) * running + momentum * factor * batch}, in place. */
  private void move(Value running, Value batch, double momentum, double factor) {
    algebra.timesInto(running, 1 - momentum);
    algebra.addInto(running, algebra.times(batch, momentum * factor));
    running.buffer().updated();
  }

  private Value[] trainingGradients(
      Value x, Value scale, Value centred, Value inverse, double count, Value dy) {
    Value last = algebra.channelsLast(dy);
    Value product = algebra.multiply(last, centred);
    Value productSum = algebra.channelSums(product);
    Value sum = algebra.channelSums(last);
    Value dx = null;
    if (x.tracked()) {
      int rank = x.rank();
      Value factor = algebra.multiply(inverse, scale);
      Value slope =
          algebra.timesInto(
              algebra.multiply(algebra.multiply(productSum, factor), algebra.square(inverse)),
              -1 / count);
      Value offset = algebra.timesInto(algebra.multiply(sum, factor), -1 / count);
      dx = algebra.multiply(last, algebra.perChannel(factor, rank));
      algebra.addInto(dx, algebra.multiply(centred, algebra.perChannel(slope, rank)));
      algebra.addInto(dx, algebra.perChannel(offset, rank));
    }
    return new Value[] {
      dx, scale.tracked() ? algebra.multiply(productSum, inverse) : null, sum, null, null
    };
  }

  private Value[] evaluationGradients(
      Value x, Value scale, Value shift, Value mean, Value inverse, Value dy) {
    Value dx =
        x.tracked()
            ? algebra.multiply(dy, algebra.perChannel(algebra.multiply(inverse, scale), x.rank()))
            : null;
    Value dScale = null;
    if (scale.tracked()) {
      Value centred = algebra.subtract(algebra.channelsLast(x), algebra.perChannel(mean, x.rank()));
      dScale = algebra.multiply(algebra.channelSums(algebra.multiplyInto(centred, dy)), inverse);
    }
    return new Value[] {dx, dScale, shift.tracked() ? algebra.channelSums(dy) : null, null, null};
  }

  Value layerNorm(Value x, Value scale, Value shift, NormOp.LayerNorm o) {
    long length = o.normalized(x.shape()).elements();
    return byRows(x, length, scale, shift, v -> v, o.epsilon());
  }

  Value groupNorm(Value x, Value scale, Value shift, NormOp.GroupNorm o) {
    long length = x.shape().elements() / ((long) x.shape().dim(0) * o.groups());
    int[] perChannel = new int[x.rank() - 1];
    Arrays.fill(perChannel, 1);
    perChannel[0] = x.shape().dim(1);
    return byRows(
        x, length, scale, shift, v -> algebra.reshape(v, Shape.of(perChannel)), o.epsilon());
  }

  /**
   * Normalises every run of so many elements in row-major order.
   *
   * @param aligned makes a scale or shift broadcast along the input
   */
  private Value byRows(
      Value x,
      long length,
      Value scale,
      Value shift,
      UnaryOperator<Value> aligned,
      double epsilon) {
    Shape rows = Shape.of(Math.toIntExact(x.shape().elements() / length), Math.toIntExact(length));
    Value row = algebra.reshape(x, rows);
    Value normal = algebra.subtract(row, mean(row));
    Value inverse =
        algebra.mapInto(algebra.plusInto(mean(algebra.square(normal)), epsilon), RSqrt::new);
    algebra.multiplyInto(normal, inverse);
    Value y = algebra.reshape(normal, x.shape());
    if (scale != null) {
      y = algebra.multiply(y, aligned.apply(scale));
      algebra.addInto(y, aligned.apply(shift));
    }
    return tape.record(
        y,
        Arrays.asList(x, scale, shift),
        dy -> {
          Value straight = algebra.rowMajor(dy);
          Value byScale =
              scale == null ? straight : algebra.multiply(straight, aligned.apply(scale));
          Value g = algebra.reshape(byScale, rows);
          Value product = algebra.multiply(g, normal);
          Value along = algebra.multiply(normal, mean(product));
          Value dx = algebra.subtractInto(algebra.subtract(g, mean(g)), along);
          algebra.multiplyInto(dx, inverse);
          Value byNormal =
              scale == null ? null : algebra.multiply(straight, algebra.reshape(normal, x.shape()));
          return new Value[] {
            algebra.reshape(dx, x.shape()),
            scale == null ? null : summed(byNormal, aligned, scale),
            scale == null ? null : summed(straight, aligned, shift)
          };
        },
        scale,
        normal,
        inverse);
  }

  private Value mean(Value rows) {
    return algebra.timesInto(algebra.reduce(Op.Reduction.SUM, rows, 1), 1.0 / rows.shape().dim(1));
  }

  private Value summed(Value gradient, UnaryOperator<Value> aligned, Value parameter) {
    return algebra.reshape(
        algebra.sumTo(gradient, aligned.apply(parameter).shape()), parameter.shape());
  }
}
