package io.reprise.papers.eraserelu;

import io.reprise.baselines.attention.EraseRelu;
import io.reprise.baselines.attention.EraseRelu.Which;
import io.reprise.experiment.Scale;
import io.reprise.experiment.Settings;
import io.reprise.experiment.Variant;
import io.reprise.nn.Schedule;
import java.util.ArrayList;
import java.util.List;

/** The variants of each scale and how they train: as the authors' base code trains. */
final class Protocol {
  /** The method of a variant that erases nothing, as in the tables. */
  static final String BASELINE = "all ReLUs kept";

  /** The method of every other variant. */
  static final String METHOD = "EraseReLU";

  private static final EraseRelu NONE = new EraseRelu(Which.LAST, 0);
  static final EraseRelu LAST = new EraseRelu(Which.LAST, 1);
  static final EraseRelu FIRST = new EraseRelu(Which.FIRST, 1);
  static final EraseRelu BOTH = new EraseRelu(Which.ALL, 1);

  private Protocol() {}

  /** Whether a rule leaves a network as it is. */
  private static boolean keepsAll(EraseRelu rule) {
    return rule.proportion() == 0;
  }

  /** The last ReLU in a share of the modules; 0 is the baseline. */
  static EraseRelu last(double proportion) {
    return new EraseRelu(Which.LAST, proportion);
  }

  /** The shallow network of the comparison by depth. */
  static Model shallow(Scale scale) {
    return scale == Scale.PAPER ? Model.post(20) : Model.narrow(8);
  }

  /** The deep network of the comparison by depth. */
  static Model deep(Scale scale) {
    return scale == Scale.PAPER ? Model.post(110) : Model.narrow(32);
  }

  /** The network on which positions and proportions are compared. */
  static Model ablated(Scale scale) {
    return scale == Scale.PAPER ? Model.post(56) : deep(scale);
  }

  static List<Variant> variants(Scale scale) {
    List<Variant> all = new ArrayList<>();
    if (scale != Scale.PAPER) {
      for (EraseRelu rule : List.of(NONE, LAST, FIRST)) {
        all.add(variant(scale, 10, shallow(scale), rule));
      }
      for (EraseRelu rule : List.of(NONE, LAST, FIRST, BOTH, last(0.5))) {
        all.add(variant(scale, 10, deep(scale), rule));
      }
      return all;
    }
    for (int classes : List.of(10, 100)) {
      for (Model model : published()) {
        all.add(variant(scale, classes, model, NONE));
        all.add(variant(scale, classes, model, LAST));
      }
    }
    for (EraseRelu rule : List.of(FIRST, BOTH, last(0.25), last(0.5), last(0.75))) {
      all.add(variant(scale, 10, ablated(scale), rule));
    }
    return all;
  }

  /** The networks of the tables that are trained. */
  private static List<Model> published() {
    List<Model> all = new ArrayList<>();
    List.of(20, 32, 44, 56, 110).forEach(depth -> all.add(Model.post(depth)));
    List.of(20, 32, 44).forEach(depth -> all.add(Model.pre(depth)));
    List.of(8, 16).forEach(cardinality -> all.add(Model.resNeXt(cardinality)));
    return all;
  }

  /** The name of a variant, for example {@code CIFAR-100, ResNet-110, last erased}. */
  static String name(int classes, Model model, EraseRelu rule) {
    return (classes == 10 ? "" : "CIFAR-" + classes + ", ") + model.name() + ", " + setting(rule);
  }

  private static String setting(EraseRelu rule) {
    return keepsAll(rule)
        ? "all ReLUs"
        : rule.which().word()
            + " erased"
            + (rule.proportion() == 1 ? "" : " in " + Math.round(100 * rule.proportion()) + "%");
  }

  private static Variant variant(Scale scale, int classes, Model model, EraseRelu rule) {
    return new Variant(
        name(classes, model, rule),
        keepsAll(rule) ? BASELINE : METHOD,
        model.name(),
        setting(rule),
        training(scale, model)
            .with("classes", classes)
            .with("model", model.name())
            .with("position", rule.which().word())
            .with("proportion", rule.proportion()));
  }

  /** The rule of a variant. */
  static EraseRelu rule(Settings settings) {
    return new EraseRelu(Which.parse(settings.text("position")), settings.number("proportion"));
  }

  /**
   * At scale paper 300 epochs, ResNeXt with half the rate. Below it few epochs with half the batch,
   * at the same rate: of 0.1, 0.05 and 0.02 the best for the accuracy of the deep network that
   * keeps all.
   */
  private static Settings training(Scale scale, Model model) {
    boolean full = scale == Scale.PAPER;
    return Settings.none()
        .with("epochs", full ? 300 : scale == Scale.QUICK ? 10 : 2)
        .with("batch", full ? 128 : 64)
        .with("learningRate", model.isResNeXt() ? 0.05 : 0.1)
        .with("momentum", 0.9)
        .with("weightDecay", 5e-4);
  }

  /** A tenth of the rate after half of the epochs, a hundredth after three quarters. */
  static Schedule schedule(Settings settings) {
    int epochs = settings.integer("epochs");
    return Schedule.multiStep(
        settings.number("learningRate"),
        List.of(
            new Schedule.Milestone(0.5 * epochs, 0.1), new Schedule.Milestone(0.75 * epochs, 0.1)));
  }
}
