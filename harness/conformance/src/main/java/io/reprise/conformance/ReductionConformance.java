package io.reprise.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.tensor.IndexOp;
import io.reprise.tensor.Op;
import io.reprise.tensor.Op.Reduce;
import io.reprise.tensor.Op.Reduction;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sums, means, extremes and positions of the largest. */
public abstract class ReductionConformance extends EngineConformance {
  @Test
  void everyReductionAgreesOverAnyAxesKeptOrDropped() {
    for (Reduction r : Reduction.values()) {
      for (boolean keep : new boolean[] {false, true}) {
        conforms(new Reduce(r, List.of(), keep), normal("x", 2, 3, 4));
        conforms(new Reduce(r, List.of(1), keep), normal("x", 2, 3, 4));
        conforms(new Reduce(r, List.of(-1), keep), normal("x", 2, 3, 4));
        conforms(new Reduce(r, List.of(2, 0), keep), normal("x", 2, 3, 4));
        conforms(new Reduce(r, List.of(-2, -1), keep), normal("x", 2, 3, 2, 2));
        conforms(new Reduce(r, List.of(0, 2, 3), keep), normal("x", 2, 3, 2, 2));
        conforms(new Reduce(r, List.of(), keep), normal("x"));
        conforms(new Reduce(r, List.of(0), keep), normal("x", 1, 1));
      }
    }
  }

  @Test
  void reductionsOfNothingAreZeroOrNaN() {
    Tensor empty = tensor(normal("empty", 0, 2));
    assertValues(empty.sum(), 0);
    assertValues(empty.sum(0), 0, 0);
    assertValues(empty.sum(1));
    assertTrue(Double.isNaN(empty.mean().item()));
    assertValues(empty.max(1));
  }

  @Test
  void sumsAndExtremesOfInt64StayInt64() {
    NdArray x = NdArray.longs(Shape.of(2, 3), 1, -2, 3, 1L << 53, 4, -6);
    for (Reduction r : List.of(Reduction.SUM, Reduction.MAX, Reduction.MIN)) {
      agrees(new Reduce(r, List.of(1), false), x);
      agrees(new Reduce(r, List.of(0), true), x);
    }
    agrees(new Reduce(Reduction.MIN, List.of(), false), x);
    long most = Long.MAX_VALUE;
    Tensor exact = engine().tensor(new long[] {most - 2, 1}, Shape.of(2));
    assertArrayEquals(new long[] {most - 1}, exact.sum().toLongs());
    assertArrayEquals(new long[] {most - 2}, exact.max().toLongs());
  }

  @Test
  void productsDifferentiateThroughZeros() {
    NdArray x = NdArray.of(Shape.of(3, 3), 2, 0, -3, 0, 4, 0, 1.5, 2, -1);
    conforms(new Reduce(Reduction.PROD, List.of(1), false), x);
    conforms(new Reduce(Reduction.PROD, List.of(0), true), x);
    conforms(new Reduce(Reduction.PROD, List.of(), false), x);
    conforms(new Reduce(Reduction.PROD, List.of(), false), NdArray.of(Shape.of(2, 2), 2, 3, 0, -5));
    assertValues(tensor(normal("empty", 0, 2)).prod(0), 1, 1);
  }

  @Test
  void runningSumsAgreeOnEveryAxis() {
    for (int axis : new int[] {0, 1, -1}) {
      conforms(new IndexOp.CumSum(axis), normal("x", 2, 3, 4));
    }
    conforms(new IndexOp.CumSum(1), normal("x", 2, 3, 2, 2));
    conforms(new IndexOp.CumSum(0), normal("x", 1));
    agrees(new IndexOp.CumSum(1), normal("x", 2, 0));
    agrees(new IndexOp.CumSum(0), longs(1, -2, 1L << 53));
    assertValues(vector(1, Double.NaN, 2).cumSum(0), 1, Double.NaN, Double.NaN);
  }

  @Test
  void extremesPassNaNOn() {
    Tensor x = tensor(NdArray.of(Shape.of(2, 2), 1, Double.NaN, 3, 4));
    assertValues(x.max(1), Double.NaN, 4);
    assertValues(x.min(1), Double.NaN, 3);
    assertValues(x.sum(0), 4, Double.NaN);
  }

  @Test
  void tiesOfAnExtremeShareTheGradientEvenly() {
    Tensor x = parameter(2, 5, 5, 1, 5);
    assertValues(engine().gradients(x.max(), List.of(x)).get(0), 0, 1.0 / 3, 1.0 / 3, 0, 1.0 / 3);
    assertValues(
        engine().gradients(x.neg().min(0), List.of(x)).get(0), 0, -1.0 / 3, -1.0 / 3, 0, -1.0 / 3);
  }

  @Test
  void argMaxAgreesOnEveryAxis() {
    for (int axis : new int[] {0, 1, 2, -1, -3}) {
      agrees(new Op.ArgMax(axis), normal("x", 3, 4, 5));
    }
    agrees(new Op.ArgMax(0), longs(3, 9, -1));
    agrees(new Op.ArgMax(1), normal("x", 3, 1));
    agrees(new Op.ArgMax(1), normal("x", 0, 3));
  }

  @Test
  void argMaxTakesTheFirstOfATie() {
    NdArray x = NdArray.of(Shape.of(3, 4), 1, 7, 7, 7, 5, 5, 5, 5, 0, 1, 2, 2);
    assertValues(tensor(x).argMax(1), 1, 0, 2);
    NdArray column = NdArray.build(normal("x", 100, 1).type(), i -> i[0] % 10 == 3 ? 2 : 1);
    assertValues(tensor(column).argMax(0), 3);
  }

  @Test
  void aReductionThatDoesNotFitIsRefusedBeforeItRuns() {
    Tensor x = tensor(normal("x", 2, 3));
    assertEquals(
        "sum: axis 2 is out of range for input [2, 3]",
        assertThrows(IllegalArgumentException.class, () -> x.sum(2)).getMessage());
    assertThrows(IllegalArgumentException.class, () -> x.max(0, -2));
    assertThrows(IllegalArgumentException.class, () -> x.slice(0, 0, 0).max());
  }
}
