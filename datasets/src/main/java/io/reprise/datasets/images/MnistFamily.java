package io.reprise.datasets.images;

import io.reprise.datasets.DataFolder;
import io.reprise.datasets.Dataset.Origin;
import io.reprise.datasets.ImageClassification;
import io.reprise.datasets.ImageSet;
import io.reprise.datasets.Normalisation;
import io.reprise.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * MNIST (LeCun et al., 1998) and the data sets that come in its files: grey images {@code [1, 28,
 * 28]} and their classes, in four {@link Idx} files, each as it is or with {@code .gz} at its end.
 * Pixels are normalised by the mean and deviation of the training images (MNIST: 0.1307 and
 * 0.3081).
 */
public enum MnistFamily {
  /** Handwritten digits. */
  MNIST("MNIST", "mnist", "", 10, 60_000, 10_000),
  /** Articles of clothing (arXiv 1708.07747). */
  FASHION_MNIST("Fashion-MNIST", "fashion-mnist", "", 10, 60_000, 10_000),
  /** Cursive Japanese characters (arXiv 1812.01718). */
  KUZUSHIJI_MNIST("Kuzushiji-MNIST", "kmnist", "", 10, 60_000, 10_000),
  /** EMNIST (arXiv 1702.05373): digits and letters in 47 classes, all equally frequent. */
  EMNIST_BALANCED("EMNIST Balanced", "emnist", "emnist-balanced-", 47, 112_800, 18_800),
  /** EMNIST: 10 digits, 26 upper and 26 lower case letters, as frequent as they are written. */
  EMNIST_BY_CLASS("EMNIST ByClass", "emnist", "emnist-byclass-", 62, 697_932, 116_323),
  /** EMNIST: the same with letters merged whose two cases look alike. */
  EMNIST_BY_MERGE("EMNIST ByMerge", "emnist", "emnist-bymerge-", 47, 697_932, 116_323),
  /** EMNIST: digits. */
  EMNIST_DIGITS("EMNIST Digits", "emnist", "emnist-digits-", 10, 240_000, 40_000),
  /** EMNIST: letters of either case; the files count from 1, the classes here from 0. */
  EMNIST_LETTERS("EMNIST Letters", "emnist", "emnist-letters-", 26, 124_800, 20_800),
  /** EMNIST: as many digits as MNIST has, cut out as the rest of EMNIST. */
  EMNIST_MNIST("EMNIST MNIST", "emnist", "emnist-mnist-", 10, 60_000, 10_000);

  private static final int SIDE = 28;

  private final String title;
  private final String folder;
  private final String prefix;
  private final int classes;
  private final int train;
  private final int test;

  MnistFamily(String title, String folder, String prefix, int classes, int train, int test) {
    this.title = title;
    this.folder = folder;
    this.prefix = prefix;
    this.classes = classes;
    this.train = train;
    this.test = test;
  }

  /** As a report prints it. */
  public String title() {
    return title;
  }

  /** Whether the data root has its folder and, in it, the training images; they may be bad. */
  public boolean isIn(Path dataRoot) {
    Path file = dataRoot.resolve(folder).resolve(fileName("train", "images", 3));
    return Files.isRegularFile(file) || Files.isRegularFile(compressed(file));
  }

  /**
   * Reads the whole data set from its folder below the data root: {@code mnist}, {@code
   * fashion-mnist}, {@code kmnist} or {@code emnist}.
   *
   * @throws IOException if a file is missing, see {@link Idx#read}, has other extents than those
   *     published, or a label is out of range; the message names the file
   */
  public ImageClassification read(Path dataRoot) throws IOException {
    return read(dataRoot, train, test);
  }

  ImageClassification read(Path dataRoot, int trainImages, int testImages) throws IOException {
    DataFolder in = DataFolder.in(title, dataRoot, folder);
    ImageSet trainSet = part(in, "train", trainImages);
    // The original calls its test part t10k; EMNIST says test.
    ImageSet testSet = part(in, prefix.isEmpty() ? "t10k" : "test", testImages);
    Normalisation normalisation = Normalisation.of(trainSet);
    return new ImageClassification(
        title,
        Origin.REAL,
        trainSet,
        testSet,
        normalisation.mean(),
        normalisation.standardDeviation());
  }

  private ImageSet part(DataFolder in, String part, int count) throws IOException {
    Path labelFile = find(in, fileName(part, "labels", 1));
    Idx labels = idx(labelFile, List.of(count));
    Idx images = idx(find(in, fileName(part, "images", 3)), List.of(count, SIDE, SIDE));
    int first = this == EMNIST_LETTERS ? 1 : 0;
    int[] fromZero = new int[count];
    for (int i = 0; i < count; i++) {
      fromZero[i] = labels.at(i) - first;
      if (fromZero[i] < 0 || fromZero[i] >= classes) {
        throw new IOException(
            title
                + ": "
                + labelFile
                + " at byte "
                + (8 + i)
                + " has label "
                + labels.at(i)
                + ": expected from "
                + first
                + " to "
                + (first + classes - 1));
      }
    }
    byte[] pixels = images.values();
    if (!prefix.isEmpty()) {
      transposeEach(pixels);
    }
    return new ImageSet(Shape.of(1, SIDE, SIDE), classes, pixels, fromZero);
  }

  /** EMNIST's files hold every image with its rows and columns exchanged. */
  private static void transposeEach(byte[] pixels) {
    for (int image = 0; image < pixels.length; image += SIDE * SIDE) {
      for (int row = 0; row < SIDE; row++) {
        for (int column = 0; column < row; column++) {
          int a = image + row * SIDE + column;
          int b = image + column * SIDE + row;
          byte swap = pixels[a];
          pixels[a] = pixels[b];
          pixels[b] = swap;
        }
      }
    }
  }

  private Idx idx(Path file, List<Integer> extents) throws IOException {
    Idx idx = Idx.read(file);
    if (!idx.extents().equals(extents)) {
      throw new IOException(
          title + ": " + file + " has extents " + idx.extents() + ": expected " + extents);
    }
    return idx;
  }

  private Path find(DataFolder in, String name) throws IOException {
    Path compressed = compressed(in.path().resolve(name));
    return Files.isRegularFile(compressed) && !in.hasFile(name) ? compressed : in.file(name);
  }

  private static Path compressed(Path file) {
    return file.resolveSibling(DataFolder.name(file) + ".gz");
  }

  private String fileName(String part, String what, int rank) {
    return prefix + part + "-" + what + "-idx" + rank + "-ubyte";
  }
}
