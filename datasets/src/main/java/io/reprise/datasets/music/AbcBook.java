package io.reprise.datasets.music;

import io.reprise.datasets.files.TextLine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The tunes of a file in ABC notation, version 2.1, with one voice: headers, keys and modes,
 * accidentals to the end of the bar, octaves, ties, tuplets, broken rhythm, repeats with endings,
 * chord symbols, and several notes at once. Grace notes, decorations, slurs and lyrics are passed
 * over; parts ({@code P:}) are played in the order in which they are written.
 *
 * @param tunes that could be read
 * @param problems one of each that could not, naming file and line
 */
public record AbcBook(List<AbcTune> tunes, List<IOException> problems) {
  private static final Pattern FIELD = Pattern.compile("[A-Za-z+]:(?![|:]).*");

  public AbcBook {
    tunes = List.copyOf(tunes);
    problems = List.copyOf(problems);
  }

  /**
   * Reads all tunes that can be read.
   *
   * @throws IOException if the file is missing or no text, or has no tune
   */
  public static AbcBook read(Path file) throws IOException {
    List<AbcTune> tunes = new ArrayList<>();
    List<IOException> problems = new ArrayList<>();
    List<TextLine> lines = TextLine.readAll(file);
    int next = 0;
    while (next < lines.size()) {
      if (lines.get(next).text().startsWith("X:")) {
        int end = end(lines, next);
        try {
          tunes.add(tune(lines.subList(next, end)));
        } catch (IOException e) {
          problems.add(e);
        }
        next = end;
      } else {
        next++;
      }
    }
    if (tunes.isEmpty() && problems.isEmpty()) {
      throw new IOException(file + " has no tune: expected a line that starts with X:");
    }
    return new AbcBook(tunes, problems);
  }

  /**
   * All tunes.
   *
   * @throws IOException the first problem, if there is any
   */
  public List<AbcTune> requireAll() throws IOException {
    if (!problems.isEmpty()) {
      throw new IOException(problems.get(0).getMessage(), problems.get(0));
    }
    return tunes;
  }

  private static int end(List<TextLine> lines, int start) {
    int end = start + 1;
    while (end < lines.size()
        && !lines.get(end).text().isBlank()
        && !lines.get(end).text().startsWith("X:")) {
      end++;
    }
    return end;
  }

  private static AbcTune tune(List<TextLine> lines) throws IOException {
    TextLine first = lines.get(0);
    int number = first.integer(first.text().substring(2).strip(), "tune", 0, Integer.MAX_VALUE);
    AbcParser parser = new AbcParser(first);
    String title = "";
    for (TextLine commented : lines.subList(1, lines.size())) {
      TextLine line = withoutComment(commented);
      if (line.text().isBlank()) {
        continue;
      }
      if (FIELD.matcher(line.text()).matches()) {
        String value = line.text().substring(2).strip();
        if (line.text().charAt(0) == 'T' && title.isEmpty()) {
          title = value;
        }
        parser.field(line, line.text().charAt(0), value);
      } else {
        parser.music(line);
      }
    }
    List<WrittenBar> bars = parser.finish();
    try {
      return new AbcTune(
          number, title, first.number(), Performance.of(bars), IrregularBar.of(bars));
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw first.unexpected("tune " + number + ": " + e.getMessage(), "a tune that can be played");
    }
  }

  private static TextLine withoutComment(TextLine line) {
    int comment = line.text().indexOf('%');
    while (comment > 0 && line.text().charAt(comment - 1) == '\\') {
      comment = line.text().indexOf('%', comment + 1);
    }
    return comment < 0
        ? line
        : new TextLine(line.file(), line.number(), line.text().substring(0, comment));
  }
}
