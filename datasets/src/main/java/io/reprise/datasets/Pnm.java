package io.reprise.datasets;

import io.reprise.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Reads grey and colour images in the portable any-map formats of Netpbm: PGM (P2 as text, P5 in
 * bytes) and PPM (P3, P6), with comments and a largest value up to 65,535, scaled to 255.
 */
public final class Pnm {
  private static final int LARGEST = 65_535;

  private final Path file;
  private final byte[] content;
  private int at;

  private Pnm(Path file, byte[] content) {
    this.file = file;
    this.content = content;
  }

  /** Whether the bytes start like such an image. */
  public static boolean isOne(byte[] content) {
    return content.length > 2
        && content[0] == 'P'
        && (content[1] == '2' || content[1] == '3' || content[1] == '5' || content[1] == '6')
        && (isBlank(content[2]) || content[2] == '#');
  }

  /**
   * Reads one image, with one channel if it is a PGM and red, green and blue if it is a PPM.
   *
   * @throws IOException naming the file and the offset, if it is missing, of another format, cut
   *     short, has a value above the largest that it declares, or goes on after the image
   */
  public static Picture read(Path file) throws IOException {
    try {
      return read(file, Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      throw new IOException(file + " is missing: expected a PGM or PPM image", e);
    }
  }

  /**
   * Reads an image that is in memory.
   *
   * @param file named in errors
   * @throws IOException as {@link #read(Path)}
   */
  public static Picture read(Path file, byte[] content) throws IOException {
    if (!isOne(content)) {
      throw new IOException(file + " does not start with P2, P3, P5 or P6: expected PGM or PPM");
    }
    return new Pnm(file, content).picture();
  }

  private Picture picture() throws IOException {
    boolean text = content[1] <= '3';
    int channels = content[1] == '2' || content[1] == '5' ? 1 : 3;
    at = 2;
    int width = number("width", 1, Integer.MAX_VALUE);
    int height = number("height", 1, Integer.MAX_VALUE);
    int largest = number("largest value", 1, LARGEST);
    int bytesPerValue = largest < 256 ? 1 : 2;
    if (at < content.length && !isBlank(content[at])) {
      throw refusal("no blank after the header", "one");
    }
    at++;
    requireRoomFor(
        (double) width * height * channels * (text ? 2 : bytesPerValue) - (text ? 1 : 0));
    int plane = width * height;
    byte[] pixels = new byte[channels * plane];
    for (int p = 0; p < plane; p++) {
      for (int c = 0; c < channels; c++) {
        int value = text ? number("value", 0, largest) : next(bytesPerValue, largest);
        // Rounded to the nearest; what has 8 bits already stays as it is.
        pixels[c * plane + p] = (byte) ((2 * 255 * value + largest) / (2 * largest));
      }
    }
    requireEnd();
    return new Picture(Shape.of(channels, height, width), pixels);
  }

  /** Before memory is asked for, so that a bad header cannot ask for more than there is. */
  private void requireRoomFor(double bytes) throws IOException {
    if (bytes > content.length - at) {
      throw refusal(
          Math.max(0, content.length - at) + " bytes of pixels",
          String.format(Locale.ROOT, "at least %.0f", bytes));
    }
  }

  private int next(int bytes, int largest) throws IOException {
    int value = 0;
    for (int b = 0; b < bytes; b++) {
      value = value << 8 | Byte.toUnsignedInt(content[at + b]);
    }
    if (value > largest) {
      throw refusal("value " + value, "at most " + largest);
    }
    at += bytes;
    return value;
  }

  private int number(String name, int least, int most) throws IOException {
    skipBlanksAndComments();
    int start = at;
    long value = 0;
    while (at < content.length && content[at] >= '0' && content[at] <= '9' && value <= most) {
      value = 10 * value + content[at] - '0';
      at++;
    }
    if (at == start || value < least || value > most) {
      String found = at == start ? "no " + name : name + " " + value;
      at = start;
      throw refusal(found, "a whole number from " + least + " to " + most);
    }
    return (int) value;
  }

  private void skipBlanksAndComments() {
    while (at < content.length && (isBlank(content[at]) || content[at] == '#')) {
      if (content[at] == '#') {
        while (at < content.length && content[at] != '\n' && content[at] != '\r') {
          at++;
        }
      } else {
        at++;
      }
    }
  }

  private void requireEnd() throws IOException {
    int end = at;
    skipBlanksAndComments();
    if (at < content.length) {
      at = end;
      throw refusal(content.length - end + " bytes after the image", "none");
    }
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || (b >= '\t' && b <= '\r');
  }

  private IOException refusal(String found, String expected) {
    return new IOException(
        file
            + " at byte "
            + Math.min(at, content.length)
            + ": "
            + found
            + ": expected "
            + expected);
  }
}
