package io.reprise.papers.adversarial;

import io.reprise.baselines.adversarial.Attack;
import io.reprise.baselines.adversarial.FastGradientSign;
import io.reprise.baselines.adversarial.Goal;
import io.reprise.baselines.adversarial.ImageClassifier;
import io.reprise.baselines.adversarial.InputGradient;
import io.reprise.baselines.adversarial.IterativeGradientSign;
import io.reprise.baselines.adversarial.LogitEnsemble;
import io.reprise.baselines.adversarial.LogitEnsemble.Member;
import io.reprise.baselines.adversarial.MomentumGradientSign;
import io.reprise.baselines.adversarial.SignNoise;
import io.reprise.baselines.adversarial.StepSize;
import io.reprise.baselines.adversarial.TargetedMomentum;
import io.reprise.baselines.adversarial.Track;
import io.reprise.experiment.Settings;
import java.util.Arrays;
import java.util.List;

/** The attacks that take part: each a column of the matrices. */
enum Attacks {
  NOISE("noise"),
  FGSM("FGSM"),
  FGSM_PREDICTED("FGSM, predicted labels"),
  I_FGSM("I-FGSM"),
  MI_FGSM("MI-FGSM"),
  MI_FGSM_OTHER("MI-FGSM on Inception"),
  FGSM_ENSEMBLE("FGSM on ensemble"),
  I_FGSM_ENSEMBLE("I-FGSM on ensemble"),
  MI_FGSM_ENSEMBLE("MI-FGSM on ensemble"),
  SMOOTHED("smoothed I-FGSM on ensemble"),
  TARGET_STEP("one step to target"),
  TARGET_ITERATED("steps to target"),
  TARGET_MOMENTUM("MI to target, on ensemble");

  /** Label smoothing of the organisers' targeted sample. */
  private static final double SAMPLE_SMOOTHING = 0.1;

  private static final int SAMPLE_STEPS = 20;

  private final String title;

  Attacks(String title) {
    this.title = title;
  }

  /** What its column is called; those without another network's name attack the ResNet. */
  String title() {
    return title;
  }

  /** What its metrics end in. */
  String suffix() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  Track track() {
    return switch (this) {
      case TARGET_STEP, TARGET_ITERATED, TARGET_MOMENTUM -> Track.TARGETED;
      default -> Track.NON_TARGETED;
    };
  }

  /** The attacks of a name. */
  static Attacks of(String title) {
    return Arrays.stream(values())
        .filter(a -> a.title.equals(title))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "attack '"
                        + title
                        + "': expected one of "
                        + Arrays.stream(values()).map(a -> a.title).toList()));
  }

  /** The attack on trained networks. */
  Attack build(Settings settings, Networks networks) {
    int steps = settings.integer("steps");
    return switch (this) {
      case NOISE -> new SignNoise();
      case FGSM -> new FastGradientSign(away(settings, residual(networks)));
      case FGSM_PREDICTED ->
          new FastGradientSign(new InputGradient(residual(networks), Goal.AWAY_FROM_PREDICTION));
      case I_FGSM -> IterativeGradientSign.of(away(settings, residual(networks)), steps);
      case MI_FGSM -> momentum(settings, residual(networks));
      case MI_FGSM_OTHER -> momentum(settings, networks.classifier(Net.INCEPTION));
      case FGSM_ENSEMBLE -> new FastGradientSign(away(settings, ensemble(networks)));
      case I_FGSM_ENSEMBLE -> IterativeGradientSign.of(away(settings, ensemble(networks)), steps);
      case MI_FGSM_ENSEMBLE -> momentum(settings, ensemble(networks));
      case SMOOTHED -> smoothed(settings, ensemble(networks));
      case TARGET_STEP ->
          new FastGradientSign(
              new InputGradient(residual(networks), Goal.TOWARDS_TARGET, SAMPLE_SMOOTHING));
      case TARGET_ITERATED ->
          new IterativeGradientSign(
              new InputGradient(residual(networks), Goal.TOWARDS_TARGET),
              SAMPLE_STEPS,
              StepSize.fixed(1),
              1);
      case TARGET_MOMENTUM -> targeted(networks);
    };
  }

  private static ImageClassifier residual(Networks networks) {
    return networks.classifier(Net.RESIDUAL);
  }

  /** All networks that attackers know, alike. */
  static LogitEnsemble ensemble(Networks networks) {
    return LogitEnsemble.of(
        Arrays.stream(Net.values()).filter(Net::source).map(networks::classifier).toList());
  }

  /** By true labels, or by what the network says, if these are hidden. */
  static InputGradient away(Settings settings, ImageClassifier model) {
    return new InputGradient(
        model,
        switch (settings.text("labels")) {
          case "true" -> Goal.AWAY_FROM_LABEL;
          case "predicted" -> Goal.AWAY_FROM_PREDICTION;
          default ->
              throw new IllegalArgumentException(
                  "labels '" + settings.text("labels") + "': expected true or predicted");
        });
  }

  private static Attack momentum(Settings settings, ImageClassifier model) {
    return new MomentumGradientSign(
        away(settings, model), settings.integer("steps"), settings.number("decay"));
  }

  private static Attack smoothed(Settings settings, ImageClassifier model) {
    int steps = settings.integer("smoothedSteps");
    return new IterativeGradientSign(
        away(settings, model), steps, StepSize.share(steps), settings.integer("smoothing"));
  }

  /** With the winners' weights, as far as there are as many networks. */
  private static Attack targeted(Networks networks) {
    ImageClassifier residual = residual(networks);
    ImageClassifier plain = networks.classifier(Net.PLAIN);
    ImageClassifier inception = networks.classifier(Net.INCEPTION);
    return TargetedMomentum.published(
        new LogitEnsemble(List.of(new Member(residual, 1), new Member(inception, 2))),
        new LogitEnsemble(
            List.of(new Member(residual, 4), new Member(plain, 1), new Member(inception, 4))));
  }
}
