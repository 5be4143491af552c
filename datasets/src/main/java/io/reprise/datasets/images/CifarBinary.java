package io.reprise.datasets.images;

import io.reprise.datasets.ImageSet;
import io.reprise.tensor.Shape;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The binary version of CIFAR: records of one or more label bytes and 3,072 pixel bytes, plane by
 * plane.
 *
 * @param name of the data set, which starts every error
 * @param labels what the label bytes of a record are called and how many classes each has
 */
record CifarBinary(String name, List<Label> labels) {
  private static final Shape IMAGE = Shape.of(3, 32, 32);
  private static final int PIXELS = 3 * 32 * 32;

  /** Records that are read at once: a few files' worth of memory would only cost time. */
  private static final int CHUNK = 500;

  /** One label byte of a record. */
  record Label(String name, int classes) {}

  /** The records of some files. */
  static final class Records {
    private final List<Label> names;
    private final byte[] pixels;
    private final int[][] labels;

    private Records(List<Label> names, int images) {
      this.names = names;
      this.pixels = new byte[images * PIXELS];
      this.labels = new int[names.size()][images];
    }

    /** One of the labels of an image. */
    int label(int which, int image) {
      return labels[which][image];
    }

    int size() {
      return labels[0].length;
    }

    /** The images with one of their labels. */
    ImageSet images(int which) {
      return new ImageSet(IMAGE, names.get(which).classes(), pixels, labels[which]);
    }
  }

  private int recordBytes() {
    return labels.size() + PIXELS;
  }

  /**
   * Reads all records of the files.
   *
   * @throws IOException if a file is missing or has the wrong size, a label is out of range, or the
   *     classes are not equally frequent
   */
  Records read(Path folder, List<String> files, int recordsPerFile) throws IOException {
    Records records = new Records(labels, files.size() * recordsPerFile);
    byte[] chunk = new byte[CHUNK * recordBytes()];
    for (int f = 0; f < files.size(); f++) {
      Path file = folder.resolve(files.get(f));
      requireSize(file, recordsPerFile);
      try (InputStream in = Files.newInputStream(file)) {
        for (int r = 0; r < recordsPerFile; r += CHUNK) {
          int here = Math.min(CHUNK, recordsPerFile - r);
          if (in.readNBytes(chunk, 0, here * recordBytes()) < here * recordBytes()) {
            throw new EOFException(name + ": " + file + " became shorter while it was read");
          }
          copy(chunk, here, file, r, records, f * recordsPerFile + r);
        }
      }
    }
    for (int l = 0; l < labels.size(); l++) {
      requireBalance(records, l, folder, files);
    }
    return records;
  }

  private void copy(byte[] chunk, int count, Path file, int inFile, Records to, int image)
      throws IOException {
    for (int r = 0; r < count; r++) {
      int start = r * recordBytes();
      for (int l = 0; l < labels.size(); l++) {
        int label = Byte.toUnsignedInt(chunk[start + l]);
        if (label >= labels.get(l).classes()) {
          throw new IOException(
              name
                  + ": "
                  + file
                  + " record "
                  + (inFile + r)
                  + " has "
                  + labels.get(l).name()
                  + " "
                  + label
                  + ": expected from 0 to "
                  + (labels.get(l).classes() - 1));
        }
        to.labels[l][image + r] = label;
      }
      System.arraycopy(chunk, start + labels.size(), to.pixels, (image + r) * PIXELS, PIXELS);
    }
  }

  private void requireSize(Path file, int records) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException(name + ": " + file + " is missing: expected a file");
    }
    long expected = (long) records * recordBytes();
    long size = Files.size(file);
    if (size != expected) {
      throw new IOException(
          name
              + ": "
              + file
              + " has "
              + size
              + " bytes: expected "
              + expected
              + " ("
              + records
              + " records of "
              + recordBytes()
              + ")");
    }
  }

  private void requireBalance(Records records, int which, Path folder, List<String> files)
      throws IOException {
    int classes = labels.get(which).classes();
    int[] counts = new int[classes];
    for (int i = 0; i < records.size(); i++) {
      counts[records.label(which, i)]++;
    }
    int expected = records.size() / classes;
    if (Arrays.stream(counts).anyMatch(c -> c != expected)) {
      throw new IOException(
          name
              + ": "
              + folder
              + " "
              + files
              + " have "
              + Arrays.toString(counts)
              + " images of "
              + (labels.size() == 1 ? "" : labels.get(which).name() + " ")
              + "classes 0 to "
              + (classes - 1)
              + ": expected "
              + expected
              + " each");
    }
  }
}
