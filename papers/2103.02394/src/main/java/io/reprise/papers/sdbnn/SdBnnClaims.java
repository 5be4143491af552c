package io.reprise.papers.sdbnn;

import io.reprise.experiment.Claim;
import io.reprise.experiment.Contrast;
import io.reprise.experiment.Criterion;
import io.reprise.experiment.Evidence;
import io.reprise.experiment.Finding;
import io.reprise.experiment.Metric;
import io.reprise.experiment.Reported;
import io.reprise.experiment.Sample;
import io.reprise.experiment.Scale;
import io.reprise.experiment.Verdict;
import io.reprise.papers.sdbnn.Protocol.Method;
import io.reprise.papers.sdbnn.Protocol.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The paper's claims, and two of ours, with margins that were fixed before any result was seen. */
final class SdBnnClaims {
  /** What ResNet-20 pays for moved boundaries, in percent of its FLOPs, is printed as 0.3. */
  private static final double MOST_EXTRA_FLOPS = 0.5;

  /** Weight signs that may flip at the start and still be a vanishing share, in percent. */
  private static final double VANISHING = 0.1;

  /** Accuracies within so many points count as equal: seeds of short trainings differ by more. */
  private static final double AS_GOOD = 1;

  /** What a word of 64 signs promises. */
  private static final double LANES = 64;

  private SdBnnClaims() {}

  static List<Claim> all() {
    return List.of(
        new Claim(
            "sd-beats-ede",
            "Moving the boundaries of inputs and weights makes a one-bit network more accurate.",
            compared(Method.SD, Method.EDE, 0)),
        new Claim(
            "sd-beats-ede-resnet18",
            "The same on ResNet-18, where 91.5% becomes 92.5%.",
            new Criterion.Superiority(
                Metric.TOP1_ACCURACY,
                Map.of(
                    Scale.PAPER,
                    Contrast.of(
                        Protocol.name(Model.RESNET_18, Method.SD),
                        Protocol.name(Model.RESNET_18, Method.EDE))),
                0)),
        new Claim(
            "small-extra-cost",
            "Moving boundaries adds next to nothing to a one-bit network's FLOPs.",
            new Criterion.Exact(
                "at most 0.5% more FLOPs on ResNet-20 (CIFAR-10) and ResNet-18 (ImageNet)",
                evidence -> SdBnnCosts.smallExtraCost(MOST_EXTRA_FLOPS))),
        new Claim(
            "less-computation",
            "SD-BNN takes less computation than other one-bit networks and than scaling factors.",
            new Criterion.Exact(
                "fewer FLOPs than every other one-bit ResNet-18 in the tables, and fewer operations"
                    + " than one multiplication for each output",
                evidence -> SdBnnCosts.lessComputation(printedFlops()))),
        new Claim(
            "scaling-redundant",
            "A positive factor on a convolution's output changes no sign after normalisation.",
            Criterion.Exact.atMost(SdBnn.SCALED_SIGNS, 0)),
        new Claim(
            "asd-only-raises",
            "Moving the input's boundary turns signs from -1 to +1 only, so more are +1.",
            new Criterion.Exact(
                "no sign turned to -1, and a larger share of +1, in every trial",
                SdBnnClaims::onlyRaises)),
        new Claim(
            "wsd-flips-few",
            "A weight's sign changes only below 1% of its filter's mean: at the start hardly any.",
            new Criterion.Exact(
                "no weight beyond that bound, and at most 0.1% of all signs before training",
                SdBnnClaims::flipsFew)),
        new Claim(
            "wsd-alone-is-noise",
            "Sceptical: moving the weights' boundary alone changes accuracy by less than a point.",
            new Criterion.AllOf(
                List.of(
                    compared(Method.WSD, Method.EDE, -AS_GOOD),
                    compared(Method.EDE, Method.WSD, -AS_GOOD)))),
        new Claim(
            "ede-beats-clip",
            "Gradients by error decay make a one-bit network more accurate than clipped ones.",
            compared(Method.EDE, Method.CLIP, 0)),
        new Claim(
            "packed-equals-float",
            "Ours: on packed bits a trained network gives the same logits, to the bit.",
            Criterion.Exact.atMost(SdBnn.PACKED_DIFFERENCE, 0)),
        new Claim(
            "packed-below-64x",
            "Ours: packed bits are faster than real convolutions, but by less than 64 times.",
            new Criterion.Custom(
                "every timed network whose times are not noisy: 1 < speed-up < 64",
                false,
                SdBnnClaims::packedSpeed)));
  }

  private static Criterion.Superiority compared(Method method, Method other, double margin) {
    return Criterion.Superiority.of(
        Metric.TOP1_ACCURACY,
        margin,
        scale ->
            Contrast.of(
                Protocol.name(Protocol.compared(scale), method),
                Protocol.name(Protocol.compared(scale), other)));
  }

  private static List<Double> printedFlops() {
    return new SdBnn()
        .reported().stream()
            .filter(row -> row.metric().equals("flops"))
            .map(Reported::value)
            .toList();
  }

  private static Finding onlyRaises(Evidence evidence) {
    Sample lowered = evidence.sample(SdBnn.INPUTS_LOWERED);
    if (lowered.size() == 0) {
      return Finding.notRun("no finished trial moved the input's boundary");
    }
    List<Double> gains = new ArrayList<>();
    evidence.trials().stream()
        .filter(t -> t.measurements().containsKey(SdBnn.INPUTS_LOWERED.name()))
        .forEach(
            t ->
                gains.add(
                    t.measurements().get(SdBnn.POSITIVE_AFTER.name())
                        - t.measurements().get(SdBnn.POSITIVE_BEFORE.name())));
    Sample gained = new Sample(gains);
    return new Finding(
        lowered.max() == 0 && gained.min() > 0 ? Verdict.REPRODUCED : Verdict.NOT_REPRODUCED,
        String.format(
            Locale.ROOT,
            "over %d trials at most %.0f signs turned to -1; the share of +1 rises by %.1f to %.1f"
                + " points",
            lowered.size(),
            lowered.max(),
            gained.min(),
            gained.max()));
  }

  private static Finding flipsFew(Evidence evidence) {
    Sample beyond = evidence.sample(SdBnn.FLIPPED_BEYOND);
    Sample start = evidence.sample(SdBnn.FLIPPED_AT_START);
    if (beyond.size() == 0) {
      return Finding.notRun("no finished trial moved the weights' boundary");
    }
    boolean bounded = beyond.max() == 0;
    boolean few = start.max() <= VANISHING;
    return new Finding(
        bounded && few
            ? Verdict.REPRODUCED
            : bounded || few ? Verdict.PARTLY : Verdict.NOT_REPRODUCED,
        String.format(
            Locale.ROOT,
            "over %d trials at most %.0f signs beyond the bound; %.4f%% of all signs change before"
                + " training at most, %.4f%% after it",
            beyond.size(),
            beyond.max(),
            start.max(),
            evidence.sample(SdBnn.FLIPPED).max()));
  }

  private static Finding packedSpeed(Evidence evidence) {
    return evidence
        .latencies(List.of(InferenceNetworks.PACKED), InferenceNetworks.REAL)
        .judge(
            pair -> pair.ratio() < 1 && 1 / pair.ratio() < LANES,
            pair ->
                String.format(
                    Locale.ROOT,
                    "%s, batch %d: %.2fx",
                    pair.network(),
                    pair.batch(),
                    1 / pair.ratio()));
  }
}
