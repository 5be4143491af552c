package io.reprise.datasets.images;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.reprise.datasets.DataRoot;
import io.reprise.datasets.Dataset.Origin;
import io.reprise.datasets.ImageClassification;
import io.reprise.datasets.ImageSet;
import io.reprise.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Cifar10Test {
  private static final int RECORDS = 30;
  private static final int RECORD = 3_073;
  private static final List<Integer> PUBLISHED_TRAIN = List.of(6, 9, 9, 4, 1, 1, 2, 7, 8, 3);
  private static final List<Integer> PUBLISHED_TEST = List.of(3, 8, 8, 0, 6, 6, 1, 6, 3, 1);

  @TempDir private Path root;
  private Path folder;

  @BeforeEach
  void writeSmallFilesInTheOfficialLayout() throws IOException {
    folder = Files.createDirectory(root.resolve("cifar-10-batches-bin"));
    for (int b = 1; b <= 5; b++) {
      Files.write(folder.resolve("data_batch_" + b + ".bin"), records(PUBLISHED_TRAIN, b));
    }
    Files.write(folder.resolve("test_batch.bin"), records(PUBLISHED_TEST, 100));
  }

  /** 30 records, three a class, starting with the given labels; their pixels tell them apart. */
  private static byte[] records(List<Integer> firstLabels, int file) {
    byte[] content = new byte[RECORDS * RECORD];
    int[] left = new int[10];
    Arrays.fill(left, RECORDS / 10);
    for (int r = 0; r < RECORDS; r++) {
      int label = r < firstLabels.size() ? firstLabels.get(r) : firstWithSome(left);
      left[label]--;
      content[r * RECORD] = (byte) label;
      for (int p = 0; p < RECORD - 1; p++) {
        content[r * RECORD + 1 + p] = pixel(file, r, p);
      }
    }
    return content;
  }

  private static int firstWithSome(int[] counts) {
    int i = 0;
    while (counts[i] == 0) {
      i++;
    }
    return i;
  }

  private static byte pixel(int file, int record, int offset) {
    return (byte) (31 * file + 7 * record + offset + offset / 256);
  }

  private String refusal() {
    String message =
        assertThrows(IOException.class, () -> Cifar10.read(root, RECORDS)).getMessage();
    assertEquals(1, message.lines().count());
    return message;
  }

  private void change(String file, int offset, int value) throws IOException {
    byte[] content = Files.readAllBytes(folder.resolve(file));
    content[offset] = (byte) value;
    Files.write(folder.resolve(file), content);
  }

  @Test
  void readsEveryRecordOfEveryFile() throws IOException {
    ImageClassification data = Cifar10.read(root, RECORDS);
    assertEquals(Origin.REAL, data.origin());
    assertEquals(Shape.of(3, 32, 32), data.train().image());
    assertEquals(5 * RECORDS, data.train().size());
    assertEquals(RECORDS, data.test().size());
    assertEquals(10, data.train().classes());
    for (int i = 0; i < PUBLISHED_TRAIN.size(); i++) {
      assertEquals(PUBLISHED_TRAIN.get(i), data.train().label(2 * RECORDS + i));
      assertEquals(PUBLISHED_TEST.get(i), data.test().label(i));
    }
    for (int offset : new int[] {0, 1, 1_023, 1_024, 3_071}) {
      assertEquals((byte) data.train().pixel(67, offset), pixel(3, 7, offset));
      assertEquals((byte) data.test().pixel(29, offset), pixel(100, 29, offset));
    }
    assertEquals(List.of(125.3 / 255, 123.0 / 255, 113.9 / 255), data.mean());
    assertEquals(List.of(63.0 / 255, 62.1 / 255, 66.7 / 255), data.standardDeviation());
  }

  @Test
  void tellsThePublishedOrderFromACopy() throws IOException {
    assertEquals("CIFAR-10", Cifar10.read(root, RECORDS).name());
    Path note = folder.resolve("copy.txt");
    Files.writeString(note, "JPEG copy\nmore words\n");
    assertEquals("CIFAR-10", Cifar10.read(root, RECORDS).name());

    byte[] another = records(List.of(6, 9, 9, 4, 1, 1, 2, 7, 3, 8), 1);
    Files.write(folder.resolve("data_batch_1.bin"), another);
    assertEquals("CIFAR-10 (JPEG copy)", Cifar10.read(root, RECORDS).name());
    Files.writeString(note, "\n");
    assertEquals("CIFAR-10 (unofficial copy)", Cifar10.read(root, RECORDS).name());
    Files.delete(note);
    assertEquals("CIFAR-10 (unofficial copy)", Cifar10.read(root, RECORDS).name());

    Files.write(folder.resolve("data_batch_1.bin"), records(PUBLISHED_TRAIN, 1));
    Files.write(folder.resolve("test_batch.bin"), records(PUBLISHED_TRAIN, 1));
    assertEquals("CIFAR-10 (unofficial copy)", Cifar10.read(root, RECORDS).name());
  }

  @Test
  void refusesAMissingFile() throws IOException {
    Path file = folder.resolve("data_batch_4.bin");
    Files.delete(file);
    assertEquals("CIFAR-10: " + file + " is missing: expected a file", refusal());
  }

  @Test
  void refusesATruncatedOrTooLongFileNamingBothSizes() throws IOException {
    Path file = folder.resolve("data_batch_2.bin");
    byte[] content = Files.readAllBytes(file);
    String sizes = " bytes: expected 92190 (30 records of 3073)";
    Files.write(file, Arrays.copyOf(content, content.length - 1));
    assertEquals("CIFAR-10: " + file + " has 92189" + sizes, refusal());
    Files.write(file, Arrays.copyOf(content, content.length + RECORD));
    assertEquals("CIFAR-10: " + file + " has 95263" + sizes, refusal());
    Files.write(file, new byte[0]);
    assertEquals("CIFAR-10: " + file + " has 0" + sizes, refusal());
  }

  @Test
  void expectsTenThousandRecordsInAFile() {
    String message = assertThrows(IOException.class, () -> Cifar10.read(root)).getMessage();
    assertTrue(message.endsWith("expected 30730000 (10000 records of 3073)"), message);
  }

  @Test
  void refusesALabelOutOfRangeNamingTheRecord() throws IOException {
    change("test_batch.bin", 11 * RECORD, 200);
    assertEquals(
        "CIFAR-10: "
            + folder.resolve("test_batch.bin")
            + " record 11 has label 200: expected from 0 to 9",
        refusal());
  }

  @Test
  void refusesClassesThatAreNotEquallyFrequent() throws IOException {
    change("test_batch.bin", 0, 4);
    assertEquals(
        "CIFAR-10: "
            + folder
            + " [test_batch.bin] have [3, 3, 3, 2, 4, 3, 3, 3, 3, 3] images of classes 0 to 9:"
            + " expected 3 each",
        refusal());
  }

  @Test
  void isInARootThatHasItsFolder() throws IOException {
    assertTrue(Cifar10.isIn(root));
    assertFalse(Cifar10.isIn(folder));
    Files.createFile(folder.resolve("cifar-10-batches-bin"));
    assertFalse(Cifar10.isIn(folder));
    assertFalse(Cifar10.isIn(root.resolve("missing")));
  }

  @Test
  void readsTheRealFilesWhereThereAreSome() throws IOException {
    String variable = System.getenv(DataRoot.VARIABLE);
    assumeTrue(variable != null && !variable.isBlank(), DataRoot.VARIABLE + " is not set");
    Path real = DataRoot.resolve(null);
    assumeTrue(Cifar10.isIn(real), "CIFAR-10 is not in " + real);

    ImageClassification data = Cifar10.read(real);
    int[] classes = new int[10];
    Arrays.fill(classes, 5_000);
    assertArrayEquals(classes, data.train().imagesPerClass());
    Arrays.fill(classes, 1_000);
    assertArrayEquals(classes, data.test().imagesPerClass());
    for (int c = 0; c < 3; c++) {
      double mean = data.mean().get(c) * 255;
      assertEquals(mean, channelMean(data.train(), c), 2, "mean of channel " + c);
    }
  }

  private static double channelMean(ImageSet images, int channel) {
    int plane = images.image().dim(1) * images.image().dim(2);
    long sum = 0;
    for (int i = 0; i < images.size(); i++) {
      for (int p = channel * plane; p < (channel + 1) * plane; p++) {
        sum += images.pixel(i, p);
      }
    }
    return (double) sum / images.size() / plane;
  }
}
