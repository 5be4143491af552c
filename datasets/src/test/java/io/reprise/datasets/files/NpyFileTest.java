package io.reprise.datasets.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.tensor.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpyFileTest {
  @TempDir private Path root;
  private Path file;

  @BeforeEach
  void useANameThatIsNotAscii() {
    file = root.resolve("merkmale-\u00e4.npy");
  }

  private static byte[] npy(int version, String descr, boolean fortran, String shape, byte[] data) {
    String header =
        "{'descr': '"
            + descr
            + "', 'fortran_order': "
            + (fortran ? "True" : "False")
            + ", 'shape': "
            + shape
            + ", }       \n";
    ByteBuffer bytes =
        ByteBuffer.allocate(12 + header.length() + data.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
    bytes.put((byte) version).put((byte) 0);
    if (version == 1) {
      bytes.putShort((short) header.length());
    } else {
      bytes.putInt(header.length());
    }
    bytes.put(header.getBytes(StandardCharsets.UTF_8)).put(data);
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private NumericArray read(byte[] content) throws IOException {
    Files.write(file, content);
    return NpyFile.read(file);
  }

  private String refusal(byte[] content) throws IOException {
    Files.write(file, content);
    return assertThrows(IOException.class, () -> NpyFile.read(file)).getMessage();
  }

  @Test
  void readsFloatsOfEveryVersion() throws IOException {
    byte[] data = little(12).putFloat(1.5f).putFloat(-2).putFloat(Float.NaN).array();
    for (int version = 1; version <= 3; version++) {
      NumericArray array = read(npy(version, "<f4", false, "(1, 3)", data));
      assertEquals(Shape.of(1, 3), array.shape());
      assertArrayEquals(new float[] {1.5f, -2, Float.NaN}, array.floats());
    }
  }

  @Test
  void readsBigEndianNumbers() throws IOException {
    byte[] data = ByteBuffer.allocate(16).putDouble(0.1).putDouble(-1e300).array();
    NumericArray array = read(npy(1, ">f8", false, "(2,)", data));
    assertEquals(0.1, array.decimal(0));
    assertEquals(-1e300, array.decimal(1));
  }

  @Test
  void readsArraysWhoseFirstAxisRunsFastest() throws IOException {
    byte[] data = {
      0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23
    };
    NumericArray array = read(npy(1, "|u1", true, "(2, 3, 4)", data));
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < 3; j++) {
        for (int k = 0; k < 4; k++) {
          assertEquals(i + 2 * (j + 3 * k), array.integer((i * 3 + j) * 4 + k));
        }
      }
    }
  }

  @Test
  void readsHalfPrecision() throws IOException {
    // 1, -2, the largest 65504, the smallest 2^-24, infinity, a third.
    int[] bits = {0x3c00, 0xc000, 0x7bff, 0x0001, 0x7c00, 0x3555};
    byte[] data = new byte[12];
    ByteBuffer halves = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
    for (int b : bits) {
      halves.putShort((short) b);
    }
    NumericArray array = read(npy(1, "<f2", false, "(6,)", data));
    assertArrayEquals(
        new float[] {1, -2, 65_504, 0x1p-24f, Float.POSITIVE_INFINITY, 0.33325195f},
        array.floats());
  }

  @Test
  void readsIntegersExactly() throws IOException {
    long big = (1L << 62) + 1;
    assertEquals(
        big, read(npy(1, "<i8", false, "(1,)", little(8).putLong(big).array())).integer(0));
    NumericArray unsigned = read(npy(1, "<u8", false, "()", little(8).putLong(-1).array()));
    assertEquals(0x1p64, unsigned.decimal(0));
    assertEquals(
        "element 0 is 1.8446744073709552E19: expected a whole number below 2^63",
        assertThrows(ArithmeticException.class, () -> unsigned.integer(0)).getMessage());
    assertEquals(
        4_294_967_295L,
        read(npy(1, "<u4", false, "(1L,)", little(4).putInt(-1).array())).integer(0));
    assertEquals(
        -1, read(npy(1, "<i2", false, "(1,)", little(2).putShort((short) -1).array())).integer(0));
    NumericArray half = read(npy(1, "<f8", false, "(1,)", little(8).putDouble(0.5).array()));
    assertThrows(ArithmeticException.class, () -> half.integer(0));
    assertThrows(IndexOutOfBoundsException.class, () -> half.decimal(1));
  }

  @Test
  void readsAnArrayWithoutElements() throws IOException {
    assertEquals(0, read(npy(1, "<f4", false, "(0, 5)", new byte[0])).floats().length);
  }

  @Test
  void refusesPythonObjects() throws IOException {
    String message = refusal(npy(1, "|O", false, "(1,)", new byte[8]));
    assertTrue(message.startsWith(file + " offset 10: elements of type '|O': expected "), message);
  }

  @Test
  void refusesWhatIsCutShortOrTooLong() throws IOException {
    byte[] whole = npy(1, "<f4", false, "(2, 2)", new byte[16]);
    assertEquals(
        file + " offset " + (whole.length - 1) + ": the end: expected 16 bytes of shape [2, 2]",
        refusal(Arrays.copyOf(whole, whole.length - 1)));
    assertEquals(
        file + " offset " + whole.length + ": more bytes: expected the end",
        refusal(Arrays.copyOf(whole, whole.length + 1)));
    assertEquals(
        file + " offset 20: the end: expected the header", refusal(Arrays.copyOf(whole, 20)));
    assertEquals(
        file + " offset 0: the end: expected the magic string and the version",
        refusal(new byte[0]));
  }

  @Test
  void refusesAnotherFormat() throws IOException {
    byte[] whole = npy(1, "<f4", false, "(1,)", new byte[4]);
    assertEquals(
        file + " offset 6: version 4: expected 1, 2 or 3", refusal(npy(4, "", false, "", whole)));
    whole[0] = 'x';
    assertEquals(file + " offset 0: no array: expected \\x93NUMPY", refusal(whole));
    String message = refusal(npy(1, "<f4", false, "[1]", new byte[4]));
    assertTrue(message.endsWith("expected 'shape'"), message);
    message = refusal(npy(2, "<f8", false, "(99999999999, 9)", new byte[0]));
    assertTrue(message.endsWith("shape (99999999999, 9): expected extents below 2^31"), message);
    message = refusal(npy(2, "<f8", false, "(999999999, 9)", new byte[0]));
    assertTrue(message.endsWith("expected below 2 GiB"), message);
  }

  @Test
  void readsTheArraysOfAZipFile() throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(zipped)) {
      zip.putNextEntry(new ZipEntry("f\u00e4rbe.npy"));
      zip.write(npy(1, "|i1", false, "(2,)", new byte[] {-1, 7}));
      zip.putNextEntry(new ZipEntry("y.npy"));
      zip.write(npy(1, "|b1", false, "()", new byte[] {1}));
    }
    Files.write(file, zipped.toByteArray());
    Map<String, NumericArray> arrays = NpyFile.readAll(file);
    assertEquals(2, arrays.size());
    assertEquals(7, arrays.get("f\u00e4rbe").integer(1));
    assertEquals(1, arrays.get("y").integer(0));

    Files.write(file, Arrays.copyOf(zipped.toByteArray(), 50));
    String message = assertThrows(IOException.class, () -> NpyFile.readAll(file)).getMessage();
    assertTrue(message.startsWith(file + " is no zip file: "), message);
  }

  @Test
  void namesTheArrayThatCannotBeRead() throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("x.npy"));
      zip.write("text".getBytes(StandardCharsets.US_ASCII));
    }
    assertEquals(
        file + " entry x.npy offset 4: the end: expected the magic string and the version",
        assertThrows(IOException.class, () -> NpyFile.readAll(file)).getMessage());
  }
}
