package io.reprise.papers.sfp;

import io.reprise.experiment.Scale;
import io.reprise.experiment.Settings;
import io.reprise.experiment.Variant;
import io.reprise.nn.Schedule;
import java.util.ArrayList;
import java.util.List;

/** The variants of each scale and how they train (section 4.1 and the authors' scripts). */
final class Protocol {
  /** What is done to the filters. */
  enum Method {
    NONE("unpruned"),
    SOFT("SFP"),
    SOFT_LATER("SFP not before the first epoch"),
    HARD_START("hard mask at the start"),
    HARD_HALF("hard mask at half time"),
    ONCE("pruned once at the end");

    private final String title;

    Method(String title) {
      this.title = title;
    }
  }

  private static final List<Method> OTHERS =
      List.of(Method.SOFT_LATER, Method.HARD_START, Method.HARD_HALF, Method.ONCE);

  /** The depths of Table 1. */
  static final List<Integer> CIFAR_DEPTHS = List.of(20, 32, 56, 110);

  /** Stands for {@link PlainNetwork} where a depth is asked for. */
  static final int PLAIN = 0;

  /** The rate at which the methods are compared on the plain network. */
  static final double PLAIN_RATE = 0.5;

  private Protocol() {}

  /** The depth on which the methods are compared: the paper's ResNet-56, or one that fits. */
  static int comparedDepth(Scale scale) {
    return scale == Scale.PAPER ? 56 : 8;
  }

  /** The rate at which the methods are compared: the highest of Table 1. */
  static final double COMPARED_RATE = 0.4;

  /** A lower rate of Table 1, to see the drop grow. */
  static final double LOW_RATE = 0.2;

  static List<Variant> variants(Scale scale) {
    List<Variant> all = new ArrayList<>();
    if (scale == Scale.PAPER) {
      for (int depth : CIFAR_DEPTHS) {
        all.add(variant(scale, Method.NONE, depth, 0, false));
        for (double rate : List.of(0.1, 0.2, 0.3)) {
          all.add(variant(scale, Method.SOFT, depth, rate, false));
        }
      }
      all.add(variant(scale, Method.SOFT, 56, 0.4, false));
      all.add(variant(scale, Method.SOFT, 56, 0.3, true));
      all.add(variant(scale, Method.SOFT, 110, 0.3, true));
    } else {
      all.add(variant(scale, Method.NONE, comparedDepth(scale), 0, false));
      all.add(variant(scale, Method.SOFT, comparedDepth(scale), LOW_RATE, false));
      all.add(variant(scale, Method.SOFT, comparedDepth(scale), COMPARED_RATE, false));
    }
    for (Method method : OTHERS) {
      all.add(variant(scale, method, comparedDepth(scale), COMPARED_RATE, false));
    }
    all.add(variant(scale, Method.SOFT, comparedDepth(scale), COMPARED_RATE, true));
    if (scale != Scale.PAPER) {
      all.add(variant(scale, Method.NONE, PLAIN, 0, false));
      all.add(variant(scale, Method.SOFT, PLAIN, PLAIN_RATE, false));
      for (Method method : List.of(Method.HARD_START, Method.HARD_HALF, Method.ONCE)) {
        all.add(variant(scale, method, PLAIN, PLAIN_RATE, false));
      }
    }
    return all;
  }

  /** The name of a variant, for example {@code ResNet-56, SFP 40%, pre-trained start}. */
  static String name(Method method, int depth, double rate, boolean preTrained) {
    return model(depth)
        + ", "
        + method.title
        + (method == Method.NONE ? "" : " " + percent(rate))
        + (preTrained ? ", pre-trained start" : "");
  }

  private static String model(int depth) {
    return depth == PLAIN ? "plain CNN" : "ResNet-" + depth;
  }

  static String percent(double rate) {
    return Math.round(rate * 100) + "%";
  }

  private static Variant variant(
      Scale scale, Method method, int depth, double rate, boolean preTrained) {
    String setting =
        method == Method.NONE
            ? "unpruned"
            : "rate " + percent(rate) + ", " + (preTrained ? "pre-trained start" : "from scratch");
    return new Variant(
        name(method, depth, rate, preTrained),
        method.title,
        model(depth),
        setting,
        (depth == PLAIN ? plainTraining(scale) : training(scale))
            .with("method", method.name())
            .with("depth", depth)
            .with("rate", rate)
            .with("preTrained", preTrained));
  }

  /** Below scale paper: half the batch, few epochs, and a schedule that fits few epochs. */
  private static Settings training(Scale scale) {
    boolean full = scale == Scale.PAPER;
    return Settings.none()
        .with("epochs", full ? 200 : scale == Scale.QUICK ? 6 : 2)
        .with("batch", full ? 128 : 64)
        .with("learningRate", 0.1)
        .with("schedule", full ? "authors" : "short")
        .with("momentum", 0.9)
        .with("weightDecay", 5e-4)
        .with("norm", 2.0)
        .with("pruneInterval", 1)
        .with("resetMomentum", false);
  }

  /** The plain network learns with small steps only, chosen by its accuracy unpruned. */
  private static Settings plainTraining(Scale scale) {
    return training(scale)
        .with("epochs", scale == Scale.QUICK ? 16 : 2)
        .with("batch", 32)
        .with("learningRate", 0.01);
  }

  /**
   * The learning rate. The authors': a tenth of it in the first epoch, then all of it, a fifth
   * after 30%, 60% and 80% of the epochs each (60, 120 and 160 of 200). The short one: all of it, a
   * fifth after 60% and 80% each; chosen by the accuracy of the unpruned network alone. A
   * pre-trained start takes a tenth throughout.
   */
  static Schedule schedule(Settings settings, boolean preTrained) {
    int epochs = settings.integer("epochs");
    double rate = settings.number("learningRate") * (preTrained ? 0.1 : 1);
    Schedule.Milestone sixty = new Schedule.Milestone(0.6 * epochs, 0.2);
    Schedule.Milestone eighty = new Schedule.Milestone(0.8 * epochs, 0.2);
    return switch (settings.text("schedule")) {
      case "authors" ->
          Schedule.multiStep(
              rate / 10,
              List.of(
                  new Schedule.Milestone(1, 10),
                  new Schedule.Milestone(0.3 * epochs, 0.2),
                  sixty,
                  eighty));
      case "short" -> Schedule.multiStep(rate, List.of(sixty, eighty));
      default ->
          throw new IllegalArgumentException(
              "schedule '" + settings.text("schedule") + "': expected authors or short");
    };
  }
}
