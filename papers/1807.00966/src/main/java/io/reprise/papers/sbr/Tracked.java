package io.reprise.papers.sbr;

import io.reprise.datasets.Point;
import io.reprise.datasets.landmarks.FaceCrop;
import io.reprise.datasets.landmarks.FaceSource;
import io.reprise.datasets.landmarks.LandmarkError;
import io.reprise.datasets.landmarks.Landmarks;
import io.reprise.tensor.Engine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a detector found in faces one by one, beside where the landmarks are.
 *
 * @param truth of each face, in pixels of its source
 * @param found in the same order
 * @param normalizers what errors are divided by
 */
record Tracked(List<Landmarks> truth, List<List<Point>> found, List<Double> normalizers) {
  private static final int BATCH = 32;

  /** Copies the lists. */
  Tracked {
    truth = List.copyOf(truth);
    found = List.copyOf(found);
    normalizers = List.copyOf(normalizers);
  }

  /**
   * Runs a detector.
   *
   * @throws IOException if a file cannot be read
   */
  static Tracked of(Detector detector, Engine engine, FaceSource faces) throws IOException {
    List<Landmarks> truth = new ArrayList<>();
    List<List<Point>> found = new ArrayList<>();
    List<Double> normalizers = new ArrayList<>();
    for (int from = 0; from < faces.size(); from += BATCH) {
      List<FaceCrop> batch = new ArrayList<>();
      for (int i = from; i < Math.min(from + BATCH, faces.size()); i++) {
        batch.add(faces.face(i));
      }
      List<List<Point>> points = detector.detect(engine, batch);
      for (int i = 0; i < batch.size(); i++) {
        truth.add(batch.get(i).inSource());
        found.add(batch.get(i).inSource(points.get(i)));
        normalizers.add(batch.get(i).normalizer());
      }
    }
    return new Tracked(truth, found, normalizers);
  }

  /**
   * The normalised mean error of each face, as a share.
   *
   * @param numbers of the landmarks that count
   */
  List<Double> errors(List<Integer> numbers) {
    List<Double> errors = new ArrayList<>();
    for (int i = 0; i < truth.size(); i++) {
      List<Optional<Point>> exact = truth.get(i).points();
      List<Point> points = found.get(i);
      List<Optional<Point>> chosen = numbers.stream().map(exact::get).toList();
      if (chosen.stream().anyMatch(Optional::isPresent)) {
        errors.add(
            LandmarkError.normalizedMean(
                numbers.stream().map(points::get).toList(),
                new Landmarks(chosen),
                normalizers.get(i)));
      }
    }
    return errors;
  }

  /**
   * How much the landmarks tremble, in pixels: the mean over those that are visible in every frame;
   * empty if none is.
   *
   * @param numbers of the landmarks that count
   */
  OptionalDouble jitter(List<Integer> numbers) {
    return numbers.stream()
        .filter(k -> truth.stream().allMatch(t -> t.isVisible(k)))
        .mapToDouble(
            k ->
                LandmarkError.jitter(
                    found.stream().map(f -> f.get(k)).toList(),
                    truth.stream().map(t -> t.point(k)).toList()))
        .average();
  }
}
