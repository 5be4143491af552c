package io.reprise.datasets.tracking;

import io.reprise.datasets.Box;
import io.reprise.datasets.Point;
import io.reprise.datasets.files.TextLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * VOT, the visual object tracking challenge, 2013 to 2019: a list of videos {@code list.txt}, and a
 * folder a video with frames {@code 00000001.jpg}, or {@code color/00000001.jpg} as of 2018, and
 * corners {@code groundtruth.txt}.
 */
public final class Vot {
  private Vot() {}

  /**
   * One video.
   *
   * @param frames image files, in order
   * @param corners of the object, one list of four a frame, as the file has them
   */
  public record Sequence(String name, List<Path> frames, List<List<Point>> corners) {
    public Sequence {
      frames = List.copyOf(frames);
      corners = corners.stream().map(List::copyOf).toList();
    }

    /** The smallest upright box round the corners of one frame, with no other origin. */
    public Box box(int frame) {
      List<Point> four = corners.get(frame);
      return new Box(
          four.stream().mapToDouble(Point::x).min().orElseThrow(),
          four.stream().mapToDouble(Point::y).min().orElseThrow(),
          four.stream().mapToDouble(Point::x).max().orElseThrow(),
          four.stream().mapToDouble(Point::y).max().orElseThrow());
    }
  }

  /**
   * The names in {@code list.txt}.
   *
   * @throws IOException if it is missing or empty
   */
  public static List<String> names(Path root) throws IOException {
    Path list = root.resolve("list.txt");
    List<String> names =
        TextLine.readNonBlank(list).stream().map(line -> line.text().strip()).toList();
    if (names.isEmpty()) {
      throw new IOException(list + " is empty: expected a name a line");
    }
    return names;
  }

  /**
   * Reads one video. A line of its corners has x and y of each, or left, top, width and height.
   *
   * @throws IOException naming file and line, if something is missing, a line is not as said, or
   *     there is not a line a frame
   */
  public static Sequence read(Path folder) throws IOException {
    Path colour = folder.resolve("color");
    TreeMap<Integer, Path> frames =
        TrackingSequence.frames(Files.isDirectory(colour) ? colour : folder);
    Path annotation = folder.resolve("groundtruth.txt");
    List<List<Point>> corners = new ArrayList<>();
    for (TextLine line : TextLine.readNonBlank(annotation)) {
      corners.add(corners(line));
    }
    if (corners.size() != frames.size()) {
      throw new IOException(
          annotation
              + " has "
              + corners.size()
              + " annotations: expected "
              + frames.size()
              + ", one a frame");
    }
    return new Sequence(folder.getFileName().toString(), List.copyOf(frames.values()), corners);
  }

  private static List<Point> corners(TextLine line) throws IOException {
    String[] fields = TrackingSequence.fields(line);
    if (fields.length != 4 && fields.length != 8) {
      throw line.unexpected("x and y of four corners, or left, top, width and height");
    }
    double[] values = new double[fields.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = line.decimal(fields[i], "coordinate");
    }
    if (values.length == 4) {
      double right = values[0] + values[2];
      double bottom = values[1] + values[3];
      return List.of(
          new Point(values[0], values[1]),
          new Point(right, values[1]),
          new Point(right, bottom),
          new Point(values[0], bottom));
    }
    List<Point> corners = new ArrayList<>();
    for (int i = 0; i < values.length; i += 2) {
      corners.add(new Point(values[i], values[i + 1]));
    }
    return corners;
  }
}
