package io.reprise.datasets.download;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The names in archives, as far as they can be trusted: relative, inside, and each a different file
 * on every file system (some take {@code A} and {@code a} for the same, or two spellings of é).
 */
final class EntryNames {
  private static final int LONGEST_PART = 255;

  private record Taken(String archive, String path, boolean folder) {}

  private final Map<String, Taken> taken = new HashMap<>();

  /**
   * The path of an entry, with {@code /} between its parts; empty for the top folder itself.
   *
   * @param archive to name in a message
   * @throws ExtractionException if the name leads out of the folder or cannot be a name
   */
  static String path(String archive, String name) throws ExtractionException {
    if (name.startsWith("/") || name.matches("[A-Za-z]:.*")) {
      throw refused(archive, name, "a relative path");
    }
    List<String> parts = new ArrayList<>();
    for (String part : name.split("/", -1)) {
      if (part.equals("..")) {
        throw refused(archive, name, "a path without '..'");
      }
      if (part.contains("\\") || part.chars().anyMatch(c -> c < 0x20 || c == 0x7f)) {
        throw refused(archive, name, "no backslash and no control character");
      }
      if (part.contains("\ufffd")) {
        throw refused(archive, name, "a name in UTF-8");
      }
      if (part.getBytes(StandardCharsets.UTF_8).length > LONGEST_PART) {
        throw refused(archive, name, "no part longer than " + LONGEST_PART + " bytes");
      }
      if (!part.isEmpty() && !part.equals(".")) {
        parts.add(part);
      }
    }
    return String.join("/", parts);
  }

  /**
   * Notes that a path is used.
   *
   * @throws ExtractionException if it, or one that differs in case or in the spelling of accents
   *     only, is there already; a folder may come twice, a file once from each archive
   */
  void take(String archive, String path, boolean folder) throws ExtractionException {
    for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
      takeOne(archive, path.substring(0, slash), true);
    }
    takeOne(archive, path, folder);
  }

  private void takeOne(String archive, String path, boolean folder) throws ExtractionException {
    String key = Normalizer.normalize(path, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    Taken before = taken.putIfAbsent(key, new Taken(archive, path, folder));
    boolean again =
        before != null
            && before.path().equals(path)
            && before.folder() == folder
            && (folder || !before.archive().equals(archive));
    if (before == null || again) {
      return;
    }
    throw refused(
        archive,
        path,
        before.path().equals(path)
            ? "each name once"
            : "no second name for '" + before.path() + "' where case does not count");
  }

  private static ExtractionException refused(String archive, String name, String expected) {
    return new ExtractionException(
        archive + ": entry '" + printable(name) + "': expected " + expected);
  }

  /** A name as it may be shown on a terminal. */
  static String printable(String name) {
    return name.replaceAll("\\p{Cntrl}", "?");
  }
}
