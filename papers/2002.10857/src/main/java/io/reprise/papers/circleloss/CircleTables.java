package io.reprise.papers.circleloss;

import io.reprise.experiment.Evidence;
import io.reprise.experiment.Metric;
import io.reprise.experiment.Reported;
import io.reprise.experiment.Reproduction;
import io.reprise.experiment.Sample;
import io.reprise.experiment.Scale;
import java.util.Set;

/** Which of this module's numbers answers which number of the paper's tables. */
final class CircleTables {
  /** Percentages count as equal within half a point. */
  private static final double BAND = 0.5;

  private CircleTables() {}

  static Reproduction reproduce(Reported row, Evidence evidence) {
    return switch (row.table().split(" ", 2)[0]) {
      case "T2" ->
          Reproduction.notRun(
              "needs FaceScrub and the million distractors of MegaFace; the suite reads both, this"
                  + " module's trials test faces on LFW");
      case "T3" ->
          row.dataset().equals("LFW")
              ? measured(row, Task.FACES, Metrics.ACCURACY, evidence)
              : Reproduction.notRun(
                  "needs " + row.dataset() + "; this module's trials test faces on LFW");
      case "T4" ->
          Reproduction.notRun(
              "needs IJB-C and its templates; this module's trials test faces on LFW");
      case "T5" ->
          row.model().equals("MGN")
              ? Reproduction.notRun("MGN is not described in what this module was written from")
              : measured(
                  row,
                  row.dataset().equals("MSMT17") ? Task.PERSONS_OF_MSMT17 : Task.PERSONS,
                  row.metric().equals("rank1") ? Metrics.RANK_1 : Metrics.MAP,
                  evidence);
      case "T6" ->
          Reproduction.notRun(
              Set.of("ABE", "Multi-Similarity").contains(row.method())
                  ? "quoted from another paper"
                  : "needs BN-Inception with weights from ImageNet, which the suite does not have");
      case "third-party" ->
          Reproduction.notRun("of a re-implementation that differs in more than the loss");
      default ->
          throw new IllegalArgumentException(
              "table '" + row.table() + "' of " + row.title() + ": expected T2 to T6");
    };
  }

  private static Reproduction measured(Reported row, Task task, Metric metric, Evidence evidence) {
    if (evidence.scale() != Scale.PAPER) {
      return Reproduction.notRun(
          "needs the published protocol: run with -Dscale=paper and its data");
    }
    String variant = Protocol.name(task, row.model(), Loss.of(row.method()));
    Sample sample = evidence.sample(variant, metric);
    return sample.size() == 0
        ? Reproduction.notRun("no finished trial of '" + variant + "'")
        : Reproduction.mean(sample, row, BAND, Metric.Direction.HIGHER, evidence.dataName());
  }
}
