package io.reprise.datasets.landmarks;

import io.reprise.datasets.Box;
import io.reprise.datasets.Point;
import java.util.stream.IntStream;

/** What landmark errors are divided by, measured on the annotation of each face. */
public enum Normalization {
  /** The distance of the outer corners of the eyes, of faces with 68 or 98 landmarks. */
  INTER_OCULAR {
    @Override
    double measure(Landmarks truth) {
      return switch (truth.size()) {
        case 68 -> truth.point(36).distance(truth.point(45));
        case 98 -> truth.point(60).distance(truth.point(72));
        default -> throw unknown(truth);
      };
    }
  },
  /**
   * The distance of the pupils, of faces with 68 or 98 landmarks: with 68, a pupil is the mean of
   * the six points round the eye.
   */
  INTER_PUPIL {
    @Override
    double measure(Landmarks truth) {
      return switch (truth.size()) {
        case 68 -> mean(truth, 36, 42).distance(mean(truth, 42, 48));
        case 98 -> truth.point(96).distance(truth.point(97));
        default -> throw unknown(truth);
      };
    }
  },
  /** The square root of width times height of the box round the landmarks. */
  BOX_SIZE {
    @Override
    double measure(Landmarks truth) {
      return Math.sqrt(truth.box().area());
    }
  },
  /** The diagonal of the box round the landmarks. */
  BOX_DIAGONAL {
    @Override
    double measure(Landmarks truth) {
      Box box = truth.box();
      return Math.sqrt(box.width() * box.width() + box.height() * box.height());
    }
  };

  abstract double measure(Landmarks truth);

  /**
   * The distance in pixels.
   *
   * @throws IllegalArgumentException if it is 0, or the landmarks that it needs are not there
   */
  public double distance(Landmarks truth) {
    double distance = measure(truth);
    if (!(distance > 0)) {
      throw new IllegalArgumentException(
          name() + " of " + truth.size() + " landmarks is " + distance + ": expected above 0");
    }
    return distance;
  }

  private static Point mean(Landmarks truth, int from, int to) {
    double x =
        IntStream.range(from, to).mapToDouble(i -> truth.point(i).x()).average().orElseThrow();
    double y =
        IntStream.range(from, to).mapToDouble(i -> truth.point(i).y()).average().orElseThrow();
    return new Point(x, y);
  }

  IllegalArgumentException unknown(Landmarks truth) {
    return new IllegalArgumentException(
        name() + " of " + truth.size() + " landmarks: expected 68 or 98");
  }
}
