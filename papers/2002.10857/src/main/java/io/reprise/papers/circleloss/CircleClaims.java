package io.reprise.papers.circleloss;

import io.reprise.experiment.Claim;
import io.reprise.experiment.Contrast;
import io.reprise.experiment.Criterion;
import io.reprise.experiment.Evidence;
import io.reprise.experiment.Finding;
import io.reprise.experiment.Metric;
import io.reprise.experiment.Sample;
import io.reprise.experiment.Verdict;
import java.util.List;
import java.util.Locale;

/** The paper's claims, each with the margin that was fixed before any result was seen. */
final class CircleClaims {
  /** Double precision. */
  private static final double ROUNDING = 1e-9;

  /** Another gradient, and not the same one with other rounding. */
  private static final double ANOTHER = 0.1;

  /** How many points worse still counts as on a par. */
  private static final double ON_A_PAR = 1;

  private CircleClaims() {}

  static List<Claim> all() {
    return List.of(
        new Claim(
            "gradient-formula",
            "With frozen weights the engine's gradient is the paper's, with pair labels and with"
                + " class labels.",
            Criterion.Exact.atMost(LossChecks.GRADIENT, ROUNDING)),
        new Claim(
            "freezing-matters",
            "With weights that are differentiated it is another one, with slopes 2 gamma s_n and 2"
                + " gamma (s_p - 1).",
            new Criterion.Exact(
                "unfrozen_formula_difference at most 1e-9 and freezing_difference at least 0.1 in"
                    + " every trial",
                CircleClaims::freezing)),
        new Claim(
            "unified-pulls-evenly",
            "With one pair of each kind the unified loss pulls equally at both similarities.",
            Criterion.Exact.atMost(LossChecks.UNIFIED_SLOPES, ROUNDING)),
        new Claim(
            "circle-pulls-by-distance",
            "Circle loss pulls at each by its distance from the optimum: (1 + m - s_p) to (s_n +"
                + " m).",
            Criterion.Exact.atMost(LossChecks.CIRCLE_SLOPES, ROUNDING)),
        new Claim(
            "easy-scores-fade",
            "It pulls at an s_p of 0.98 with less than 0.3 of the strength for an s_n of 0.8.",
            Criterion.Exact.atMost(LossChecks.EASY_SLOPE, 0.3)),
        new Claim(
            "unifies-class-losses",
            "With class labels the unified loss is AM-Softmax, and without a margin NormFace.",
            Criterion.Exact.atMost(LossChecks.CLASS_LEVEL, ROUNDING)),
        new Claim(
            "unifies-triplets",
            "The unified loss over gamma is the hard-mined triplet loss, at most log(1 + KL) / gamma"
                + " above it.",
            Criterion.Exact.atMost(LossChecks.TRIPLET_LIMIT, ROUNDING)),
        new Claim(
            "boundary-is-a-circle",
            "The exponents add up to 0 on the paper's circle, to less inside and to more outside.",
            new Criterion.Exact(
                "boundary_exponent at most 1e-9, boundary_wrong_sides 0 in every trial",
                e -> both(e, BoundaryChecks.ON_CIRCLE, BoundaryChecks.WRONG_SIDES))),
        new Claim(
            "definite-target",
            "Exponents are negative just where s_p is above 1 - m, and s_n below m.",
            Criterion.Exact.atMost(BoundaryChecks.WRONG_TARGETS, 0)),
        new Claim(
            "margins-beat-normface-on-faces",
            "On unseen faces Circle loss and AM-Softmax rank better than NormFace, each at its best"
                + " scale.",
            new Criterion.AllOf(
                List.of(
                    faces(Metrics.BEST_MAP, Loss.CIRCLE, Loss.NORM_FACE, 0),
                    faces(Metrics.BEST_MAP, Loss.AM_SOFTMAX, Loss.NORM_FACE, 0)))),
        new Claim(
            "on-a-par-with-am-softmax-on-faces",
            "Circle loss ranks at least as well as AM-Softmax, each at its best scale, a point"
                + " given.",
            faces(Metrics.BEST_MAP, Loss.CIRCLE, Loss.AM_SOFTMAX, -ON_A_PAR)),
        new Claim(
            "best-on-faces-as-published",
            "At its own scale of 256 Circle loss identifies and verifies better than AM-Softmax and"
                + " ArcFace at 64.",
            new Criterion.AllOf(
                List.of(
                    faces(Metrics.RECALL_1, Loss.CIRCLE, Loss.AM_SOFTMAX, 0),
                    faces(Metrics.TAR, Loss.CIRCLE, Loss.AM_SOFTMAX, 0),
                    faces(Metrics.RECALL_1, Loss.CIRCLE, Loss.ARC_FACE, 0),
                    faces(Metrics.TAR, Loss.CIRCLE, Loss.ARC_FACE, 0)))),
        new Claim(
            "best-on-persons",
            "In re-identification it is better than AM-Softmax, by rank-1 and mAP.",
            new Criterion.AllOf(
                List.of(
                    better(Metrics.RANK_1, Task.PERSONS, Loss.AM_SOFTMAX, 0),
                    better(Metrics.MAP, Task.PERSONS, Loss.AM_SOFTMAX, 0)))),
        new Claim(
            "on-a-par-in-retrieval",
            "In fine-grained retrieval its Recall@1 is at least that of the hard-mined triplet loss"
                + " and of the unified loss, a point given.",
            new Criterion.AllOf(
                List.of(
                    better(Metrics.RECALL_1, Task.RETRIEVAL, Loss.TRIPLET, -ON_A_PAR),
                    better(Metrics.RECALL_1, Task.RETRIEVAL, Loss.UNIFIED, -ON_A_PAR)))),
        new Claim(
            "robust-to-scale-on-faces",
            "Over the scales gamma its mAP varies less than that of AM-Softmax and NormFace.",
            new Criterion.AllOf(
                List.of(
                    faces(Metrics.MAP_RANGE, Loss.CIRCLE, Loss.AM_SOFTMAX, 0),
                    faces(Metrics.MAP_RANGE, Loss.CIRCLE, Loss.NORM_FACE, 0)))),
        new Claim(
            "robust-to-scale-in-retrieval",
            "With pair labels it varies less than that of the unified loss.",
            better(Metrics.MAP_RANGE, Task.RETRIEVAL, Loss.UNIFIED, 0)));
  }

  private static Criterion.Superiority faces(Metric metric, Loss loss, Loss other, double margin) {
    return Criterion.Superiority.of(
        metric,
        margin,
        scale -> Contrast.of(Protocol.name(Task.FACES, loss), Protocol.name(Task.FACES, other)));
  }

  private static Criterion.Superiority better(Metric metric, Task task, Loss other, double margin) {
    return Criterion.Superiority.of(
        metric,
        margin,
        scale -> Contrast.of(Protocol.name(task, Loss.CIRCLE), Protocol.name(task, other)));
  }

  private static Finding freezing(Evidence evidence) {
    Sample formula = evidence.sample(LossChecks.UNFROZEN);
    Sample apart = evidence.sample(LossChecks.FREEZING);
    if (apart.size() == 0) {
      return Finding.notRun("no finished trial measured freezing_difference");
    }
    return new Finding(
        formula.max() <= ROUNDING && apart.min() >= ANOTHER
            ? Verdict.REPRODUCED
            : Verdict.NOT_REPRODUCED,
        String.format(
            Locale.ROOT,
            "over %d trials the unfrozen gradient is at most %.3g from its formula and at least"
                + " %.3g from the published one, by the largest element",
            apart.size(),
            formula.max(),
            apart.min()));
  }

  private static Finding both(Evidence evidence, Metric value, Metric wrong) {
    Sample values = evidence.sample(value);
    Sample count = evidence.sample(wrong);
    if (values.size() == 0) {
      return Finding.notRun("no finished trial measured " + value.name());
    }
    return new Finding(
        values.max() <= ROUNDING && count.max() == 0 ? Verdict.REPRODUCED : Verdict.NOT_REPRODUCED,
        String.format(
            Locale.ROOT,
            "over %d trials: exponents over gamma on the circle at most %.3g, %.0f places on the"
                + " wrong side",
            values.size(),
            values.max(),
            count.max()));
  }
}
