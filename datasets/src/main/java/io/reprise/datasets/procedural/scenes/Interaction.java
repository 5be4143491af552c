package io.reprise.datasets.procedural.scenes;

import io.reprise.datasets.Box;
import io.reprise.datasets.Picture;
import io.reprise.datasets.Point;
import java.util.List;

/**
 * A picture of a person who does something with one of several objects, as in HICO-DET and V-COCO.
 *
 * @param picture {@code [3, side, side]}
 * @param person the box around the person
 * @param joints head, neck, left and right shoulder, left and right hand, left and right hip, left
 *     and right foot; left is that of the picture
 * @param object which of {@code objects} it is about
 * @param objects all objects, that one among them
 */
public record Interaction(
    Picture picture,
    Box person,
    List<Point> joints,
    Verb verb,
    int object,
    List<SceneObject> objects) {
  public static final int JOINTS = 10;

  /** Copies the lists. */
  public Interaction {
    joints = List.copyOf(joints);
    objects = List.copyOf(objects);
  }
}
