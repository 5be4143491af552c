package io.reprise.datasets.retrieval;

import io.reprise.datasets.files.NpyFile;
import io.reprise.datasets.files.NumericArray;
import io.reprise.datasets.files.TextLine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Reads feature vectors and labels: {@code .fvecs}, {@code .ivecs} and {@code .bvecs}, in which
 * each vector has its length before it (Jégou et al., TPAMI 2011), {@code .npy} of two axes, and
 * {@code .csv} or {@code .txt} with a vector a line.
 */
public final class VectorFile {
  private static final int LENGTH_BYTES = 4;
  private static final int MOST_COLUMNS = 1 << 24;

  private VectorFile() {}

  /**
   * Reads the vectors of a file, by its ending.
   *
   * @throws IOException naming the file and the offset or line, if it is missing, cut short, its
   *     vectors differ in length, a value is not finite, or the ending is another
   */
  public static FeatureMatrix read(Path file) throws IOException {
    String name = file.getFileName().toString();
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    try {
      return switch (ending) {
        case "fvecs", "ivecs" -> vectors(file, ending.equals("fvecs"), 4);
        case "bvecs" -> vectors(file, false, 1);
        case "npy" -> array(file);
        case "csv", "txt" -> text(file);
        default ->
            throw new IOException(
                file + ": ending '" + ending + "': expected fvecs, ivecs, bvecs, npy, csv or txt");
      };
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  private static FeatureMatrix vectors(Path file, boolean fractions, int valueBytes)
      throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException(file + " is missing: expected a file");
    }
    long size = Files.size(file);
    if (size > Integer.MAX_VALUE - 16) {
      throw new IOException(file + " has " + size + " bytes: expected below 2 GiB");
    }
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    int columns = bytes.remaining() < LENGTH_BYTES ? 0 : bytes.getInt(0);
    if (columns < 1 || columns > MOST_COLUMNS) {
      throw new IOException(
          file
              + " offset 0: a vector of length "
              + columns
              + ": expected from 1 to "
              + MOST_COLUMNS);
    }
    int rowBytes = LENGTH_BYTES + valueBytes * columns;
    if (size % rowBytes != 0) {
      throw new IOException(
          file
              + " has "
              + size
              + " bytes: expected a multiple of "
              + rowBytes
              + ", for vectors of "
              + columns);
    }
    int rows = (int) (size / rowBytes);
    float[] values = new float[rows * columns];
    int i = 0;
    for (int row = 0; row < rows; row++) {
      int offset = bytes.position();
      int length = bytes.getInt();
      if (length != columns) {
        throw new IOException(
            file
                + " offset "
                + offset
                + ": a vector of length "
                + length
                + ": expected "
                + columns);
      }
      for (int column = 0; column < columns; column++, i++) {
        if (valueBytes == 1) {
          values[i] = Byte.toUnsignedInt(bytes.get());
        } else {
          values[i] = fractions ? bytes.getFloat() : bytes.getInt();
        }
      }
    }
    return new FeatureMatrix(rows, columns, values);
  }

  private static FeatureMatrix array(Path file) throws IOException {
    NumericArray array = NpyFile.read(file);
    if (array.shape().rank() != 2) {
      throw new IOException(file + " is of shape " + array.shape() + ": expected two axes");
    }
    return new FeatureMatrix(array.shape().dim(0), array.shape().dim(1), array.floats());
  }

  private static FeatureMatrix text(Path file) throws IOException {
    List<TextLine> lines = TextLine.readNonBlank(file);
    if (lines.isEmpty()) {
      throw new IOException(file + " is empty: expected a vector a line");
    }
    int columns = fields(lines.get(0)).length;
    float[] values = new float[Math.multiplyExact(lines.size(), columns)];
    int i = 0;
    for (TextLine line : lines) {
      String[] fields = fields(line);
      if (fields.length != columns) {
        throw line.unexpected(fields.length + " values", columns + " as in the first line");
      }
      for (String field : fields) {
        values[i++] = (float) line.decimal(field, "value");
      }
    }
    return new FeatureMatrix(lines.size(), columns, values);
  }

  private static String[] fields(TextLine line) {
    return line.text().strip().split("\\s*[,;\\s]\\s*", -1);
  }

  /**
   * Reads a label a vector: {@code .npy} of whole numbers, or a text file with one a line.
   *
   * @param classes labels are from 0 to one less
   * @throws IOException naming file and line or element, if it is missing, or a label is none
   */
  public static List<Integer> labels(Path file, int classes) throws IOException {
    if (!file.toString().toLowerCase(Locale.ROOT).endsWith(".npy")) {
      List<Integer> labels = new ArrayList<>();
      for (TextLine line : TextLine.readNonBlank(file)) {
        labels.add(line.integer(line.text().strip(), "label", 0, classes - 1));
      }
      return List.copyOf(labels);
    }
    NumericArray array = NpyFile.read(file);
    for (int i = 0; i < array.shape().elements(); i++) {
      double label = array.decimal(i);
      if (label != Math.rint(label) || label < 0 || label >= classes) {
        throw new IOException(
            file + " element " + i + ": label " + label + ": expected from 0 to " + (classes - 1));
      }
    }
    return IntStream.range(0, Math.toIntExact(array.shape().elements()))
        .mapToObj(i -> (int) array.integer(i))
        .toList();
  }
}
