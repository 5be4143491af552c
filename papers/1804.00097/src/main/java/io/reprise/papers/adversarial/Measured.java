package io.reprise.papers.adversarial;

import io.reprise.experiment.Metric;
import io.reprise.experiment.Metric.Direction;
import java.util.ArrayList;
import java.util.List;

/** What trials measure. */
final class Measured {
  private static final String PERCENT = "percent";

  /** Of a defence: wrong classes of images that no attack has changed. */
  static final Metric CLEAN_ERROR = new Metric("clean_error", PERCENT, Direction.LOWER);

  /** Of a defence: the share of right classes over all attacks. */
  static final Metric SCORE = new Metric("normalised_defence_score", "1", Direction.HIGHER);

  /** Of a defence: the share of right classes under the attack that leaves the fewest. */
  static final Metric WORST = new Metric("worst_case_defence_score", "1", Direction.HIGHER);

  /** How much more errors MI-FGSM makes than I-FGSM, both on the residual network. */
  static final Metric MOMENTUM_GAIN =
      new Metric("error_mi_minus_i_fgsm", PERCENT, Direction.HIGHER);

  /** How much more errors I-FGSM makes than FGSM, both on the residual network. */
  static final Metric ITERATION_GAIN = new Metric("error_i_minus_fgsm", PERCENT, Direction.HIGHER);

  /** How much more errors MI-FGSM makes than FGSM, both on the residual network. */
  static final Metric MOMENTUM_STEPS_GAIN =
      new Metric("error_mi_minus_fgsm", PERCENT, Direction.HIGHER);

  /** How much more errors MI-FGSM on the ensemble makes than on the residual network alone. */
  static final Metric ENSEMBLE_GAIN =
      new Metric("error_ensemble_minus_single_mi", PERCENT, Direction.HIGHER);

  /** Errors under I-FGSM on the residual network less those under MI-FGSM on another. */
  static final Metric WHITE_BOX_EXCESS =
      new Metric("error_own_i_minus_other_mi", PERCENT, Direction.LOWER);

  /** Mean absolute difference to the clean image of what a denoiser makes of FGSM's. */
  static final Metric PIXEL_ERROR = new Metric("pixel_error_denoised", "1", Direction.LOWER);

  /** The same of FGSM's images themselves. */
  static final Metric PIXEL_ERROR_BEFORE =
      new Metric("pixel_error_adversarial", "1", Direction.LOWER);

  /** Median time of a batch, with that of the images' way into Java. */
  static final Metric BATCH_SECONDS = new Metric("batch_seconds", "s", Direction.LOWER);

  /** Values of adversarial images beyond epsilon, before and after the harness has seen them. */
  static final Metric OUT_OF_REACH = new Metric("values_out_of_reach", "1", Direction.LOWER);

  /** Values in which MI-FGSM without momentum differs from I-FGSM. */
  static final Metric WITHOUT_MOMENTUM =
      new Metric("values_mi_without_momentum_differs", "1", Direction.LOWER);

  /** Values in which MI-FGSM and I-FGSM of one step differ from FGSM. */
  static final Metric ONE_STEP = new Metric("values_one_step_differs", "1", Direction.LOWER);

  /** Identities of the scores that do not hold. */
  static final Metric BROKEN_IDENTITIES =
      new Metric("score_identities_broken", "1", Direction.LOWER);

  private Measured() {}

  /** Of a defence: wrong classes under an attack. */
  static Metric error(Attacks attack) {
    return new Metric("error_" + attack.suffix(), PERCENT, Direction.LOWER);
  }

  /** The attacks whose errors are metrics; those of all attacks are a curve. */
  static final List<Attacks> JUDGED =
      List.of(Attacks.FGSM, Attacks.I_FGSM, Attacks.MI_FGSM, Attacks.MI_FGSM_ENSEMBLE);

  static List<Metric> all() {
    List<Metric> all = new ArrayList<>(List.of(CLEAN_ERROR, SCORE, WORST));
    JUDGED.stream().map(Measured::error).forEach(all::add);
    all.addAll(
        List.of(
            MOMENTUM_GAIN,
            ITERATION_GAIN,
            MOMENTUM_STEPS_GAIN,
            ENSEMBLE_GAIN,
            WHITE_BOX_EXCESS,
            PIXEL_ERROR,
            PIXEL_ERROR_BEFORE,
            OUT_OF_REACH,
            WITHOUT_MOMENTUM,
            ONE_STEP,
            BROKEN_IDENTITIES,
            BATCH_SECONDS));
    return all;
  }
}
