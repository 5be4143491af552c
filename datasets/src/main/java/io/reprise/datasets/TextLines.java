package io.reprise.datasets;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reads the lists that come with data sets, line by line; an error names the file and the line. */
public final class TextLines {
  private static final Pattern BLANKS = Pattern.compile("\\s+");

  private TextLines() {}

  /** What to do with each line. */
  @FunctionalInterface
  public interface Reader {
    /**
     * Takes the next line.
     *
     * @throws IOException if it is not as expected, see {@link Line#refusal}
     */
    void read(Line line) throws IOException;
  }

  /**
   * One line that is not blank.
   *
   * @param number counted from 1, with the blank ones
   * @param text without blanks at either end
   */
  public record Line(Path file, int number, String text) {
    /** What is wrong with the line, to be thrown. */
    public IOException refusal(String expected) {
      return new IOException(file + " line " + number + " '" + text + "': expected " + expected);
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
        throw refusal(expected);
      }
      return fields;
    }

    /** The parts between blanks, at least one. */
    public List<String> fields() {
      return List.of(BLANKS.split(text, -1));
    }

    /**
     * Reads a whole number.
     *
     * @param name what it stands for, for the error
     * @throws IOException if it is none from {@code least} to {@code most}
     */
    public int integer(String name, String field, int least, int most) throws IOException {
      try {
        int value = Integer.parseInt(field);
        if (value >= least && value <= most) {
          return value;
        }
      } catch (NumberFormatException e) {
        // It is refused below, as one out of range is.
      }
      throw new IOException(
          file
              + " line "
              + number
              + " has "
              + name
              + " '"
              + field
              + "': expected a whole number "
              + (most == Integer.MAX_VALUE ? ">= " + least : "from " + least + " to " + most));
    }
  }

  /**
   * All lines that are not blank.
   *
   * @throws IOException if the file is missing, is not UTF-8 or has no such line
   */
  public static List<Line> read(Path file) throws IOException {
    List<Line> lines = new ArrayList<>();
    forEach(file, lines::add);
    return lines;
  }

  /**
   * Reads the lines that are not blank one at a time, for lists of any length.
   *
   * @throws IOException if the file is missing, is not UTF-8 or has no such line, or from {@code
   *     reader}
   */
  public static void forEach(Path file, Reader reader) throws IOException {
    int number = 0;
    boolean empty = true;
    try (BufferedReader lines = open(file)) {
      for (String text = lines.readLine(); text != null; text = lines.readLine()) {
        number++;
        // Some lists start with a byte order mark, which is no part of the first name.
        String stripped = (number == 1 ? text.replace("\uFEFF", "") : text).strip();
        if (!stripped.isEmpty()) {
          empty = false;
          reader.read(new Line(file, number, stripped));
        }
      }
    } catch (CharacterCodingException e) {
      throw new IOException(
          file + " after line " + number + " has bytes that are no text: expected UTF-8", e);
    } catch (NoSuchFileException e) {
      throw new IOException(file + " is missing: expected a list", e);
    }
    if (empty) {
      throw new IOException(file + " has no lines: expected at least one");
    }
  }

  private static BufferedReader open(Path file) throws IOException {
    return new BufferedReader(
        new InputStreamReader(
            Files.newInputStream(file),
            StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)));
  }
}
