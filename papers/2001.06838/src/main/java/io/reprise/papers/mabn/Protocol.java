package io.reprise.papers.mabn;

import io.reprise.baselines.normalization.GhostBatchNorm;
import io.reprise.baselines.normalization.MovingAverageBatchNorm;
import io.reprise.baselines.normalization.MovingAverages;
import io.reprise.baselines.normalization.NormalizedStyle;
import io.reprise.baselines.normalization.Renormalization;
import io.reprise.baselines.normalization.StatisticsWatch;
import io.reprise.experiment.Scale;
import io.reprise.experiment.Settings;
import io.reprise.experiment.Variant;
import io.reprise.nn.CenteredConv2d;
import io.reprise.nn.ChannelLayer;
import io.reprise.nn.ConvLayer;
import io.reprise.nn.GroupNorm;
import io.reprise.nn.Schedule;
import java.util.ArrayList;
import java.util.List;

/** The variants of each scale and how they train. */
final class Protocol {
  /** How a network normalises. */
  enum Method {
    BN("BN"),
    BN_CENTERED("BN, centred convolutions"),
    BRN("BRN"),
    MABN("MABN"),
    GN("GN");

    private final String title;

    Method(String title) {
      this.title = title;
    }
  }

  /** Images of an SGD batch, and of the window of a moving average. */
  static final int BATCH = 32;

  /** The small normalisation batch of the paper's main table. */
  static final int SMALL = 2;

  private static final int GROUP_CHANNELS = 4;

  private Protocol() {}

  /** The residual network of a scale. */
  static Model residual(Scale scale) {
    return scale == Scale.PAPER ? Model.RESNET_26 : Model.RESNET_14;
  }

  /** The two networks on which claims are judged. */
  static List<Model> models(Scale scale) {
    return List.of(Model.PLAIN, residual(scale));
  }

  /**
   * At scale paper all of the paper's figure; below it what the claims compare, and at smoke one of
   * each method.
   */
  static List<Variant> variants(Scale scale) {
    boolean full = scale == Scale.PAPER;
    List<Integer> sizes = full ? List.of(BATCH, 16, 8, 4, SMALL) : List.of(BATCH, SMALL);
    List<Variant> all = new ArrayList<>();
    for (Model model : models(scale)) {
      boolean others = full || model == Model.PLAIN;
      sizes.forEach(images -> all.add(variant(scale, Method.BN, model, images)));
      if (others && scale != Scale.QUICK) {
        all.add(variant(scale, Method.BN_CENTERED, model, BATCH));
      }
      if (others) {
        all.add(variant(scale, Method.GN, model, BATCH));
        (full ? sizes : List.of(SMALL))
            .forEach(images -> all.add(variant(scale, Method.BRN, model, images)));
      }
      sizes.forEach(images -> all.add(variant(scale, Method.MABN, model, images)));
      if (others) {
        all.add(variant(scale, Method.MABN, model, 1));
      }
    }
    return all;
  }

  /** The name of a variant, for example {@code plain CNN, MABN(2)}. */
  static String name(Model model, Method method, int images) {
    String how =
        switch (method) {
          case GN -> method.title;
          case BN_CENTERED -> "BN(" + images + "), centred convolutions";
          default -> method.title + "(" + images + ")";
        };
    return model.title() + ", " + how;
  }

  private static Variant variant(Scale scale, Method method, Model model, int images) {
    return new Variant(
        name(model, method, images),
        method.title,
        model.title(),
        method == Method.GN
            ? GROUP_CHANNELS + " channels a group"
            : "normalization batch " + images + "; SGD batch " + BATCH,
        training(scale)
            .with("model", model.name())
            .with("method", method.name())
            .with("normalizationBatch", images));
  }

  private static Settings training(Scale scale) {
    boolean full = scale == Scale.PAPER;
    return Settings.none()
        .with("epochs", full ? 120 : scale == Scale.QUICK ? 8 : 2)
        .with("batch", BATCH)
        .with("learningRate", 0.1)
        .with("schedule", full ? "authors" : "cosine")
        .with("momentum", 0.9)
        .with("weightDecay", 1e-4)
        .with("firstCentred", full);
  }

  /** The authors' learning rate, a tenth after each quarter of 120 epochs; or half a cosine. */
  static Schedule schedule(Settings s) {
    double rate = s.number("learningRate");
    int epochs = s.integer("epochs");
    return switch (s.text("schedule")) {
      case "authors" ->
          Schedule.multiStep(
              rate,
              List.of(
                  new Schedule.Milestone(0.25 * epochs, 0.1),
                  new Schedule.Milestone(0.5 * epochs, 0.1),
                  new Schedule.Milestone(0.75 * epochs, 0.1)));
      case "cosine" -> Schedule.cosine(rate, 0, epochs);
      default ->
          throw new IllegalArgumentException(
              "schedule '" + s.text("schedule") + "': expected authors or cosine");
    };
  }

  /**
   * What a variant's layers are made of.
   *
   * @param steps of the whole training, by which batch renormalisation's own are scaled
   */
  static NormalizedStyle style(Settings s, int steps, StatisticsWatch watch) {
    int images = s.integer("normalizationBatch");
    ConvLayer centered = CenteredConv2d::new;
    ConvLayer stem = s.flag("firstCentred") ? centered : ConvLayer.PLAIN;
    return switch (Method.valueOf(s.text("method"))) {
      case BN -> plain(GhostBatchNorm.of(images, Renormalization.NONE, watch));
      case BRN -> plain(GhostBatchNorm.of(images, renormalization(steps), watch));
      case GN -> plain((at, channels) -> new GroupNorm(at, channels / GROUP_CHANNELS, channels));
      case BN_CENTERED ->
          new NormalizedStyle(
              stem, centered, GhostBatchNorm.of(images, Renormalization.NONE, watch));
      case MABN ->
          new NormalizedStyle(
              stem, centered, MovingAverageBatchNorm.of(averages(s, images), watch));
    };
  }

  private static NormalizedStyle plain(ChannelLayer normalization) {
    return new NormalizedStyle(ConvLayer.PLAIN, ConvLayer.PLAIN, normalization);
  }

  /** The window is as many images as an SGD batch has: m = 32 / B. */
  private static MovingAverages averages(Settings s, int images) {
    if (images < 1 || s.integer("batch") % images != 0) {
      throw new IllegalArgumentException(
          "normalizationBatch "
              + images
              + ": expected a divisor of the SGD batch "
              + s.integer("batch"));
    }
    return MovingAverages.ofGroups(images, s.integer("batch") / images);
  }

  /** The paper of batch renormalisation trained for 130,000 steps. */
  private static Renormalization renormalization(int steps) {
    return Renormalization.fasterBy(130_000.0 / steps);
  }
}
