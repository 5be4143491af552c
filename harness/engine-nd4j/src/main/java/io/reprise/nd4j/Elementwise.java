package io.reprise.nd4j;

import io.reprise.tensor.Binary;
import io.reprise.tensor.DType;
import io.reprise.tensor.Unary;
import java.util.List;
import org.nd4j.linalg.api.ops.impl.scalar.Pow;
import org.nd4j.linalg.api.ops.impl.scalar.RectifiedLinear;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarDivision;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMax;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMin;
import org.nd4j.linalg.api.ops.impl.scalar.Step;
import org.nd4j.linalg.api.ops.impl.transforms.floating.RSqrt;
import org.nd4j.linalg.api.ops.impl.transforms.floating.Sqrt;
import org.nd4j.linalg.api.ops.impl.transforms.same.Abs;
import org.nd4j.linalg.api.ops.impl.transforms.same.Ceil;
import org.nd4j.linalg.api.ops.impl.transforms.same.Floor;
import org.nd4j.linalg.api.ops.impl.transforms.same.Negative;
import org.nd4j.linalg.api.ops.impl.transforms.same.Reciprocal;
import org.nd4j.linalg.api.ops.impl.transforms.same.Sign;
import org.nd4j.linalg.api.ops.impl.transforms.strict.ACos;
import org.nd4j.linalg.api.ops.impl.transforms.strict.ASin;
import org.nd4j.linalg.api.ops.impl.transforms.strict.ATan;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Cos;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Erf;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Exp;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Log;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Rint;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Sigmoid;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Sin;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Tanh;

/** Functions of single elements and of pairs of them. */
final class Elementwise {
  private final Algebra algebra;
  private final Tape tape;

  Elementwise(Algebra algebra, Tape tape) {
    this.algebra = algebra;
    this.tape = tape;
  }

  Value unary(Unary function, Value x) {
    Value y = value(function, x);
    return tape.record(
        y, List.of(x), dy -> new Value[] {gradient(function, x, y, dy)}, read(function, x, y));
  }

  /** What the derivative is computed from; null if nothing. */
  private static Value read(Unary function, Value x, Value y) {
    return switch (function) {
      case NEG, SIGN, FLOOR, CEIL, ROUND -> null;
      case EXP, SQRT, RSQRT, RELU, SIGMOID, TANH, RECIPROCAL, EXPM1 -> y;
      case ABS, LOG, SQUARE, LOG1P, SIN, COS, ASIN, ACOS, ATAN, ERF, SOFTPLUS -> x;
    };
  }

  private Value value(Unary function, Value x) {
    return switch (function) {
      case NEG -> algebra.map(Negative::new, x);
      case ABS -> algebra.map(Abs::new, x);
      case SIGN -> algebra.map(Sign::new, x);
      case EXP -> algebra.map(Exp::new, x);
      case LOG -> algebra.map(Log::new, x);
      case SQRT -> algebra.map(Sqrt::new, x);
      case RSQRT -> algebra.map(RSqrt::new, x);
      case SQUARE -> algebra.square(x);
      case RELU -> algebra.map((a, z) -> new RectifiedLinear(a, z, 0), x);
      case SIGMOID -> algebra.map(Sigmoid::new, x);
      case TANH -> algebra.map(Tanh::new, x);
      case RECIPROCAL -> algebra.map(Reciprocal::new, x);
      case LOG1P -> log1p(x);
      case EXPM1 -> expm1(x);
      case SIN -> algebra.map(Sin::new, x);
      case COS -> algebra.map(Cos::new, x);
      case ASIN -> algebra.map(ASin::new, x);
      case ACOS -> algebra.map(ACos::new, x);
      case ATAN -> algebra.map(ATan::new, x);
      case ERF -> algebra.map(Erf::new, x);
      case FLOOR -> algebra.map(Floor::new, x);
      case CEIL -> algebra.map(Ceil::new, x);
      case ROUND -> algebra.map(Rint::new, x);
      case SOFTPLUS -> softplus(x);
    };
  }

  /**
   * ND4J's own is {@code log(1 + x)} to the letter, which is 0 for small x. Near 0 the rounding of
   * {@code u = 1 + x} is undone: {@code log(u) * x / (u - 1)} (Kahan).
   */
  private Value log1p(Value x) {
    Value u = algebra.plus(x, 1);
    Value log = algebra.map(Log::new, u);
    Value rounded = algebra.plusInto(u, -1);
    Value mended = algebra.divideInto(algebra.multiply(log, x), rounded);
    return nearZero(x, rounded, mended, log);
  }

  /** As {@link #log1p}: near 0, {@code (u - 1) * x / log(u)} for {@code u = exp(x)}. */
  private Value expm1(Value x) {
    Value u = algebra.map(Exp::new, x);
    Value log = algebra.map(Log::new, u);
    Value rounded = algebra.plusInto(u, -1);
    Value mended = algebra.divideInto(algebra.multiply(rounded, x), log);
    return nearZero(x, rounded, mended, rounded);
  }

  /** {@code far}, but for |x| below a half {@code mended}, and x itself where that is 0 / 0. */
  private Value nearZero(Value x, Value rounded, Value mended, Value far) {
    Value zeros = algebra.zeros(x);
    Value near = algebra.select(algebra.binary("equals", rounded, zeros, DType.BOOL), x, mended);
    Value half = algebra.full(x.type(), x.layout(), 0.5);
    Value small = algebra.binary("less", algebra.map(Abs::new, x), half, DType.BOOL);
    return algebra.select(small, near, far);
  }

  /** {@code max(x, 0) + log(1 + exp(-|x|))}, which cannot overflow. */
  private Value softplus(Value x) {
    Value rest = algebra.timesInto(algebra.map(Abs::new, x), -1);
    Value positive = algebra.map((a, z) -> new RectifiedLinear(a, z, 0), x);
    return algebra.addInto(positive, log1p(algebra.mapInto(rest, Exp::new)));
  }

  /** The product of {@code dy} with the derivative; null where that is 0 everywhere. */
  private Value gradient(Unary function, Value x, Value y, Value dy) {
    return switch (function) {
      case NEG -> algebra.map(Negative::new, dy);
      case ABS -> algebra.multiplyInto(algebra.map(Sign::new, x), dy);
      case SIGN, FLOOR, CEIL, ROUND -> null;
      case EXP -> algebra.multiply(dy, y);
      case LOG -> algebra.divide(dy, x);
      case SQRT -> algebra.divideInto(algebra.times(dy, 0.5), y);
      case RSQRT ->
          algebra.multiplyInto(
              algebra.timesInto(algebra.multiplyInto(algebra.square(y), y), -0.5), dy);
      case SQUARE -> algebra.timesInto(algebra.multiply(dy, x), 2);
      case RELU -> algebra.multiplyInto(algebra.map((a, z) -> new Step(a, z, 0), y), dy);
      case SIGMOID ->
          algebra.multiplyInto(algebra.subtractInto(algebra.copy(y), algebra.square(y)), dy);
      case TANH -> algebra.multiplyInto(oneMinusSquare(y), dy);
      case RECIPROCAL -> algebra.multiplyInto(algebra.timesInto(algebra.square(y), -1), dy);
      case LOG1P -> algebra.divide(dy, algebra.plus(x, 1));
      case EXPM1 -> algebra.multiply(dy, algebra.plus(y, 1));
      case SIN -> algebra.multiplyInto(algebra.map(Cos::new, x), dy);
      case COS -> algebra.multiplyInto(algebra.timesInto(algebra.map(Sin::new, x), -1), dy);
      case ASIN -> algebra.multiplyInto(algebra.mapInto(oneMinusSquare(x), RSqrt::new), dy);
      case ACOS ->
          algebra.multiplyInto(
              algebra.timesInto(algebra.mapInto(oneMinusSquare(x), RSqrt::new), -1), dy);
      case ATAN -> algebra.divide(dy, algebra.plusInto(algebra.square(x), 1));
      case ERF ->
          algebra.multiplyInto(
              algebra.timesInto(
                  algebra.mapInto(algebra.timesInto(algebra.square(x), -1), Exp::new),
                  2 / Math.sqrt(Math.PI)),
              dy);
      case SOFTPLUS -> algebra.multiplyInto(algebra.map(Sigmoid::new, x), dy);
    };
  }

  private Value oneMinusSquare(Value x) {
    return algebra.plusInto(algebra.timesInto(algebra.square(x), -1), 1);
  }

  Value binary(Binary function, Value a, Value b) {
    Value y = value(function, a, b);
    return tape.record(
        y,
        List.of(a, b),
        dy -> new Value[] {left(function, a, b, y, dy), right(function, a, b, y, dy)},
        read(function, a, b, y));
  }

  private static Value[] read(Binary function, Value a, Value b, Value y) {
    return switch (function) {
      case ADD, SUB -> new Value[0];
      case MUL -> new Value[] {b.tracked() ? a : null, a.tracked() ? b : null};
      case DIV -> new Value[] {b, b.tracked() ? y : null};
      case POW -> new Value[] {a, b, b.tracked() ? y : null};
      case MAXIMUM, MINIMUM -> new Value[] {a, b};
    };
  }

  private Value value(Binary function, Value a, Value b) {
    return switch (function) {
      case ADD -> algebra.add(a, b);
      case SUB -> algebra.subtract(a, b);
      case MUL -> algebra.multiply(a, b);
      case DIV -> algebra.divide(a, b);
      case POW -> algebra.binary("Pow", a, b, a.dtype());
      case MAXIMUM -> extreme("maximum", a, b);
      case MINIMUM -> extreme("minimum", a, b);
    };
  }

  /** ND4J's extremes drop a NaN; adding {@code 0 * (a + b)} would spoil infinities. */
  private Value extreme(String name, Value a, Value b) {
    Value y = algebra.binary(name, a, b, a.dtype());
    if (!a.dtype().isFloating()) {
      return y;
    }
    Value x = algebra.ordered(algebra.broadcast(a, y.shape()), y.layout());
    Value z = algebra.ordered(algebra.broadcast(b, y.shape()), y.layout());
    Value same = algebra.binary("equals", x, x, DType.BOOL);
    Value other = algebra.binary("equals", z, z, DType.BOOL);
    return algebra.select(same, algebra.select(other, y, z), x);
  }

  private Value left(Binary function, Value a, Value b, Value y, Value dy) {
    if (!a.tracked()) {
      return null;
    }
    Value full =
        switch (function) {
          case ADD, SUB -> dy;
          case MUL -> algebra.multiply(dy, b);
          case DIV -> algebra.divide(dy, b);
          case POW ->
              algebra.multiplyInto(
                  algebra.multiply(
                      algebra.broadcast(b, y.shape()),
                      algebra.binary("Pow", a, algebra.plus(b, -1), a.dtype())),
                  dy);
          case MAXIMUM -> share("greater", a, b, dy);
          case MINIMUM -> share("less", a, b, dy);
        };
    return algebra.sumTo(full, a.shape());
  }

  private Value right(Binary function, Value a, Value b, Value y, Value dy) {
    if (!b.tracked()) {
      return null;
    }
    Value full =
        switch (function) {
          case ADD -> dy;
          case SUB -> algebra.map(Negative::new, dy);
          case MUL -> algebra.multiply(dy, a);
          case DIV -> algebra.timesInto(algebra.divideInto(algebra.multiply(dy, y), b), -1);
          case POW -> algebra.multiply(algebra.multiply(dy, y), logOrZero(a, y));
          case MAXIMUM -> share("greater", b, a, dy);
          case MINIMUM -> share("less", b, a, dy);
        };
    return algebra.sumTo(full, b.shape());
  }

  /** The logarithm of the base, but 0 where the power is 0, as PyTorch has it. */
  private Value logOrZero(Value base, Value power) {
    Value log = algebra.broadcast(algebra.map(Log::new, base), power.shape());
    Value zeros = algebra.zeros(log);
    return algebra.select(algebra.binary("equals", power, zeros, DType.BOOL), zeros, log);
  }

  /** The gradient of an extreme for the side that wins, half of it on a tie. */
  private Value share(String wins, Value own, Value other, Value dy) {
    Value tie = algebra.timesInto(algebra.indicator("equals", own, other), 0.5);
    return algebra.multiplyInto(algebra.addInto(algebra.indicator(wins, own, other), tie), dy);
  }

  Value withConstant(Binary function, Value x, double c) {
    if (function == Binary.MAXIMUM || function == Binary.MINIMUM) {
      return binary(function, x, algebra.full(x.type(), x.layout(), c));
    }
    Value y =
        switch (function) {
          case ADD -> algebra.plus(x, c);
          case SUB -> algebra.plus(x, -c);
          case MUL -> algebra.times(x, c);
          case DIV -> quotient(x, c);
          case POW -> power(x, c);
          case MAXIMUM, MINIMUM -> throw new IllegalStateException("handled above");
        };
    return tape.record(
        y,
        List.of(x),
        dy ->
            new Value[] {
              switch (function) {
                case ADD, SUB, MAXIMUM, MINIMUM -> dy;
                case MUL -> algebra.times(dy, c);
                case DIV -> quotient(dy, c);
                case POW ->
                    c == 0 ? null : algebra.multiplyInto(algebra.timesInto(power(x, c - 1), c), dy);
              }
            });
  }

  private Value quotient(Value x, double divisor) {
    return algebra.map((a, z) -> new ScalarDivision(a, null, z, divisor), x);
  }

  private Value power(Value x, double exponent) {
    return algebra.map((a, z) -> new Pow(a, z, exponent), x);
  }

  /** ND4J's limits drop a NaN; two comparisons keep it. */
  Value clamp(Value x, double min, double max) {
    Value y =
        algebra.mapInto(
            algebra.map((a, z) -> new ScalarMax(a, null, z, min), x),
            (a, z) -> new ScalarMin(a, null, z, max));
    Value kept = algebra.select(algebra.binary("equals", x, x, DType.BOOL), y, x);
    return tape.record(
        kept,
        List.of(x),
        dy -> new Value[] {algebra.multiplyInto(algebra.indicator("equals", kept, x), dy)},
        kept,
        x);
  }
}
