package io.reprise.papers.san;

import io.reprise.experiment.Claim;
import io.reprise.experiment.Contrast;
import io.reprise.experiment.Cost;
import io.reprise.experiment.Criterion;
import io.reprise.experiment.Evidence;
import io.reprise.experiment.Finding;
import io.reprise.experiment.Metric;
import io.reprise.experiment.Scale;
import io.reprise.experiment.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The paper's claims, each with the margin that was fixed before any result was seen. */
final class SanClaims {
  /** 15% more, as a difference of natural logarithms. */
  static final double FIFTEEN_PERCENT_MORE = 0.1398;

  /** A tenth less. */
  static final double A_TENTH_LESS = 0.1054;

  private static final String DETECTOR = "Detector of 68 points";
  private static final double TWICE = 2;

  /** How many percent more weights two inputs take. */
  private static final long PERCENT_MORE = 12;

  private SanClaims() {}

  static List<Claim> all() {
    return List.of(
        new Claim(
            "generators-cost",
            "The generative module more than doubles the multiply-adds of detection.",
            new Criterion.Exact(
                "multiply-adds of SAN above twice those of its detector",
                SanClaims::generatorsCost)),
        new Claim(
            "two-inputs-cost",
            "The detector of two images has 12% more parameters than that of one.",
            new Criterion.Exact("12 when rounded to whole percent", SanClaims::twoInputsCost)),
        new Claim(
            "frozen-generators",
            "Training the detector changes no weight of the generators.",
            Criterion.Exact.atMost(StyleAggregatedDetection.GENERATOR_CHANGE, 0)),
        new Claim(
            "styles-hurt",
            "A detector trained on one style has an error 15% or more (0.1398 in natural"
                + " logarithms) higher on the other styles.",
            new Criterion.AllOf(
                Protocol.styles(Scale.QUICK).stream().map(SanClaims::crossStyle).toList())),
        new Claim(
            "rare-style-hurts",
            "A detector trained on a mixture has an error 15% or more higher on its rare style than"
                + " on its most frequent one.",
            atQuick(
                StyleAggregatedDetection.LOG_RARE_GAP,
                FIFTEEN_PERCENT_MORE,
                Contrast.of(Protocol.name(Method.SINGLE)))),
        new Claim(
            "better-on-rare-style",
            "SAN has a lower error on the rare style than the detector without generators.",
            atQuick(StyleAggregatedDetection.LOG_NME_RARE, 0, against(Method.SAN, Method.SINGLE))),
        new Claim(
            "not-by-weights-alone",
            "There SAN has a lower error, too, than its detector with the same image twice.",
            atQuick(StyleAggregatedDetection.LOG_NME_RARE, 0, against(Method.SAN, Method.TWICE))),
        new Claim(
            "more-on-rare-style",
            "SAN gains more on the rare style than on the mixture.",
            atQuick(
                StyleAggregatedDetection.LOG_RARE_EXCESS, 0, against(Method.SAN, Method.SINGLE))),
        new Claim(
            "better-detector",
            "SAN has a lower error than the detector without generators, and than its own with the"
                + " same image twice.",
            new Criterion.AllOf(
                List.of(
                    everywhere(Method.SAN, Method.SINGLE), everywhere(Method.SAN, Method.TWICE)))),
        new Claim(
            "oracle-is-best",
            "With the face in the plain style beside it, the error on the rare style is a tenth"
                + " (0.1054 in natural logarithms) lower or more: two images help, if the second is"
                + " right.",
            new Criterion.Superiority(
                StyleAggregatedDetection.LOG_NME_RARE,
                Map.of(
                    Scale.QUICK, against(Method.ORACLE, Method.SINGLE),
                    Scale.PAPER,
                        Contrast.of(
                            Protocol.name(Method.ORACLE)
                                + ", trained on "
                                + Protocol.rare(Scale.PAPER),
                            Protocol.trainedOn(Scale.PAPER, Protocol.rare(Scale.PAPER)))),
                A_TENTH_LESS)),
        new Claim(
            "styles-are-hidden",
            "Styles are harder to tell apart in aggregated images.",
            Criterion.Superiority.of(
                StyleAggregatedDetection.STYLE_ACCURACY_FALL,
                0,
                scale -> Contrast.of(Protocol.name(Method.SAN)))),
        new Claim(
            "styles-come-closer",
            "There the styles' mean features are a tenth (0.1054 in natural logarithms) closer or"
                + " more.",
            Criterion.Superiority.of(
                StyleAggregatedDetection.LOG_STYLE_DISTANCE_FALL,
                A_TENTH_LESS,
                scale -> Contrast.of(Protocol.name(Method.SAN)))),
        new Claim(
            "aggregated-is-not-enough",
            "SAN has a lower error than the detector that sees the aggregated image alone.",
            everywhere(Method.SAN, Method.AGGREGATE_ALONE)),
        new Claim(
            "better-detector-aflw",
            "SAN has a lower error on AFLW, too.",
            new Criterion.Superiority(
                StyleAggregatedDetection.LOG_NME,
                Map.of(
                    Scale.PAPER,
                    Contrast.of(
                        Protocol.name(PublishedStyles.AFLW, Method.SAN),
                        Protocol.name(PublishedStyles.AFLW, Method.SINGLE))),
                0)));
  }

  private static Contrast against(Method method, Method other) {
    return Contrast.of(Protocol.name(method), Protocol.name(other));
  }

  private static Criterion.Superiority everywhere(Method method, Method other) {
    return Criterion.Superiority.of(
        StyleAggregatedDetection.LOG_NME, 0, scale -> against(method, other));
  }

  private static Criterion.Superiority atQuick(Metric metric, double margin, Contrast contrast) {
    return new Criterion.Superiority(metric, Map.of(Scale.QUICK, contrast), margin);
  }

  /** The n-th style of a scale; at scale paper there is one style more. */
  private static Criterion.Superiority crossStyle(String style) {
    int n = Protocol.styles(Scale.QUICK).indexOf(style);
    return Criterion.Superiority.of(
        StyleAggregatedDetection.LOG_CROSS_GAP,
        FIFTEEN_PERCENT_MORE,
        scale -> Contrast.of(Protocol.trainedOn(scale, Protocol.styles(scale).get(n))));
  }

  private static Finding generatorsCost(Evidence evidence) {
    double all = evidence.cost(DETECTOR, "SAN").macs();
    double detector = evidence.cost(DETECTOR, "SAN without its generators").macs();
    return finding(
        all > TWICE * detector,
        "%.3f G with generators against %.3f G without",
        all / 1e9,
        detector / 1e9);
  }

  private static Finding twoInputsCost(Evidence evidence) {
    Cost both = evidence.cost(DETECTOR, "SAN without its generators");
    Cost one = evidence.cost(DETECTOR, "single input");
    double more = 100.0 * (both.params() - one.params()) / one.params();
    return finding(
        Math.round(more) == PERCENT_MORE,
        "%.3f M parameters against %.3f M",
        both.params() / 1e6,
        one.params() / 1e6);
  }

  private static Finding finding(boolean holds, String words, double a, double b) {
    return new Finding(
        holds ? Verdict.REPRODUCED : Verdict.NOT_REPRODUCED,
        String.format(Locale.ROOT, words, a, b));
  }
}
