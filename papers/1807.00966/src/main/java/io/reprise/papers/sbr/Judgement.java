package io.reprise.papers.sbr;

import io.reprise.datasets.landmarks.ErrorDistribution;
import io.reprise.datasets.landmarks.FaceSource;
import io.reprise.experiment.Measurements;
import io.reprise.experiment.Metric;
import io.reprise.tensor.Engine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** How good a detector is on test images and videos. */
final class Judgement {
  /** The largest error of the area under the curve, and the least one of a failure. */
  private static final double THRESHOLD = 0.08;

  /** How far the cumulative curve is shown, in percent. */
  private static final int CURVE = 20;

  private static final Map<String, Metric> PARTS =
      Map.of(
          "common", SupervisionByRegistration.NME_COMMON,
          "challenging", SupervisionByRegistration.NME_CHALLENGING);

  private final FaceSet data;
  private final Measurements measurements;

  Judgement(FaceSet data, Measurements measurements) {
    this.data = data;
    this.measurements = measurements;
  }

  /**
   * Judges the images, if there are any, by all landmarks.
   *
   * @throws IOException if one cannot be read
   */
  void stills(Detector detector, Engine engine) throws IOException {
    List<Integer> all = IntStream.range(0, data.landmarks()).boxed().toList();
    List<Double> errors = new ArrayList<>();
    for (Map.Entry<String, FaceSource> part : data.stills().entrySet()) {
      List<Double> own = Tracked.of(detector, engine, part.getValue()).errors(all);
      if (PARTS.containsKey(part.getKey())) {
        measurements.put(PARTS.get(part.getKey()), 100 * new ErrorDistribution(own).mean());
      }
      errors.addAll(own);
    }
    if (!errors.isEmpty()) {
      put(new ErrorDistribution(errors));
    }
  }

  /** Judges the videos, if there are any; their frames take the place of images. */
  void videos(List<Tracked> videos) {
    if (videos.isEmpty()) {
      return;
    }
    List<Integer> numbers = data.videoLandmarks();
    ErrorDistribution errors =
        new ErrorDistribution(videos.stream().flatMap(v -> v.errors(numbers).stream()).toList());
    if (data.stills().isEmpty()) {
      put(errors);
    }
    double jitter =
        videos.stream()
            .map(v -> v.jitter(numbers))
            .filter(OptionalDouble::isPresent)
            .mapToDouble(OptionalDouble::getAsDouble)
            .average()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "no landmark is visible throughout any of the "
                            + videos.size()
                            + " test videos: expected one whose jitter can be measured"));
    measurements
        .put(SupervisionByRegistration.AUC, 100 * errors.trapezoidalArea(THRESHOLD))
        .put(SupervisionByRegistration.FAILURES, 100 * errors.failureRate(THRESHOLD))
        .put(SupervisionByRegistration.JITTER, jitter)
        .put(SupervisionByRegistration.LOG_JITTER, Math.log(jitter));
  }

  private void put(ErrorDistribution errors) {
    measurements
        .put(SupervisionByRegistration.NME, 100 * errors.mean())
        .put(SupervisionByRegistration.LOG_NME, Math.log(errors.mean()));
    for (int percent = 1; percent <= CURVE; percent++) {
      measurements.append(
          "faces with a smaller error, percent, by error percent",
          100 * errors.shareBelow(percent / 100.0));
    }
  }
}
