package io.reprise.datasets.landmarks;

import io.reprise.datasets.Box;
import io.reprise.datasets.Point;
import io.reprise.datasets.files.TextLine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lists of faces as SAN and SBR publish them for 300-W and AFLW: a line has the image, its
 * landmarks, left, top, right and bottom of the face's box, and for AFLW the face's size.
 */
public final class FaceList {
  private static final Pattern LINE =
      Pattern.compile("\\s*(.+\\.(?i:jpe?g|png|bmp))\\s+(.+\\.pts)\\s+(.+)");

  private FaceList() {}

  /**
   * One face.
   *
   * @param face the files
   * @param box of the face, as the list gives it
   * @param size what errors are divided by, where the list has it; above 0
   */
  public record Entry(FaceFile face, Box box, OptionalDouble size) {
    /** Whether all landmarks are visible and inside the box: AFLW's test part "front". */
    public boolean isFrontal(Landmarks landmarks) {
      return landmarks.points().stream()
          .allMatch(place -> place.isPresent() && isInside(place.get()));
    }

    private boolean isInside(Point p) {
      return p.x() > box.left() && p.x() < box.right() && p.y() > box.top() && p.y() < box.bottom();
    }
  }

  /**
   * Reads a list. Its files need not exist.
   *
   * @param root the folder that relative names start from
   * @throws IOException naming file and line, if it is missing, empty, or a line is not as said
   */
  public static List<Entry> read(Path list, Path root) throws IOException {
    List<Entry> entries = new ArrayList<>();
    for (TextLine line : TextLine.readNonBlank(list)) {
      entries.add(entry(line, root));
    }
    if (entries.isEmpty()) {
      throw new IOException(list + " is empty: expected a face a line");
    }
    return List.copyOf(entries);
  }

  private static Entry entry(TextLine line, Path root) throws IOException {
    Matcher matcher = LINE.matcher(line.text());
    String[] numbers =
        matcher.matches() ? matcher.group(3).strip().split("\\s+", -1) : new String[0];
    if (numbers.length != 4 && numbers.length != 5) {
      throw line.unexpected("image, .pts, left, top, right, bottom, and perhaps the face's size");
    }
    double left = line.decimal(numbers[0], "left");
    double top = line.decimal(numbers[1], "top");
    double right = line.decimal(numbers[2], "right");
    double bottom = line.decimal(numbers[3], "bottom");
    if (left >= right || top >= bottom) {
      throw line.unexpected("a box with left < right and top < bottom");
    }
    OptionalDouble size = OptionalDouble.empty();
    if (numbers.length == 5) {
      size = OptionalDouble.of(line.decimal(numbers[4], "size"));
      if (size.getAsDouble() <= 0) {
        throw line.unexpected("size " + numbers[4], "above 0");
      }
    }
    FaceFile face =
        new FaceFile(root.resolve(matcher.group(1)), root.resolve(matcher.group(2).strip()));
    return new Entry(face, new Box(left, top, right, bottom), size);
  }
}
