package io.reprise.datasets.procedural.faces;

import io.reprise.datasets.Box;
import io.reprise.datasets.Picture;
import io.reprise.datasets.Point;
import io.reprise.datasets.procedural.drawing.LabelMap;
import java.util.List;

/**
 * A picture of a face, with everything that is known of it.
 *
 * @param picture {@code [3, side, side]}
 * @param landmarks 68 points in the iBUG order: 0 to 16 the jaw from the left of the picture, 17 to
 *     26 the brows, 27 to 35 the nose, 36 to 47 the eyes, 48 to 59 the lips from outside, 60 to 67
 *     from inside; exact, and given also where something hides them
 * @param visible for each landmark, whether neither the head itself nor hair nor an occluder hides
 *     it
 * @param box the smallest box around all landmarks
 * @param regions for each pixel the {@linkplain FaceRegion#label label} of its region
 * @param person the number of the person, counted from 0
 */
public record Face(
    Picture picture,
    List<Point> landmarks,
    List<Boolean> visible,
    Box box,
    LabelMap regions,
    int person,
    FaceIdentity identity,
    HeadPose pose,
    FaceExpression expression,
    FaceConditions conditions) {
  public static final int LANDMARKS = 68;

  /** Copies the lists. */
  public Face {
    landmarks = List.copyOf(landmarks);
    visible = List.copyOf(visible);
  }

  /** The distance of the outer corners of the eyes, by which errors in 300-W are divided. */
  public double interocularDistance() {
    return landmarks.get(36).distance(landmarks.get(45));
  }
}
