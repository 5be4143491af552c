package io.reprise.datasets.faces;

import io.reprise.datasets.DataFolder;
import io.reprise.datasets.files.TextLine;
import io.reprise.datasets.files.TextLines;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * The images of the templates of IJB-A, IJB-B or IJB-C, see {@link TemplateImage}, from the lists
 * of NIST or from those that the face recognition literature shares for IJB-B and IJB-C.
 */
public final class TemplateProtocol {
  private final List<TemplateImage> images;
  private final Map<Integer, Integer> subjectOfTemplate;

  private TemplateProtocol(List<TemplateImage> images) {
    this.images = List.copyOf(images);
    this.subjectOfTemplate = new HashMap<>();
    for (TemplateImage image : images) {
      subjectOfTemplate.put(image.template(), image.subject());
    }
  }

  /**
   * Reads a metadata or gallery list of NIST: a CSV whose first line has at least {@code
   * TEMPLATE_ID}, {@code SUBJECT_ID}, {@code FILE} or {@code FILENAME}, and where there are videos
   * {@code MEDIA_ID} or {@code SIGHTING_ID}.
   *
   * @param images where the files are
   * @throws IOException naming the list and the line, if a column or an image is missing, a number
   *     is none, a template has two subjects, or an image comes twice in one
   */
  public static TemplateProtocol readCsv(DataFolder images, Path list) throws IOException {
    CSVFormat format =
        CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).setTrim(true).get();
    Rows rows = new Rows(list);
    try (BufferedReader in = Files.newBufferedReader(list);
        CSVParser csv = CSVParser.parse(in, format)) {
      String file = column(list, csv, "FILE", "FILENAME");
      String media = column(list, csv, "MEDIA_ID", "SIGHTING_ID", file);
      String template = column(list, csv, "TEMPLATE_ID");
      String subject = column(list, csv, "SUBJECT_ID");
      for (CSVRecord row : csv) {
        TextLine line = new TextLine(list, (int) csv.getCurrentLineNumber(), String.join(",", row));
        if (!row.isConsistent()) {
          throw line.unexpected(csv.getHeaderNames().size() + " columns");
        }
        rows.add(
            images,
            line,
            row.get(file),
            line.integer(row.get(template), "template", 0, Integer.MAX_VALUE),
            line.integer(row.get(subject), "subject", 0, Integer.MAX_VALUE),
            row.get(media));
      }
    } catch (NoSuchFileException e) {
      throw new IOException(list + " is missing: expected a list of templates", e);
    } catch (UncheckedIOException | IllegalArgumentException e) {
      throw new IOException(list + " cannot be read (" + e.getMessage() + "): expected CSV", e);
    }
    return rows.protocol();
  }

  /**
   * Reads a list {@code ijbb_face_tid_mid.txt} or {@code ijbc_face_tid_mid.txt}, whose lines are
   * {@code 1.jpg 1 69544}: the image, its template and its media. It names no people.
   *
   * @param images where the files are
   * @throws IOException naming the list and the line, if it is not of that form, an image is
   *     missing or comes twice in a template
   */
  public static TemplateProtocol readTemplateList(DataFolder images, Path list) throws IOException {
    Rows rows = new Rows(list);
    TextLines.forEach(
        list,
        line -> {
          List<String> f = line.fields(3, "an image, a template and a media");
          rows.add(
              images,
              line,
              f.get(0),
              line.integer(f.get(1), "template", 0, Integer.MAX_VALUE),
              TemplateImage.UNKNOWN,
              f.get(2));
        });
    return rows.protocol();
  }

  private static String column(Path list, CSVParser csv, String... names) throws IOException {
    Collection<String> there = csv.getHeaderNames();
    for (String name : names) {
      if (there.contains(name)) {
        return name;
      }
    }
    throw new IOException(
        list + " line 1 has columns " + there + ": expected one of " + List.of(names));
  }

  /** What has been read of a list. */
  private static final class Rows {
    private final Path list;
    private final List<TemplateImage> images = new ArrayList<>();
    private final Map<Integer, Integer> subjects = new HashMap<>();
    private final Set<String> seen = new HashSet<>();

    private Rows(Path list) {
      this.list = list;
    }

    private void add(
        DataFolder folder, TextLine line, String file, int template, int subject, String media)
        throws IOException {
      Integer before = subjects.putIfAbsent(template, subject);
      if (before != null && before != subject) {
        throw line.unexpected("subject " + before + ", which template " + template + " had before");
      }
      if (!seen.add(template + " " + file)) {
        throw line.unexpected("each image once in template " + template);
      }
      if (!folder.hasFile(file)) {
        throw line.unexpected("an image that is there; missing: " + folder.resolve(file));
      }
      images.add(new TemplateImage(folder.resolve(file), template, subject, media));
    }

    private TemplateProtocol protocol() throws IOException {
      if (images.isEmpty()) {
        throw new IOException(list + " has no images: expected at least one");
      }
      return new TemplateProtocol(images);
    }
  }

  /** All images, in the order of the list. */
  public List<TemplateImage> images() {
    return images;
  }

  /** How many templates there are. */
  public int templates() {
    return subjectOfTemplate.size();
  }

  /** Whether there is such a template. */
  public boolean hasTemplate(int template) {
    return subjectOfTemplate.containsKey(template);
  }

  /**
   * The person of a template, {@link TemplateImage#UNKNOWN} where the list does not say.
   *
   * @throws IllegalArgumentException if there is no such template
   */
  public int subject(int template) {
    Integer subject = subjectOfTemplate.get(template);
    if (subject == null) {
      throw new IllegalArgumentException(
          "template " + template + ": expected one of " + templates() + " in the protocol");
    }
    return subject;
  }

  /** How the images' features become one of the template. */
  public enum Pooling {
    /** The mean over all images: a video counts as often as it has frames. */
    IMAGES,
    /** The mean over photos and videos of the means over their frames, as NIST suggests. */
    MEDIA
  }

  /**
   * One feature vector a template, from the images' ones after each is divided by its length.
   *
   * @param features one an image, in the order of {@link #images}
   * @throws IllegalArgumentException if there is not one an image, or one is zero or not finite
   */
  public Map<Integer, float[]> pool(float[][] features, Pooling pooling) {
    if (features.length != images.size()) {
      throw new IllegalArgumentException(
          features.length + " feature vectors: expected " + images.size() + ", one an image");
    }
    return TemplateFeatures.pool(images, features, pooling);
  }
}
