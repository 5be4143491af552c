package io.reprise.datasets.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.datasets.ImageClassification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Cifar100Test {
  private static final int RECORD = 3_074;

  @TempDir private Path root;
  private Path folder;

  @BeforeEach
  void writeSmallFilesInTheOfficialLayout() throws IOException {
    folder = Files.createDirectory(root.resolve("cifar-100-binary"));
    Files.write(folder.resolve("train.bin"), records(200, 1));
    Files.write(folder.resolve("test.bin"), records(100, 2));
  }

  /** Fine class r % 100 lies in coarse class r % 20, as 7 * fine would not. */
  private static byte[] records(int count, int file) {
    byte[] content = new byte[count * RECORD];
    for (int r = 0; r < count; r++) {
      content[r * RECORD] = (byte) (r % 20);
      content[r * RECORD + 1] = (byte) (r % 100);
      for (int p = 0; p < RECORD - 2; p++) {
        content[r * RECORD + 2 + p] = pixel(file, r, p);
      }
    }
    return content;
  }

  private static byte pixel(int file, int record, int offset) {
    return (byte) (31 * file + 7 * record + offset + offset / 256);
  }

  private ImageClassification read(Cifar100.Labels labels) throws IOException {
    return Cifar100.read(root, labels, 200, 100);
  }

  private String refusalAfter(String file, int offset, int value) throws IOException {
    byte[] content = Files.readAllBytes(folder.resolve(file));
    content[offset] = (byte) value;
    Files.write(folder.resolve(file), content);
    return assertThrows(IOException.class, () -> read(Cifar100.Labels.FINE)).getMessage();
  }

  @Test
  void readsFineAndCoarseLabelsOfTheSameImages() throws IOException {
    ImageClassification fine = read(Cifar100.Labels.FINE);
    ImageClassification coarse = read(Cifar100.Labels.COARSE);
    assertEquals("CIFAR-100", fine.name());
    assertEquals("CIFAR-100 (coarse)", coarse.name());
    assertEquals(100, fine.train().classes());
    assertEquals(20, coarse.test().classes());
    assertEquals(200, fine.train().size());
    assertEquals(77, fine.train().label(177));
    assertEquals(17, coarse.train().label(177));
    for (int offset : new int[] {0, 1, 1_024, 3_071}) {
      assertEquals(pixel(1, 177, offset), (byte) fine.train().pixel(177, offset));
      assertEquals(pixel(2, 99, offset), (byte) coarse.test().pixel(99, offset));
    }
  }

  @Test
  void expectsThePublishedNumberOfRecords() {
    String message =
        assertThrows(IOException.class, () -> Cifar100.read(root, Cifar100.Labels.FINE))
            .getMessage();
    assertEquals(
        "CIFAR-100: "
            + folder.resolve("train.bin")
            + " has 614800 bytes: expected 153700000 (50000 records of 3074)",
        message);
  }

  @Test
  void refusesEitherLabelOutOfRange() throws IOException {
    Path file = folder.resolve("test.bin");
    assertEquals(
        "CIFAR-100: " + file + " record 3 has coarse label 20: expected from 0 to 19",
        refusalAfter("test.bin", 3 * RECORD, 20));
    assertEquals(
        "CIFAR-100: " + file + " record 2 has fine label 100: expected from 0 to 99",
        refusalAfter("test.bin", 2 * RECORD + 1, 100));
  }

  @Test
  void refusesAFineClassInTwoCoarseOnes() throws IOException {
    // Two images exchange their coarse labels, which leaves the classes equally frequent.
    byte[] content = records(100, 2);
    content[0] = 1;
    content[RECORD] = 0;
    Files.write(folder.resolve("test.bin"), content);
    assertEquals(
        "CIFAR-100: "
            + folder.resolve("test.bin")
            + " record 0 has fine label 0 in coarse class 1: expected 0 as before",
        assertThrows(IOException.class, () -> read(Cifar100.Labels.FINE)).getMessage());
  }

  @Test
  void refusesClassesThatAreNotEquallyFrequent() throws IOException {
    String message = refusalAfter("train.bin", 1, 20);
    assertTrue(message.contains(" images of fine label classes 0 to 99: expected 2 each"), message);
  }

  @Test
  void refusesAMissingOrTruncatedFile() throws IOException {
    Path file = folder.resolve("test.bin");
    Files.write(file, Arrays.copyOf(records(100, 2), 99 * RECORD));
    assertTrue(
        assertThrows(IOException.class, () -> read(Cifar100.Labels.FINE))
            .getMessage()
            .contains("has 304326 bytes: expected 307400"));
    Files.delete(file);
    assertEquals(
        "CIFAR-100: " + file + " is missing: expected a file",
        assertThrows(IOException.class, () -> read(Cifar100.Labels.FINE)).getMessage());
    assertTrue(Cifar100.isIn(root));
    assertFalse(Cifar100.isIn(folder));
  }
}
