package io.reprise.papers.adversarial;

import io.reprise.experiment.Scale;
import io.reprise.experiment.Settings;
import io.reprise.experiment.Variant;
import io.reprise.nn.Schedule;
import io.reprise.nn.Sgd;
import java.util.ArrayList;
import java.util.List;

/** The variants of each scale, and the settings that all of them share. */
final class Protocol {
  /** The variant that plays all submissions against each other. */
  static final String ALL = "competition";

  /** The name of the setting that says which defence a variant is. */
  static final String DEFENCE = "defence";

  private Protocol() {}

  /** One variant a defence, and the competition of all; they share every setting but which. */
  static List<Variant> variants(Scale scale) {
    List<Variant> all = new ArrayList<>();
    for (Entrant e : Entrant.values()) {
      all.add(
          new Variant(
              e.title(),
              e.method(),
              e.net().title(),
              "against all attacks",
              common(scale).with(DEFENCE, e.name())));
    }
    all.add(
        new Variant(
            ALL,
            ALL,
            "all networks",
            "all defences against all attacks",
            common(scale).with(DEFENCE, ALL)));
    return all;
  }

  /**
   * Numbers of images and epochs by scale; the methods' own numbers are the published ones at
   * scales quick and paper, but those in pixels of a small image.
   */
  static Settings common(Scale scale) {
    return switch (scale) {
      case SMOKE -> sized(16, 8, 1, 1, 32, 3).with("steps", 4).with("smoothedSteps", 3);
      case QUICK -> sized(320, 40, 12, 8, 1280, 10);
      case PAPER ->
          sized(1000, 100, 90, 100, 20_000, 30)
              .with("batch", 256)
              .with("learningRate", 0.1)
              .with("schedule", "steps")
              .with("labels", "predicted")
              .with("widths", "64 128 256 256 256")
              .with("down", "2 3 3 3 3")
              .with("up", "2 3 3 3")
              .with("smallest", 232)
              .with("full", 248)
              .with("flips", true);
    };
  }

  private static Settings sized(
      int images, int attackBatch, int epochs, int denoiserEpochs, int denoiserImages, int passes) {
    return Settings.none()
        // How networks learn.
        .with("epochs", epochs)
        .with("batch", 50)
        .with("learningRate", 0.05)
        .with("schedule", "cosine")
        .with("momentum", 0.9)
        .with("weightDecay", 5e-4)
        .with("trainingEpsilon", 16.0)
        // How attacks are made.
        .with("images", images)
        .with("attackBatch", attackBatch)
        .with("labels", "true")
        .with("steps", 10)
        .with("decay", 1.0)
        .with("smoothedSteps", 15)
        .with("smoothing", 5)
        // What defences do.
        .with("passes", passes)
        .with("smallest", 33)
        .with("full", 37)
        .with("flips", true)
        .with("bits", 4)
        .with("quality", 50)
        .with("denoiserImages", denoiserImages)
        .with("denoiserEpochs", denoiserEpochs)
        .with("denoiserBatch", 32)
        .with("denoiserRate", 0.01)
        .with("widths", "12 24")
        .with("down", "1 2")
        .with("up", "1");
  }

  /** A cosine to 0, or a tenth after epochs 30, 60 and 80 of 90. */
  static Schedule schedule(Settings settings) {
    double rate = settings.number("learningRate");
    int epochs = settings.integer("epochs");
    return switch (settings.text("schedule")) {
      case "cosine" -> Schedule.cosine(rate, 0, epochs);
      case "steps" ->
          Schedule.multiStep(
              rate,
              List.of(
                  new Schedule.Milestone(epochs / 3.0, 0.1),
                  new Schedule.Milestone(2 * epochs / 3.0, 0.1),
                  new Schedule.Milestone(8 * epochs / 9.0, 0.1)));
      default ->
          throw new IllegalArgumentException(
              "schedule '" + settings.text("schedule") + "': expected cosine or steps");
    };
  }

  /** A tenth after 60% of the epochs and a hundredth after 90%, as the denoiser's authors do it. */
  static Schedule denoiserSchedule(Settings settings) {
    int epochs = settings.integer("denoiserEpochs");
    return Schedule.multiStep(
        settings.number("denoiserRate"),
        List.of(
            new Schedule.Milestone(0.6 * epochs, 0.1), new Schedule.Milestone(0.9 * epochs, 0.1)));
  }

  static Sgd.Settings descent(Settings settings) {
    return new Sgd.Settings(
        settings.number("momentum"), false, settings.number("weightDecay"), path -> false);
  }

  /** Settings that some shared work depends on, by name, for the name of the work. */
  static String only(Settings settings, List<String> names) {
    Settings some = Settings.none();
    for (String name : names) {
      some = some.with(name, settings.asMap().get(name));
    }
    return some.toString();
  }
}
