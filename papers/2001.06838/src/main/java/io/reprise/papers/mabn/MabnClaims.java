package io.reprise.papers.mabn;

import io.reprise.baselines.costs.MabnNetworks;
import io.reprise.experiment.Claim;
import io.reprise.experiment.Contrast;
import io.reprise.experiment.Criterion;
import io.reprise.experiment.Evidence;
import io.reprise.experiment.Finding;
import io.reprise.experiment.LatencyComparison;
import io.reprise.experiment.LatencyComparison.Pair;
import io.reprise.experiment.Metric;
import io.reprise.experiment.Scale;
import io.reprise.experiment.Verdict;
import io.reprise.papers.mabn.Protocol.Method;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/** The paper's claims, each with the margin that was fixed before any result was seen. */
final class MabnClaims {
  /** Points of accuracy; the paper has 12. */
  private static final double LOSS_OF_BN = 3;

  /** Points by which MABN with a small batch may stand behind BN with a large one. */
  private static final double AS_GOOD = 3;

  /** The same in the paper's own words, for full trainings. */
  private static final double AS_GOOD_IN_FULL = 0.3;

  /** Points between MABN with a small and with a large batch. */
  private static final double SPREAD = 2;

  /** A factor of four between variances. */
  private static final double LOG_VARIANCE = 0.6;

  private static final double GRADIENT = 1e-4;
  private static final double RADIAL = 1e-6;
  private static final double FLOAT32 = 1e-4;
  private static final double STANDARD_ERRORS = 4;

  /** Folded inference counts as fast as BN's within this share of its time. */
  private static final double AS_FAST = 0.05;

  /** The other normalisations count as about two times slower from this factor on. */
  private static final double SLOWER = 1.5;

  private MabnClaims() {}

  static List<Claim> all() {
    return List.of(
        new Claim(
            "bn-needs-large-batches",
            "BN loses accuracy when its statistics come from 2 images in place of 32.",
            onBoth(Method.BN, Protocol.BATCH, Method.BN, Protocol.SMALL, LOSS_OF_BN)),
        new Claim(
            "mabn-beats-bn",
            "With 2 images MABN is more accurate than BN.",
            onBoth(Method.MABN, Protocol.SMALL, Method.BN, Protocol.SMALL, LOSS_OF_BN)),
        new Claim(
            "mabn-as-good-as-large-bn",
            "MABN with 2 images is as accurate as BN with 32, within three points.",
            onBoth(Method.MABN, Protocol.SMALL, Method.BN, Protocol.BATCH, -AS_GOOD)),
        new Claim(
            "mabn-as-good-in-full",
            "MABN with 2 images is as accurate as BN with 32, within 0.3 points of full trainings.",
            new Criterion.Superiority(
                Metric.TOP1_ACCURACY,
                Map.of(
                    Scale.PAPER,
                    Contrast.of(
                        Protocol.name(Protocol.residual(Scale.PAPER), Method.MABN, Protocol.SMALL),
                        Protocol.name(Protocol.residual(Scale.PAPER), Method.BN, Protocol.BATCH))),
                -AS_GOOD_IN_FULL)),
        new Claim(
            "mabn-independent-of-batch",
            "MABN's accuracy hardly depends on the normalisation batch: 2 and 32 images.",
            new Criterion.AllOf(
                List.of(
                    mabn(0, Protocol.SMALL, Protocol.BATCH),
                    mabn(0, Protocol.BATCH, Protocol.SMALL),
                    mabn(1, Protocol.SMALL, Protocol.BATCH),
                    mabn(1, Protocol.BATCH, Protocol.SMALL)))),
        new Claim(
            "mabn-beats-brn",
            "With 2 images MABN is more accurate than batch renormalisation.",
            on(0, Method.MABN, Protocol.SMALL, Method.BRN, Protocol.SMALL, 0)),
        new Claim(
            "backward-noise",
            "BN's backward statistic varies far more with 2 images than with 32.",
            noise(Method.BN, Protocol.BATCH)),
        new Claim(
            "mabn-calms-backward",
            "With 2 images MABN's backward statistic varies far less than BN's.",
            noise(Method.MABN, Protocol.SMALL)),
        new Claim(
            "backward-rule",
            "Without averaging the backward rule is the derivative of the forward pass.",
            Criterion.Exact.atMost(MovingAverageBatchNormalization.GRADIENT_ERROR, GRADIENT)),
        new Claim(
            "radial-gradient",
            "sum x dx is S mean(g yhat) eps / (Q + eps), so about 0.",
            Criterion.Exact.atMost(MovingAverageBatchNormalization.RADIAL_ERROR, RADIAL)),
        new Claim(
            "variance-of-averages",
            "The variance of a moving average is that of one statistic over m.",
            Criterion.Exact.atMost(
                MovingAverageBatchNormalization.VARIANCE_ERROR, STANDARD_ERRORS)),
        new Claim(
            "folded-equals-layer",
            "MABN folds into its convolution: the output stays as it is.",
            Criterion.Exact.atMost(MovingAverageBatchNormalization.FOLDED_DIFFERENCE, FLOAT32)),
        new Claim(
            "centred-weights",
            "The weights of a centred filter sum to 0.",
            Criterion.Exact.atMost(MovingAverageBatchNormalization.FILTER_SUM, FLOAT32)),
        new Claim(
            "centred-gradients",
            "So do their gradients.",
            Criterion.Exact.atMost(MovingAverageBatchNormalization.FILTER_GRADIENT_SUM, FLOAT32)),
        new Claim(
            "same-size",
            "MABN has as many parameters and multiply-adds as BN.",
            new Criterion.Exact("equal numbers for ResNet-50", MabnClaims::sameSize)),
        new Claim(
            "inference-speed",
            "Inference with MABN is as fast as with BN; GN, LN and IN are about two times slower.",
            new Criterion.Custom(
                String.format(
                    Locale.ROOT,
                    "folded MABN at most %.0f%% slower than BN, GN, LN and IN at least %.1f times",
                    100 * AS_FAST,
                    SLOWER),
                false,
                MabnClaims::speed)));
  }

  private static Criterion onBoth(
      Method better, int images, Method other, int otherImages, double margin) {
    return new Criterion.AllOf(
        IntStream.range(0, 2)
            .mapToObj(i -> on(i, better, images, other, otherImages, margin))
            .toList());
  }

  /** On the plain network, 0, or the residual one, 1. */
  private static Criterion.Superiority on(
      int model, Method better, int images, Method other, int otherImages, double margin) {
    return Criterion.Superiority.of(
        Metric.TOP1_ACCURACY, margin, contrast(model, better, images, other, otherImages));
  }

  private static Criterion.Superiority mabn(int model, int images, int otherImages) {
    return on(model, Method.MABN, images, Method.MABN, otherImages, -SPREAD);
  }

  private static Function<Scale, Contrast> contrast(
      int model, Method better, int images, Method other, int otherImages) {
    return scale -> {
      Model of = Protocol.models(scale).get(model);
      return Contrast.of(Protocol.name(of, better, images), Protocol.name(of, other, otherImages));
    };
  }

  /** Less noise than BN with 2 images. */
  private static Criterion noise(Method calmer, int images) {
    return new Criterion.AllOf(
        IntStream.range(0, 2)
            .mapToObj(
                i ->
                    Criterion.Superiority.of(
                        MovingAverageBatchNormalization.BACKWARD_VARIANCE,
                        LOG_VARIANCE,
                        contrast(i, calmer, images, Method.BN, Protocol.SMALL)))
            .toList());
  }

  private static Finding sameSize(Evidence e) {
    var bn = e.cost("ResNet-50", MabnNetworks.BN);
    var mabn = e.cost("ResNet-50", MabnNetworks.MABN);
    return new Finding(
        bn.params() == mabn.params() && bn.macs() == mabn.macs()
            ? Verdict.REPRODUCED
            : Verdict.NOT_REPRODUCED,
        String.format(
            Locale.ROOT,
            "%.0f parameters and %.0f multiply-adds, BN %.0f and %.0f",
            mabn.params(),
            mabn.macs(),
            bn.params(),
            bn.macs()));
  }

  private static Finding speed(Evidence e) {
    LatencyComparison times = e.latencies(MabnTables.COMPARED, MabnNetworks.BN);
    if (times.unjudged().isEmpty() && times.noisy() > 0) {
      return Finding.notRun(
          times.noisy()
              + " of the comparisons with BN are noisy: needs a machine without other programs");
    }
    boolean fast =
        times.pairs().stream()
            .filter(MabnClaims::folded)
            .allMatch(pair -> pair.ratio() <= 1 + AS_FAST);
    List<Double> others =
        times.pairs().stream().filter(pair -> !folded(pair)).map(Pair::ratio).toList();
    return times.judge(
        fast && others.stream().allMatch(ratio -> ratio >= SLOWER)
            ? Verdict.REPRODUCED
            : fast || others.stream().allMatch(ratio -> ratio > 1)
                ? Verdict.PARTLY
                : Verdict.NOT_REPRODUCED,
        pair ->
            String.format(
                Locale.ROOT,
                "%s %.2f of BN's median time, batch %d",
                pair.setting(),
                pair.ratio(),
                pair.batch()));
  }

  private static boolean folded(Pair pair) {
    return pair.setting().equals(MabnNetworks.FOLDED);
  }
}
