package io.reprise.datasets.detection;

import io.reprise.datasets.Box;
import io.reprise.datasets.detection.VocImage.Part;
import io.reprise.datasets.detection.VocImage.VocObject;
import io.reprise.datasets.files.TextLine;
import io.reprise.datasets.files.XmlElement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Pascal VOC 2007 to 2012 (Everingham et al., IJCV 2010): a folder such as {@code VOC2007} with
 * lists of names {@code ImageSets/Main/trainval.txt}, images {@code JPEGImages/NAME.jpg} and boxes
 * {@code Annotations/NAME.xml}.
 *
 * <p>Its boxes name their first and last pixel, from 1; ours start at 0 and end before their right
 * and bottom. A box from 1 to 1 is one pixel wide.
 */
public final class Voc {
  /** The names of the twenty classes, in the usual order. */
  public static final List<String> CLASSES =
      List.of(
          "aeroplane",
          "bicycle",
          "bird",
          "boat",
          "bottle",
          "bus",
          "car",
          "cat",
          "chair",
          "cow",
          "diningtable",
          "dog",
          "horse",
          "motorbike",
          "person",
          "pottedplant",
          "sheep",
          "sofa",
          "train",
          "tvmonitor");

  private static final int LARGEST = 100_000;

  private Voc() {}

  /**
   * The names in a list, without the 1, -1 or 0 that the lists of one class have beside them.
   *
   * @param list such as {@code trainval}
   * @throws IOException naming file and line, if it is missing, empty, or a line is not as said
   */
  public static List<String> names(Path root, String list) throws IOException {
    Path file = root.resolve("ImageSets").resolve("Main").resolve(list + ".txt");
    List<String> names = new ArrayList<>();
    for (TextLine line : TextLine.readNonBlank(file)) {
      String[] fields = line.text().strip().split("\\s+", -1);
      if (fields.length > 2 || (fields.length == 2 && !fields[1].matches("-1|0|1"))) {
        throw line.unexpected("a name, and perhaps -1, 0 or 1");
      }
      names.add(fields[0]);
    }
    if (names.isEmpty()) {
      throw new IOException(file + " is empty: expected a name a line");
    }
    return List.copyOf(names);
  }

  /**
   * Where the image of a name is.
   *
   * @throws IOException if it is not there
   */
  public static Path image(Path root, String name) throws IOException {
    Path file = root.resolve("JPEGImages").resolve(name + ".jpg");
    if (!Files.isRegularFile(file)) {
      throw new IOException(file + " is missing: expected a file");
    }
    return file;
  }

  /**
   * Reads the annotation of a name.
   *
   * @throws IOException naming file and line, if it is missing, cut short, a class is none of the
   *     twenty, or a box is not inside the image
   */
  public static VocImage read(Path root, String name) throws IOException {
    XmlElement annotation = XmlElement.read(root.resolve("Annotations").resolve(name + ".xml"));
    XmlElement size = annotation.required("size");
    int width = size.required("width").integer(1, LARGEST);
    int height = size.required("height").integer(1, LARGEST);
    List<VocObject> objects = new ArrayList<>();
    for (XmlElement object : annotation.children("object")) {
      objects.add(object(object, width, height));
    }
    return new VocImage(name, width, height, objects);
  }

  private static VocObject object(XmlElement object, int width, int height) throws IOException {
    XmlElement category = object.required("name");
    if (!CLASSES.contains(category.text())) {
      throw category.unexpected("'" + category.text() + "'", "one of " + CLASSES);
    }
    List<Part> parts = new ArrayList<>();
    for (XmlElement part : object.children("part")) {
      parts.add(new Part(part.required("name").text(), box(part, width, height)));
    }
    return new VocObject(
        category.text(),
        box(object, width, height),
        flag(object, "difficult"),
        flag(object, "truncated"),
        parts);
  }

  private static boolean flag(XmlElement object, String name) throws IOException {
    return object.child(name).isPresent() && object.required(name).integer(0, 1) == 1;
  }

  private static Box box(XmlElement object, int width, int height) throws IOException {
    XmlElement box = object.required("bndbox");
    // Some boxes of 2011 and 2012 have fractions, and a few start at 0.
    double left = box.required("xmin").decimal() - 1;
    double top = box.required("ymin").decimal() - 1;
    double right = box.required("xmax").decimal();
    double bottom = box.required("ymax").decimal();
    if (left < -1
        || top < -1
        || right <= left
        || bottom <= top
        || right > width
        || bottom > height) {
      throw box.unexpected(
          "from (" + (left + 1) + ", " + (top + 1) + ") to (" + right + ", " + bottom + ")",
          "inside " + width + " x " + height);
    }
    return new Box(left, top, right, bottom);
  }
}
