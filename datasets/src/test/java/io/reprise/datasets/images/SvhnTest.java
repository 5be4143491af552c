package io.reprise.datasets.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.datasets.ImageClassification;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SvhnTest {
  private static final int PIXELS = 3_072;

  @TempDir private Path root;
  private Path folder;

  @BeforeEach
  void writeSmallFilesInTheOfficialLayout() throws IOException {
    folder = Files.createDirectory(root.resolve("svhn"));
    Files.write(folder.resolve("train_32x32.mat"), mat(1, (byte) 10, (byte) 1, (byte) 9));
    Files.write(folder.resolve("test_32x32.mat"), mat(2, (byte) 5, (byte) 10));
    Files.write(folder.resolve("extra_32x32.mat"), mat(3, (byte) 7));
  }

  private static byte[] mat(int file, byte... labels) {
    return new MatBytes()
        .matrix("X", MatBytes.UINT8, columnMajor(file, labels.length), 32, 32, 3, labels.length)
        .matrix("y", MatBytes.DOUBLE, labels, labels.length, 1)
        .bytes();
  }

  private static byte[] columnMajor(int file, int images) {
    byte[] x = new byte[images * PIXELS];
    for (int i = 0; i < images; i++) {
      for (int channel = 0; channel < 3; channel++) {
        for (int row = 0; row < 32; row++) {
          for (int column = 0; column < 32; column++) {
            x[row + 32 * (column + 32 * (channel + 3 * i))] =
                (byte) value(file, i, channel, row, column);
          }
        }
      }
    }
    return x;
  }

  private static int value(int file, int image, int channel, int row, int column) {
    return (61 * file + 41 * image + 29 * channel + 3 * row + 5 * column) & 255;
  }

  private static int size(Svhn.Part part) {
    return switch (part) {
      case TRAIN -> 3;
      case TEST -> 2;
      case EXTRA -> 1;
    };
  }

  private ImageClassification read(boolean extra) throws IOException {
    return Svhn.read(root, extra, SvhnTest::size);
  }

  private String refusal(String file, byte[] content) throws IOException {
    Files.write(folder.resolve(file), content);
    return assertThrows(IOException.class, () -> read(false)).getMessage();
  }

  private String named(String file, String rest) {
    return "SVHN: " + folder.resolve(file) + rest;
  }

  @Test
  void readsTheDigitsWithLabelTenAsZero() throws IOException {
    ImageClassification data = read(false);
    assertEquals("SVHN", data.name());
    assertEquals(3, data.train().size());
    assertEquals(0, data.train().label(0));
    assertEquals(1, data.train().label(1));
    assertEquals(9, data.train().label(2));
    assertEquals(0, data.test().label(1));
    for (int channel = 0; channel < 3; channel++) {
      for (int[] at : new int[][] {{0, 0}, {0, 31}, {31, 0}, {12, 20}}) {
        int offset = 1_024 * channel + 32 * at[0] + at[1];
        assertEquals(value(1, 2, channel, at[0], at[1]), data.train().pixel(2, offset));
        assertEquals(value(2, 1, channel, at[0], at[1]), data.test().pixel(1, offset));
      }
    }
  }

  @Test
  void putsTheExtraDigitsAfterTheTrainingOnes() throws IOException {
    ImageClassification data = read(true);
    assertEquals("SVHN with extra", data.name());
    assertEquals(4, data.train().size());
    assertEquals(9, data.train().label(2));
    assertEquals(7, data.train().label(3));
    assertEquals(value(3, 0, 1, 4, 6), data.train().pixel(3, 1_024 + 32 * 4 + 6));
  }

  @Test
  void normalisesByWhatItTrainsOn() throws IOException {
    ImageClassification data = read(false);
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < 3; i++) {
      for (int p = 1_024; p < 2_048; p++) {
        double x = (data.train().pixel(i, p) / 255.0 - data.mean().get(1));
        sum += x;
        squares += x * x;
      }
    }
    assertEquals(0, sum, 1e-9);
    double deviation = data.standardDeviation().get(1);
    assertEquals(deviation * deviation, squares / (3 * 1_024), 1e-9);
  }

  @Test
  void refusesAMissingFile() throws IOException {
    Files.delete(folder.resolve("test_32x32.mat"));
    assertEquals(
        named("test_32x32.mat", " is missing: expected a file"),
        assertThrows(IOException.class, () -> read(false)).getMessage());
    Files.delete(folder.resolve("extra_32x32.mat"));
    Files.delete(folder.resolve("train_32x32.mat"));
    Files.delete(folder);
    assertEquals(
        "SVHN: " + folder + " is missing: expected a folder",
        assertThrows(IOException.class, () -> read(false)).getMessage());
    assertFalse(Svhn.isIn(root));
  }

  @Test
  void expectsThePublishedNumberOfDigits() {
    assertEquals(
        named(
            "train_32x32.mat",
            " has X [32, 32, 3, 3] of type uint8: expected a matrix [32, 32, 3, 73257]"),
        assertThrows(IOException.class, () -> Svhn.read(root)).getMessage());
  }

  @Test
  void refusesALabelOutOfRangeNamingTheImage() throws IOException {
    assertEquals(
        named("test_32x32.mat", " image 1 has label 0.0: expected from 1 to 10"),
        refusal("test_32x32.mat", mat(2, (byte) 5, (byte) 0)));
    assertEquals(
        named("test_32x32.mat", " image 0 has label 11.0: expected from 1 to 10"),
        refusal("test_32x32.mat", mat(2, (byte) 11, (byte) 1)));
  }

  @Test
  void refusesOtherMatrices() throws IOException {
    byte[] withoutLabels =
        new MatBytes().matrix("X", MatBytes.UINT8, columnMajor(2, 2), 32, 32, 3, 2).bytes();
    assertEquals(
        named("test_32x32.mat", " has no matrix y: expected X and y"),
        refusal("test_32x32.mat", withoutLabels));
    byte[] doubles =
        new MatBytes()
            .matrix("X", MatBytes.DOUBLE, columnMajor(2, 2), 32, 32, 3, 2)
            .matrix("y", MatBytes.DOUBLE, new byte[] {1, 2}, 2, 1)
            .bytes();
    assertEquals(
        named("test_32x32.mat", " has X of type double: expected uint8"),
        refusal("test_32x32.mat", doubles));
    assertTrue(
        refusal("train_32x32.mat", mat(1, (byte) 1, (byte) 2))
            .contains("X [32, 32, 3, 2] of type uint8: expected a matrix [32, 32, 3, 3]"));
  }

  @Test
  void refusesEveryTruncationAndWhatIsNoMatlabFile() throws IOException {
    byte[] whole = mat(1, (byte) 10, (byte) 1, (byte) 9);
    for (int length :
        new int[] {0, 1, 100, 128, 133, 136, 200, whole.length / 2, whole.length - 1}) {
      String message = refusal("train_32x32.mat", Arrays.copyOf(whole, length));
      assertTrue(message.startsWith(named("train_32x32.mat", " ")), message);
      assertTrue(message.contains(": expected "), message);
    }
    byte[] html = "<html>not found</html>".repeat(20).getBytes(StandardCharsets.US_ASCII);
    assertTrue(
        refusal("train_32x32.mat", html).endsWith("expected a whole MATLAB file of level 5"));
  }

  @Test
  void refusesDamagedBytes() throws IOException {
    byte[] whole = mat(1, (byte) 10, (byte) 1, (byte) 9);
    int refused = 0;
    for (int offset = 124; offset < 200; offset++) {
      byte[] damaged = whole.clone();
      damaged[offset] ^= (byte) 0x55;
      Files.write(folder.resolve("train_32x32.mat"), damaged);
      try {
        read(false);
      } catch (IOException e) {
        assertTrue(e.getMessage().startsWith(named("train_32x32.mat", " ")), e.getMessage());
        refused++;
      }
    }
    assertTrue(refused >= 70, refused + " of 76 were refused");
  }
}
