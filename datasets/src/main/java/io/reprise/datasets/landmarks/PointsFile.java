package io.reprise.datasets.landmarks;

import io.reprise.datasets.Point;
import io.reprise.datasets.files.TextLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Landmark files with the ending {@code .pts}. */
public final class PointsFile {
  private static final Pattern VERSION = Pattern.compile("\\s*version\\s*:\\s*1(\\.0)?\\s*");
  private static final Pattern COUNT = Pattern.compile("\\s*n_points\\s*:\\s*(\\S+)\\s*");
  private static final int MOST_POINTS = 100_000;

  private PointsFile() {}

  /**
   * Reads the format of 300-W and 300-VW: {@code version: 1}, {@code n_points: N}, and in braces a
   * line of x and y a landmark. Its coordinates count from 1, ours from 0.
   *
   * @throws IOException naming file and line, if it is missing or not in this format
   */
  public static Landmarks read(Path file) throws IOException {
    List<TextLine> lines = TextLine.readNonBlank(file);
    if (lines.size() < 4) {
      throw new IOException(
          file + " has " + lines.size() + " lines of text: expected version, n_points and braces");
    }
    if (!VERSION.matcher(lines.get(0).text()).matches()) {
      throw lines.get(0).unexpected("'version: 1'");
    }
    int count = count(lines.get(1));
    requireText(lines.get(2), "{");
    TextLine last = lines.get(lines.size() - 1);
    requireText(last, "}");
    int found = lines.size() - 4;
    if (found != count) {
      throw new IOException(
          file + " has " + found + " lines of points: expected n_points: " + count);
    }
    List<Point> points = new ArrayList<>();
    for (TextLine line : lines.subList(3, 3 + count)) {
      String[] xy = line.text().strip().split("\\s+", -1);
      if (xy.length != 2) {
        throw line.unexpected("x and y");
      }
      points.add(new Point(line.decimal(xy[0], "x") - 1, line.decimal(xy[1], "y") - 1));
    }
    return Landmarks.of(points);
  }

  private static int count(TextLine line) throws IOException {
    Matcher matcher = COUNT.matcher(line.text());
    if (!matcher.matches()) {
      throw line.unexpected("'n_points: ' and a number");
    }
    return line.integer(matcher.group(1), "n_points", 1, MOST_POINTS);
  }

  private static void requireText(TextLine line, String expected) throws IOException {
    if (!line.text().strip().equals(expected)) {
      throw line.unexpected("'" + expected + "'");
    }
  }

  /**
   * Reads the lines that the lists of AFLW use: the landmark's number from 1, x, y and {@code True}
   * if it is visible. Landmarks without a line are not visible. The coordinates are kept as they
   * are, as their origin is not documented.
   *
   * @param landmarks how many a face of the data set has, 19 for AFLW
   * @throws IOException naming file and line, if it is missing or not in this format
   */
  public static Landmarks readNumbered(Path file, int landmarks) throws IOException {
    List<Optional<Point>> points =
        new ArrayList<>(Collections.nCopies(landmarks, Optional.empty()));
    boolean[] seen = new boolean[landmarks];
    boolean anyVisible = false;
    for (TextLine line : TextLine.readNonBlank(file)) {
      String[] fields = line.text().strip().split("\\s+", -1);
      if (fields.length != 4 || !fields[3].matches("True|False")) {
        throw line.unexpected("number, x, y, and True or False");
      }
      int index = line.integer(fields[0], "landmark", 1, landmarks) - 1;
      if (seen[index]) {
        throw line.unexpected("landmark " + fields[0] + " again", "each at most once");
      }
      seen[index] = true;
      Point point = new Point(line.decimal(fields[1], "x"), line.decimal(fields[2], "y"));
      if (fields[3].equals("True")) {
        points.set(index, Optional.of(point));
        anyVisible = true;
      }
    }
    if (!anyVisible) {
      throw new IOException(file + " has no visible landmark: expected at least one");
    }
    return new Landmarks(points);
  }

  /**
   * Writes the format that {@link #read} reads.
   *
   * @throws IllegalArgumentException if a landmark is not visible: the format cannot say so
   */
  public static void write(Path file, Landmarks landmarks) throws IOException {
    StringBuilder text = new StringBuilder("version: 1\nn_points: " + landmarks.size() + "\n{\n");
    for (int i = 0; i < landmarks.size(); i++) {
      Point p = landmarks.point(i);
      text.append(p.x() + 1).append(' ').append(p.y() + 1).append('\n');
    }
    Files.writeString(file, text.append("}\n"));
  }
}
