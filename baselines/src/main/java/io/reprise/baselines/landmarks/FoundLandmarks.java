package io.reprise.baselines.landmarks;

import io.reprise.datasets.Point;
import io.reprise.datasets.landmarks.FaceCrop;
import io.reprise.datasets.landmarks.LandmarkError;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a detector found in faces, in pixels of each face's picture.
 *
 * @param faces with where the landmarks are
 * @param points found in them, in the same order
 */
public record FoundLandmarks(List<FaceCrop> faces, List<List<Point>> points) {
  /** Copies the lists. */
  public FoundLandmarks {
    faces = List.copyOf(faces);
    points = points.stream().map(List::copyOf).toList();
    if (faces.size() != points.size()) {
      throw new IllegalArgumentException(
          "landmarks found in " + points.size() + " of " + faces.size() + " faces: expected all");
    }
  }

  /** From a detector's output for the pictures of all faces. */
  public static FoundLandmarks of(List<FaceCrop> faces, Detections detections) {
    float[] xy = detections.points().toFloats();
    int k = detections.points().shape().dim(1);
    List<List<Point>> all = new ArrayList<>();
    for (int i = 0; i < detections.points().shape().dim(0); i++) {
      int first = i * k;
      all.add(
          IntStream.range(first, first + k)
              .mapToObj(j -> new Point(xy[2 * j], xy[2 * j + 1]))
              .toList());
    }
    return new FoundLandmarks(faces, all);
  }

  /** These and some more. */
  public FoundLandmarks and(FoundLandmarks others) {
    List<FaceCrop> allFaces = new ArrayList<>(faces);
    List<List<Point>> allPoints = new ArrayList<>(points);
    allFaces.addAll(others.faces);
    allPoints.addAll(others.points);
    return new FoundLandmarks(allFaces, allPoints);
  }

  /**
   * The normalised mean error of each face, as a share, measured in pixels of its source over the
   * landmarks that are visible.
   */
  public List<Double> errors() {
    return IntStream.range(0, faces.size())
        .mapToObj(
            i ->
                LandmarkError.normalizedMean(
                    faces.get(i).inSource(points.get(i)),
                    faces.get(i).inSource(),
                    faces.get(i).normalizer()))
        .toList();
  }
}
