package io.reprise.datasets.images;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.Deflater;

/** Writes MATLAB files of level 5 byte by byte, after the published description of the format. */
final class MatBytes {
  static final int DOUBLE = 6;
  static final int UINT8 = 9;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  MatBytes() {
    byte[] header = new byte[128];
    Arrays.fill(header, 0, 116, (byte) ' ');
    byte[] text = "MATLAB 5.0 MAT-file".getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(text, 0, header, 0, text.length);
    System.arraycopy(new byte[] {0, 1, 'I', 'M'}, 0, header, 124, 4);
    out.writeBytes(header);
  }

  /** Adds a matrix whose values are stored as bytes, as MATLAB does for small whole numbers. */
  MatBytes matrix(String name, int arrayClass, byte[] values, int... dimensions) {
    ByteArrayOutputStream parts = new ByteArrayOutputStream();
    parts.writeBytes(element(6, little(arrayClass, 0)));
    parts.writeBytes(element(5, little(dimensions)));
    parts.writeBytes(element(1, name.getBytes(StandardCharsets.US_ASCII)));
    parts.writeBytes(element(2, values));
    compressed(element(14, parts.toByteArray()));
    return this;
  }

  private void compressed(byte[] element) {
    Deflater deflater = new Deflater();
    deflater.setInput(element);
    deflater.finish();
    byte[] buffer = new byte[element.length + 1_000];
    int size = deflater.deflate(buffer);
    deflater.end();
    out.writeBytes(little(15, size));
    out.write(buffer, 0, size);
  }

  /** A tag and the data, filled up to 8 bytes; up to 4 bytes of data lie in the tag. */
  private static byte[] element(int type, byte[] data) {
    boolean small = data.length <= 4;
    byte[] tag = small ? little(data.length << 16 | type) : little(type, data.length);
    byte[] element = Arrays.copyOf(tag, (tag.length + data.length + 7) / 8 * 8);
    System.arraycopy(data, 0, element, tag.length, data.length);
    return element;
  }

  private static byte[] little(int... values) {
    byte[] bytes = new byte[4 * values.length];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().put(values);
    return bytes;
  }

  byte[] bytes() {
    return out.toByteArray();
  }
}
