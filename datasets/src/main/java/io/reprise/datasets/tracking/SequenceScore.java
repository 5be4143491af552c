package io.reprise.datasets.tracking;

import io.reprise.datasets.Box;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How well one video was tracked in a single pass, as OTB measures it (arXiv 1910.10859).
 *
 * @param centreErrors pixels between the centres, one a frame that counts
 * @param overlaps intersection over union, one a frame that counts
 */
public record SequenceScore(List<Double> centreErrors, List<Double> overlaps) {
  private static final int OVERLAP_STEPS = 20;
  private static final double INVALID = -1;

  /** What a frame without a box in its annotation counts. */
  public enum Invisible {
    /** Nothing. */
    LEFT_OUT,
    /**
     * A miss in success and a hit in precision, as in the benchmark's own script, which sets both
     * values to -1.
     */
    AS_THE_OFFICIAL_SCRIPT
  }

  public SequenceScore {
    centreErrors = List.copyOf(centreErrors);
    overlaps = List.copyOf(overlaps);
    if (centreErrors.isEmpty() || centreErrors.size() != overlaps.size()) {
      throw new IllegalArgumentException(
          centreErrors.size()
              + " errors and "
              + overlaps.size()
              + " overlaps: expected as many, and at least 1");
    }
  }

  /**
   * Compares the boxes of a tracker with the annotation; the first, which every tracker is given,
   * counts as right.
   *
   * @throws IllegalArgumentException if there is not a box a frame
   */
  public static SequenceScore of(
      List<Box> predicted, List<Optional<Box>> truth, Invisible invisible) {
    if (predicted.size() != truth.size()) {
      throw new IllegalArgumentException(
          predicted.size() + " predicted boxes: expected " + truth.size());
    }
    List<Double> errors = new ArrayList<>();
    List<Double> overlaps = new ArrayList<>();
    for (int t = 0; t < predicted.size(); t++) {
      if (truth.get(t).isPresent()) {
        Box expected = truth.get(t).get();
        Box found = t == 0 ? expected : predicted.get(t);
        errors.add(centreDistance(found, expected));
        overlaps.add(found.intersectionOverUnion(expected));
      } else if (invisible == Invisible.AS_THE_OFFICIAL_SCRIPT) {
        errors.add(INVALID);
        overlaps.add(INVALID);
      }
    }
    return new SequenceScore(errors, overlaps);
  }

  private static double centreDistance(Box a, Box b) {
    return Math.hypot(
        (a.left() + a.right() - b.left() - b.right()) / 2,
        (a.top() + a.bottom() - b.top() - b.bottom()) / 2);
  }

  /** The share of frames whose centre is at most so many pixels off; 20 is the usual threshold. */
  public double precision(double pixels) {
    return (double) centreErrors.stream().filter(e -> e <= pixels).count() / centreErrors.size();
  }

  /** The share of frames whose overlap is above the threshold. */
  public double success(double overlap) {
    return (double) overlaps.stream().filter(o -> o > overlap).count() / overlaps.size();
  }

  /** The area under the success curve: the mean of success at 0, 0.05, to 1. */
  public double areaUnderCurve() {
    double sum = 0;
    for (int i = 0; i <= OVERLAP_STEPS; i++) {
      sum += success((double) i / OVERLAP_STEPS);
    }
    return sum / (OVERLAP_STEPS + 1);
  }
}
