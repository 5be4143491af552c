package io.reprise.datasets.captions;

import io.reprise.datasets.files.TextLine;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * MSVD, the Microsoft Research video description corpus (Chen and Dolan, ACL 2011), also called
 * Youtube2Text: 1,970 clips. A clip is named {@code VIDEO_START_END} by its video and its seconds.
 */
public final class Msvd {
  private static final int TRAIN = 1_200;
  private static final int VALIDATION = 100;
  private static final int TEST = 670;

  private Msvd() {}

  /**
   * Reads the corpus as published, a CSV file with the columns {@code VideoID}, {@code Start},
   * {@code End}, {@code Language} and {@code Description} among others; English sentences only.
   *
   * @return sorted by the clips' names
   * @throws IOException naming file and record, if it is missing, no CSV file, or has no such
   *     columns
   */
  public static CaptionedVideos readCsv(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException(file + " is missing: expected a file");
    }
    Map<String, List<String>> captions = new TreeMap<>();
    CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
        CSVParser rows = CSVParser.parse(reader, format)) {
      for (String column : List.of("VideoID", "Start", "End", "Language", "Description")) {
        if (!rows.getHeaderMap().containsKey(column)) {
          throw new IOException(
              file + " line 1: columns " + rows.getHeaderNames() + ": expected " + column);
        }
      }
      for (CSVRecord row : rows) {
        add(file, row, captions);
      }
    } catch (UncheckedIOException e) {
      throw new IOException(file + " cannot be read: " + e.getMessage(), e);
    }
    return new CaptionedVideos(captions);
  }

  private static void add(Path file, CSVRecord row, Map<String, List<String>> captions)
      throws IOException {
    if (!row.isConsistent()) {
      throw new IOException(
          file
              + " record "
              + row.getRecordNumber()
              + " has "
              + row.size()
              + " fields: expected as many as columns");
    }
    String text = row.get("Description").strip();
    if (row.get("Language").equals("English") && !text.isEmpty()) {
      String clip = row.get("VideoID") + "_" + row.get("Start") + "_" + row.get("End");
      captions.computeIfAbsent(clip, name -> new ArrayList<>()).add(text);
    }
  }

  /**
   * Reads the list of English sentences, a clip's name and a sentence a line; lines that start with
   * {@code #} are left out.
   *
   * @return in the order of the clips' first lines
   * @throws IOException naming file and line, if it is missing or a line is not as said
   */
  public static CaptionedVideos readText(Path file) throws IOException {
    Map<String, List<String>> captions = new LinkedHashMap<>();
    for (TextLine line : TextLine.readNonBlank(file)) {
      if (!line.text().startsWith("#")) {
        String text = line.text().strip();
        int blank = text.indexOf(' ');
        if (blank < 0) {
          throw line.unexpected("a clip's name and a sentence");
        }
        captions
            .computeIfAbsent(text.substring(0, blank), name -> new ArrayList<>())
            .add(text.substring(blank + 1).strip());
      }
    }
    return new CaptionedVideos(captions);
  }

  /**
   * The usual parts (arXiv 1909.00121): of 1,970 clips the first 1,200 to train, 100 to validate,
   * and 670 to test.
   *
   * @param order the clips' names in the order of {@code youtube_mapping.txt}, whose lines have a
   *     clip's name and {@code vid1}, {@code vid2}, and so on
   * @throws IOException naming file and line, if the order is missing, has another number of clips,
   *     or a clip without captions
   */
  public static CaptionSplits split(CaptionedVideos clips, Path order) throws IOException {
    return split(clips, order, TRAIN, VALIDATION, TEST);
  }

  static CaptionSplits split(CaptionedVideos clips, Path order, int train, int validation, int test)
      throws IOException {
    Map<Integer, TextLine> lines = new TreeMap<>();
    int total = train + validation + test;
    for (TextLine line : TextLine.readNonBlank(order)) {
      String[] fields = line.text().strip().split("\\s+", -1);
      if (fields.length != 2 || !fields[1].startsWith("vid")) {
        throw line.unexpected("a clip's name, and vid with a number");
      }
      int place = line.integer(fields[1].substring("vid".length()), "vid", 1, total);
      if (lines.put(place, line) != null) {
        throw line.unexpected("vid" + place + " again", "each once");
      }
    }
    if (lines.size() != total) {
      throw new IOException(order + " has " + lines.size() + " clips: expected " + total);
    }
    Map<String, List<String>> ordered = new LinkedHashMap<>();
    for (TextLine line : lines.values()) {
      String clip = line.text().strip().split("\\s+", -1)[0];
      List<String> captions = clips.captions().get(clip);
      if (captions == null) {
        throw line.unexpected("clip " + clip + " has no caption", "at least one");
      }
      if (ordered.put(clip, captions) != null) {
        throw line.unexpected("clip " + clip + " again", "each once");
      }
    }
    CaptionedVideos all = new CaptionedVideos(ordered);
    return new CaptionSplits(
        all.between(0, train),
        all.between(train, train + validation),
        all.between(train + validation, total));
  }
}
