package io.reprise.datasets.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One line of a text file, which knows where it stands.
 *
 * @param file the file it is from
 * @param number from 1
 * @param text without the line end
 */
public record TextLine(Path file, int number, String text) {
  private static final Pattern BLANKS = Pattern.compile("\\s+");
  private static final Pattern DECIMAL =
      Pattern.compile("[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?");

  /**
   * All lines of a file in UTF-8; a byte order mark is left out.
   *
   * @throws IOException naming the file if it is missing, and the offset of the first byte that is
   *     not UTF-8
   */
  public static List<TextLine> readAll(Path file) throws IOException {
    List<TextLine> lines = new ArrayList<>();
    for (String text : (Iterable<String>) readText(file).lines()::iterator) {
      lines.add(new TextLine(file, lines.size() + 1, text));
    }
    return List.copyOf(lines);
  }

  /** The lines of a file that hold more than white space. */
  public static List<TextLine> readNonBlank(Path file) throws IOException {
    return readAll(file).stream().filter(line -> !line.text.isBlank()).toList();
  }

  private static String readText(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException(file + " is missing: expected a file");
    }
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
    CharBuffer text = CharBuffer.allocate(bytes.remaining());
    CharsetDecoder decoder =
        StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT);
    CoderResult result = decoder.decode(bytes, text, true);
    if (result.isError()) {
      throw new IOException(
          String.format(
              "%s offset %d: byte 0x%02x: expected text in UTF-8",
              file, bytes.position(), bytes.get(bytes.position())));
    }
    String decoded = text.flip().toString();
    return decoded.startsWith("\uFEFF") ? decoded.substring(1) : decoded;
  }

  /** The error that says what stands here and what should. */
  public IOException unexpected(String found, String expected) {
    return new IOException(file + " line " + number + ": " + found + ": expected " + expected);
  }

  /** As {@link #unexpected(String, String)}, of the whole line. */
  public IOException unexpected(String expected) {
    return unexpected("'" + text + "'", expected);
  }

  /** The parts between blanks, at least one. */
  public List<String> fields() {
    return List.of(BLANKS.split(text.strip(), -1));
  }

  /**
   * The parts between blanks.
   *
   * @param expected what they are, for the error
   * @throws IOException if there are not {@code count}
   */
  public List<String> fields(int count, String expected) throws IOException {
    List<String> fields = fields();
    if (fields.size() != count) {
      throw unexpected(expected);
    }
    return fields;
  }

  /**
   * A finite decimal number.
   *
   * @param what the name of the value, for the error
   */
  public double decimal(String token, String what) throws IOException {
    double value = DECIMAL.matcher(token).matches() ? Double.parseDouble(token) : Double.NaN;
    if (!Double.isFinite(value)) {
      throw unexpected(what + " '" + token + "'", "a number");
    }
    return value;
  }

  /** A whole number from {@code least} to {@code most}. */
  public int integer(String token, String what, int least, int most) throws IOException {
    try {
      int value = Integer.parseInt(token);
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // It is refused below, as one out of range is.
    }
    throw unexpected(
        what + " '" + token + "'",
        "a whole number "
            + (most == Integer.MAX_VALUE ? ">= " + least : "from " + least + " to " + most));
  }
}
