package io.reprise.papers.adversarial;

import io.reprise.experiment.Claim;
import io.reprise.experiment.Contrast;
import io.reprise.experiment.Criterion;
import io.reprise.experiment.Metric;
import java.util.List;
import java.util.stream.Stream;

/**
 * The paper's claims, each with the margin that was fixed before any result was seen. Margins are
 * in points of error rates over all images, those that a network mistakes anyway among them.
 */
final class CompetitionClaims {
  /** What counts as about the same success on the attacked network itself. */
  private static final double ABOUT_THE_SAME = -3;

  /** What counts as far lower error. */
  private static final double FAR_LOWER = 10;

  /** What counts as a small loss on clean images. */
  private static final double SMALL_LOSS = -5;

  /** By how much guided denoisers are to be better than the pixel-guided one. */
  private static final double GUIDED = 3;

  /** By how much randomisation is to lower the error under I-FGSM on its own network. */
  private static final double RANDOMIZED = 10;

  private CompetitionClaims() {}

  static List<Claim> all() {
    return List.of(
        new Claim(
            "scores-add-up",
            "Right and wrong classes of each pair are all images, each score is the sum of its"
                + " cells, and no rank depends on the order of submissions.",
            Criterion.Exact.atMost(Measured.BROKEN_IDENTITIES, 0)),
        new Claim(
            "within-epsilon",
            "No value of any adversarial image is further from the clean one than epsilon, in whole"
                + " levels, nor below 0 or above 255.",
            Criterion.Exact.atMost(Measured.OUT_OF_REACH, 0)),
        new Claim(
            "without-momentum-is-i-fgsm",
            "MI-FGSM with momentum 0 makes the same images as I-FGSM, to the last value.",
            Criterion.Exact.atMost(Measured.WITHOUT_MOMENTUM, 0)),
        new Claim(
            "one-step-is-fgsm",
            "MI-FGSM and I-FGSM of one step make the same images as FGSM.",
            Criterion.Exact.atMost(Measured.ONE_STEP, 0)),
        new Claim(
            "momentum-transfers",
            "On networks that it has not seen MI-FGSM makes more errors than I-FGSM.",
            allOf(
                Stream.of(Entrant.UNSEEN, Entrant.PLAIN, Entrant.INCEPTION)
                    .map(e -> alone(Measured.MOMENTUM_GAIN, 0, e)))),
        new Claim(
            "iterations-win-at-home",
            "On the attacked network itself I-FGSM and MI-FGSM both make more errors than FGSM, and"
                + " MI-FGSM about as many as I-FGSM, three points given.",
            allOf(
                Stream.of(
                    alone(Measured.ITERATION_GAIN, 0, Entrant.RESIDUAL),
                    alone(Measured.MOMENTUM_STEPS_GAIN, 0, Entrant.RESIDUAL),
                    alone(Measured.MOMENTUM_GAIN, ABOUT_THE_SAME, Entrant.RESIDUAL)))),
        new Claim(
            "ensembles-transfer",
            "On a network that no attack has seen MI-FGSM on an ensemble makes more errors than on"
                + " one network.",
            alone(Measured.ENSEMBLE_GAIN, 0, Entrant.UNSEEN)),
        new Claim(
            "adversarial-training-resists",
            "After adversarial training a network's error under transfer attacks is lower by ten"
                + " points or more.",
            against(
                Measured.error(Attacks.MI_FGSM_ENSEMBLE),
                FAR_LOWER,
                Entrant.RESISTANT,
                Entrant.UNSEEN)),
        new Claim(
            "adversarial-training-costs-little",
            "It costs at most five points on clean images.",
            against(Measured.CLEAN_ERROR, SMALL_LOSS, Entrant.RESISTANT, Entrant.UNSEEN)),
        new Claim(
            "logit-guidance-beats-pixels",
            "Behind a logit-guided denoiser the error under FGSM, I-FGSM and MI-FGSM is lower by"
                + " three points or more than behind a pixel-guided one.",
            guided(Entrant.LOGIT_GUIDED)),
        new Claim(
            "feature-guidance-beats-pixels",
            "So it is behind a feature-guided one.",
            guided(Entrant.FEATURE_GUIDED)),
        new Claim(
            "guidance-is-not-in-pixels",
            "Yet what guided denoisers put out is further from the clean image, pixel by pixel.",
            allOf(
                Stream.of(
                    against(Measured.PIXEL_ERROR, 0, Entrant.PIXEL_GUIDED, Entrant.LOGIT_GUIDED),
                    against(
                        Measured.PIXEL_ERROR, 0, Entrant.PIXEL_GUIDED, Entrant.FEATURE_GUIDED)))),
        new Claim(
            "randomisation-stops-iterations",
            "Randomisation lowers the error under I-FGSM on its own network by ten points or more.",
            against(
                Measured.error(Attacks.I_FGSM), RANDOMIZED, Entrant.RANDOMIZED, Entrant.RESIDUAL)),
        new Claim(
            "randomisation-is-for-white-boxes",
            "It lowers it by more than that under MI-FGSM on another network.",
            against(Measured.WHITE_BOX_EXCESS, 0, Entrant.RANDOMIZED, Entrant.RESIDUAL)));
  }

  private static Criterion allOf(Stream<Criterion.Superiority> parts) {
    return new Criterion.AllOf(parts.toList());
  }

  /** A difference that one variant measured by itself. */
  private static Criterion.Superiority alone(Metric metric, double margin, Entrant entrant) {
    return Criterion.Superiority.of(metric, margin, scale -> Contrast.of(entrant.title()));
  }

  private static Criterion.Superiority against(
      Metric metric, double margin, Entrant better, Entrant worse) {
    return Criterion.Superiority.of(
        metric, margin, scale -> Contrast.of(better.title(), worse.title()));
  }

  private static Criterion guided(Entrant denoiser) {
    return allOf(
        Stream.of(Attacks.FGSM, Attacks.I_FGSM, Attacks.MI_FGSM)
            .map(
                attack -> against(Measured.error(attack), GUIDED, denoiser, Entrant.PIXEL_GUIDED)));
  }
}
