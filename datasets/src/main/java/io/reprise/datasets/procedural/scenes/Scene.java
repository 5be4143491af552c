package io.reprise.datasets.procedural.scenes;

import io.reprise.datasets.Picture;
import io.reprise.datasets.procedural.drawing.LabelMap;
import java.util.List;

/**
 * A picture of several objects.
 *
 * @param picture {@code [3, side, side]}
 * @param objects from back to front
 * @param instances for each pixel 0 for the background, else 1 + the position of its object
 */
public record Scene(Picture picture, List<SceneObject> objects, LabelMap instances) {
  /** Copies the list. */
  public Scene {
    objects = List.copyOf(objects);
  }
}
