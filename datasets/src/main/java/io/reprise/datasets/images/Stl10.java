package io.reprise.datasets.images;

import io.reprise.datasets.DataFolder;
import io.reprise.datasets.Dataset.Origin;
import io.reprise.datasets.ImageClassification;
import io.reprise.datasets.ImageSet;
import io.reprise.datasets.Normalisation;
import io.reprise.tensor.Shape;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * STL-10 (Coates et al., AISTATS 2011): 5,000 labelled training and 8,000 test photos {@code [3,
 * 96, 96]} of 10 classes.
 *
 * <p>That is a folder {@code stl10_binary} with {@code train_X.bin} and {@code test_X.bin}, photo
 * after photo and plane after plane, column by column, and {@code train_y.bin} and {@code
 * test_y.bin} with the labels 1 to 10, a byte each. Class 0 is label 1. The channels are normalised
 * by the mean and deviation of the training photos.
 */
public final class Stl10 {
  private static final String NAME = "STL-10";
  private static final String FOLDER = "stl10_binary";
  private static final int SIDE = 96;
  private static final Shape IMAGE = Shape.of(3, SIDE, SIDE);
  private static final int PIXELS = 3 * SIDE * SIDE;
  private static final int CLASSES = 10;

  private Stl10() {}

  /** Whether the data root has the folder {@code stl10_binary}; its files may be bad. */
  public static boolean isIn(Path dataRoot) {
    return Files.isDirectory(dataRoot.resolve(FOLDER));
  }

  /**
   * Reads the labelled photos.
   *
   * @throws IOException if a file is missing or has the wrong size, or a label is not from 1 to 10;
   *     the message names the file
   */
  public static ImageClassification read(Path dataRoot) throws IOException {
    return read(dataRoot, 5_000, 8_000);
  }

  static ImageClassification read(Path dataRoot, int trainPhotos, int testPhotos)
      throws IOException {
    DataFolder folder = DataFolder.in(NAME, dataRoot, FOLDER);
    ImageSet train = part(folder, "train", trainPhotos);
    Normalisation normalisation = Normalisation.of(train);
    return new ImageClassification(
        NAME,
        Origin.REAL,
        train,
        part(folder, "test", testPhotos),
        normalisation.mean(),
        normalisation.standardDeviation());
  }

  private static ImageSet part(DataFolder folder, String part, int photos) throws IOException {
    Path images = sized(folder, part + "_X.bin", (long) photos * PIXELS);
    int[] labels = labels(sized(folder, part + "_y.bin", photos));
    byte[] pixels = new byte[photos * PIXELS];
    byte[] photo = new byte[PIXELS];
    try (InputStream in = Files.newInputStream(images)) {
      for (int i = 0; i < photos; i++) {
        if (in.readNBytes(photo, 0, PIXELS) < PIXELS) {
          throw new EOFException(NAME + ": " + images + " became shorter while it was read");
        }
        copyTurned(photo, pixels, i * PIXELS);
      }
    }
    return new ImageSet(IMAGE, CLASSES, pixels, labels);
  }

  private static Path sized(DataFolder folder, String name, long expected) throws IOException {
    Path file = folder.file(name);
    if (Files.size(file) != expected) {
      throw new IOException(
          NAME + ": " + file + " has " + Files.size(file) + " bytes: expected " + expected);
    }
    return file;
  }

  private static int[] labels(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int[] labels = new int[bytes.length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = Byte.toUnsignedInt(bytes[i]) - 1;
      if (labels[i] < 0 || labels[i] >= CLASSES) {
        throw new IOException(
            NAME
                + ": "
                + file
                + " at byte "
                + i
                + " has label "
                + (labels[i] + 1)
                + ": expected from 1 to "
                + CLASSES);
      }
    }
    return labels;
  }

  private static void copyTurned(byte[] columns, byte[] rows, int start) {
    for (int plane = 0; plane < PIXELS; plane += SIDE * SIDE) {
      for (int row = 0; row < SIDE; row++) {
        for (int column = 0; column < SIDE; column++) {
          rows[start + plane + row * SIDE + column] = columns[plane + column * SIDE + row];
        }
      }
    }
  }
}
