package io.reprise.datasets.landmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.reprise.datasets.Point;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LandmarkErrorTest {
  /** All at (0, 0) but for some. */
  private static List<Point> points(int count) {
    return new ArrayList<>(Collections.nCopies(count, new Point(0, 0)));
  }

  @Test
  void averagesOverVisibleLandmarksOnly() {
    Landmarks truth =
        new Landmarks(
            List.of(Optional.of(new Point(0, 0)), Optional.empty(), Optional.of(new Point(10, 0))));
    List<Point> predicted = List.of(new Point(3, 4), new Point(99, 99), new Point(10, 1));
    assertEquals((5 + 1) / 2.0 / 20, LandmarkError.normalizedMean(predicted, truth, 20), 1e-15);
  }

  @Test
  void measuresTheDistanceOfTheEyes() {
    List<Point> face = points(68);
    face.set(36, new Point(10, 20));
    face.set(45, new Point(40, 60));
    assertEquals(50, Normalization.INTER_OCULAR.distance(Landmarks.of(face)));

    // Pupils: the means of six points, of which one is not 0, so a sixth of (12, 0) and of (0, 18).
    face = points(68);
    face.set(41, new Point(12, 0));
    face.set(42, new Point(0, 18));
    assertEquals(Math.sqrt(13), Normalization.INTER_PUPIL.distance(Landmarks.of(face)), 1e-12);

    face = points(98);
    face.set(60, new Point(3, 0));
    face.set(72, new Point(0, 4));
    face.set(97, new Point(0, 7));
    assertEquals(5, Normalization.INTER_OCULAR.distance(Landmarks.of(face)));
    assertEquals(7, Normalization.INTER_PUPIL.distance(Landmarks.of(face)));
  }

  @Test
  void measuresTheBoxRoundTheLandmarks() {
    Landmarks face = Landmarks.of(List.of(new Point(1, 5), new Point(4, 1), new Point(2, 2)));
    assertEquals(Math.sqrt(12), Normalization.BOX_SIZE.distance(face), 1e-12);
    assertEquals(5, Normalization.BOX_DIAGONAL.distance(face), 1e-12);
  }

  @Test
  void refusesWhatHasNoDistance() {
    assertEquals(
        "INTER_OCULAR of 68 landmarks is 0.0: expected above 0",
        refusal(Normalization.INTER_OCULAR, Landmarks.of(points(68))));
    assertEquals(
        "INTER_PUPIL of 19 landmarks: expected 68 or 98",
        refusal(Normalization.INTER_PUPIL, Landmarks.of(points(19))));
    assertEquals(
        "BOX_SIZE of 1 landmarks is 0.0: expected above 0",
        refusal(Normalization.BOX_SIZE, Landmarks.of(points(1))));
  }

  private static String refusal(Normalization normalization, Landmarks face) {
    return assertThrows(IllegalArgumentException.class, () -> normalization.distance(face))
        .getMessage();
  }

  @Test
  void aSteadyErrorDoesNotJitter() {
    List<Point> truth = List.of(new Point(0, 0), new Point(1, 1), new Point(4, 4));
    assertEquals(
        0, LandmarkError.jitter(List.of(new Point(1, 0), new Point(3, 1), new Point(7, 4)), truth));
    // Errors 0, (3, 4), 0: a second difference of -2 (3, 4).
    assertEquals(
        10,
        LandmarkError.jitter(List.of(new Point(0, 0), new Point(4, 5), new Point(4, 4)), truth));
  }

  @Test
  void describesTheDistributionOfErrors() {
    ErrorDistribution errors = new ErrorDistribution(List.of(0.06, 0.02, 0.1, 0.04));
    assertEquals(0.055, errors.mean(), 1e-15);
    assertEquals(0.25, errors.shareBelow(0.04));
    assertEquals(0.25, errors.failureRate(0.08));
    assertEquals(0, errors.failureRate(0.1));
    // Below 0.08 the curve is 0, 1/4, 1/2 and 3/4, each on a quarter of the way.
    assertEquals((0 + 0.25 + 0.5 + 0.75) / 4, errors.areaUnderCurve(0.08), 1e-15);
    assertEquals(errors.areaUnderCurve(0.08), errors.trapezoidalArea(0.08), 1.0 / 2_000);
    assertEquals(0, errors.trapezoidalArea(0.02));
  }

  @Test
  void refusesErrorsThatAreNone() {
    assertEquals(
        "error NaN: expected finite and at least 0",
        assertThrows(
                IllegalArgumentException.class,
                () -> new ErrorDistribution(List.of(0.1, Double.NaN)))
            .getMessage());
    assertEquals(
        "no errors: expected at least one",
        assertThrows(IllegalArgumentException.class, () -> new ErrorDistribution(List.of()))
            .getMessage());
  }
}
