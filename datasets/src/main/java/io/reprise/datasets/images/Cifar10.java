package io.reprise.datasets.images;

import io.reprise.datasets.Dataset.Origin;
import io.reprise.datasets.ImageClassification;
import io.reprise.datasets.ImageSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * CIFAR-10 (Krizhevsky, "Learning multiple layers of features from tiny images", 2009): 50,000
 * training and 10,000 test photos {@code [3, 32, 32]} of 10 classes, read from the authors' binary
 * version.
 *
 * <p>That is a folder {@code cifar-10-batches-bin} with {@code data_batch_1.bin} to {@code
 * data_batch_5.bin} and {@code test_batch.bin}, each 10,000 records of a label byte and 3,072 pixel
 * bytes. The channels are normalised with mean (125.3, 123.0, 113.9) / 255 and standard deviation
 * (63.0, 62.1, 66.7) / 255.
 *
 * <p>The name tells the published files from another copy in the same layout, whose pixels may
 * differ. If the first ten labels of {@code data_batch_1.bin} and of {@code test_batch.bin} are
 * those of the published files, it is "CIFAR-10". Otherwise it is "CIFAR-10 (text)", where text is
 * the first line of the file {@code copy.txt} in that folder, for example "JPEG copy", or
 * "unofficial copy" if there is no such line.
 */
public final class Cifar10 {
  private static final String FOLDER = "cifar-10-batches-bin";
  private static final List<String> TRAIN_FILES =
      List.of(
          "data_batch_1.bin",
          "data_batch_2.bin",
          "data_batch_3.bin",
          "data_batch_4.bin",
          "data_batch_5.bin");
  private static final List<String> TEST_FILES = List.of("test_batch.bin");
  private static final int RECORDS_PER_FILE = 10_000;

  private static final CifarBinary FORMAT =
      new CifarBinary("CIFAR-10", List.of(new CifarBinary.Label("label", 10)));
  private static final List<Double> MEAN = List.of(125.3 / 255, 123.0 / 255, 113.9 / 255);
  private static final List<Double> STANDARD_DEVIATION =
      List.of(63.0 / 255, 62.1 / 255, 66.7 / 255);

  private static final List<Integer> FIRST_TRAIN_LABELS = List.of(6, 9, 9, 4, 1, 1, 2, 7, 8, 3);
  private static final List<Integer> FIRST_TEST_LABELS = List.of(3, 8, 8, 0, 6, 6, 1, 6, 3, 1);

  private Cifar10() {}

  /** Whether the data root has the folder {@code cifar-10-batches-bin}; its files may be bad. */
  public static boolean isIn(Path dataRoot) {
    return Files.isDirectory(dataRoot.resolve(FOLDER));
  }

  /**
   * Reads the whole data set.
   *
   * @throws IOException if a file is missing or has the wrong size, a label is not from 0 to 9, or
   *     the classes are not equally frequent in either part; the message names the file
   */
  public static ImageClassification read(Path dataRoot) throws IOException {
    return read(dataRoot, RECORDS_PER_FILE);
  }

  static ImageClassification read(Path dataRoot, int recordsPerFile) throws IOException {
    Path folder = dataRoot.resolve(FOLDER);
    ImageSet train = FORMAT.read(folder, TRAIN_FILES, recordsPerFile).images(0);
    ImageSet test = FORMAT.read(folder, TEST_FILES, recordsPerFile).images(0);
    return new ImageClassification(
        name(folder, train, test), Origin.REAL, train, test, MEAN, STANDARD_DEVIATION);
  }

  private static String name(Path folder, ImageSet train, ImageSet test) throws IOException {
    if (firstLabels(train).equals(FIRST_TRAIN_LABELS)
        && firstLabels(test).equals(FIRST_TEST_LABELS)) {
      return "CIFAR-10";
    }
    Path note = folder.resolve("copy.txt");
    String copy =
        Files.isRegularFile(note)
            ? Files.readString(note).lines().findFirst().orElse("").strip()
            : "";
    return "CIFAR-10 (" + (copy.isEmpty() ? "unofficial copy" : copy) + ")";
  }

  private static List<Integer> firstLabels(ImageSet images) {
    return IntStream.range(0, 10).mapToObj(images::label).toList();
  }
}
