package io.reprise.datasets.music;

import io.reprise.datasets.files.XmlElement;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** MusicXML files, plain ({@code .xml}, {@code .musicxml}) and packed ({@code .mxl}). */
public final class MusicXmlFile {
  private static final int MOST_BYTES = 1 << 28;
  private static final String CONTAINER = "META-INF/container.xml";

  private MusicXmlFile() {}

  /**
   * Reads the first part of a score: notes of all its voices, chord symbols, and bars. Repeats and
   * endings are played; jumps such as da capo, grace notes and cue notes are passed over.
   *
   * @throws IOException naming file and line, if it is missing, cut short, no score by parts, or
   *     has a value that is none
   */
  public static Melody read(Path file) throws IOException {
    XmlElement score =
        file.toString().toLowerCase(Locale.ROOT).endsWith(".mxl")
            ? unpacked(file)
            : XmlElement.read(file);
    if (!score.name().equals("score-partwise")) {
      throw score.unexpected("an element of this name", "<score-partwise>");
    }
    List<WrittenBar> bars = new MusicXmlPart().read(score.required("part"));
    try {
      return Performance.of(bars);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw score.unexpected(e.getMessage(), "a part that can be played");
    }
  }

  private static XmlElement unpacked(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException(file + " is missing: expected a file");
    }
    try (ZipFile zip = new ZipFile(file.toFile())) {
      XmlElement container = entry(zip, file, CONTAINER);
      XmlElement root = container.required("rootfiles").required("rootfile");
      String path =
          root.attribute("full-path").orElseThrow(() -> root.unexpected("no full-path", "one"));
      return entry(zip, file, path);
    } catch (ZipException e) {
      throw new IOException(file + " is no packed MusicXML: " + e.getMessage(), e);
    }
  }

  private static XmlElement entry(ZipFile zip, Path file, String name) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw new IOException(file + " has no entry " + name + ": expected packed MusicXML");
    }
    try (InputStream in = zip.getInputStream(entry)) {
      byte[] content = in.readNBytes(MOST_BYTES);
      if (in.read() >= 0) {
        throw new IOException(
            file + " entry " + name + ": expected at most " + MOST_BYTES + " bytes");
      }
      return XmlElement.read(new ByteArrayInputStream(content), file + " entry " + name);
    }
  }
}
