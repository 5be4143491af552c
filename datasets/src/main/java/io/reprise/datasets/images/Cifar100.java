package io.reprise.datasets.images;

import io.reprise.datasets.Dataset.Origin;
import io.reprise.datasets.ImageClassification;
import io.reprise.datasets.images.CifarBinary.Label;
import io.reprise.datasets.images.CifarBinary.Records;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * CIFAR-100 (Krizhevsky, "Learning multiple layers of features from tiny images", 2009): 50,000
 * training and 10,000 test photos {@code [3, 32, 32]} of 100 fine classes in 20 coarse ones, read
 * from the authors' binary version.
 *
 * <p>That is a folder {@code cifar-100-binary} with {@code train.bin} and {@code test.bin}, whose
 * records are a coarse label byte, a fine label byte and 3,072 pixel bytes. The channels are
 * normalised with mean (129.3, 124.1, 112.4) / 255 and standard deviation (68.2, 65.4, 70.4) / 255.
 */
public final class Cifar100 {
  private static final String FOLDER = "cifar-100-binary";
  private static final CifarBinary FORMAT =
      new CifarBinary(
          "CIFAR-100", List.of(new Label("coarse label", 20), new Label("fine label", 100)));
  private static final List<Double> MEAN = List.of(129.3 / 255, 124.1 / 255, 112.4 / 255);
  private static final List<Double> STANDARD_DEVIATION =
      List.of(68.2 / 255, 65.4 / 255, 70.4 / 255);

  private Cifar100() {}

  /** Which of the two labels an image is given. */
  public enum Labels {
    /** 20 classes, for example "flowers". */
    COARSE(0),
    /** 100 classes, for example "orchids". */
    FINE(1);

    private final int inRecord;

    Labels(int inRecord) {
      this.inRecord = inRecord;
    }
  }

  /** Whether the data root has the folder {@code cifar-100-binary}; its files may be bad. */
  public static boolean isIn(Path dataRoot) {
    return Files.isDirectory(dataRoot.resolve(FOLDER));
  }

  /**
   * Reads the whole data set.
   *
   * @throws IOException if a file is missing or has the wrong size, a label is out of range, the
   *     classes are not equally frequent in either part, or a fine class lies in two coarse ones;
   *     the message names the file
   */
  public static ImageClassification read(Path dataRoot, Labels labels) throws IOException {
    return read(dataRoot, labels, 50_000, 10_000);
  }

  static ImageClassification read(Path dataRoot, Labels labels, int trainRecords, int testRecords)
      throws IOException {
    Path folder = dataRoot.resolve(FOLDER);
    Records train = FORMAT.read(folder, List.of("train.bin"), trainRecords);
    Records test = FORMAT.read(folder, List.of("test.bin"), testRecords);
    int[] coarseOfFine = new int[100];
    Arrays.fill(coarseOfFine, -1);
    requireHierarchy(folder.resolve("train.bin"), train, coarseOfFine);
    requireHierarchy(folder.resolve("test.bin"), test, coarseOfFine);
    return new ImageClassification(
        labels == Labels.FINE ? "CIFAR-100" : "CIFAR-100 (coarse)",
        Origin.REAL,
        train.images(labels.inRecord),
        test.images(labels.inRecord),
        MEAN,
        STANDARD_DEVIATION);
  }

  private static void requireHierarchy(Path file, Records records, int[] coarseOfFine)
      throws IOException {
    for (int i = 0; i < records.size(); i++) {
      int coarse = records.label(Labels.COARSE.inRecord, i);
      int fine = records.label(Labels.FINE.inRecord, i);
      if (coarseOfFine[fine] >= 0 && coarseOfFine[fine] != coarse) {
        throw new IOException(
            "CIFAR-100: "
                + file
                + " record "
                + i
                + " has fine label "
                + fine
                + " in coarse class "
                + coarse
                + ": expected "
                + coarseOfFine[fine]
                + " as before");
      }
      coarseOfFine[fine] = coarse;
    }
  }
}
