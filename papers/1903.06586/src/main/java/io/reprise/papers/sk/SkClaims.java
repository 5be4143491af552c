package io.reprise.papers.sk;

import io.reprise.experiment.Claim;
import io.reprise.experiment.Contrast;
import io.reprise.experiment.Criterion;
import io.reprise.experiment.Criterion.Exact;
import io.reprise.experiment.Criterion.Superiority;
import io.reprise.experiment.Evidence;
import io.reprise.experiment.Finding;
import io.reprise.experiment.Metric;
import io.reprise.experiment.Sample;
import io.reprise.experiment.Scale;
import io.reprise.experiment.Verdict;
import io.reprise.papers.sk.Protocol.Source;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The paper's claims, each with the margin that was fixed before any result was seen. */
final class SkClaims {
  /** Sums and means of a few numbers of single precision. */
  private static final double ROUNDING = 1e-5;

  /** Sums over all pixels, of both signs, in single precision. */
  private static final double GRADIENT_ROUNDING = 1e-3;

  private SkClaims() {}

  static List<Claim> all() {
    return List.of(
        new Claim(
            "overhead",
            "SKNet-50 has 9.8% more parameters and 5.5% more multiply-adds than ResNeXt-50.",
            Exact.printed(new SelectiveKernels(), r -> r.table().equals("overhead"))),
        new Claim(
            "published-costs",
            "Parameters and multiply-adds of every network of the tables are as printed.",
            Exact.printed(
                new SelectiveKernels(),
                r ->
                    !r.table().equals("overhead")
                        && (r.metric().equals("params") || r.metric().equals("flops")))),
        new Claim(
            "weights-inside-bounds",
            "Every attention weight is above 0 and below 1.",
            new Exact(
                "smallest distance of a weight to 0 or 1 above 0 in every trial that selects",
                SkClaims::weightsInside)),
        new Claim(
            "weights-sum-to-one",
            "The attention weights of a channel sum to 1 over the branches.",
            Exact.atMost(SkMetrics.SUM_ERROR, ROUNDING)),
        new Claim(
            "zero-matrices-give-mean",
            "With attention matrices of zeros a unit puts out the mean of its branches.",
            Exact.atMost(SkMetrics.ZERO_MATRICES_DEVIATION, ROUNDING)),
        new Claim(
            "branch-order",
            "Swapping branches together with their attention matrices changes no output.",
            Exact.atMost(SkMetrics.BRANCH_ORDER_DEVIATION, ROUNDING)),
        new Claim(
            "gradients",
            "Gradients of maps and attention matrices are those derived by hand.",
            Exact.atMost(SkMetrics.GRADIENT_DEVIATION, GRADIENT_ROUNDING)),
        new Claim(
            "selection-beats-sum",
            "Images: selecting kernels beats summing them, which beats the 3x3 kernel alone.",
            selectionBeatsSum(Source.IMAGES_10)),
        new Claim(
            "selection-beats-sum-glyphs",
            "Glyphs of all sizes: selecting beats summing, which beats the 3x3 kernel alone.",
            selectionBeatsSum(Source.GLYPHS)),
        new Claim(
            "large-kernel-alone-is-worse",
            "Images: the large kernel alone is worse than the 3x3 kernel alone.",
            compared(Source.IMAGES_10, Kernels.K3, Kernels.K5)),
        new Claim(
            "large-kernel-alone-is-worse-glyphs",
            "Glyphs of all sizes: the large kernel alone is worse than the 3x3 kernel alone.",
            compared(Source.GLYPHS, Kernels.K3, Kernels.K5)),
        new Claim(
            "large-objects-select-large-kernels",
            "Attention to the larger kernel grows when images are enlarged, before the last stage.",
            new Superiority(
                SkMetrics.RISE_EARLY,
                Map.of(
                    Scale.QUICK,
                    Contrast.of(selecting(Source.IMAGES_10)),
                    Scale.PAPER,
                    Contrast.of(Protocol.published(Source.IMAGES_10, "SKNet-29"))),
                0)),
        new Claim(
            "large-objects-select-large-kernels-glyphs",
            "Attention to the larger kernel grows with the glyphs, before the last stage.",
            new Superiority(
                SkMetrics.RISE_EARLY,
                Map.of(Scale.QUICK, Contrast.of(selecting(Source.GLYPHS))),
                0)),
        new Claim(
            "not-in-the-last-stage",
            "In the last stage the growth vanishes: it is smaller than before, on both data sets.",
            new Criterion.AllOf(
                List.of(
                    new Superiority(
                        SkMetrics.RISE_EXCESS,
                        Map.of(Scale.QUICK, Contrast.of(selecting(Source.IMAGES_10))),
                        0),
                    new Superiority(
                        SkMetrics.RISE_EXCESS,
                        Map.of(Scale.QUICK, Contrast.of(selecting(Source.GLYPHS))),
                        0)))),
        new Claim(
            "selection-beats-se",
            "Images: selecting kernels beats squeeze and excitation.",
            new Superiority(
                Metric.TOP1_ACCURACY,
                Map.of(
                    Scale.QUICK,
                    Contrast.of(selecting(Source.IMAGES_10), squeezing(Source.IMAGES_10)),
                    Scale.PAPER,
                    Contrast.of(
                        Protocol.published(Source.IMAGES_100, "SKNet-29"),
                        Protocol.published(Source.IMAGES_100, "SENet-29"))),
                0)),
        new Claim(
            "selection-beats-se-glyphs",
            "Glyphs of all sizes: selecting kernels beats squeeze and excitation.",
            compared(Source.GLYPHS, Kernels.K3_K5_SELECT, Kernels.K3_SE)),
        new Claim(
            "sknet-29-beats-resnext-29",
            "On CIFAR-10 and CIFAR-100 SKNet-29 beats the ResNeXt-29 16x32d that it is made of.",
            new Criterion.AllOf(
                List.of(
                    sknetBeatsResNeXt(Source.IMAGES_10), sknetBeatsResNeXt(Source.IMAGES_100)))));
  }

  private static String selecting(Source source) {
    return Protocol.compared(source, Kernels.K3_K5_SELECT);
  }

  private static String squeezing(Source source) {
    return Protocol.compared(source, Kernels.K3_SE);
  }

  /** The paper compares kernels on ImageNet; here that is done at scale quick only. */
  private static Superiority compared(Source source, Kernels better, Kernels worse) {
    return new Superiority(
        Metric.TOP1_ACCURACY,
        Map.of(
            Scale.QUICK,
            Contrast.of(Protocol.compared(source, better), Protocol.compared(source, worse))),
        0);
  }

  private static Criterion selectionBeatsSum(Source source) {
    return new Criterion.AllOf(
        List.of(
            compared(source, Kernels.K3_K5_SELECT, Kernels.K3_K5_SUM),
            compared(source, Kernels.K3_K5_SUM, Kernels.K3)));
  }

  private static Superiority sknetBeatsResNeXt(Source source) {
    return new Superiority(
        Metric.TOP1_ACCURACY,
        Map.of(
            Scale.PAPER,
            Contrast.of(
                Protocol.published(source, "SKNet-29"),
                Protocol.published(source, "ResNeXt-29 16x32d"))),
        0);
  }

  private static Finding weightsInside(Evidence evidence) {
    Sample all = evidence.sample(SkMetrics.LEAST_DISTANCE_TO_BOUND);
    return all.size() == 0
        ? Finding.notRun("no finished trial selects")
        : new Finding(
            all.min() > 0 ? Verdict.REPRODUCED : Verdict.NOT_REPRODUCED,
            String.format(
                Locale.ROOT,
                "no weight is nearer than %.3g to 0 or 1 over %d trials",
                all.min(),
                all.size()));
  }
}
