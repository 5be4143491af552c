package io.reprise.datasets.tracking;

import io.reprise.datasets.Box;
import io.reprise.datasets.files.TextLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A video and where one object is in each frame.
 *
 * @param frames image files, in order
 * @param truth one a frame; empty where the annotation says that the object is not to be seen
 */
public record TrackingSequence(String name, List<Path> frames, List<Optional<Box>> truth) {
  private static final Pattern FRAME =
      Pattern.compile("([0-9]{1,9})\\.(jpe?g|png|bmp)", Pattern.CASE_INSENSITIVE);

  /** Checks that there is a frame, that each has an annotation, and that the first has a box. */
  public TrackingSequence {
    frames = List.copyOf(frames);
    truth = List.copyOf(truth);
    if (frames.isEmpty() || frames.size() != truth.size() || truth.get(0).isEmpty()) {
      throw new IllegalArgumentException(
          "sequence "
              + name
              + " of "
              + frames.size()
              + " frames and "
              + truth.size()
              + " annotations: expected as many, at least 1, and a box in the first");
    }
  }

  /**
   * Reads a sequence whose frames are all annotated, as those of small90, small112 and UAV123: a
   * folder of images that are named by number, and a file with a line a frame.
   *
   * @param annotation as {@link #boxes} reads it
   * @throws IOException naming file and line, if something is missing or there is not a line a
   *     frame
   */
  public static TrackingSequence read(String name, Path images, Path annotation)
      throws IOException {
    TreeMap<Integer, Path> frames = frames(images);
    return read(name, frames, annotation, frames.firstKey(), frames.lastKey());
  }

  static TrackingSequence read(
      String name, Map<Integer, Path> images, Path annotation, int first, int last)
      throws IOException {
    List<Optional<Box>> truth = boxes(annotation);
    int expected = last - first + 1;
    if (truth.size() != expected) {
      throw new IOException(
          annotation
              + " has "
              + truth.size()
              + " annotations: expected "
              + expected
              + ", for frames "
              + first
              + " to "
              + last);
    }
    if (truth.get(0).isEmpty()) {
      throw new IOException(annotation + " has no box in its first line: expected one");
    }
    List<Path> frames = new ArrayList<>();
    for (int frame = first; frame <= last; frame++) {
      Path image = images.get(frame);
      if (image == null) {
        throw new IOException(
            "frame "
                + frame
                + " of "
                + images.values().iterator().next().getParent()
                + " is missing: expected "
                + first
                + " to "
                + last);
      }
      frames.add(image);
    }
    return new TrackingSequence(name, frames, truth);
  }

  /** The images in a folder by number; other files are left out. */
  static TreeMap<Integer, Path> frames(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IOException(folder + " is missing: expected a folder of frames");
    }
    TreeMap<Integer, Path> frames = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : (Iterable<Path>) files.sorted()::iterator) {
        Matcher matcher = FRAME.matcher(file.getFileName().toString());
        if (matcher.matches()) {
          Path twin = frames.put(Integer.valueOf(matcher.group(1)), file);
          if (twin != null) {
            throw new IOException(twin + " and " + file + ": expected one image a frame");
          }
        }
      }
    }
    if (frames.isEmpty()) {
      throw new IOException(
          folder + " has no images named by number: expected 0001.jpg or the like");
    }
    return frames;
  }

  /**
   * Reads a file with left, top, width and height a line, split by commas, tabs or blanks; left and
   * top count from 1, ours from 0. A line with NaN, or without width or height, is empty.
   *
   * @throws IOException naming file and line, if it is missing, empty, or a line is not as said
   */
  public static List<Optional<Box>> boxes(Path file) throws IOException {
    List<Optional<Box>> boxes = new ArrayList<>();
    for (TextLine line : TextLine.readNonBlank(file)) {
      boxes.add(box(line));
    }
    if (boxes.isEmpty()) {
      throw new IOException(file + " is empty: expected a box a line");
    }
    return List.copyOf(boxes);
  }

  private static Optional<Box> box(TextLine line) throws IOException {
    String[] fields = fields(line);
    if (fields.length != 4) {
      throw line.unexpected("left, top, width and height");
    }
    for (String field : fields) {
      if (field.toLowerCase(Locale.ROOT).equals("nan")) {
        return Optional.empty();
      }
    }
    double left = line.decimal(fields[0], "left") - 1;
    double top = line.decimal(fields[1], "top") - 1;
    double width = line.decimal(fields[2], "width");
    double height = line.decimal(fields[3], "height");
    return width > 0 && height > 0
        ? Optional.of(new Box(left, top, left + width, top + height))
        : Optional.empty();
  }

  static String[] fields(TextLine line) {
    return line.text().strip().split("\\s*[,;\\s]\\s*", -1);
  }
}
