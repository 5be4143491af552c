package io.reprise.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.tensor.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PnmTest {
  private static final Path FILE = Path.of("some.pgm");

  private static byte[] bytes(String header, int... values) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(header.getBytes(StandardCharsets.US_ASCII));
    for (int value : values) {
      out.write(value);
    }
    return out.toByteArray();
  }

  private static Picture read(String header, int... values) throws IOException {
    return Pnm.read(FILE, bytes(header, values));
  }

  private static String refusal(String header, int... values) {
    return assertThrows(IOException.class, () -> read(header, values)).getMessage();
  }

  @Test
  void readsGreyImagesInBytesAndAsText() throws IOException {
    byte[] expected = {0, 1, (byte) 128, (byte) 254, (byte) 255, 9};
    Picture binary = read("P5\n3 2\n255\n", 0, 1, 128, 254, 255, 9);
    assertEquals(Shape.of(1, 2, 3), binary.shape());
    assertArrayEquals(expected, binary.pixels());
    Picture text = read("P2 3 2 255 0 1 128\n254 255\t9\n");
    assertEquals(Shape.of(1, 2, 3), text.shape());
    assertArrayEquals(expected, text.pixels());
  }

  @Test
  void readsColoursAsPlanes() throws IOException {
    byte[] expected = {1, 4, 2, 5, 3, 6};
    assertArrayEquals(expected, read("P6 2 1 255 ", 1, 2, 3, 4, 5, 6).pixels());
    Picture text = read("P3\n2 1\n255\n1 2 3  4 5 6");
    assertEquals(Shape.of(3, 1, 2), text.shape());
    assertArrayEquals(expected, text.pixels());
  }

  @Test
  void skipsComments() throws IOException {
    String header = "P5# by hand\n# 9 9\n 2 # width\r 1\n#\n255\n";
    // Pixels that look like a comment are none.
    assertArrayEquals(new byte[] {'#', '\n'}, read(header, '#', '\n').pixels());
  }

  @Test
  void scalesTheLargestValueTo255() throws IOException {
    assertArrayEquals(
        new byte[] {0, (byte) 255, (byte) 128, (byte) 127},
        read("P5 4 1 65535\n", 0, 0, 255, 255, 0x80, 0x80, 0x7f, 0x7f).pixels());
    assertArrayEquals(new byte[] {0, (byte) 255, (byte) 119}, read("P2 3 1 15 0 15 7").pixels());
    assertArrayEquals(new byte[] {(byte) 255, 0}, read("P5 2 1 1\n", 1, 0).pixels());
    // Rounded to the nearest: 3/7 of 255 is 109.3, 4/7 is 145.7.
    assertArrayEquals(new byte[] {109, (byte) 146}, read("P5 2 1 7\n", 3, 4).pixels());
  }

  @Test
  void refusesTooFewBytesBeforeItAsksForMemory() {
    assertEquals(
        "some.pgm at byte 11: 5 bytes of pixels: expected at least 6",
        refusal("P5\n3 2\n255\n", 0, 1, 2, 3, 4));
    assertEquals(
        "some.pgm at byte 29: 1 bytes of pixels: expected at least 12000000000000000000",
        refusal("P6\n2000000000 2000000000\n255 ", 0));
    assertTrue(refusal("P5 3 2 255").contains("0 bytes of pixels: expected at least 6"));
  }

  @Test
  void refusesValuesAboveTheLargestAndBadNumbers() {
    assertEquals(
        "some.pgm at byte 11: value 16: expected at most 15", refusal("P5\n2 1\n15\n", 5, 16));
    assertEquals(
        "some.pgm at byte 12: value 16: expected a whole number from 0 to 15",
        refusal("P2 2 1 15 5 16"));
    assertEquals(
        "some.pgm at byte 7: largest value 65536: expected a whole number from 1 to 65535",
        refusal("P5 2 1 65536\n", 0, 0));
    assertEquals(
        "some.pgm at byte 3: width 0: expected a whole number from 1 to 2147483647",
        refusal("P5 0 1 255\n"));
    assertEquals(
        "some.pgm at byte 3: no width: expected a whole number from 1 to 2147483647",
        refusal("P5 -2 1 255\n", 0, 0));
    assertTrue(refusal("P2 2 1 255 1000x").contains("expected a whole number"));
  }

  @Test
  void refusesBytesAfterTheImage() throws IOException {
    assertEquals(
        "some.pgm at byte 13: 2 bytes after the image: expected none",
        refusal("P5\n2 1\n255\n", 1, 2, 'x', 4));
    assertEquals(2, read("P5\n2 1\n255\n", 1, 2, '\n').width());
  }

  @Test
  void refusesAnotherFormatAndAMissingFile(@TempDir Path folder) throws IOException {
    assertEquals(
        "some.pgm does not start with P2, P3, P5 or P6: expected PGM or PPM", refusal("P4 1 1 x"));
    assertTrue(refusal("").contains("does not start"));
    Path file = folder.resolve("face.pgm");
    assertEquals(
        file + " is missing: expected a PGM or PPM image",
        assertThrows(IOException.class, () -> Pnm.read(file)).getMessage());
    Files.write(file, bytes("P5 1 1 255 ", 77));
    assertEquals(77, Pnm.read(file).at(0, 0, 0));
  }
}
