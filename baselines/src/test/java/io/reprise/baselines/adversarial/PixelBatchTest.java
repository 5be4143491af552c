package io.reprise.baselines.adversarial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.reprise.tensor.Device;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Engines;
import io.reprise.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PixelBatchTest {
  private static final Shape ONE = Shape.of(1, 1, 1, 5);

  private final Engine engine = Engines.open(Device.CPU, 1);

  @AfterEach
  void close() {
    engine.close();
  }

  private static PixelBatch row(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return new PixelBatch(Shape.of(1, 1, 1, values.length), bytes);
  }

  @Test
  void halvesAreRoundedUpAndTheRangeIsKept() {
    float[] levels = {0.5f, 1.4999f, 254.5f, -3, 300};
    assertEquals(row(1, 1, 255, 0, 255), PixelBatch.rounded(engine.tensor(levels, ONE)));
  }

  @Test
  void whatIsNotFiniteIsRefusedWithItsImage() {
    float[] levels = {1, 2, 3, Float.NaN, 5, 6};
    assertEquals(
        "image 1 holds NaN: expected finite values",
        assertThrows(
                IllegalArgumentException.class,
                () -> PixelBatch.rounded(engine.tensor(levels, Shape.of(2, 1, 1, 3))))
            .getMessage());
  }

  @Test
  void levelsAndSharesAreExact() {
    PixelBatch images = row(0, 1, 128, 254, 255);
    assertArrayEquals(new float[] {0, 1, 128, 254, 255}, images.levels(engine).toFloats());
    assertEquals(images, PixelBatch.rounded(images.shares(engine).mul(255)));
  }

  @Test
  void distancesAreWholeLevels() {
    PixelBatch images = row(0, 10, 200, 255, 128);
    PixelBatch others = row(3, 10, 100, 255, 120);
    assertArrayEquals(new int[] {100}, images.distances(others));
    assertEquals(3, images.differences(others));
    assertEquals(1, images.beyond(others, 8));
    assertEquals(2, images.beyond(others, 7));
    assertEquals(row(0, 10, 108, 255, 128), images.within(others, 8));
  }

  @Test
  void whatWasSavedComesBack() {
    for (int n : new int[] {1, 7, 8, 9, 255}) {
      byte[] values = new byte[n];
      for (int i = 0; i < n; i++) {
        values[i] = (byte) (31 * i + 200);
      }
      PixelBatch images = new PixelBatch(Shape.of(1, 1, 1, n), values);
      assertEquals(images, PixelBatch.restore(images.save()));
    }
  }

  @Test
  void joinedBatchesKeepTheirOrder() {
    PixelBatch both = PixelBatch.joined(List.of(row(1, 2), row(3, 4)));
    assertEquals(Shape.of(2, 1, 1, 2), both.shape());
    assertArrayEquals(new byte[] {3, 4}, both.image(1));
    assertEquals(
        "joined images of shapes [1, 1, 1, 2] and [1, 1, 1, 1]: expected equal ones",
        assertThrows(
                IllegalArgumentException.class, () -> PixelBatch.joined(List.of(row(1, 2), row(3))))
            .getMessage());
  }

  @Test
  void valuesMustFillTheShape() {
    assertEquals(
        "images of shape [1, 1, 1, 5] with 4 values: expected [N, C, H, W] with every extent >= 1,"
            + " and a value an element",
        assertThrows(IllegalArgumentException.class, () -> new PixelBatch(ONE, new byte[4]))
            .getMessage());
  }
}
