package io.reprise.datasets.music;

import io.reprise.datasets.files.TextLine;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A key signature.
 *
 * @param fifths sharps, or flats if negative
 * @param alterations semitones that a letter is raised by, of those that are
 */
record AbcKey(int fifths, Map<Character, Integer> alterations) {
  static final AbcKey C_MAJOR = of(0);

  private static final String SHARPS = "FCGDAEB";
  private static final Pattern TONIC =
      Pattern.compile("([A-G])([#b]?)\\s*([a-zA-Z]*)((?:\\s+\\S+)*)\\s*");
  private static final Pattern ALTERED = Pattern.compile("(\\^\\^|\\^|__|_|=)([a-gA-G])");
  private static final Pattern LOOKS_ONLY =
      Pattern.compile("clef=\\S+|treble|bass|alto|tenor|perc|name=\\S+|stafflines=\\S+");
  private static final Map<String, Integer> MODES =
      Map.ofEntries(
          Map.entry("", 0),
          Map.entry("maj", 0),
          Map.entry("ion", 0),
          Map.entry("mix", -1),
          Map.entry("dor", -2),
          Map.entry("m", -3),
          Map.entry("min", -3),
          Map.entry("aeo", -3),
          Map.entry("phr", -4),
          Map.entry("loc", -5),
          Map.entry("lyd", 1));

  AbcKey {
    alterations = Map.copyOf(alterations);
  }

  static AbcKey of(int fifths) {
    Map<Character, Integer> alterations = new TreeMap<>();
    for (int i = 0; i < Math.abs(fifths); i++) {
      int place = fifths > 0 ? i % 7 : 6 - i % 7;
      alterations.merge(SHARPS.charAt(place), fifths > 0 ? 1 : -1, Integer::sum);
    }
    return new AbcKey(fifths, alterations);
  }

  /** Reads what stands behind {@code K:}. */
  static AbcKey parse(TextLine line, String text) throws IOException {
    if (text.isEmpty() || text.equals("none")) {
      return C_MAJOR;
    }
    if (text.equals("HP")) {
      return C_MAJOR;
    }
    if (text.equals("Hp")) {
      return of(2);
    }
    Matcher matcher = TONIC.matcher(text);
    if (!matcher.matches()) {
      throw line.unexpected("key '" + text + "'", "a tonic such as G, Bb or F#, and a mode");
    }
    String mode = matcher.group(3);
    String shortMode = mode.toLowerCase(Locale.ROOT);
    shortMode = shortMode.length() > 3 ? shortMode.substring(0, 3) : shortMode;
    boolean explicit = shortMode.equals("exp");
    Integer shift = explicit ? Integer.valueOf(0) : MODES.get(shortMode);
    if (shift == null || mode.equals("M") || mode.length() == 2) {
      throw line.unexpected(
          "mode '" + mode + "'", "maj, m, ion, dor, phr, lyd, mix, aeo, loc or exp");
    }
    int tonic = SHARPS.indexOf(matcher.group(1)) - 1;
    int accidental =
        switch (matcher.group(2)) {
          case "#" -> 7;
          case "b" -> -7;
          default -> 0;
        };
    AbcKey key = explicit ? C_MAJOR : of(tonic + accidental + shift);
    return key.altered(line, matcher.group(4).strip());
  }

  private AbcKey altered(TextLine line, String extras) throws IOException {
    Map<Character, Integer> all = new TreeMap<>(alterations);
    for (String extra : extras.isEmpty() ? new String[0] : extras.split("\\s+", -1)) {
      Matcher matcher = ALTERED.matcher(extra);
      if (matcher.matches()) {
        all.put(Character.toUpperCase(matcher.group(2).charAt(0)), semitones(matcher.group(1)));
      } else if (!LOOKS_ONLY.matcher(extra).matches()) {
        throw line.unexpected("'" + extra + "' in a key", "accidentals such as ^f, or a clef");
      }
    }
    return new AbcKey(fifths, all);
  }

  static int semitones(String accidental) {
    return switch (accidental) {
      case "^^" -> 2;
      case "^" -> 1;
      case "_" -> -1;
      case "__" -> -2;
      default -> 0;
    };
  }

  int alteration(char letter) {
    return alterations.getOrDefault(letter, 0);
  }
}
