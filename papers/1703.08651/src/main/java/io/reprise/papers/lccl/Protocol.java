package io.reprise.papers.lccl;

import io.reprise.baselines.PreActivationResNet;
import io.reprise.baselines.attention.CollaborativeConv.Design;
import io.reprise.baselines.attention.CollaborativeConv.Kind;
import io.reprise.experiment.Scale;
import io.reprise.experiment.Settings;
import io.reprise.experiment.Variant;
import io.reprise.nn.Schedule;
import java.util.ArrayList;
import java.util.List;

/** The variants of each scale and how they train (the authors' opts.lua and train.lua). */
final class Protocol {
  /** Which collaborative layer a variant has. */
  enum Form {
    NONE("plain"),
    LCCL("LCCL"),
    UNNORMALIZED("LCCL without normalisation"),
    SHARED("LCCL 3x3 shared"),
    POINTWISE("LCCL 1x1"),
    RECTIFIED("LCCL with ReLU on the main branch"),
    OPENED("LCCL with beta 0.4 at the start"),
    GRID("LCCL on a grid of 2");

    private final String title;

    Form(String title) {
      this.title = title;
    }

    /** The layer; of {@link #NONE} there is none. */
    Design design() {
      Design published = Design.of(Kind.POINTWISE_SHARED);
      return switch (this) {
        case NONE, LCCL -> published;
        case UNNORMALIZED -> published.withoutNormalization();
        case SHARED -> Design.of(Kind.SHARED);
        case POINTWISE -> Design.of(Kind.POINTWISE);
        case RECTIFIED -> published.withRectifiedMain();
        case OPENED -> published.withInitialShift(OPEN);
        case GRID -> published.withGrid(2);
      };
    }
  }

  private static final double OPEN = 0.4;

  /** The depths that are quoted of CIFAR-10; those of CIFAR-100 are the same. */
  static final List<Integer> DEPTHS = List.of(20, 32, 56, 110);

  private static final List<Form> COMPARED =
      List.of(Form.UNNORMALIZED, Form.SHARED, Form.POINTWISE, Form.RECTIFIED, Form.OPENED);

  private Protocol() {}

  /** The depth on which all forms are compared: the smallest published one, or one that fits. */
  static int comparedDepth(Scale scale) {
    return scale == Scale.PAPER ? 20 : 8;
  }

  static List<Variant> variants(Scale scale) {
    List<Variant> all = new ArrayList<>();
    if (scale == Scale.PAPER) {
      for (int classes : List.of(10, 100)) {
        for (int depth : DEPTHS) {
          all.add(variant(scale, Form.NONE, depth, classes));
          all.add(variant(scale, Form.LCCL, depth, classes));
        }
      }
      all.add(variant(scale, Form.GRID, comparedDepth(scale), 10));
    } else {
      all.add(variant(scale, Form.NONE, comparedDepth(scale), 10));
      all.add(variant(scale, Form.LCCL, comparedDepth(scale), 10));
    }
    COMPARED.forEach(form -> all.add(variant(scale, form, comparedDepth(scale), 10)));
    return all;
  }

  /** The name of a variant, for example {@code ResNet-20, LCCL, 100 classes}. */
  static String name(Form form, int depth, int classes) {
    return "ResNet-" + depth + ", " + form.title + (classes == 10 ? "" : ", 100 classes");
  }

  /** The name of a form on the compared depth. */
  static String compared(Scale scale, Form form) {
    return name(form, comparedDepth(scale), 10);
  }

  private static Variant variant(Scale scale, Form form, int depth, int classes) {
    return new Variant(
        name(form, depth, classes),
        form == Form.NONE ? "plain" : "LCCL",
        "ResNet-" + depth,
        (form == Form.NONE ? "plain baseline" : form.title)
            + (classes == 10 ? "" : ", 100 classes"),
        training(scale).with("form", form.name()).with("depth", depth).with("classes", classes));
  }

  /**
   * Below scale paper: a network of half the widths whose stem has stride 2, Adam, and few epochs
   * of small batches, since gates that start half closed need many steps.
   */
  private static Settings training(Scale scale) {
    boolean full = scale == Scale.PAPER;
    return Settings.none()
        .with("epochs", full ? 164 : scale == Scale.QUICK ? 20 : 1)
        .with("batch", full ? 128 : 32)
        .with("width", full ? 16 : 8)
        .with("stemStride", full ? 1 : 2)
        .with("optimizer", full ? "sgd" : "adam")
        .with("learningRate", full ? 0.1 : 5e-3)
        .with("schedule", full ? "authors" : "short")
        .with("momentum", 0.9)
        .with("weightDecay", 1e-4);
  }

  /** The network of a variant: as published, but for its widths and the stem's stride. */
  static PreActivationResNet.Design network(int depth, int width, int stride, int classes) {
    return PreActivationResNet.Design.basic(depth, classes)
        .withStem(stride, List.of(width, 2 * width, 4 * width));
  }

  /**
   * The learning rate of E epochs, the same for plain and collaborative networks: a tenth of the
   * rate until 3% of E, then all of it. The authors' goes to a tenth at 45%, to a hundredth at 70%
   * and to a thousandth at 90%; the short one to a fifth at 60% and to a twenty-fifth at 85%.
   */
  static Schedule schedule(Settings s) {
    double e = s.integer("epochs");
    double rate = s.number("learningRate");
    Schedule.Milestone warm = new Schedule.Milestone(0.03 * e, 10);
    return switch (s.text("schedule")) {
      case "authors" ->
          Schedule.multiStep(
              rate / 10,
              List.of(
                  warm,
                  new Schedule.Milestone(0.45 * e, 0.1),
                  new Schedule.Milestone(0.7 * e, 0.1),
                  new Schedule.Milestone(0.9 * e, 0.1)));
      case "short" ->
          Schedule.multiStep(
              rate / 10,
              List.of(
                  warm,
                  new Schedule.Milestone(0.6 * e, 0.2),
                  new Schedule.Milestone(0.85 * e, 0.2)));
      default ->
          throw new IllegalArgumentException(
              "schedule '" + s.text("schedule") + "': expected authors or short");
    };
  }
}
