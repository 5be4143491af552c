package io.reprise.datasets.music;

import io.reprise.datasets.files.TextLine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.math3.exception.MathArithmeticException;
import org.apache.commons.math3.fraction.Fraction;

/** Reads the lines of one tune in ABC notation into bars. */
final class AbcParser {
  private static final Pattern METER = Pattern.compile("\\(?([0-9+ ]+)\\)?\\s*/\\s*([0-9]+)");
  private static final Pattern UNIT = Pattern.compile("([0-9]+)\\s*/\\s*([0-9]+)|1");
  private static final Pattern NOTE = Pattern.compile("(\\^\\^|\\^|__|_|=)?([a-gA-G])([',]*)");
  private static final Pattern REST = Pattern.compile("[zxZX]");
  private static final Pattern LENGTH = Pattern.compile("([0-9]*)(/*)([0-9]*)");
  private static final Pattern TUPLET = Pattern.compile("\\(([0-9])(?::([0-9]*))?(?::([0-9]*))?");
  private static final Pattern BAR_LINE = Pattern.compile("\\[\\|[|:\\]]*|\\.?[|:][|:]*\\]?");
  private static final Pattern ENDING = Pattern.compile("\\[?\\s*([0-9][0-9,-]*)");
  private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"");
  private static final Pattern PASSED_OVER =
      Pattern.compile("\\{[^}]*\\}|![^!]*!|\\+[^+\"]*\\+|[~.H-Wh-wy`$*()\\s\\\\]");
  private static final Pattern INLINE = Pattern.compile("\\[([A-Za-z]):([^\\]]*)\\]");
  private static final Pattern BROKEN = Pattern.compile(">+|<+");

  private final TextLine first;
  private final AbcBars bars = new AbcBars();
  private boolean hasKey;
  private Optional<Fraction> unit = Optional.empty();
  private boolean inBody;
  private TextLine line;
  private int at;

  AbcParser(TextLine first) {
    this.first = first;
    this.line = first;
  }

  /** Takes one field; those that say nothing about the notes are passed over. */
  void field(TextLine where, char name, String value) throws IOException {
    line = where;
    switch (name) {
      case 'K' -> {
        bars.setKey(AbcKey.parse(where, value));
        hasKey = true;
      }
      case 'M' -> bars.setMeter(meter(where, value));
      case 'L' -> unit = Optional.of(unit(where, value));
      case 'V' -> {
        if (!value.matches("1(\\s.*)?")) {
          throw where.unexpected("voice '" + value + "'", "one voice, 1");
        }
      }
      case 'P' -> bars.endPart();
      default -> {}
    }
  }

  private void startBody() throws IOException {
    inBody = true;
    if (!hasKey) {
      throw line.unexpected("music before the key", "a field K:");
    }
    Meter meter =
        bars.meter().orElseThrow(() -> first.unexpected("a tune without meter", "a field M:"));
    if (unit.isEmpty()) {
      boolean isShort = 4 * meter.beats() < 3 * meter.unit();
      unit = Optional.of(new Fraction(1, isShort ? 4 : 2));
    }
  }

  private static Meter meter(TextLine where, String value) throws IOException {
    if (value.equals("C")) {
      return new Meter(4, 4);
    }
    if (value.equals("C|")) {
      return new Meter(2, 2);
    }
    Matcher matcher = METER.matcher(value);
    try {
      if (matcher.matches()) {
        int beats = 0;
        for (String part : matcher.group(1).split("\\+", -1)) {
          beats += Integer.parseInt(part.strip());
        }
        return new Meter(beats, Integer.parseInt(matcher.group(2)));
      }
    } catch (IllegalArgumentException e) {
      throw where.unexpected("meter '" + value + "'", "such as 6/8, of at most 128/128");
    }
    throw where.unexpected("meter '" + value + "'", "C, C| or such as 6/8");
  }

  private static Fraction unit(TextLine where, String value) throws IOException {
    Matcher matcher = UNIT.matcher(value);
    try {
      if (matcher.matches()) {
        return matcher.group(1) == null
            ? new Fraction(4)
            : new Fraction(
                Math.multiplyExact(4, Integer.parseInt(matcher.group(1))),
                Integer.parseInt(matcher.group(2)));
      }
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw where.unexpected("unit length '" + value + "'", "such as 1/8");
    }
    throw where.unexpected("unit length '" + value + "'", "such as 1/8");
  }

  /** Takes one line of music. */
  void music(TextLine where) throws IOException {
    line = where;
    at = 0;
    if (!inBody) {
      startBody();
    }
    try {
      while (at < where.text().length()) {
        element();
      }
    } catch (MathArithmeticException e) {
      throw unexpected("a time", "a fraction of smaller numbers");
    }
  }

  /** All bars, when there are no more lines. */
  List<WrittenBar> finish() throws IOException {
    if (!hasKey) {
      throw first.unexpected("a tune without key", "a field K:");
    }
    bars.barLine(line, "|");
    List<WrittenBar> written = bars.written();
    if (written.isEmpty()) {
      throw first.unexpected("a tune without notes", "at least one bar");
    }
    return written;
  }

  private void element() throws IOException {
    int start = at;
    Optional<Matcher> found = take(QUOTED);
    if (found.isPresent()) {
      bars.chordSymbol(found.get().group(1));
      return;
    }
    found = take(INLINE);
    if (found.isPresent()) {
      char name = found.get().group(1).charAt(0);
      field(line, name, found.get().group(2).strip());
      return;
    }
    if (line.text().startsWith("[", at) && at + 1 < line.text().length()) {
      if (Character.isDigit(line.text().charAt(at + 1))) {
        ending();
        return;
      }
      if (line.text().charAt(at + 1) != '|') {
        chord();
        return;
      }
    }
    found = take(BAR_LINE);
    if (found.isPresent()) {
      bars.barLine(line, found.get().group());
      if (at < line.text().length() && Character.isDigit(line.text().charAt(at))) {
        ending();
      }
      return;
    }
    found = take(TUPLET);
    if (found.isPresent()) {
      tuplet(found.get());
      return;
    }
    if (noteOrRest() || brokenRhythm()) {
      return;
    }
    if (line.text().charAt(at) == '-') {
      at++;
      if (!bars.tie()) {
        at = start;
        throw unexpected("a tie", "a note before it");
      }
      return;
    }
    if (take(PASSED_OVER).isEmpty()) {
      throw unexpected("'" + line.text().charAt(at) + "'", "a note, a rest or a bar line");
    }
  }

  private boolean noteOrRest() throws IOException {
    Optional<Matcher> rest = take(REST);
    if (rest.isPresent()) {
      Fraction length = length();
      if (rest.get().group().equals("Z") || rest.get().group().equals("X")) {
        Fraction barsOfRest = length.divide(unit.orElseThrow());
        length = bars.meter().orElseThrow().bar().multiply(barsOfRest);
      }
      bars.rest(length);
      return true;
    }
    int start = at;
    Optional<Matcher> note = take(NOTE);
    if (note.isEmpty()) {
      return false;
    }
    int pitch = pitch(note.get(), start);
    bars.notes(List.of(pitch), List.of(false), length());
    return true;
  }

  /** The notes between brackets; the first one's length counts. */
  private void chord() throws IOException {
    int start = at;
    at++;
    List<Integer> pitches = new ArrayList<>();
    List<Boolean> tied = new ArrayList<>();
    Fraction length = Fraction.ZERO;
    while (at < line.text().length() && line.text().charAt(at) != ']') {
      int noteStart = at;
      Optional<Matcher> note = take(NOTE);
      if (note.isPresent()) {
        pitches.add(pitch(note.get(), noteStart));
        Fraction own = length();
        length = pitches.size() == 1 ? own : length;
        boolean isTied = line.text().startsWith("-", at);
        at += isTied ? 1 : 0;
        tied.add(isTied);
      } else if (take(QUOTED).isEmpty() && take(PASSED_OVER).isEmpty()) {
        throw unexpected("'" + line.text().charAt(at) + "'", "a note of a chord, or ]");
      }
    }
    if (at == line.text().length() || pitches.isEmpty()) {
      at = start;
      throw unexpected("a chord", "notes and ]");
    }
    at++;
    Fraction times = length().divide(unit.orElseThrow());
    bars.notes(pitches, tied, length.multiply(times));
  }

  private int pitch(Matcher note, int start) throws IOException {
    char letter = note.group(2).charAt(0);
    int octave = Character.isLowerCase(letter) ? 1 : 0;
    for (char mark : note.group(3).toCharArray()) {
      octave += mark == '\'' ? 1 : -1;
    }
    int pitch =
        bars.pitch(Character.toUpperCase(letter), octave, Optional.ofNullable(note.group(1)));
    if (pitch < 0 || pitch > Note.HIGHEST) {
      at = start;
      throw unexpected("a note of pitch " + pitch, "from 0 to " + Note.HIGHEST);
    }
    return pitch;
  }

  private Fraction length() throws IOException {
    int start = at;
    Matcher matcher = take(LENGTH).orElseThrow();
    try {
      int over = matcher.group(1).isEmpty() ? 1 : Integer.parseInt(matcher.group(1));
      int slashes = matcher.group(2).length();
      int under = 1 << Math.min(slashes, 30);
      if (!matcher.group(3).isEmpty()) {
        under = Integer.parseInt(matcher.group(3));
      }
      if (over > 0 && under > 0 && (slashes < 2 || matcher.group(3).isEmpty())) {
        return unit.orElseThrow().multiply(new Fraction(over, under));
      }
    } catch (NumberFormatException | MathArithmeticException e) {
      at = start;
      throw unexpected("length " + matcher.group(), "such as 3/2");
    }
    at = start;
    throw unexpected("length " + matcher.group(), "such as 3/2");
  }

  private void tuplet(Matcher matcher) throws IOException {
    int notes = Integer.parseInt(matcher.group(1));
    int compound = bars.meter().orElseThrow().isCompound() ? 3 : 2;
    int time =
        switch (notes) {
          case 2, 4, 8 -> 3;
          case 3, 6 -> 2;
          default -> compound;
        };
    time = number(matcher.group(2), time);
    int count = number(matcher.group(3), notes);
    if (notes < 2 || time < 1 || count < 1) {
      throw unexpected("tuplet " + matcher.group(), "from (2 to (9");
    }
    bars.tuplet(new Fraction(time, notes), count);
  }

  private static int number(String digits, int otherwise) {
    return digits == null || digits.isEmpty() ? otherwise : Integer.parseInt(digits);
  }

  private boolean brokenRhythm() throws IOException {
    Optional<Matcher> found = take(BROKEN);
    if (found.isEmpty()) {
      return false;
    }
    String marks = found.get().group();
    if (marks.length() > 3 || !bars.breakRhythm(marks.length(), marks.charAt(0) == '>')) {
      throw unexpected("broken rhythm " + marks, "at most three marks, between two notes");
    }
    return true;
  }

  private void ending() throws IOException {
    Matcher matcher = take(ENDING).orElseThrow();
    Set<Integer> passes = new TreeSet<>();
    for (String range : matcher.group(1).split(",", -1)) {
      if (!range.matches("[0-9]{1,2}(-[0-9]{1,2})?")) {
        throw unexpected("ending " + matcher.group(1), "such as 1, 2 or 1-3");
      }
      int dash = range.indexOf('-');
      int from = Integer.parseInt(dash < 0 ? range : range.substring(0, dash));
      int to = Integer.parseInt(range.substring(dash + 1));
      for (int pass = from; pass <= to; pass++) {
        passes.add(pass);
      }
    }
    bars.ending(line, passes);
  }

  private Optional<Matcher> take(Pattern pattern) {
    Matcher matcher = pattern.matcher(line.text()).region(at, line.text().length());
    if (!matcher.lookingAt()) {
      return Optional.empty();
    }
    at = matcher.end();
    return Optional.of(matcher);
  }

  private IOException unexpected(String found, String expected) {
    return line.unexpected("column " + (at + 1) + ": " + found, expected);
  }
}
