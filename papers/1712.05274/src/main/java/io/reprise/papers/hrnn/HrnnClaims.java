package io.reprise.papers.hrnn;

import io.reprise.datasets.Dataset;
import io.reprise.experiment.Claim;
import io.reprise.experiment.Contrast;
import io.reprise.experiment.Criterion;
import io.reprise.experiment.Evidence;
import io.reprise.experiment.Finding;
import io.reprise.experiment.Metric;
import io.reprise.experiment.Sample;
import io.reprise.experiment.Verdict;
import io.reprise.papers.hrnn.Protocol.Method;
import java.util.List;
import java.util.Locale;

/** The claims with margins that were fixed before any result was seen. */
final class HrnnClaims {
  /** In the logarithm: the error of three levels is to be below 0.75 of that of one. */
  private static final double QUARTER_LESS = -StrictMath.log(0.75) / StrictMath.log(2);

  /** What guidance has to reach to be clearly above chance. */
  private static final double FOLLOWED = 0.8;

  /** What float32 leaves of logits and of bits. */
  private static final double ROUNDING = 1e-4;

  private HrnnClaims() {}

  static List<Claim> all() {
    return List.of(
        new Claim(
            "structure-by-levels",
            "Each level more brings the rhythm's long-range structure nearer to that of the data.",
            new Criterion.AllOf(
                List.of(
                    better(Hrnn.STRUCTURE_ERROR, Method.THREE, Method.TWO, 0),
                    better(Hrnn.STRUCTURE_ERROR, Method.TWO, Method.ONE, 0)))),
        new Claim(
            "structure-three-against-one",
            "Three levels leave less than three quarters of the structure error of one LSTM with as"
                + " many weights.",
            better(Hrnn.LOG_STRUCTURE_ERROR, Method.THREE, Method.ONE, QUARTER_LESS)),
        new Claim(
            "code-length",
            "Each level more shortens the code of a melody, the profiles' own bits included.",
            new Criterion.AllOf(
                List.of(
                    better(Hrnn.BITS, Method.THREE, Method.TWO, 0),
                    better(Hrnn.BITS, Method.TWO, Method.ONE, 0)))),
        new Claim(
            "guidance",
            "Lower levels follow the profiles that they are given: above 0.8.",
            new Criterion.AllOf(
                List.of(alone(Hrnn.BEATS_FOLLOW, FOLLOWED), alone(Hrnn.NOTES_FOLLOW, FOLLOWED)))),
        new Claim(
            "structure-comes-from-order",
            "With the bars of training melodies shuffled, three levels gain less in structure.",
            Criterion.Superiority.of(
                Hrnn.STRUCTURE_ERROR,
                0,
                scale ->
                    Contrast.of(Method.THREE.title(), Method.ONE.title())
                        .minus(
                            Contrast.of(
                                Method.THREE_SHUFFLED.title(), Method.ONE_SHUFFLED.title())))),
        new Claim(
            "chain",
            "A melody takes no more bits than the chain of its profiles and its notes.",
            Criterion.Exact.atMost(Hrnn.CHAIN_EXCESS, ROUNDING)),
        new Claim(
            "causal",
            "What comes later changes no probability of what comes before.",
            Criterion.Exact.atMost(Hrnn.FUTURE_LEAK, ROUNDING)),
        new Claim(
            "state-carried",
            "Sampling step by step from carried states is the trained forward pass.",
            Criterion.Exact.atMost(Hrnn.CARRY_DIFFERENCE, ROUNDING)),
        new Claim(
            "profiles-determined",
            "The profile of what a rhythm's own prototype decodes to is that profile.",
            Criterion.Exact.atMost(Hrnn.UNSTABLE_PROFILES, 0)),
        new Claim(
            "clusters-are-rhythms",
            "Where there are no more rhythms than clusters, k-means finds the rhythms.",
            new Criterion.Exact(
                "no rhythm shares a profile, on procedural melodies", HrnnClaims::clusters)),
        new Claim(
            "parameters",
            "Every trained model, and every hierarchy of the costs, has the weights of the formula.",
            new Criterion.Exact("no difference", HrnnClaims::parameters)),
        new Claim(
            "listeners",
            "Listeners prefer three levels to one, and take a third of the melodies for composed.",
            new Criterion.Custom(
                "a listening test",
                true,
                evidence ->
                    Finding.notRun(
                        "needs human listeners; nearest: structure_error, and pass_for_composed: "
                            + passForComposed(evidence)))));
  }

  private static Criterion.Superiority better(
      Metric metric, Method method, Method other, double margin) {
    return Criterion.Superiority.of(
        metric, margin, scale -> Contrast.of(method.title(), other.title()));
  }

  private static Criterion.Superiority alone(Metric metric, double least) {
    return Criterion.Superiority.of(metric, least, scale -> Contrast.of(Method.THREE.title()));
  }

  private static Finding clusters(Evidence evidence) {
    if (evidence.origin() != Dataset.Origin.PROCEDURAL) {
      return Finding.notRun("composed melodies have more rhythms than there are clusters");
    }
    Sample merged = evidence.sample(Hrnn.MERGED_RHYTHMS);
    if (merged.size() == 0) {
      return Finding.notRun("no finished trial");
    }
    return new Finding(
        merged.max() == 0 ? Verdict.REPRODUCED : Verdict.NOT_REPRODUCED,
        String.format(
            Locale.ROOT,
            "over %d trials at most %.0f rhythms share a profile",
            merged.size(),
            merged.max()));
  }

  private static Finding parameters(Evidence evidence) {
    Sample differences = evidence.sample(Hrnn.PARAMETER_DIFFERENCE);
    if (differences.size() == 0) {
      return Finding.notRun("no finished trial");
    }
    List<String> wrong = CostFormula.differences(evidence);
    return new Finding(
        differences.max() == 0 && wrong.isEmpty() ? Verdict.REPRODUCED : Verdict.NOT_REPRODUCED,
        String.format(
            Locale.ROOT,
            "over %d trials at most %.0f weights more or less; of %d hierarchies %d differ%s",
            differences.size(),
            differences.max(),
            CostFormula.expected().size(),
            wrong.size(),
            wrong.isEmpty() ? "" : ": " + String.join("; ", wrong)));
  }

  /** The statistic of three levels and of one, in words. */
  static String passForComposed(Evidence evidence) {
    return words(Method.THREE, evidence) + ", " + words(Method.ONE, evidence);
  }

  private static String words(Method method, Evidence evidence) {
    Sample sample = evidence.sample(method.title(), Hrnn.PASS_FOR_COMPOSED);
    return method.title()
        + " "
        + (sample.size() == 0 ? "not run" : String.format(Locale.ROOT, "%.1f%%", sample.mean()));
  }
}
