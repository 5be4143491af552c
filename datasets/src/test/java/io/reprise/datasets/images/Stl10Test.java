package io.reprise.datasets.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.datasets.ImageClassification;
import io.reprise.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Stl10Test {
  private static final int PIXELS = 3 * 96 * 96;

  @TempDir private Path root;
  private Path folder;

  @BeforeEach
  void writeSmallFilesInTheOfficialLayout() throws IOException {
    folder = Files.createDirectory(root.resolve("stl10_binary"));
    Files.write(folder.resolve("train_X.bin"), photos(2));
    Files.write(folder.resolve("train_y.bin"), new byte[] {1, 10});
    Files.write(folder.resolve("test_X.bin"), photos(1));
    Files.write(folder.resolve("test_y.bin"), new byte[] {4});
  }

  private static byte[] photos(int count) {
    byte[] bytes = new byte[count * PIXELS];
    for (int i = 0; i < count; i++) {
      for (int channel = 0; channel < 3; channel++) {
        for (int column = 0; column < 96; column++) {
          for (int row = 0; row < 96; row++) {
            bytes[i * PIXELS + (channel * 96 + column) * 96 + row] = pixel(i, channel, row, column);
          }
        }
      }
    }
    return bytes;
  }

  private static byte pixel(int photo, int channel, int row, int column) {
    return (byte) (90 * photo + 40 * channel + 3 * row + column);
  }

  private String refusal() {
    return assertThrows(IOException.class, () -> Stl10.read(root, 2, 1)).getMessage();
  }

  @Test
  void readsColumnsAsRowsAndLabelsFromZero() throws IOException {
    ImageClassification data = Stl10.read(root, 2, 1);
    assertTrue(Stl10.isIn(root));
    assertEquals(Shape.of(3, 96, 96), data.train().image());
    assertEquals(0, data.train().label(0));
    assertEquals(9, data.train().label(1));
    assertEquals(3, data.test().label(0));
    assertEquals(pixel(1, 2, 5, 90), (byte) data.train().pixel(1, (2 * 96 + 5) * 96 + 90));
    assertEquals(pixel(0, 0, 95, 1), (byte) data.test().pixel(0, 95 * 96 + 1));
  }

  @Test
  void refusesOtherSizesLabelsAndMissingFiles() throws IOException {
    assertEquals(
        "STL-10: " + folder.resolve("train_X.bin") + " has 55296 bytes: expected 138240000",
        assertThrows(IOException.class, () -> Stl10.read(root)).getMessage());
    Path labels = folder.resolve("test_y.bin");
    Files.write(labels, new byte[] {11});
    assertEquals("STL-10: " + labels + " at byte 0 has label 11: expected from 1 to 10", refusal());
    Files.write(labels, new byte[] {0});
    assertTrue(refusal().contains("has label 0:"));
    Files.write(labels, new byte[2]);
    assertEquals("STL-10: " + labels + " has 2 bytes: expected 1", refusal());
    Files.delete(labels);
    assertEquals("STL-10: " + labels + " is missing: expected a file", refusal());
  }
}
