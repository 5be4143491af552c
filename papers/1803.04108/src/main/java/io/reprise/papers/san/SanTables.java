package io.reprise.papers.san;

import io.reprise.experiment.Evidence;
import io.reprise.experiment.Metric;
import io.reprise.experiment.Reported;
import io.reprise.experiment.Reproduction;
import io.reprise.experiment.Sample;
import io.reprise.experiment.Scale;

/** Which of this module's numbers answers which printed one. */
final class SanTables {
  /** Errors count as equal within a tenth of a point, accuracies within a whole one. */
  private static final double ERROR_BAND = 0.1;

  private static final double ACCURACY_BAND = 1;

  private SanTables() {}

  static Reproduction reproduce(Reported row, Evidence evidence) {
    boolean classifier = row.table().equals("style classifier");
    if (!classifier && !row.method().startsWith("SAN")) {
      return Reproduction.notRun("another paper's method, quoted for comparison");
    }
    if (row.setting().contains("box-normalised")) {
      return Reproduction.notRun("a later paper's measurement, divided by another box's size");
    }
    if (evidence.scale() != Scale.PAPER) {
      return Reproduction.notRun(
          "needs the published protocol: run with -Dscale=paper, 300W-Style and AFLW-Style");
    }
    String data = classifier ? trainedOn(row) : data(row);
    String variant = Protocol.name(data, Method.SAN);
    Metric metric = classifier ? StyleAggregatedDetection.STYLE_CLASSIFIER : error(row);
    Sample sample = evidence.sample(variant, metric);
    return sample.size() == 0
        ? Reproduction.notRun("no finished trial of '" + variant + "'")
        : Reproduction.mean(
            sample, row, classifier ? ACCURACY_BAND : ERROR_BAND, metric.better(), data);
  }

  private static String data(Reported row) {
    if (row.dataset().equals("AFLW")) {
      return PublishedStyles.AFLW;
    }
    return row.setting().contains("detector box")
        ? PublishedStyles.DETECTED
        : PublishedStyles.GROUND_TRUTH;
  }

  private static String trainedOn(Reported row) {
    return row.setting().startsWith("train AFLW-Style")
        ? PublishedStyles.AFLW
        : PublishedStyles.GROUND_TRUTH;
  }

  private static Metric error(Reported row) {
    String part = row.setting().replaceFirst(",.*", "");
    return switch (part) {
      case "full" -> StyleAggregatedDetection.NME;
      case "common", "challenging", "front" -> StyleAggregatedDetection.nmeOf(part);
      default ->
          throw new IllegalArgumentException(
              "setting '"
                  + row.setting()
                  + "' of "
                  + row.title()
                  + ": expected full, common, challenging or front");
    };
  }
}
