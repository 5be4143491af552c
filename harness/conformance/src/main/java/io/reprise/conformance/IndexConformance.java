package io.reprise.conformance;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.tensor.DType;
import io.reprise.tensor.IndexOp.ArgSort;
import io.reprise.tensor.IndexOp.Gather;
import io.reprise.tensor.IndexOp.ScatterAdd;
import io.reprise.tensor.Op;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Sorting, and taking from and adding to places that an index names. */
public abstract class IndexConformance extends EngineConformance {
  @Test
  void indexSelectTakesNamedSlicesAlsoTwice() {
    conforms(new Op.IndexSelect(0), normal("x", 4, 3), longs(2, 0, 2));
    conforms(new Op.IndexSelect(1), normal("x", 2, 3, 2, 2), longs(2, 1));
    conforms(new Op.IndexSelect(-3), normal("x", 2, 3, 4, 2), longs(1, 1, 0));
    conforms(new Op.IndexSelect(-1), normal("x", 2, 3), longs(0));
    agrees(new Op.IndexSelect(1), normal("x", 2, 3, 2, 2), longs());
    agrees(new Op.IndexSelect(0), normal("x", 4, 3), longs());
    agrees(new Op.IndexSelect(0), longs(5, 6, 7), longs(2, 2));
  }

  @Test
  void indexAddAddsEverySliceEvenToTheSamePlace() {
    conforms(new Op.IndexAdd(0), normal("x", 4, 3), longs(2, 0, 2), normal("s", 3, 3));
    conforms(new Op.IndexAdd(-2), normal("x", 2, 3, 2), longs(1), normal("s", 2, 1, 2));
    conforms(new Op.IndexAdd(1), normal("x", 2, 4, 3, 2), longs(3, 0), normal("s", 2, 2, 3, 2));
    conforms(new Op.IndexAdd(-3), normal("x", 2, 3, 2, 2), longs(1, 1), normal("s", 2, 2, 2, 2));
    agrees(new Op.IndexAdd(1), normal("x", 2, 3, 2, 2), longs(), normal("s", 2, 0, 2, 2));
    agrees(new Op.IndexAdd(0), normal("x", 4), longs(), normal("s", 0));
  }

  /** Positions below a limit, others for every name. */
  private static NdArray index(String name, int limit, int... dims) {
    NdArray x = normal(name, dims);
    double[] places = x.map(v -> Math.floor(Math.abs(v) * 1e3) % limit).data();
    return NdArray.longs(x.shape(), places);
  }

  @Test
  void gatherTakesAnElementForEachIndex() {
    conforms(new Gather(0), normal("x", 4, 3), index("i", 4, 2, 3));
    conforms(new Gather(1), normal("x", 4, 3), index("i", 3, 4, 7));
    conforms(new Gather(-1), normal("x", 2, 3, 4), index("i", 4, 1, 2, 5));
    conforms(new Gather(1), normal("x", 2, 3, 2, 2), index("i", 3, 2, 4, 1, 2));
    conforms(new Gather(0), normal("x", 1), longs(0, 0, 0));
    agrees(new Gather(1), normal("x", 4, 3), index("i", 1, 4, 0));
    agrees(new Gather(0), normal("x", 4, 3), index("i", 1, 0, 3));
    agrees(new Gather(0), longs(5, 6, 7), longs(2, 2, 0, 1));
    agrees(new Gather(0), mask(1, 0), longs(1, 0, 0));
  }

  @Test
  void scatterAddAddsEachElementEvenToTheSamePlace() {
    conforms(new ScatterAdd(0), normal("x", 4, 3), index("i", 4, 6, 3), normal("s", 6, 3));
    conforms(new ScatterAdd(1), normal("x", 4, 3), index("i", 3, 2, 5), normal("s", 2, 5));
    conforms(
        new ScatterAdd(-2), normal("x", 2, 3, 4), index("i", 3, 1, 5, 2), normal("s", 1, 5, 2));
    conforms(
        new ScatterAdd(1),
        normal("x", 2, 3, 2, 2),
        index("i", 3, 2, 4, 1, 2),
        normal("s", 2, 4, 1, 2));
    agrees(new ScatterAdd(0), normal("x", 3), longs(), normal("s", 0));
  }

  @Test
  void argSortAgreesOnEveryAxisInBothDirections() {
    for (boolean descending : new boolean[] {false, true}) {
      for (int axis : new int[] {0, 1, -1}) {
        agrees(new ArgSort(axis, descending), normal("x", 3, 4, 5));
      }
      agrees(new ArgSort(1, descending), normal("x", 2, 5, 2, 3));
      agrees(new ArgSort(0, descending), longs(3, -1, 2, -1L << 53));
      agrees(new ArgSort(0, descending), normal("x", 7).cast(DType.FLOAT64));
      agrees(new ArgSort(0, descending), normal("x", 1));
      agrees(new ArgSort(1, descending), normal("x", 2, 0));
    }
  }

  @Test
  void argSortKeepsTheOrderOfEqualElements() {
    NdArray ties = NdArray.build(normal("x", 200).type(), i -> i[0] % 3);
    NdArray column = NdArray.build(normal("x", 100, 2).type(), i -> (i[0] / 7 + i[1]) % 4);
    for (boolean descending : new boolean[] {false, true}) {
      agrees(new ArgSort(0, descending), ties);
      agrees(new ArgSort(0, descending), column);
      agrees(new ArgSort(0, descending), NdArray.of(Shape.of(4), 0.0, -0.0, 0.0, -0.0));
    }
  }

  @Test
  void argSortTakesNaNForTheLargest() {
    double inf = Double.POSITIVE_INFINITY;
    NdArray x = NdArray.of(Shape.of(6), 1, Double.NaN, -inf, inf, Double.NaN, 0);
    agrees(new ArgSort(0, false), x);
    agrees(new ArgSort(0, true), x);
  }

  @Test
  void sortOrdersTheElementsAndTheirGradient() {
    Tensor x = parameter(3, 1, 2);
    assertValues(x.sort(0, false), 1, 2, 3);
    assertValues(x.sort(0, true), 3, 2, 1);
    assertValues(gradient(x.sort(0, false).mul(vector(10, 20, 30)), x), 30, 10, 20);
  }

  @Test
  void topKGivesTheLargestFirst() {
    Tensor x = tensor(NdArray.of(Shape.of(2, 4), 3, 9, 1, 9, 5, 4, 8, 6));
    assertValues(x.topK(2, 1), 9, 9, 8, 6);
    assertValues(x.argTopK(2, 1), 1, 3, 2, 3);
    assertValues(x.topK(1, 0), 5, 9, 8, 9);
    assertValues(x.topK(0, 1));
    assertThrows(IllegalArgumentException.class, () -> x.topK(5, 1));
  }

  @Test
  void embeddingLooksRowsUp() {
    NdArray table = normal("table", 5, 3);
    Computation embedding =
        new Computation(
            "embedding",
            x -> x.get(0).embedding(x.get(1)),
            x -> {
              Shape shape = Shape.of(x.get(1).dim(0), x.get(1).dim(1), 3);
              return NdArray.build(
                  NdArray.of(shape, new double[(int) shape.elements()]).type(),
                  i -> x.get(0).at((int) x.get(1).at(i[0], i[1]), i[2]));
            });
    conforms(embedding, table, index("i", 5, 2, 4));
    conforms(embedding, table, index("i", 5, 1, 1));
    agrees(embedding, table, index("i", 5, 2, 0));
    Tensor number = engine().tensor(new long[] {2}, Shape.SCALAR);
    assertClose(
        "row 2", Arrays.copyOfRange(table.data(), 6, 9), read(tensor(table).embedding(number)));
  }

  @Test
  void oneHotMarksTheClass() {
    assertValues(tensor(longs(2, 0)).oneHot(3), 0, 0, 1, 1, 0, 0);
    Tensor number = engine().tensor(new long[] {1}, Shape.SCALAR);
    assertValues(number.oneHot(2), 0, 1);
    assertValues(tensor(longs()).oneHot(2));
    refuses(
        "scatterAdd: inputs [[2, 3], INT64[2, 1], [2, 1]]: ", () -> tensor(longs(0, 3)).oneHot(3));
  }

  @Test
  void anIndexOutsideTheAxisIsRefusedWithTheOperationAndItsInputs() {
    Tensor x = tensor(normal("x", 4, 3));
    Tensor row = tensor(normal("s", 1, 3));
    for (long i : new long[] {4, -1, -5}) {
      Tensor one = engine().tensor(new long[] {i}, Shape.of(1));
      Tensor places = engine().tensor(new long[] {0, i, 1}, Shape.of(1, 3));
      refuses("indexSelect: inputs [[4, 3], INT64[1]]: ", () -> x.indexSelect(0, one));
      refuses("indexAdd: inputs [[4, 3], INT64[1], [1, 3]]: ", () -> x.indexAdd(0, one, row));
      refuses("gather: inputs [[4, 3], INT64[1, 3]]: ", () -> x.gather(0, places));
      refuses(
          "scatterAdd: inputs [[4, 3], INT64[1, 3], [1, 3]]: ", () -> x.scatterAdd(0, places, row));
      refuses("indexSelect: ", () -> x.embedding(one));
    }
  }

  /** In one line, with the engine's own exception as the cause. */
  private static void refuses(String start, Executable action) {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, action);
    assertTrue(e.getMessage().startsWith(start), e.getMessage());
    assertTrue(e.getMessage().length() > start.length(), e.getMessage());
    assertFalse(e.getMessage().contains("\n"), e.getMessage());
    assertNotNull(e.getCause());
  }
}
