package io.reprise.datasets.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.datasets.ImageClassification;
import io.reprise.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MnistFamilyTest {
  private static final int PIXELS = 28 * 28;

  @TempDir private Path root;

  private Path folder(String name) throws IOException {
    return Files.createDirectories(root.resolve(name));
  }

  private static byte[] images(int count) {
    byte[] pixels = new byte[count * PIXELS];
    for (int i = 0; i < count; i++) {
      for (int p = 0; p < PIXELS; p++) {
        pixels[i * PIXELS + p] = pixel(i, p / 28, p % 28);
      }
    }
    return IdxTest.bytes(pixels, count, 28, 28);
  }

  private static byte pixel(int image, int row, int column) {
    return (byte) (50 * image + 7 * row + column);
  }

  private static byte[] labels(int... labels) {
    byte[] values = new byte[labels.length];
    for (int i = 0; i < labels.length; i++) {
      values[i] = (byte) labels[i];
    }
    return IdxTest.bytes(values, labels.length);
  }

  private Path writeMnist(String name) throws IOException {
    Path folder = folder(name);
    Files.write(folder.resolve("train-images-idx3-ubyte"), images(3));
    Files.write(folder.resolve("train-labels-idx1-ubyte.gz"), IdxTest.gzip(labels(9, 0, 4)));
    Files.write(folder.resolve("t10k-images-idx3-ubyte.gz"), IdxTest.gzip(images(2)));
    Files.write(folder.resolve("t10k-labels-idx1-ubyte"), labels(1, 2));
    return folder;
  }

  private void writeLetters(int... trainLabels) throws IOException {
    Path folder = folder("emnist");
    String prefix = "emnist-letters-";
    Files.write(folder.resolve(prefix + "train-images-idx3-ubyte"), images(trainLabels.length));
    Files.write(folder.resolve(prefix + "train-labels-idx1-ubyte"), labels(trainLabels));
    Files.write(folder.resolve(prefix + "test-images-idx3-ubyte"), images(1));
    Files.write(folder.resolve(prefix + "test-labels-idx1-ubyte"), labels(3));
  }

  @Test
  void readsPlainAndCompressedFilesSideBySide() throws IOException {
    for (MnistFamily set : new MnistFamily[] {MnistFamily.MNIST, MnistFamily.FASHION_MNIST}) {
      assertFalse(set.isIn(root));
      writeMnist(set == MnistFamily.MNIST ? "mnist" : "fashion-mnist");
      assertTrue(set.isIn(root));
      ImageClassification data = set.read(root, 3, 2);
      assertEquals(set.title(), data.name());
      assertEquals(Shape.of(1, 28, 28), data.train().image());
      assertEquals(9, data.train().label(0));
      assertEquals(2, data.test().label(1));
      assertEquals(pixel(2, 5, 20), (byte) data.train().pixel(2, 5 * 28 + 20));
      assertEquals(pixel(1, 27, 0), (byte) data.test().pixel(1, 27 * 28));
    }
  }

  @Test
  void countsLettersFromZeroAndTurnsThemUpright() throws IOException {
    writeLetters(1, 26);
    ImageClassification data = MnistFamily.EMNIST_LETTERS.read(root, 2, 1);
    assertEquals(0, data.train().label(0));
    assertEquals(25, data.train().label(1));
    assertEquals(26, data.test().classes());
    assertEquals(pixel(1, 5, 20), (byte) data.train().pixel(1, 20 * 28 + 5));
    assertEquals(pixel(0, 20, 5), (byte) data.test().pixel(0, 5 * 28 + 20));
  }

  @Test
  void refusesALabelOutOfRangeNamingItsByte() throws IOException {
    writeLetters(1, 0);
    Path file = root.resolve("emnist/emnist-letters-train-labels-idx1-ubyte");
    assertEquals(
        "EMNIST Letters: " + file + " at byte 9 has label 0: expected from 1 to 26",
        assertThrows(IOException.class, () -> MnistFamily.EMNIST_LETTERS.read(root, 2, 1))
            .getMessage());
    Files.write(writeMnist("mnist").resolve("t10k-labels-idx1-ubyte"), labels(10, 0));
    assertTrue(
        assertThrows(IOException.class, () -> MnistFamily.MNIST.read(root, 3, 2))
            .getMessage()
            .endsWith("at byte 8 has label 10: expected from 0 to 9"));
  }

  @Test
  void refusesOtherExtentsThanThePublished() throws IOException {
    Path folder = writeMnist("kmnist");
    assertEquals(
        "Kuzushiji-MNIST: "
            + folder.resolve("train-labels-idx1-ubyte.gz")
            + " has extents [3]: expected [60000]",
        assertThrows(IOException.class, () -> MnistFamily.KUZUSHIJI_MNIST.read(root)).getMessage());
    Files.write(
        folder.resolve("train-images-idx3-ubyte"), IdxTest.bytes(new byte[3 * 32 * 32], 3, 32, 32));
    assertTrue(
        assertThrows(IOException.class, () -> MnistFamily.KUZUSHIJI_MNIST.read(root, 3, 2))
            .getMessage()
            .endsWith("has extents [3, 32, 32]: expected [3, 28, 28]"));
  }

  @Test
  void refusesAMissingFile() throws IOException {
    Path file = writeMnist("mnist").resolve("t10k-images-idx3-ubyte");
    Files.delete(file.resolveSibling("t10k-images-idx3-ubyte.gz"));
    assertEquals(
        "MNIST: " + file + " is missing: expected a file",
        assertThrows(IOException.class, () -> MnistFamily.MNIST.read(root, 3, 2)).getMessage());
  }
}
