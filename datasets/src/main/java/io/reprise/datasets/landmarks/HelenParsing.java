package io.reprise.datasets.landmarks;

import io.reprise.datasets.Picture;
import io.reprise.datasets.PictureFile;
import io.reprise.datasets.files.TextLine;
import io.reprise.tensor.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Photos of Helen with a label a pixel (Smith et al., "Exemplar-based face parsing", CVPR 2013),
 * used as iCNN uses them (arXiv 1806.02479): eight parts, and all else is background.
 *
 * <p>The folder has the lists {@code exemplars.txt} (2,000), {@code tuning.txt} (230) and {@code
 * testing.txt} (100), the photos {@code images/NAME.jpg} and for each eleven grey maps {@code
 * labels/NAME/NAME_lbl00.png} to {@code _lbl10.png}: background, skin, the eight parts, hair.
 */
public final class HelenParsing {
  private static final int FIRST_PART_MAP = 2;
  private static final int PARTS = FacePart.values().length - 1;

  private HelenParsing() {}

  /**
   * One photo.
   *
   * @param photo {@code [3, H, W]}, or {@code [1, H, W]} of a grey photo
   * @param labels {@code [1, H, W]}, the label of the {@link FacePart} at each pixel
   */
  public record Face(Picture photo, Picture labels) {}

  /**
   * The names in a list, whose lines have a number, a comma and a name.
   *
   * @throws IOException naming file and line, if it is missing, empty, or a line is not as said
   */
  public static List<String> names(Path list) throws IOException {
    List<String> names = new ArrayList<>();
    for (TextLine line : TextLine.readNonBlank(list)) {
      String[] fields = line.text().split(",", -1);
      if (fields.length != 2 || fields[1].isBlank()) {
        throw line.unexpected("a number, a comma and a name");
      }
      names.add(fields[1].strip());
    }
    if (names.isEmpty()) {
      throw new IOException(list + " is empty: expected a name a line");
    }
    return List.copyOf(names);
  }

  /**
   * Reads one photo and its maps. A pixel gets the part whose map is brightest there, or background
   * where no part is as bright as 255 minus the sum of all parts; of equals the first.
   *
   * @throws IOException naming the file, if one is missing, no image, or not of the photo's size
   */
  public static Face read(Path root, String name) throws IOException {
    Picture photo = PictureFile.read(root.resolve("images").resolve(name + ".jpg"));
    List<Picture> maps = new ArrayList<>();
    for (int part = 0; part < PARTS; part++) {
      Path file =
          root.resolve("labels")
              .resolve(name)
              .resolve(String.format("%s_lbl%02d.png", name, part + FIRST_PART_MAP));
      Picture map = PictureFile.read(file);
      if (map.height() != photo.height() || map.width() != photo.width()) {
        throw new IOException(
            file + " is of shape " + map.shape() + ": expected that of the photo " + photo.shape());
      }
      maps.add(map);
    }
    return new Face(photo, labels(maps));
  }

  private static Picture labels(List<Picture> maps) {
    int height = maps.get(0).height();
    int width = maps.get(0).width();
    byte[] labels = new byte[height * width];
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        labels[row * width + column] = (byte) label(maps, row, column);
      }
    }
    return new Picture(Shape.of(1, height, width), labels);
  }

  private static int label(List<Picture> maps, int row, int column) {
    int sum = 0;
    int best = 0;
    int brightest = 0;
    for (int part = 0; part < maps.size(); part++) {
      int value = maps.get(part).at(0, row, column);
      sum += value;
      if (value > brightest) {
        brightest = value;
        best = part + 1;
      }
    }
    return brightest > Math.max(0, 255 - sum) ? best : 0;
  }
}
