package io.reprise.papers.circleloss;

import io.reprise.baselines.metric.ArcFace;
import io.reprise.baselines.metric.CircleLoss;
import io.reprise.baselines.metric.ClassLoss;
import io.reprise.baselines.metric.ContrastiveLoss;
import io.reprise.baselines.metric.HardTriplet;
import io.reprise.baselines.metric.PairLoss;
import io.reprise.baselines.metric.SoftmaxLoss;
import io.reprise.baselines.metric.UnifiedLoss;
import java.util.Arrays;

/** The losses that are compared. */
enum Loss {
  SOFTMAX("Softmax"),
  NORM_FACE("NormFace"),
  AM_SOFTMAX("AM-Softmax"),
  ARC_FACE("ArcFace"),
  CONTRASTIVE("Contrastive"),
  TRIPLET("Triplet, hardest pairs"),
  UNIFIED("Unified loss"),
  CIRCLE("CircleLoss");

  private final String title;

  Loss(String title) {
    this.title = title;
  }

  /** As in {@code reported.csv}, if it is there. */
  String title() {
    return title;
  }

  /** The loss of that title. */
  static Loss of(String title) {
    return Arrays.stream(values())
        .filter(l -> l.title.equals(title))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "loss '"
                        + title
                        + "': expected one of "
                        + Arrays.stream(values()).map(Loss::title).toList()));
  }

  /** With class labels. */
  ClassLoss onClasses(Hyperparameters with) {
    return switch (this) {
      case SOFTMAX -> new SoftmaxLoss();
      case NORM_FACE -> UnifiedLoss.normFace(with.scale());
      case AM_SOFTMAX -> UnifiedLoss.amSoftmax(with.scale(), with.margin());
      case ARC_FACE -> new ArcFace(with.scale(), with.margin());
      case CIRCLE -> CircleLoss.of(with.scale(), with.margin());
      case CONTRASTIVE, TRIPLET, UNIFIED -> throw labels("pair");
    };
  }

  /** With pair labels. */
  PairLoss onPairs(Hyperparameters with) {
    return switch (this) {
      case CONTRASTIVE -> new ContrastiveLoss(with.margin());
      case TRIPLET -> new HardTriplet(with.margin());
      case UNIFIED -> new UnifiedLoss(with.scale(), with.margin());
      case CIRCLE -> CircleLoss.of(with.scale(), with.margin());
      case SOFTMAX, NORM_FACE, AM_SOFTMAX, ARC_FACE -> throw labels("class");
    };
  }

  private IllegalArgumentException labels(String kind) {
    return new IllegalArgumentException(
        "loss '" + title + "': expected one for the task's labels, it takes " + kind + " labels");
  }
}
