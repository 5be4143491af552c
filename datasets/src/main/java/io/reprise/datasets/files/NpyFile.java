package io.reprise.datasets.files;

import io.reprise.tensor.Shape;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * NumPy's array files, versions 1 to 3: {@code .npy} of one array, and {@code .npz}, a zip file of
 * several. Arrays of numbers only; Python objects are refused, as reading them would run code.
 */
public final class NpyFile {
  private static final String MAGIC = "\u0093NUMPY";
  private static final int MOST_HEADER_BYTES = 1 << 20;
  private static final int MOST_ARRAYS = 10_000;
  private static final Pattern DESCR = Pattern.compile("'descr'\\s*:\\s*'([^']*)'");
  private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([0-9L,\\s]*)\\)");
  private static final Map<String, NumericArray.Type> TYPES =
      Map.ofEntries(
          Map.entry("b1", NumericArray.Type.BOOL),
          Map.entry("i1", NumericArray.Type.INT8),
          Map.entry("u1", NumericArray.Type.UINT8),
          Map.entry("i2", NumericArray.Type.INT16),
          Map.entry("u2", NumericArray.Type.UINT16),
          Map.entry("i4", NumericArray.Type.INT32),
          Map.entry("u4", NumericArray.Type.UINT32),
          Map.entry("i8", NumericArray.Type.INT64),
          Map.entry("u8", NumericArray.Type.UINT64),
          Map.entry("f2", NumericArray.Type.FLOAT16),
          Map.entry("f4", NumericArray.Type.FLOAT32),
          Map.entry("f8", NumericArray.Type.FLOAT64));

  private final String name;
  private final InputStream in;
  private long offset;

  private NpyFile(String name, InputStream in) {
    this.name = name;
    this.in = in;
  }

  /**
   * Reads the array of a {@code .npy} file.
   *
   * @throws IOException naming the file and the offset, if it is missing, cut short, too long, or
   *     not an array of numbers
   */
  public static NumericArray read(Path file) throws IOException {
    requireFile(file);
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      return new NpyFile(file.toString(), in).array();
    }
  }

  /**
   * Reads all arrays of an {@code .npz} file by name, without the ending {@code .npy}.
   *
   * @throws IOException naming the file and the array, if it is missing, no zip file, or an array
   *     cannot be read
   */
  public static Map<String, NumericArray> readAll(Path file) throws IOException {
    requireFile(file);
    Map<String, NumericArray> arrays = new TreeMap<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      if (zip.size() > MOST_ARRAYS) {
        throw new IOException(
            file + " has " + zip.size() + " entries: expected at most " + MOST_ARRAYS);
      }
      for (ZipEntry entry : (Iterable<ZipEntry>) zip.stream().map(ZipEntry.class::cast)::iterator) {
        String entryName = entry.getName();
        if (!entryName.endsWith(".npy")) {
          throw new IOException(file + " entry " + entryName + ": expected a name in .npy");
        }
        try (InputStream in = new BufferedInputStream(zip.getInputStream(entry))) {
          arrays.put(
              entryName.substring(0, entryName.length() - ".npy".length()),
              new NpyFile(file + " entry " + entryName, in).array());
        }
      }
    } catch (ZipException e) {
      throw new IOException(file + " is no zip file: " + e.getMessage(), e);
    }
    return Map.copyOf(arrays);
  }

  private static void requireFile(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException(file + " is missing: expected a file");
    }
  }

  private NumericArray array() throws IOException {
    byte[] start = bytes(MAGIC.length() + 2, "the magic string and the version");
    if (!new String(start, 0, MAGIC.length(), StandardCharsets.ISO_8859_1).equals(MAGIC)) {
      throw new IOException(name + " offset 0: no array: expected \\x93NUMPY");
    }
    int version = start[MAGIC.length()];
    if (version < 1 || version > 3) {
      throw new IOException(name + " offset 6: version " + version + ": expected 1, 2 or 3");
    }
    ByteBuffer length =
        ByteBuffer.wrap(bytes(version == 1 ? 2 : 4, "the header's length"))
            .order(ByteOrder.LITTLE_ENDIAN);
    int headerBytes = version == 1 ? Short.toUnsignedInt(length.getShort()) : length.getInt();
    if (headerBytes < 0 || headerBytes > MOST_HEADER_BYTES) {
      throw new IOException(
          name
              + " offset 8: a header of "
              + Integer.toUnsignedString(headerBytes)
              + " bytes: expected at most "
              + MOST_HEADER_BYTES);
    }
    long headerOffset = offset;
    String header =
        new String(
            bytes(headerBytes, "the header"),
            version == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
    return array(header.strip(), headerOffset);
  }

  private NumericArray array(String header, long headerOffset) throws IOException {
    String descr = field(DESCR, header, headerOffset, "descr");
    NumericArray.Type type = descr.length() == 3 ? TYPES.get(descr.substring(1)) : null;
    boolean bigEndian = descr.startsWith(">");
    if (type == null || "<>|".indexOf(descr.charAt(0)) < 0) {
      throw new IOException(
          name
              + " offset "
              + headerOffset
              + ": elements of type '"
              + descr
              + "': expected < or > and one of b1, i1 to i8, u1 to u8, f2, f4, f8");
    }
    Shape shape = shape(field(SHAPE, header, headerOffset, "shape"), headerOffset);
    long expected = Math.multiplyExact(shape.elements(), (long) type.bytes());
    if (expected > Integer.MAX_VALUE - 16) {
      throw new IOException(
          name
              + " offset "
              + headerOffset
              + ": "
              + expected
              + " bytes of shape "
              + shape
              + ": expected below 2 GiB");
    }
    byte[] data = bytes((int) expected, expected + " bytes of shape " + shape);
    if (in.read() >= 0) {
      throw new IOException(name + " offset " + offset + ": more bytes: expected the end");
    }
    return new NumericArray(
        shape,
        type,
        field(ORDER, header, headerOffset, "fortran_order").equals("True"),
        ByteBuffer.wrap(data).order(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN));
  }

  private String field(Pattern pattern, String header, long headerOffset, String key)
      throws IOException {
    Matcher matcher = pattern.matcher(header);
    if (!matcher.find()) {
      throw new IOException(
          name + " offset " + headerOffset + ": header " + header + ": expected '" + key + "'");
    }
    return matcher.group(1);
  }

  private Shape shape(String extents, long headerOffset) throws IOException {
    try {
      // Python 2 wrote long numbers with an L.
      return Shape.of(
          Pattern.compile(",")
              .splitAsStream(extents.replace("L", ""))
              .map(String::strip)
              .filter(extent -> !extent.isEmpty())
              .mapToInt(Integer::parseInt)
              .toArray());
    } catch (NumberFormatException | ArithmeticException e) {
      throw new IOException(
          name
              + " offset "
              + headerOffset
              + ": shape ("
              + extents
              + "): expected extents below"
              + " 2^31",
          e);
    }
  }

  private byte[] bytes(int count, String what) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new IOException(
          name + " offset " + (offset + bytes.length) + ": the end: expected " + what);
    }
    offset += count;
    return bytes;
  }
}
