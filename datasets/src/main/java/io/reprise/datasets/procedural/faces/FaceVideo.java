package io.reprise.datasets.procedural.faces;

import io.reprise.datasets.Point;
import java.util.List;

/** Pictures of one person, one after the other. */
public record FaceVideo(List<Face> frames) {
  /** Copies the list. */
  public FaceVideo {
    frames = List.copyOf(frames);
  }

  /**
   * The optical displacement of a landmark from a frame to the next one, exact, in pixels.
   *
   * @throws IndexOutOfBoundsException if there is no such landmark or no next frame
   */
  public Point displacement(int frame, int landmark) {
    Point before = frames.get(frame).landmarks().get(landmark);
    Point after = frames.get(frame + 1).landmarks().get(landmark);
    return new Point(after.x() - before.x(), after.y() - before.y());
  }
}
