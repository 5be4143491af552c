package io.reprise.datasets.files;

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

/**
 * Reads the lists that come with data sets, line by line without blanks at either end; an error
 * names the file and the line.
 */
public final class TextLines {
  private TextLines() {}

  /** What to do with each line. */
  @FunctionalInterface
  public interface Reader {
    /**
     * Takes the next line.
     *
     * @throws IOException if it is not as expected, see {@link TextLine#unexpected}
     */
    void read(TextLine line) throws IOException;
  }

  /**
   * All lines that are not blank.
   *
   * @throws IOException if the file is missing, is not UTF-8 or has no such line
   */
  public static List<TextLine> read(Path file) throws IOException {
    List<TextLine> lines = new ArrayList<>();
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
          reader.read(new TextLine(file, number, stripped));
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
