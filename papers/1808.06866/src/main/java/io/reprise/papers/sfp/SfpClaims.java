package io.reprise.papers.sfp;

import io.reprise.experiment.Claim;
import io.reprise.experiment.Contrast;
import io.reprise.experiment.Criterion;
import io.reprise.experiment.Evidence;
import io.reprise.experiment.Finding;
import io.reprise.experiment.LatencyComparison;
import io.reprise.experiment.Metric;
import io.reprise.experiment.Reported;
import io.reprise.experiment.Scale;
import io.reprise.experiment.Verdict;
import io.reprise.papers.sfp.Protocol.Method;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/** The paper's claims, each with the margin that was fixed before any result was seen. */
final class SfpClaims {
  private static final double EXACT = 1e-4;
  private static final double ONCE_MARGIN = 5;
  private static final double SMALL_DROP = 0.5;

  private SfpClaims() {}

  static List<Claim> all() {
    return List.of(
        new Claim(
            "flops-cifar",
            "The FLOPs and their reduction of every CIFAR network follow from its pruning rate.",
            printedCosts(r -> r.dataset().equals("CIFAR-10"))),
        new Claim(
            "flops-imagenet",
            "Pruning 30% of the filters saves the printed share of ResNet-18, 34, 50 and 101.",
            printedCosts(r -> !r.dataset().equals("CIFAR-10"))),
        new Claim(
            "compact-equals-masked",
            "Cutting the zero filters out leaves the network's output as it is.",
            Criterion.Exact.atMost(SoftFilterPruning.COMPACT_DIFFERENCE, EXACT)),
        new Claim(
            "soft-beats-once",
            "At 40% soft pruning keeps more accuracy than pruning once after training.",
            soft(Method.ONCE, ONCE_MARGIN)),
        new Claim(
            "soft-beats-hard-start",
            "At 40% soft pruning from scratch beats a mask that is fixed on the initial weights.",
            soft(Method.HARD_START, 0)),
        new Claim(
            "soft-beats-hard-half",
            "At 40% soft pruning from scratch beats pruning at half time and training on.",
            soft(Method.HARD_HALF, 0)),
        new Claim(
            "soft-beats-once-plain",
            "Without batch normalisation, at 50%: soft pruning against pruning once.",
            softPlain(Method.ONCE, ONCE_MARGIN)),
        new Claim(
            "soft-beats-hard-start-plain",
            "Without batch normalisation, at 50%: soft pruning against a mask from the start.",
            softPlain(Method.HARD_START, 0)),
        new Claim(
            "soft-beats-hard-half-plain",
            "Without batch normalisation, at 50%: soft pruning against pruning at half time.",
            softPlain(Method.HARD_HALF, 0)),
        new Claim(
            "small-drop",
            "At 30% the accuracy of ResNet-56 and ResNet-110 drops by half a point at most.",
            new Criterion.AllOf(List.of(dropsLittle(56), dropsLittle(110)))),
        new Claim(
            "drop-grows-with-rate",
            "The more filters are pruned, the more accuracy is lost: 20% against 40%.",
            Criterion.Superiority.of(
                Metric.TOP1_ACCURACY,
                0,
                scale ->
                    Contrast.of(
                        compared(scale, Method.SOFT, Protocol.LOW_RATE, false),
                        compared(scale, Method.SOFT, Protocol.COMPARED_RATE, false)))),
        new Claim(
            "drop-shrinks-with-depth",
            "Deeper networks lose less accuracy at the same rate: ResNet-20 and 110 at 30%.",
            atPaper(drop(20).minus(drop(110)), 0)),
        new Claim(
            "realistic-below-theoretical",
            "The cut networks are faster, but by less than their FLOPs say.",
            new Criterion.Custom(
                "every timed network: 0 < time saved < FLOPs saved (continuous widths)",
                false,
                SfpClaims::realisticBelowTheoretical)),
        new Claim(
            "pre-trained-beats-scratch",
            "On CIFAR, at 40%, starting from a trained network beats starting from scratch.",
            Criterion.Superiority.of(
                Metric.TOP1_ACCURACY,
                0,
                scale ->
                    Contrast.of(
                        compared(scale, Method.SOFT, Protocol.COMPARED_RATE, true),
                        compared(scale, Method.SOFT, Protocol.COMPARED_RATE, false)))));
  }

  private static String compared(Scale scale, Method method, double rate, boolean preTrained) {
    return Protocol.name(method, Protocol.comparedDepth(scale), rate, preTrained);
  }

  private static Criterion soft(Method other, double margin) {
    return Criterion.Superiority.of(
        Metric.TOP1_ACCURACY,
        margin,
        scale ->
            Contrast.of(
                compared(scale, Method.SOFT, Protocol.COMPARED_RATE, false),
                compared(scale, other, Protocol.COMPARED_RATE, false)));
  }

  /** The plain network is ours, and trained at scale quick only. */
  private static Criterion softPlain(Method other, double margin) {
    return new Criterion.Superiority(
        Metric.TOP1_ACCURACY,
        Map.of(
            Scale.QUICK,
            Contrast.of(
                Protocol.name(Method.SOFT, Protocol.PLAIN, Protocol.PLAIN_RATE, false),
                Protocol.name(other, Protocol.PLAIN, Protocol.PLAIN_RATE, false))),
        margin);
  }

  private static Criterion.Superiority atPaper(Contrast contrast, double margin) {
    return new Criterion.Superiority(Metric.TOP1_ACCURACY, Map.of(Scale.PAPER, contrast), margin);
  }

  /** The accuracy lost at 30%. */
  private static Contrast drop(int depth) {
    return Contrast.of(
        Protocol.name(Method.NONE, depth, 0, false), Protocol.name(Method.SOFT, depth, 0.3, false));
  }

  private static Criterion.Superiority dropsLittle(int depth) {
    return atPaper(new Contrast(drop(depth).minus(), drop(depth).plus()), -SMALL_DROP);
  }

  private static Criterion printedCosts(Predicate<Reported> which) {
    return Criterion.Exact.printed(
        new SoftFilterPruning(),
        r -> (r.metric().equals("flops") || r.metric().equals("flops_reduction")) && which.test(r));
  }

  private static Finding realisticBelowTheoretical(Evidence e) {
    LatencyComparison times =
        e.latencies(List.of(SfpTables.integerWidths(SfpTables.TIMED_RATE)), "unpruned");
    List<LatencyComparison.Pair> pairs = times.pairs();
    long below = pairs.stream().filter(pair -> pair.saved() < theory(e, pair)).count();
    long faster = pairs.stream().filter(pair -> pair.saved() > 0).count();
    return times.judge(
        below == pairs.size() && faster == pairs.size()
            ? Verdict.REPRODUCED
            : below == pairs.size() || below + faster > pairs.size()
                ? Verdict.PARTLY
                : Verdict.NOT_REPRODUCED,
        pair ->
            String.format(
                Locale.ROOT,
                "%s saves %.1f%% of the time and %.1f%% of the FLOPs",
                pair.network(),
                100 * pair.saved(),
                100 * theory(e, pair)));
  }

  private static double theory(Evidence e, LatencyComparison.Pair pair) {
    return e.cost(pair.network(), SfpTables.continuousWidths(SfpTables.TIMED_RATE)).macsReduction();
  }
}
