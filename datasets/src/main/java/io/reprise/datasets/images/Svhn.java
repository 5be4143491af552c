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
import java.util.Arrays;
import java.util.Locale;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.types.Array;
import us.hebi.matlab.mat.types.MatFile;
import us.hebi.matlab.mat.types.MatlabType;
import us.hebi.matlab.mat.types.Matrix;
import us.hebi.matlab.mat.types.Source;
import us.hebi.matlab.mat.types.Sources;

/**
 * SVHN, "Street View House Numbers" (Netzer et al., 2011), in its second format: digits cropped to
 * {@code [3, 32, 32]}, 73,257 for training, 26,032 for testing and 531,131 easier extra ones.
 *
 * <p>That is a folder {@code svhn} with {@code train_32x32.mat}, {@code test_32x32.mat} and {@code
 * extra_32x32.mat}: MATLAB files of level 5 with {@code X}, unsigned bytes {@code [32, 32, 3, N]},
 * and {@code y}, the labels 1 to 10, where 10 stands for the digit 0. Here class 0 is the digit 0.
 * The channels are normalised by the mean and deviation of what is trained on.
 */
public final class Svhn {
  private static final String FOLDER = "svhn";
  private static final Shape IMAGE = Shape.of(3, 32, 32);
  private static final int SIDE = 32;
  private static final int PIXELS = 3 * SIDE * SIDE;
  private static final int DIGITS = 10;

  private Svhn() {}

  /** The files, and how many digits each has. */
  enum Part {
    TRAIN(73_257),
    TEST(26_032),
    EXTRA(531_131);

    private final int images;

    Part(int images) {
      this.images = images;
    }

    int images() {
      return images;
    }

    private String file() {
      return name().toLowerCase(Locale.ROOT) + "_32x32.mat";
    }
  }

  /** The digits of one file, as they are read. */
  private static final class Digits {
    private final byte[] pixels;
    private final int[] labels;

    private Digits(int images) {
      pixels = new byte[images * PIXELS];
      labels = new int[images];
    }
  }

  /** How many digits a file must have, which a test may make less. */
  @FunctionalInterface
  interface Sizes {
    int of(Part part);
  }

  /** Whether the data root has the folder {@code svhn}; its files may be bad or missing. */
  public static boolean isIn(Path dataRoot) {
    return Files.isDirectory(dataRoot.resolve(FOLDER));
  }

  /**
   * Reads the training and the test part.
   *
   * @throws IOException if a file is missing, is no MATLAB file of level 5, is cut short, has no
   *     such matrices or another number of digits, or a label is not from 1 to 10; the message
   *     names the file
   */
  public static ImageClassification read(Path dataRoot) throws IOException {
    return read(dataRoot, false, Part::images);
  }

  /**
   * Reads the training part followed by the extra one as "SVHN with extra", and the test part. This
   * takes 4 GB of Java memory while it reads.
   *
   * @throws IOException as {@link #read(Path)}
   */
  public static ImageClassification readWithExtra(Path dataRoot) throws IOException {
    return read(dataRoot, true, Part::images);
  }

  static ImageClassification read(Path dataRoot, boolean extra, Sizes sizes) throws IOException {
    DataFolder folder = DataFolder.in("SVHN", dataRoot, FOLDER);
    int trainImages = sizes.of(Part.TRAIN);
    Digits train = new Digits(trainImages + (extra ? sizes.of(Part.EXTRA) : 0));
    read(folder, Part.TRAIN, trainImages, train, 0);
    if (extra) {
      read(folder, Part.EXTRA, sizes.of(Part.EXTRA), train, trainImages);
    }
    Digits test = new Digits(sizes.of(Part.TEST));
    read(folder, Part.TEST, sizes.of(Part.TEST), test, 0);
    ImageSet trainSet = new ImageSet(IMAGE, DIGITS, train.pixels, train.labels);
    ImageSet testSet = new ImageSet(IMAGE, DIGITS, test.pixels, test.labels);
    Normalisation normalisation = Normalisation.of(trainSet);
    return new ImageClassification(
        extra ? "SVHN with extra" : "SVHN",
        Origin.REAL,
        trainSet,
        testSet,
        normalisation.mean(),
        normalisation.standardDeviation());
  }

  private static void read(DataFolder folder, Part part, int images, Digits to, int first)
      throws IOException {
    Path file = folder.file(part.file());
    try (Source source = Sources.openStreamingFile(file.toFile());
        MatFile mat = Mat5.newReader(source).readMat()) {
      Matrix pixels = matrix(file, mat, "X", SIDE, SIDE, 3, images);
      Matrix labels = matrix(file, mat, "y", images, 1);
      if (pixels.getType() != MatlabType.UInt8) {
        throw new IOException(
            "SVHN: " + file + " has X of type " + pixels.getType() + ": expected uint8");
      }
      for (int i = 0; i < images; i++) {
        to.labels[first + i] = digit(file, i, labels.getDouble(i));
        copyImage(pixels, i, to.pixels, (first + i) * PIXELS);
      }
    } catch (IOException e) {
      throw isNamed(e) ? e : unreadable(file, e);
    } catch (RuntimeException e) {
      // The library answers some damage with a buffer's or a cast's exception.
      throw unreadable(file, e);
    }
  }

  private static boolean isNamed(IOException e) {
    return e.getMessage() != null && e.getMessage().startsWith("SVHN: ");
  }

  private static IOException unreadable(Path file, Exception e) {
    return new IOException(
        "SVHN: "
            + file
            + " cannot be read ("
            + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage())
            + "): expected a whole MATLAB file of level 5",
        e);
  }

  private static Matrix matrix(Path file, MatFile mat, String name, int... dimensions)
      throws IOException {
    for (MatFile.Entry entry : mat.getEntries()) {
      if (entry.getName().equals(name)) {
        Array array = entry.getValue();
        if (!(array instanceof Matrix matrix)
            || !Arrays.equals(array.getDimensions(), dimensions)) {
          throw new IOException(
              "SVHN: "
                  + file
                  + " has "
                  + name
                  + " "
                  + Arrays.toString(array.getDimensions())
                  + " of type "
                  + array.getType()
                  + ": expected a matrix "
                  + Arrays.toString(dimensions));
        }
        return matrix;
      }
    }
    throw new IOException("SVHN: " + file + " has no matrix " + name + ": expected X and y");
  }

  private static int digit(Path file, int image, double label) throws IOException {
    if (!(label >= 1 && label <= 10 && label == Math.rint(label))) {
      throw new IOException(
          "SVHN: " + file + " image " + image + " has label " + label + ": expected from 1 to 10");
    }
    return (int) label % DIGITS;
  }

  /** MATLAB lets the first index run fastest: down a column, then across, then over channels. */
  private static void copyImage(Matrix from, int image, byte[] to, int start) {
    int source = image * PIXELS;
    for (int plane = start; plane < start + PIXELS; plane += SIDE * SIDE) {
      for (int column = 0; column < SIDE; column++) {
        for (int row = 0; row < SIDE; row++) {
          to[plane + row * SIDE + column] = from.getByte(source++);
        }
      }
    }
  }
}
