package io.reprise.papers.sbr;

import io.reprise.experiment.Claim;
import io.reprise.experiment.Contrast;
import io.reprise.experiment.Criterion;
import io.reprise.experiment.Evidence;
import io.reprise.experiment.Finding;
import io.reprise.experiment.Metric;
import io.reprise.experiment.Sample;
import io.reprise.experiment.Scale;
import io.reprise.experiment.Variant;
import io.reprise.experiment.Verdict;
import io.reprise.papers.sbr.Protocol.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The paper's claims, each with the margin that was fixed before any result was seen. */
final class SbrClaims {
  private static final double TRACKED = 0.1;
  private static final double STEP_ERROR = 1e-2;
  private static final double CONVERGED = 1e-3;

  /** A fifth less, as a difference of natural logarithms. */
  private static final double A_FIFTH_LESS = 0.2231;

  /** One percent more still counts as none. */
  private static final double ONE_PERCENT_MORE = -0.00995;

  private SbrClaims() {}

  static List<Claim> all() {
    return List.of(
        new Claim(
            "flow-follows",
            "Lucas-Kanade finds a texture that moved by up to two pixels.",
            Criterion.Exact.atMost(SupervisionByRegistration.FLOW_ERROR, TRACKED)),
        new Claim(
            "flow-returns",
            "Tracked forth and back, a point is where it started.",
            Criterion.Exact.atMost(SupervisionByRegistration.ROUND_TRIP, TRACKED)),
        new Claim(
            "flow-is-differentiable",
            "The gradient through all steps of Lucas-Kanade is that of central differences.",
            Criterion.Exact.atMost(SupervisionByRegistration.FLOW_GRADIENT, STEP_ERROR)),
        new Claim(
            "no-loss-for-coherent",
            "The registration loss of detections that move with the texture is 0.",
            Criterion.Exact.atMost(SupervisionByRegistration.COHERENT_LOSS, CONVERGED)),
        new Claim(
            "loss-is-linear",
            "It grows by twice the offset of the frame in the middle.",
            Criterion.Exact.atMost(SupervisionByRegistration.OFFSET_LOSS, CONVERGED)),
        new Claim(
            "same-network",
            "What is deployed has the same parameters and multiply-adds with and without SBR.",
            new Criterion.Exact("equal in every trial on the same faces", SbrClaims::sameNetwork)),
        new Claim(
            "single-images",
            "A detector trained on videos needs none: a frame alone gives the same landmarks.",
            Criterion.Exact.atMost(SupervisionByRegistration.ALONE, CONVERGED)),
        new Claim(
            "precise-and-accurate",
            "SBR lowers jitter by a fifth or more (0.2231 in natural logarithms), and the error does"
                + " not rise by more than 1%.",
            precise(Method.SBR)),
        new Claim(
            "other-frames",
            "So it does where the other choice of frames is pulled.",
            precise(Method.OTHER_FRAMES)),
        new Claim(
            "through-flow",
            "So it does with gradients through the tracks.",
            precise(Method.THROUGH_FLOW)),
        new Claim(
            "more-accurate",
            "SBR lowers the error.",
            main(SupervisionByRegistration.NME, 0, Method.SBR, Method.CPM)),
        new Claim(
            "larger-area",
            "SBR raises the area under the cumulative curve of errors on videos.",
            main(SupervisionByRegistration.AUC, 0, Method.SBR, Method.CPM)),
        new Claim(
            "heavy-is-worse",
            "A weight three times as large, or ten times at scale paper, raises the error: less"
                + " jitter alone is no success.",
            main(SupervisionByRegistration.NME, 0, Method.SBR, Method.HEAVY)),
        new Claim(
            "adapts",
            "Adaptation to a test video lowers its jitter, and the error does not rise by more than"
                + " 1%.",
            new Criterion.AllOf(
                List.of(
                    main(SupervisionByRegistration.LOG_JITTER, 0, Method.PAM, Method.SBR),
                    main(
                        SupervisionByRegistration.LOG_NME,
                        ONE_PERCENT_MORE,
                        Method.PAM,
                        Method.SBR)))),
        new Claim(
            "more-accurate-aflw",
            "SBR lowers the error on AFLW too.",
            new Criterion.Superiority(
                SupervisionByRegistration.NME,
                Map.of(
                    Scale.PAPER,
                    Contrast.of(
                        Protocol.name(PublishedFaces.AFLW, Method.SBR),
                        Protocol.name(PublishedFaces.AFLW, Method.CPM))),
                0)));
  }

  private static Criterion precise(Method method) {
    return new Criterion.AllOf(
        List.of(
            main(SupervisionByRegistration.LOG_JITTER, A_FIFTH_LESS, method, Method.CPM),
            main(SupervisionByRegistration.LOG_NME, ONE_PERCENT_MORE, method, Method.CPM)));
  }

  private static Criterion.Superiority main(
      Metric metric, double margin, Method method, Method other) {
    return Criterion.Superiority.of(
        metric,
        margin,
        scale ->
            Contrast.of(
                Protocol.name(Protocol.data(scale), method),
                Protocol.name(Protocol.data(scale), other)));
  }

  private static Finding sameNetwork(Evidence evidence) {
    List<String> words = new ArrayList<>();
    List<String> differ = new ArrayList<>();
    for (Variant variant : Protocol.variants(evidence.scale())) {
      String data = variant.settings().text("data");
      String plain = Protocol.name(data, Method.CPM);
      for (Metric metric :
          List.of(SupervisionByRegistration.PARAMETERS, SupervisionByRegistration.MACS)) {
        Sample expected = evidence.sample(plain, metric);
        Sample found = evidence.sample(variant.name(), metric);
        if (expected.size() == 0 || found.size() == 0) {
          continue;
        }
        if (variant.name().equals(plain)) {
          words.add(
              String.format(Locale.ROOT, "%s %s: %,.0f", plain, metric.name(), expected.min()));
        }
        if (found.min() != expected.min() || found.max() != expected.min()) {
          differ.add(
              String.format(
                  Locale.ROOT, "%s: %s %,.0f", variant.name(), metric.name(), found.max()));
        }
      }
    }
    if (words.isEmpty()) {
      return Finding.notRun("no finished trial without registration loss");
    }
    return new Finding(
        differ.isEmpty() ? Verdict.REPRODUCED : Verdict.NOT_REPRODUCED,
        String.join("; ", words)
            + (differ.isEmpty() ? ", in all variants" : "; other: " + String.join("; ", differ)));
  }
}
