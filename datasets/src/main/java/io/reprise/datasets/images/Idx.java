package io.reprise.datasets.images;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * An array of unsigned bytes from a file in the IDX format of the MNIST family: the bytes 0, 0, 8
 * (the type) and the rank, each extent as four bytes, highest first, and the values in row-major
 * order. The file may be compressed by gzip.
 */
public final class Idx {
  private static final int UNSIGNED_BYTE = 0x08;
  private static final int MOST_RANK = 8;

  private final List<Integer> extents;
  private final byte[] values;

  private Idx(int[] extents, byte[] values) {
    this.extents = IntStream.of(extents).boxed().toList();
    this.values = values;
  }

  /**
   * Reads a file, decompressing it if it starts as gzip does.
   *
   * @throws IOException naming the file and the offset in what is decompressed, if it is missing,
   *     of another format or type, cut short, damaged, or longer than it declares
   */
  public static Idx read(Path file) throws IOException {
    try (InputStream in = open(file)) {
      return read(file, in);
    } catch (NoSuchFileException e) {
      throw new IOException(file + " is missing: expected an IDX file", e);
    } catch (EOFException e) {
      throw new IOException(file + " ends inside its compressed data: expected a whole file", e);
    } catch (ZipException e) {
      throw new IOException(
          file + " is damaged (" + e.getMessage() + "): expected whole gzip data", e);
    }
  }

  private static InputStream open(Path file) throws IOException {
    BufferedInputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    try {
      in.mark(2);
      boolean compressed = in.read() == 0x1f && in.read() == 0x8b;
      in.reset();
      return compressed ? new GZIPInputStream(in, 1 << 16) : in;
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  private static Idx read(Path file, InputStream in) throws IOException {
    byte[] magic = in.readNBytes(4);
    if (magic.length < 4 || magic[0] != 0 || magic[1] != 0) {
      throw new IOException(
          file + " starts with " + Arrays.toString(magic) + ": expected 0, 0, a type and a rank");
    }
    if (magic[2] != UNSIGNED_BYTE || magic[3] < 1 || magic[3] > MOST_RANK) {
      throw new IOException(
          file
              + " has type "
              + magic[2]
              + " and rank "
              + magic[3]
              + ": expected type 8 (unsigned bytes) and rank 1 to "
              + MOST_RANK);
    }
    int[] extents = new int[magic[3]];
    for (int d = 0; d < extents.length; d++) {
      byte[] four = in.readNBytes(4);
      if (four.length < 4) {
        throw new IOException(
            file
                + " ends at byte "
                + (4 + 4 * d + four.length)
                + ": expected "
                + extents.length
                + " extents");
      }
      extents[d] = ByteBuffer.wrap(four).getInt();
    }
    return new Idx(extents, values(file, in, extents));
  }

  private static byte[] values(Path file, InputStream in, int[] extents) throws IOException {
    double count = 1;
    for (int extent : extents) {
      count = extent < 1 ? Double.NaN : count * extent;
    }
    // Arrays cannot be longer, and no file of the family is.
    if (!(count <= Integer.MAX_VALUE - 8)) {
      throw new IOException(
          file
              + " has extents "
              + Arrays.toString(extents)
              + ": expected each >= 1, and < 2^31"
              + " values");
    }
    int expected = (int) count;
    // Grows with what is there, so that a bad header cannot ask for more memory than the file has.
    byte[] values = in.readNBytes(expected);
    int header = 4 + 4 * extents.length;
    if (values.length < expected) {
      throw new IOException(
          file
              + " ends at byte "
              + ((long) header + values.length)
              + ": expected "
              + ((long) header + expected)
              + " bytes for extents "
              + Arrays.toString(extents));
    }
    if (in.read() >= 0) {
      throw new IOException(
          file
              + " goes on after byte "
              + ((long) header + expected)
              + ": expected its end there for extents "
              + Arrays.toString(extents));
    }
    return values;
  }

  /** How long the array is along each dimension. */
  public List<Integer> extents() {
    return extents;
  }

  /** A value, from 0 to 255, by its place in row-major order. */
  public int at(int i) {
    return Byte.toUnsignedInt(values[i]);
  }

  /** The values themselves, which the loaders here take over. */
  byte[] values() {
    return values;
  }
}
