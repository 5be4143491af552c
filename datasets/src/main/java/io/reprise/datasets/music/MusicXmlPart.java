package io.reprise.datasets.music;

import io.reprise.datasets.files.XmlElement;
import io.reprise.datasets.music.WrittenBar.WrittenNote;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.math3.exception.MathArithmeticException;
import org.apache.commons.math3.fraction.Fraction;

/** Reads the measures of one part of a MusicXML score. */
final class MusicXmlPart {
  private static final String LETTERS = "C D EF G A B";
  private static final int OCTAVE = 12;
  private static final int MOST_DIVISIONS = 1 << 20;
  private static final Map<String, String> KINDS =
      Map.ofEntries(
          Map.entry("major", ""),
          Map.entry("minor", "m"),
          Map.entry("dominant", "7"),
          Map.entry("major-seventh", "maj7"),
          Map.entry("minor-seventh", "m7"),
          Map.entry("diminished", "dim"),
          Map.entry("diminished-seventh", "dim7"),
          Map.entry("half-diminished", "m7b5"),
          Map.entry("augmented", "aug"),
          Map.entry("augmented-seventh", "aug7"),
          Map.entry("major-sixth", "6"),
          Map.entry("minor-sixth", "m6"),
          Map.entry("dominant-ninth", "9"),
          Map.entry("major-ninth", "maj9"),
          Map.entry("minor-ninth", "m9"),
          Map.entry("suspended-second", "sus2"),
          Map.entry("suspended-fourth", "sus4"),
          Map.entry("none", "N.C."));

  private final List<WrittenBar> bars = new ArrayList<>();
  private int divisions = 1;
  private int transposition;
  private Meter meter = new Meter(4, 4);
  private int fifths;
  private Set<Integer> endings = Set.of();

  private List<WrittenNote> notes = new ArrayList<>();
  private List<ChordSymbol> chords = new ArrayList<>();
  private Fraction now = Fraction.ZERO;
  private Fraction length = Fraction.ZERO;
  private Fraction lastOnset = Fraction.ZERO;
  private boolean startsRepeat;
  private boolean leavesEnding;
  private boolean endsPart;
  private int plays = 1;

  List<WrittenBar> read(XmlElement part) throws IOException {
    for (XmlElement measure : part.children("measure")) {
      try {
        readMeasure(measure);
      } catch (MathArithmeticException e) {
        throw measure.unexpected("a time", "a fraction of smaller numbers");
      }
    }
    if (bars.isEmpty()) {
      throw part.unexpected("no <measure> with notes or rests", "at least one");
    }
    return List.copyOf(bars);
  }

  private void readMeasure(XmlElement measure) throws IOException {
    notes = new ArrayList<>();
    chords = new ArrayList<>();
    now = Fraction.ZERO;
    length = Fraction.ZERO;
    lastOnset = Fraction.ZERO;
    startsRepeat = false;
    leavesEnding = false;
    endsPart = false;
    plays = 1;
    for (XmlElement element : measure.children()) {
      switch (element.name()) {
        case "attributes" -> readAttributes(element);
        case "note" -> readNote(element);
        case "backup" -> move(element, -1);
        case "forward" -> move(element, 1);
        case "harmony" -> readHarmony(element);
        case "barline" -> readBarLine(element);
        default -> {}
      }
    }
    if (length.compareTo(Fraction.ZERO) > 0) {
      bars.add(
          new WrittenBar(
              measure.line(),
              notes,
              chords,
              length,
              meter,
              fifths,
              endings,
              startsRepeat,
              plays,
              endsPart));
    }
    if (leavesEnding) {
      endings = Set.of();
    }
  }

  private void readAttributes(XmlElement attributes) throws IOException {
    for (XmlElement element : attributes.children()) {
      switch (element.name()) {
        case "divisions" -> divisions = element.integer(1, MOST_DIVISIONS);
        case "key" -> {
          if (element.child("fifths").isPresent()) {
            fifths = element.required("fifths").integer(-7, 7);
          }
        }
        case "time" -> readMeter(element);
        case "transpose" -> {
          transposition = element.required("chromatic").integer(-128, 128);
          if (element.child("octave-change").isPresent()) {
            transposition += OCTAVE * element.required("octave-change").integer(-10, 10);
          }
        }
        default -> {}
      }
    }
  }

  private void readMeter(XmlElement time) throws IOException {
    if (time.child("senza-misura").isPresent()) {
      throw time.unexpected("no meter", "<beats> and <beat-type>");
    }
    XmlElement beats = time.required("beats");
    int sum = 0;
    for (String part : beats.text().split("\\+", -1)) {
      if (!part.strip().matches("[0-9]{1,3}")) {
        throw beats.unexpected("'" + beats.text() + "'", "numbers such as 3 or 3+2");
      }
      sum += Integer.parseInt(part.strip());
    }
    XmlElement unit = time.required("beat-type");
    try {
      meter = new Meter(sum, unit.integer(1, 128));
    } catch (IllegalArgumentException e) {
      throw time.unexpected(e.getMessage(), "a meter");
    }
  }

  private Fraction duration(XmlElement element) throws IOException {
    XmlElement duration = element.required("duration");
    // Some programs write whole numbers with a point.
    return new Fraction(duration.integer(0, Integer.MAX_VALUE), divisions);
  }

  private void move(XmlElement element, int sign) throws IOException {
    now = now.add(duration(element).multiply(sign));
    if (now.compareTo(Fraction.ZERO) < 0) {
      throw element.unexpected("a time before the bar", "one in it");
    }
    length = now.compareTo(length) > 0 ? now : length;
  }

  private void readNote(XmlElement note) throws IOException {
    if (note.child("grace").isPresent() || note.child("cue").isPresent()) {
      return;
    }
    Fraction duration = duration(note);
    boolean atOnce = note.child("chord").isPresent();
    Fraction onset = atOnce ? lastOnset : now;
    if (note.child("rest").isEmpty()) {
      if (duration.equals(Fraction.ZERO)) {
        throw note.unexpected("duration 0", "above 0");
      }
      boolean tied =
          note.children("tie").stream()
              .anyMatch(tie -> tie.attribute("type").orElse("").equals("start"));
      notes.add(new WrittenNote(onset, duration, pitch(note.required("pitch")), tied));
    }
    lastOnset = onset;
    Fraction end = onset.add(duration);
    now = atOnce ? now : end;
    length = end.compareTo(length) > 0 ? end : length;
  }

  private int pitch(XmlElement pitch) throws IOException {
    int value =
        OCTAVE * (pitch.required("octave").integer(-1, 10) + 1)
            + letter(pitch.required("step"))
            + alteration(pitch, "alter")
            + transposition;
    if (value < 0 || value > Note.HIGHEST) {
      throw pitch.unexpected("pitch " + value, "from 0 to " + Note.HIGHEST);
    }
    return value;
  }

  private static int letter(XmlElement step) throws IOException {
    if (!step.text().matches("[A-G]")) {
      throw step.unexpected("'" + step.text() + "'", "from A to G");
    }
    return LETTERS.indexOf(step.text());
  }

  private static int alteration(XmlElement element, String name) throws IOException {
    return element.child(name).isPresent() ? element.required(name).integer(-2, 2) : 0;
  }

  private void readHarmony(XmlElement harmony) throws IOException {
    if (harmony.child("root").isEmpty()) {
      return;
    }
    XmlElement kind = harmony.required("kind");
    String quality = kind.attribute("text").orElse(KINDS.getOrDefault(kind.text(), kind.text()));
    String name = tone(harmony.required("root"), "root") + quality;
    if (harmony.child("bass").isPresent()) {
      name += "/" + tone(harmony.required("bass"), "bass");
    }
    Fraction onset = now;
    if (harmony.child("offset").isPresent()) {
      int offset = harmony.required("offset").integer(-MOST_DIVISIONS, MOST_DIVISIONS);
      onset = now.add(new Fraction(offset, divisions));
    }
    chords.add(new ChordSymbol(onset, name));
  }

  private static String tone(XmlElement element, String prefix) throws IOException {
    XmlElement step = element.required(prefix + "-step");
    letter(step);
    int alteration = alteration(element, prefix + "-alter");
    return step.text() + (alteration > 0 ? "#" : "b").repeat(Math.abs(alteration));
  }

  private void readBarLine(XmlElement barLine) throws IOException {
    for (XmlElement ending : barLine.children("ending")) {
      if (ending.attribute("type").orElse("").equals("start")) {
        endings = passes(ending);
      } else {
        leavesEnding = true;
      }
    }
    for (XmlElement repeat : barLine.children("repeat")) {
      switch (repeat.attribute("direction").orElse("")) {
        case "forward" -> startsRepeat = true;
        case "backward" -> plays = times(repeat);
        default -> throw repeat.unexpected("no direction", "forward or backward");
      }
    }
    String style = barLine.child("bar-style").map(XmlElement::text).orElse("");
    boolean isLeft = barLine.attribute("location").orElse("right").equals("left");
    endsPart |= !isLeft && (style.equals("light-light") || style.equals("light-heavy"));
  }

  private static int times(XmlElement repeat) throws IOException {
    String times = repeat.attribute("times").orElse("2");
    if (!times.matches("[2-9]|[1-9][0-9]")) {
      throw repeat.unexpected("times '" + times + "'", "from 2 to 99");
    }
    return Integer.parseInt(times);
  }

  private static Set<Integer> passes(XmlElement ending) throws IOException {
    Set<Integer> passes = new TreeSet<>();
    String number = ending.attribute("number").orElse("");
    for (String pass : number.split("[,\\s]+", -1)) {
      if (!pass.matches("[1-9][0-9]?")) {
        throw ending.unexpected("number '" + number + "'", "such as 1 or 1,2");
      }
      passes.add(Integer.valueOf(pass));
    }
    return passes;
  }
}
