package io.reprise.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.reprise.tensor.DType;
import io.reprise.tensor.Op;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Operations that move elements, and the way in and out of Java memory. */
public abstract class ShapeConformance extends EngineConformance {
  @Test
  void tensorsOfEveryRankComeBackInRowMajorOrder() {
    for (int[] dims : new int[][] {{}, {5}, {2, 3}, {2, 3, 4}, {2, 3, 4, 5}, {2, 1, 3, 2, 2}}) {
      NdArray x = normal("x", dims);
      assertArrayEquals(x.data(), read(tensor(x)), 0);
      assertArrayEquals(x.data(), read(parameter(x)), 0);
    }
  }

  @Test
  void tensorsWithEmptyOrSingleExtentsComeBack() {
    for (int[] dims : new int[][] {{0}, {0, 3}, {2, 0, 4, 5}, {1, 1, 1, 1}, {1, 4, 1, 1}}) {
      NdArray x = normal("x", dims);
      assertArrayEquals(x.data(), read(tensor(x)), 0);
      assertEquals(Shape.of(dims), tensor(x).shape());
    }
    assertArrayEquals(new long[0], engine().tensor(new long[0], Shape.of(0)).toLongs());
    assertArrayEquals(
        new long[0], engine().tensor(new long[0], Shape.of(0)).eq(longTensor()).toLongs());
  }

  private Tensor longTensor(long... values) {
    return engine().tensor(values, Shape.of(values.length));
  }

  @Test
  void int64KeepsWhatFloat64Cannot() {
    long[] values = {Long.MIN_VALUE, Long.MAX_VALUE, (1L << 53) + 1, -1};
    assertArrayEquals(values, engine().tensor(values, Shape.of(2, 2)).toLongs());
  }

  @Test
  void fullFillsEveryElement() {
    assertValues(engine().full(2.5, Shape.of(2, 2)), 2.5, 2.5, 2.5, 2.5);
    assertValues(engine().full(-1, Shape.SCALAR), -1);
    assertValues(engine().full(7, Shape.of(3, 0)));
  }

  @Test
  void aTensorIsACopyOfTheArrayItWasMadeFrom() {
    float[] values = {1, 2};
    Tensor x = engine().tensor(values, Shape.of(2));
    values[0] = 9;
    x.toFloats()[1] = 9;
    assertValues(x, 1, 2);
  }

  @Test
  void aWrongNumberOfValuesIsRefused() {
    assertEquals(
        "tensor: 3 values for shape [2, 2], expected 4",
        assertThrows(
                IllegalArgumentException.class, () -> engine().tensor(new float[3], Shape.of(2, 2)))
            .getMessage());
    assertThrows(IllegalArgumentException.class, () -> engine().tensor(new long[1], Shape.of(0)));
    assertThrows(
        IllegalArgumentException.class, () -> engine().parameter(Shape.of(2), () -> new float[3]));
  }

  @Test
  void readingAsAnotherTypeIsRefused() {
    Tensor x = vector(1, 2);
    assertThrows(IllegalArgumentException.class, x::toLongs);
    assertThrows(IllegalArgumentException.class, x::item);
    assertThrows(IllegalArgumentException.class, longTensor(1)::toFloats);
    assertThrows(IllegalArgumentException.class, x.eq(x)::toFloats);
  }

  @Test
  void float64KeepsItsPrecision() {
    double[] values = {1.0 / 3, -1e300, Double.MIN_VALUE, Double.POSITIVE_INFINITY, 0, 1};
    Tensor x = engine().tensor(values, Shape.of(2, 3));
    assertEquals(DType.FLOAT64, x.dtype());
    assertArrayEquals(values, x.toDoubles(), 0);
    assertArrayEquals(new double[0], engine().tensor(new double[0], Shape.of(0)).toDoubles(), 0);
    assertEquals(Math.PI, engine().tensor(new double[] {Math.PI}, Shape.SCALAR).item());
    double[] image = normal("x", 2, 3, 2, 2).data();
    assertArrayEquals(image, engine().tensor(image, Shape.of(2, 3, 2, 2)).toDoubles(), 0);
    assertArrayEquals(new double[] {0.1f, 2}, vector(0.1, 2).toDoubles(), 0);
    assertThrows(IllegalArgumentException.class, x::toFloats);
    assertEquals(
        "toDoubles: tensor INT64[1]: expected a floating type",
        assertThrows(IllegalArgumentException.class, longTensor(1)::toDoubles).getMessage());
  }

  @Test
  void itemReadsTheOnlyElementOfAnyRank() {
    assertEquals(2.5, engine().full(2.5, Shape.SCALAR).item());
    assertEquals(2.5, engine().full(2.5, Shape.of(1, 1, 1)).item());
    assertEquals(7, longTensor(7).item());
    assertEquals(1, vector(3).eq(vector(3)).item());
  }

  @Test
  void reshapeKeepsRowMajorOrderAndFindsTheOpenExtent() {
    conforms(new Op.Reshape(Shape.of(4, 6)), normal("x", 2, 3, 4));
    conforms(new Op.Reshape(Shape.of(3, 40)), normal("x", 2, 3, 4, 5));
    conforms(new Op.Reshape(Shape.of(2, 3, 2, 2)), normal("x", 24));
    conforms(new Op.Reshape(Shape.SCALAR), normal("x", 1, 1));
    agrees(new Op.Reshape(Shape.of(0, 7)), normal("x", 3, 0));
    NdArray image = normal("x", 2, 3, 4, 5);
    assertEquals(Shape.of(6, 20), tensor(image).reshape(6, -1).shape());
    assertArrayEquals(image.data(), read(tensor(image).reshape(6, -1)), 0);
    assertArrayEquals(image.data(), read(tensor(image).flatten()), 0);
    assertEquals(Shape.of(0, 0), tensor(normal("x", 0, 3)).flatten().shape());
  }

  @Test
  void broadcastRepeatsAxesOfExtentOneAndAddsLeadingOnes() {
    conforms(new Op.Broadcast(Shape.of(2, 3, 4)), normal("x", 3, 1));
    conforms(new Op.Broadcast(Shape.of(2, 3)), normal("x"));
    conforms(new Op.Broadcast(Shape.of(2, 3, 4, 2)), normal("x", 2, 1, 4, 1));
    conforms(new Op.Broadcast(Shape.of(2, 3)), normal("x", 2, 3));
    agrees(new Op.Broadcast(Shape.of(0, 3)), normal("x", 1, 3));
    agrees(new Op.Broadcast(Shape.of(2, 0)), normal("x", 0));
    agrees(new Op.Broadcast(Shape.of(2, 3)), longs(4, 5, 6));
    agrees(new Op.Broadcast(Shape.of(2, 3)), mask(1, 0, 1));
  }

  @Test
  void permuteReordersAxes() {
    conforms(new Op.Permute(List.of(1, 0)), normal("x", 2, 3));
    conforms(new Op.Permute(List.of(2, 0, 1)), normal("x", 2, 3, 4));
    conforms(new Op.Permute(List.of(0, -1, 1, 2)), normal("x", 2, 3, 4, 2));
    conforms(new Op.Permute(List.of()), normal("x"));
    agrees(new Op.Permute(List.of(1, 0)), normal("x", 0, 3));
  }

  @Test
  void sliceTakesEveryStepThElementOfARange() {
    conforms(new Op.Slice(0, 1, 3, 1), normal("x", 4, 3));
    conforms(new Op.Slice(1, 0, 5, 2), normal("x", 2, 5));
    conforms(new Op.Slice(-1, 1, 6, 3), normal("x", 2, 6));
    conforms(new Op.Slice(2, 1, 4, 2), normal("x", 1, 2, 4, 3));
    agrees(new Op.Slice(0, 2, 2, 1), normal("x", 4));
    agrees(new Op.Slice(0, 0, 4, Integer.MAX_VALUE), normal("x", 4));
    agrees(new Op.Slice(0, 1, 3, 1), longs(1, 2, 3, 4));
  }

  @Test
  void concatJoinsAlongAnAxis() {
    conforms(new Op.Concat(0), normal("a", 2, 3), normal("b", 1, 3), normal("c", 3, 3));
    conforms(new Op.Concat(-1), normal("a", 2, 3), normal("b", 2, 1));
    conforms(new Op.Concat(1), normal("a", 2, 3, 2, 2), normal("b", 2, 1, 2, 2));
    conforms(new Op.Concat(0), normal("a", 2));
    agrees(new Op.Concat(0), normal("a", 2, 3), normal("b", 0, 3));
    agrees(new Op.Concat(0), longs(1, 2), longs(3));
  }

  @Test
  void padSurroundsAnAxisWithAConstant() {
    conforms(new Op.Pad(0, 1, 2, 0), normal("x", 2, 3));
    conforms(new Op.Pad(1, 0, 2, -3), normal("x", 2, 3, 2, 2));
    conforms(new Op.Pad(-1, 2, 0, 1.5), normal("x", 2, 3));
    conforms(new Op.Pad(-2, 1, 1, 0), normal("x", 2, 3, 2));
    agrees(new Op.Pad(0, 2, 0, 4), normal("x", 0, 2));
    agrees(new Op.Pad(0, 0, 0, 4), normal("x", 2));
  }

  @Test
  void updatesOverwriteAddAndScaleInPlace() {
    Tensor x = parameter(1, 2, 3);
    x.assign(vector(4, 5, 6));
    assertValues(x, 4, 5, 6);
    x.axpy(-2, vector(1, 0, 3));
    assertValues(x, 2, 5, 0);
    x.scale(0.5);
    assertValues(x, 1, 2.5, 0);
    x.axpy(1, x);
    assertValues(x, 2, 5, 0);
  }

  @Test
  void updatesOfImagesRespectTheOrderOfElements() {
    NdArray a = normal("a", 2, 3, 2, 2);
    NdArray b = normal("b", 3, 2, 2, 2);
    Tensor x = parameter(a);
    Tensor turned = tensor(b).permute(1, 0, 2, 3);
    x.axpy(2, turned);
    double[] expected = a.data().clone();
    double[] add = read(turned);
    for (int i = 0; i < expected.length; i++) {
      expected[i] += 2 * add[i];
    }
    assertClose("axpy", expected, read(x));
    x.assign(turned);
    assertArrayEquals(add, read(x), 0);
  }

  @Test
  void updatesRecordNoGradientAndRefuseOtherShapesAndTypes() {
    Tensor x = parameter(1, 2);
    x.axpy(1, parameter(3, 4));
    assertValues(engine().gradients(x.square().sum(), List.of(x)).get(0), 8, 12);
    assertEquals(
        "assign: [1] into [2]: expected equal shapes and types",
        assertThrows(IllegalArgumentException.class, () -> x.assign(vector(1))).getMessage());
    assertThrows(IllegalArgumentException.class, () -> x.axpy(1, longTensor(1, 2)));
  }
}
