package io.reprise.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.tensor.Binary;
import io.reprise.tensor.Comparison;
import io.reprise.tensor.DType;
import io.reprise.tensor.Logical;
import io.reprise.tensor.Op;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import io.reprise.tensor.Unary;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Functions of single elements, comparisons, masks, casts and custom gradients. */
public abstract class ElementwiseConformance extends EngineConformance {
  private static final NdArray HALVES =
      NdArray.of(Shape.of(2, 3), -1, 0.5, 2, 0.5, -0.5, Double.NaN);

  @Test
  void unaryFunctionsAgreeOnAllNumbersTheyTake() {
    for (Unary f : Unary.values()) {
      conforms(f, within(f, normal("x", 3, 4)));
      conforms(f, within(f, normal("scalar")));
      agrees(f, normal("empty", 0, 3));
    }
  }

  /** Numbers moved to where a function is defined. */
  static NdArray within(Unary f, NdArray x) {
    return switch (f) {
      case LOG, SQRT, RSQRT -> NdArray.build(x.type(), i -> 0.5 + Math.abs(x.at(i)));
      case LOG1P -> NdArray.build(x.type(), i -> Math.abs(x.at(i)) - 0.5);
      case ASIN, ACOS -> NdArray.build(x.type(), i -> 0.9 * Math.tanh(x.at(i)));
      default -> x;
    };
  }

  @Test
  void unaryFunctionsPassNaNOn() {
    for (Unary f : Unary.values()) {
      Tensor y = engine().apply(f, vector(Double.NaN, 1, Double.NaN));
      if (f != Unary.SIGN) {
        assertTrue(Double.isNaN(read(y)[0]) && Double.isNaN(read(y)[2]), f.label());
      }
      assertTrue(Double.isFinite(read(y)[1]), f.label());
    }
  }

  @Test
  void unaryFunctionsTakeInfinitiesAndZeros() {
    double inf = Double.POSITIVE_INFINITY;
    assertValues(vector(-inf, inf, 0).exp(), 0, inf, 1);
    assertValues(vector(0, inf).log(), -inf, inf);
    assertValues(vector(0, inf).rsqrt(), inf, 0);
    assertValues(vector(-inf, inf, 0).tanh(), -1, 1, 0);
    assertValues(vector(-inf, inf, 0).sigmoid(), 0, 1, 0.5);
    assertValues(vector(-inf, inf, 0).relu(), 0, inf, 0);
    assertValues(vector(-inf, inf, 0).softplus(), 0, inf, Math.log(2));
    assertValues(vector(-inf, inf, 0).erf(), -1, 1, 0);
    assertValues(vector(-inf, inf).atan(), -Math.PI / 2, Math.PI / 2);
    assertValues(vector(-inf, inf, 0).reciprocal(), 0, 0, inf);
    assertValues(vector(-inf, inf).expm1(), -1, inf);
    assertValues(vector(-1, inf).log1p(), -inf, inf);
    assertValues(vector(-inf, inf).floor(), -inf, inf);
  }

  @Test
  void softplusIsExactAndDifferentiableForLargeInputs() {
    double[] x = {-1e4, -200, -50, -20, -1, 1, 20, 35, 45, 50, 200, 1e4};
    NdArray numbers = NdArray.of(Shape.of(x.length), x);
    agrees(Unary.SOFTPLUS, numbers);
    agrees(Unary.SOFTPLUS, numbers.cast(DType.FLOAT64));
    Tensor p = parameter(numbers);
    double[] slopes = Arrays.stream(x).map(v -> 1 / (1 + Math.exp(-v))).toArray();
    assertClose("slope of softplus", slopes, read(gradient(p.softplus(), p)));
    assertEquals(Math.exp(-20), read(vector(-20).softplus())[0], 1e-6 * Math.exp(-20));
  }

  @Test
  void log1pAndExpm1KeepSmallNumbers() {
    for (double x : new double[] {1e-10, -3e-9}) {
      assertEquals(x, read(vector(x).log1p())[0], 1e-6 * Math.abs(x));
      assertEquals(x, read(vector(x).expm1())[0], 1e-6 * Math.abs(x));
    }
  }

  @Test
  void roundingTakesTheEvenNumberOfTwoAndHasNoSlope() {
    double[] x = {-2.5, -1.5, -0.5, 0.5, 1.5, 2.5, 2.4, -2.6};
    Tensor p = parameter(x);
    assertValues(p.round(), -2, -2, 0, 0, 2, 2, 2, -3);
    assertValues(p.floor(), -3, -2, -1, 0, 1, 2, 2, -3);
    assertValues(p.ceil(), -2, -1, 0, 1, 2, 3, 3, -2);
    for (Tensor y : List.of(p.round(), p.floor(), p.ceil())) {
      assertValues(gradient(y, p), new double[x.length]);
    }
  }

  @Test
  void logicOfMasksAgreesAndBroadcasts() {
    NdArray wide = NdArray.mask(Shape.of(2, 4), 0, 0, 1, 1, 1, 0, 1, 0);
    for (Logical f : Logical.values()) {
      agrees(f, wide, NdArray.mask(Shape.of(2, 4), 0, 1, 0, 1, 1, 1, 0, 0));
      agrees(f, wide, mask(0, 1, 0, 1));
      agrees(f, NdArray.mask(Shape.of(2, 1), 0, 1), mask(0, 1));
      agrees(f, mask(), mask());
    }
    agrees(new Op.Not(), wide);
    agrees(new Op.Not(), mask());
  }

  @Test
  void gradientsAtTheKinkAreThoseOfPyTorch() {
    Tensor x = parameter(-1, 0, 1);
    assertValues(gradient(x.relu(), x), 0, 0, 1);
    assertValues(gradient(x.abs(), x), -1, 0, 1);
    assertValues(gradient(x.sign(), x), 0, 0, 0);
    assertValues(gradient(x.clamp(-1, 0.5), x), 1, 1, 0);
  }

  @Test
  void binaryFunctionsAgreeOnEqualShapesAndWhateverBroadcasts() {
    for (Binary f : Binary.values()) {
      NdArray wide = f == Binary.POW ? positive("a", 2, 3, 4) : normal("a", 2, 3, 4);
      conforms(f, wide, positive("b", 2, 3, 4));
      conforms(f, wide, positive("row", 4));
      conforms(f, wide, positive("column", 3, 1));
      conforms(f, wide, positive("number"));
      conforms(f, positive("c", 2, 1, 4), positive("d", 3, 1));
      agrees(f, positive("empty", 0, 4), positive("row", 4));
    }
  }

  @Test
  void binaryFunctionsWithAConstantAgree() {
    for (Binary f : Binary.values()) {
      conforms(f.with(1.75), positive("x", 2, 5));
    }
    conforms(Binary.POW.with(2), normal("x", 2, 5));
    conforms(Binary.SUB.with(-3), normal("x", 1));
    agrees(Binary.ADD.with(2), normal("x", 0));
  }

  @Test
  void maximumAndMinimumPassNaNOn() {
    for (Binary f : List.of(Binary.MAXIMUM, Binary.MINIMUM)) {
      double[] y = read(engine().apply(f, vector(Double.NaN, 1, 2), vector(0, Double.NaN, 2)));
      assertTrue(Double.isNaN(y[0]) && Double.isNaN(y[1]) && y[2] == 2, f.label());
    }
  }

  @Test
  void tiesOfMaximumAndMinimumShareTheGradient() {
    Tensor a = parameter(1, 2, 3);
    Tensor b = parameter(1, 3, 2);
    List<Tensor> up = engine().gradients(a.maximum(b).sum(), List.of(a, b));
    assertValues(up.get(0), 0.5, 0, 1);
    assertValues(up.get(1), 0.5, 1, 0);
    List<Tensor> down = engine().gradients(a.minimum(b).sum(), List.of(a, b));
    assertValues(down.get(0), 0.5, 1, 0);
    assertValues(down.get(1), 0.5, 0, 1);
  }

  @Test
  void arithmeticOfInt64StaysInt64() {
    agrees(Binary.ADD, longs(1L << 53, -2, 3), longs(1, 5, 7));
    agrees(Binary.SUB, longs(4, -2, 3), longs(1, 5, 7));
    agrees(Binary.MUL, longs(4, -2, 3), longs(1, 5, 7));
    agrees(Binary.MAXIMUM, longs(4, -2, 3), longs(1, 5, 7));
    agrees(Binary.MINIMUM, longs(4, -2, 3), longs(1, 5, 7));
  }

  @Test
  void comparisonsAgreeAndBroadcast() {
    for (Comparison c : Comparison.values()) {
      NdArray a = NdArray.of(Shape.of(2, 3), 1, 2, 3, 3, 2, 1);
      agrees(c, a, NdArray.of(Shape.of(3), 1, 2, 2));
      agrees(c, a, NdArray.of(Shape.of(2, 1), 2, 3));
      agrees(c, longs(1, 2, 3), longs(3, 2, 1));
      agrees(c, normal("empty", 0), normal("empty", 0));
    }
  }

  @Test
  void everyComparisonWithNaNIsFalseButInequality() {
    for (Comparison c : Comparison.values()) {
      Tensor y = engine().apply(c, vector(Double.NaN, 1), vector(Double.NaN, Double.NaN));
      long expected = c == Comparison.NE ? 1 : 0;
      assertArrayEquals(new long[] {expected, expected}, y.toLongs(), c.label());
    }
  }

  @Test
  void clampAgreesAndPassesNaNOn() {
    conforms(new Op.Clamp(-0.5, 0.7), normal("x", 4, 5));
    conforms(new Op.Clamp(0, Double.POSITIVE_INFINITY), normal("x", 4));
    assertTrue(Double.isNaN(read(vector(Double.NaN).clamp(0, 1))[0]));
  }

  @Test
  void wherePicksByTheMaskAndBroadcasts() {
    NdArray mask = NdArray.mask(Shape.of(2, 3), 1, 0, 1, 0, 0, 1);
    conforms(new Op.Where(), mask, normal("a", 2, 3), normal("b", 2, 3));
    conforms(new Op.Where(), mask, normal("a", 3), normal("b"));
    conforms(new Op.Where(), NdArray.mask(Shape.of(3), 1, 0, 1), normal("a", 2, 1), normal("b", 3));
    agrees(new Op.Where(), NdArray.mask(Shape.of(3), 1, 0, 1), longs(1, 2, 3), longs(4, 5, 6));
  }

  @Test
  void whereKeepsNaNOfTheSideNotTakenOutOfValueAndGradient() {
    Tensor x = parameter(-1, 4);
    Tensor mask = x.gt(engine().full(0, Shape.SCALAR));
    Tensor y = mask.where(x, engine().full(1, Shape.SCALAR)).sqrt();
    assertValues(y, 1, 2);
    assertValues(gradient(y, x), 0, 0.25);
  }

  @Test
  void castConvertsBetweenAllTypes() {
    for (DType to : DType.values()) {
      agrees(new Op.Cast(to), NdArray.of(Shape.of(2, 2), -1.75, 0, 0.25, 7));
      agrees(new Op.Cast(to), longs(-3, 0, 1 << 20));
      agrees(new Op.Cast(to), NdArray.mask(Shape.of(3), 1, 0, 1));
      agrees(new Op.Cast(to), normal("x", 2, 3).cast(DType.FLOAT64));
    }
  }

  @Test
  void castToFloat64AndBackLetsAGradientThrough() {
    Tensor x = parameter(1, -2);
    Tensor y = x.cast(DType.FLOAT64);
    assertEquals(DType.FLOAT64, y.dtype());
    Tensor back = y.mul(y).cast(DType.FLOAT32);
    assertValues(back, 1, 4);
    assertValues(gradient(back, x), 2, -4);
  }

  @Test
  void castToTheSameTypeGivesTheTensorItself() {
    Tensor x = vector(1, 2);
    assertTrue(x == x.cast(DType.FLOAT32));
  }

  @Test
  void stopGradientKeepsTheValueAndCutsTheGradient() {
    Tensor x = parameter(3, -2);
    Tensor stopped = x.stopGradient();
    assertValues(stopped, 3, -2);
    assertFalse(stopped.requiresGradient());
    assertValues(gradient(x.mul(stopped), x), 3, -2);
  }

  @Test
  void withGradientOfHasExactlyTheValueAndTheOthersGradient() {
    NdArray numbers = normal("x", 1000);
    Tensor x = parameter(numbers);
    Tensor value = x.mul(0.1);
    Tensor y = value.withGradientOf(x.exp());
    double[] slopes = Arrays.stream(numbers.data()).map(Math::exp).toArray();
    assertArrayEquals(read(value), read(y), 0);
    assertClose("straight through", slopes, read(gradient(y, x)));
  }

  @Test
  void withGradientOfRefusesAnotherShape() {
    Tensor x = vector(1, 2, 3);
    String message =
        assertThrows(IllegalArgumentException.class, () -> x.withGradientOf(x.sum())).getMessage();
    assertEquals("withGradientOf: value [3], surrogate []: expected equal shapes", message);
  }

  @Test
  void valuesThatNoOperationChangedComeBackAsTheyWere() {
    assertClose("NaN and halves", HALVES, tensor(HALVES));
  }
}
