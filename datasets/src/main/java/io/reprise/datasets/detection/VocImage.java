package io.reprise.datasets.detection;

import io.reprise.datasets.Box;
import java.util.List;

/**
 * An annotated image of Pascal VOC.
 *
 * @param name of the image, without folder and ending
 * @param objects in the order of the file
 */
public record VocImage(String name, int width, int height, List<VocObject> objects) {
  public VocImage {
    objects = List.copyOf(objects);
  }

  /**
   * One object.
   *
   * @param difficult whether detections of it count neither as right nor as wrong
   * @param truncated whether it goes on outside its box
   * @param parts of a person: head, hands and feet, where the file has them
   */
  public record VocObject(
      String category, Box box, boolean difficult, boolean truncated, List<Part> parts) {
    public VocObject {
      parts = List.copyOf(parts);
    }
  }

  /** A part of an object. */
  public record Part(String name, Box box) {}
}
