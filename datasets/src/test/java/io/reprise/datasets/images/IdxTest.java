package io.reprise.datasets.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxTest {
  @TempDir private Path folder;

  /** The bytes of a file with the given values. */
  static byte[] bytes(byte[] values, int... extents) {
    ByteBuffer bytes = ByteBuffer.allocate(4 + 4 * extents.length + values.length);
    bytes.put(new byte[] {0, 0, 8, (byte) extents.length});
    for (int extent : extents) {
      bytes.putInt(extent);
    }
    return bytes.put(values).array();
  }

  static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    }
    return bytes.toByteArray();
  }

  private Path file(byte[] content) throws IOException {
    return Files.write(folder.resolve("some-idx"), content);
  }

  private String refusal(byte[] content) throws IOException {
    Path file = file(content);
    String message = assertThrows(IOException.class, () -> Idx.read(file)).getMessage();
    assertTrue(message.startsWith(file + " "), message);
    return message.substring(file.toString().length() + 1);
  }

  @Test
  void readsExtentsAndValuesPlainAndCompressed() throws IOException {
    byte[] content = bytes(new byte[] {0, 1, 2, 127, (byte) 128, (byte) 255}, 1, 2, 3);
    for (byte[] stored : new byte[][] {content, gzip(content)}) {
      Idx idx = Idx.read(file(stored));
      assertEquals(List.of(1, 2, 3), idx.extents());
      assertEquals(127, idx.at(3));
      assertEquals(255, idx.at(5));
    }
  }

  @Test
  void refusesAnotherFormatOrType() throws IOException {
    assertEquals(
        "starts with [60, 104, 116, 109]: expected 0, 0, a type and a rank",
        refusal(new byte[] {60, 104, 116, 109, 108}));
    assertEquals("starts with []: expected 0, 0, a type and a rank", refusal(new byte[0]));
    byte[] floats = bytes(new byte[4], 1);
    floats[2] = 0x0D;
    assertEquals(
        "has type 13 and rank 1: expected type 8 (unsigned bytes) and rank 1 to 8",
        refusal(floats));
    byte[] scalar = bytes(new byte[1]);
    assertTrue(refusal(scalar).startsWith("has type 8 and rank 0"));
  }

  @Test
  void refusesTruncationAndExtraBytesNamingTheOffset() throws IOException {
    byte[] content = bytes(new byte[6], 2, 3);
    assertEquals(
        "ends at byte 17: expected 18 bytes for extents [2, 3]",
        refusal(Arrays.copyOf(content, 17)));
    assertEquals("ends at byte 10: expected 2 extents", refusal(Arrays.copyOf(content, 10)));
    assertEquals(
        "goes on after byte 18: expected its end there for extents [2, 3]",
        refusal(Arrays.copyOf(content, 19)));
  }

  @Test
  void refusesImpossibleExtentsWithoutAskingForTheirMemory() throws IOException {
    assertEquals(
        "has extents [65536, 65536]: expected each >= 1, and < 2^31 values",
        refusal(bytes(new byte[3], 65_536, 65_536)));
    assertTrue(refusal(bytes(new byte[3], -1)).startsWith("has extents [-1]"));
    assertTrue(refusal(bytes(new byte[3], 0, 4)).startsWith("has extents [0, 4]"));
    assertEquals(
        "ends at byte 11: expected 2000000008 bytes for extents [2000000000]",
        refusal(bytes(new byte[3], 2_000_000_000)));
  }

  @Test
  void refusesTruncatedOrDamagedCompression() throws IOException {
    byte[] content = gzip(bytes(new byte[1_000], 1_000));
    assertEquals(
        "ends inside its compressed data: expected a whole file",
        refusal(Arrays.copyOf(content, content.length - 9)));
    byte[] damaged = content.clone();
    damaged[content.length - 6] ^= 1;
    assertTrue(refusal(damaged).endsWith("expected whole gzip data"));
  }

  @Test
  void refusesAMissingFile() {
    Path file = folder.resolve("missing");
    assertEquals(
        file + " is missing: expected an IDX file",
        assertThrows(IOException.class, () -> Idx.read(file)).getMessage());
  }
}
