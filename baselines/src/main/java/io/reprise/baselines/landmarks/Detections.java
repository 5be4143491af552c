package io.reprise.baselines.landmarks;

import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Where landmarks are seen in images.
 *
 * @param points {@code [N, K, 2]}, x and y in pixels of the image, where 0 is the centre of the
 *     first pixel
 * @param scores {@code [N, K]}, the largest value of each landmark's map; without gradient
 */
public record Detections(Tensor points, Tensor scores) {
  /** Checks the shapes. */
  public Detections {
    Shape p = points.shape();
    if (p.rank() != 3 || p.dim(2) != 2 || !scores.shape().equals(Shape.of(p.dim(0), p.dim(1)))) {
      throw new IllegalArgumentException(
          "detections: points "
              + p
              + ", scores "
              + scores.shape()
              + ": expected [N, K, 2] and [N, K]");
    }
  }

  /**
   * Cuts the batch into parts of equal size, such as the frames of sequences.
   *
   * @throws IllegalArgumentException if it does not divide
   */
  public List<Detections> split(int parts) {
    int n = points.shape().dim(0);
    if (parts < 1 || n % parts != 0) {
      throw new IllegalArgumentException(
          "detections in " + n + " images into " + parts + " parts: expected a divisor");
    }
    int each = n / parts;
    List<Detections> all = new ArrayList<>();
    for (int i = 0; i < parts; i++) {
      all.add(
          new Detections(
              points.slice(0, i * each, (i + 1) * each),
              scores.slice(0, i * each, (i + 1) * each)));
    }
    return all;
  }
}
