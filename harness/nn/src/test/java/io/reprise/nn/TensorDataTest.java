package io.reprise.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.reprise.tensor.DType;
import io.reprise.tensor.Device;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Engines;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TensorDataTest {
  @Test
  void bytesAreLittleEndianOnEveryMachine() {
    assertArrayEquals(
        new byte[] {0, 0, (byte) 0x80, 0x3f, 0, 0, 0, (byte) 0x80},
        TensorData.of(new float[] {1f, -0f}, Shape.of(2)).bytes());
    assertArrayEquals(
        new byte[] {0, 0, 0, 0, 0, 0, (byte) 0xf0, 0x3f},
        TensorData.of(new double[] {1}, Shape.SCALAR).bytes());
    assertArrayEquals(
        new byte[] {4, 3, 2, 1, 0, 0, 0, 0},
        TensorData.of(new long[] {0x01020304}, Shape.of(1, 1)).bytes());
    assertArrayEquals(
        new byte[] {1, 0}, TensorData.of(new boolean[] {true, false}, Shape.of(2)).bytes());
  }

  @Test
  void everyBitOfANumberStays() {
    float[] floats = {-0f, Float.intBitsToFloat(0x7fc12345), Float.MIN_VALUE, Float.NaN, 0.1f};
    float[] same = TensorData.of(floats, Shape.of(5)).toFloats();
    for (int i = 0; i < floats.length; i++) {
      assertEquals(Float.floatToRawIntBits(floats[i]), Float.floatToRawIntBits(same[i]));
    }
    double[] doubles = {-0d, Double.longBitsToDouble(0x7ff8000000012345L), Double.MIN_VALUE};
    double[] again = TensorData.of(doubles, Shape.of(3)).toDoubles();
    for (int i = 0; i < doubles.length; i++) {
      assertEquals(Double.doubleToRawLongBits(doubles[i]), Double.doubleToRawLongBits(again[i]));
    }
    assertNotEquals(
        TensorData.of(new float[] {0f}, Shape.of(1)),
        TensorData.of(new float[] {-0f}, Shape.of(1)));
  }

  @Test
  void tensorsOfEveryTypeComeBackOnAnEngine() {
    try (Engine engine = Engines.open(Device.CPU, 1)) {
      Tensor longs = engine.tensor(new long[] {Long.MIN_VALUE, 0, Long.MAX_VALUE}, Shape.of(3));
      Map<String, Tensor> tensors =
          Map.of(
              "floats", engine.tensor(new float[] {-0f, 0.1f}, Shape.of(2, 1)),
              "scalar", engine.full(3, Shape.SCALAR),
              "doubles", engine.tensor(new double[] {0.1, 1e300}, Shape.of(1, 2)),
              "longs", longs,
              "truths", longs.lt(engine.tensor(new long[3], Shape.of(3))));
      Snapshot saved = Snapshot.of(tensors);
      assertEquals(DType.BOOL, saved.tensor("truths").dtype());
      assertEquals(DType.FLOAT64, saved.tensor("doubles").dtype());
      Tensor none = engine.tensor(new long[3], Shape.of(3));
      tensors.get("floats").scale(2);
      tensors.get("scalar").scale(2);
      tensors.get("doubles").scale(2);
      tensors.get("longs").assign(none);
      tensors.get("truths").assign(none.ne(none));
      Snapshot changed = Snapshot.of(tensors);
      tensors.keySet().forEach(n -> assertNotEquals(saved.tensor(n), changed.tensor(n), n));
      saved.copyTo(tensors);
      assertEquals(saved, Snapshot.of(tensors));
    }
  }

  @Test
  void aWrongTypeOrLengthIsRefused() {
    assertEquals(
        "tensor data is INT64: expected FLOAT32",
        assertThrows(
                IllegalArgumentException.class,
                () -> TensorData.of(new long[] {1}, Shape.of(1)).toFloats())
            .getMessage());
    assertEquals(
        "tensor data of 3 elements: expected those of shape [2, 2]",
        assertThrows(
                IllegalArgumentException.class, () -> TensorData.of(new float[3], Shape.of(2, 2)))
            .getMessage());
  }

  @Test
  void aSnapshotThatDoesNotFitChangesNothing() {
    try (Engine engine = Engines.open(Device.CPU, 1)) {
      Map<String, Tensor> targets =
          Map.of("a", engine.full(1, Shape.of(2)), "b", engine.full(1, Shape.of(3)));
      Snapshot before = Snapshot.of(targets);
      Snapshot a = Snapshot.EMPTY.with("a", TensorData.of(new float[2], Shape.of(2)));
      for (Snapshot wrong :
          List.of(
              a,
              a.with("c", TensorData.of(new float[3], Shape.of(3))),
              a.with("b", TensorData.of(new float[4], Shape.of(4))),
              a.with("b", TensorData.of(new double[3], Shape.of(3))))) {
        assertThrows(IllegalArgumentException.class, () -> wrong.copyTo(targets));
        assertEquals(before, Snapshot.of(targets));
      }
      a.with("b", TensorData.of(new float[3], Shape.of(3))).copyTo(targets);
      assertNotEquals(before, Snapshot.of(targets));
    }
  }

  @Test
  void partsKeepTheirNamesApart() {
    Snapshot part = Snapshot.EMPTY.with("x", 3).with("x", TensorData.of(new long[0], Shape.of(0)));
    Snapshot whole = Snapshot.EMPTY.withPart("one", part).withPart("two", part);
    assertEquals(part, whole.part("one"));
    assertEquals(Snapshot.EMPTY, whole.part("on"));
    assertEquals(3, whole.part("two").number("x"));
    assertThrows(IllegalArgumentException.class, () -> whole.withPart("two", part));
    assertEquals(
        "snapshot has no entry 'y', only [one.x, two.x]",
        assertThrows(IllegalArgumentException.class, () -> whole.text("y")).getMessage());
    assertEquals(
        "snapshot entry 'n' is 'many': expected a whole number",
        assertThrows(
                IllegalArgumentException.class, () -> Snapshot.EMPTY.with("n", "many").number("n"))
            .getMessage());
  }
}
