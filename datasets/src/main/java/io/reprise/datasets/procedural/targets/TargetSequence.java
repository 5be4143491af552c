package io.reprise.datasets.procedural.targets;

import io.reprise.datasets.Picture;
import io.reprise.datasets.Point;
import java.util.List;

/**
 * Frames in which one small target moves.
 *
 * @param frames grey pictures {@code [1, H, W]}
 * @param path the centre of the target in each frame, always inside
 * @param distractors the centres, in each frame, of things that look like targets and belong to the
 *     background; some are outside
 * @param diameter of the target in pixels
 */
public record TargetSequence(
    List<Picture> frames, List<Point> path, List<List<Point>> distractors, double diameter) {
  /** Copies the lists and checks that they are equally long. */
  public TargetSequence {
    frames = List.copyOf(frames);
    path = List.copyOf(path);
    distractors = List.copyOf(distractors);
    if (frames.size() != path.size() || frames.size() != distractors.size()) {
      throw new IllegalArgumentException(
          "target sequence of "
              + frames.size()
              + " frames, "
              + path.size()
              + " places and "
              + distractors.size()
              + " lists of distractors: expected one each for each frame");
    }
  }
}
