package io.reprise.papers.sge;

import io.reprise.baselines.attention.SpatialGroupEnhance;
import io.reprise.experiment.Scale;
import io.reprise.experiment.Settings;
import io.reprise.experiment.Variant;
import io.reprise.nn.Schedule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The variants of each scale and how they train. */
final class Protocol {
  /** What stands between a block's branch and the sum. */
  enum Module {
    PLAIN("plain", "baseline"),
    SE("SE", "SE"),
    SK("SK", "SK, modified"),
    BAM("BAM", "BAM"),
    CBAM("CBAM", "CBAM"),
    SGE("SGE", "SGE");

    private final String title;
    private final String setting;

    Module(String title, String setting) {
      this.title = title;
      this.setting = setting;
    }

    /** The module of a method of {@code reported.csv}. */
    static Module of(String method) {
      return Arrays.stream(values())
          .filter(m -> m.title.equals(method))
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "method '"
                          + method
                          + "': expected one of "
                          + Arrays.stream(values()).map(m -> m.title).toList()));
    }

    /** Its name among the settings of the published networks. */
    String setting() {
      return setting;
    }
  }

  /** What a variant trains on. */
  enum Data {
    PICTURES,
    CLUTTER
  }

  /** The published number of groups. */
  static final int GROUPS = 64;

  /** That of the small networks, whose narrowest stage has 16 channels. */
  static final int FEW_GROUPS = 8;

  /** The small networks' depth. */
  static final int DEPTH = 8;

  private static final List<Integer> DEPTHS = List.of(50, 101);
  private static final List<Integer> OTHER_GROUPS = List.of(1, 2, 4, 8, 16, 32, 128, 256);

  private Protocol() {}

  /** The published module of a scale's networks for pictures. */
  static SpatialGroupEnhance.Design published(Scale scale) {
    return SpatialGroupEnhance.Design.of(scale == Scale.PAPER ? GROUPS : FEW_GROUPS);
  }

  static List<Variant> variants(Scale scale) {
    List<Variant> all = new ArrayList<>();
    if (scale == Scale.PAPER) {
      for (int depth : DEPTHS) {
        for (Module module : Module.values()) {
          all.add(onImageNet(depth, module, published(scale)));
        }
      }
      for (SpatialGroupEnhance.Design design : ablation(GROUPS, OTHER_GROUPS)) {
        all.add(onImageNet(50, Module.SGE, design));
      }
      all.add(onImageNet(50, Module.SGE, published(scale).startingAt(0, 0)));
      all.add(onImageNet(50, Module.SGE, published(scale).startingAt(1, 0)));
    } else {
      all.addAll(small(scale, Data.PICTURES));
    }
    all.addAll(small(scale, Data.CLUTTER));
    return all;
  }

  /** The small networks: plain, SE, and SGE with its ablations. */
  private static List<Variant> small(Scale scale, Data data) {
    SpatialGroupEnhance.Design sge = SpatialGroupEnhance.Design.of(FEW_GROUPS);
    List<Variant> all = new ArrayList<>();
    for (Module module : List.of(Module.PLAIN, Module.SE, Module.SGE)) {
      all.add(small(scale, data, module, sge));
    }
    for (SpatialGroupEnhance.Design design : ablation(FEW_GROUPS, List.of())) {
      all.add(small(scale, data, Module.SGE, design));
    }
    return all;
  }

  /** Another start, no standardisation, other numbers of groups. */
  private static List<SpatialGroupEnhance.Design> ablation(int groups, List<Integer> otherGroups) {
    SpatialGroupEnhance.Design sge = SpatialGroupEnhance.Design.of(groups);
    List<SpatialGroupEnhance.Design> all = new ArrayList<>();
    all.add(sge.startingAt(1, 1));
    all.add(sge.withoutStandardization());
    otherGroups.forEach(g -> all.add(SpatialGroupEnhance.Design.of(g)));
    return all;
  }

  /** For example {@code ResNet-8 on clutter, SGE, gamma 1, beta 1}. */
  static String name(Data data, int depth, Module module, SpatialGroupEnhance.Design design) {
    List<String> words = new ArrayList<>();
    words.add("ResNet-" + depth + (data == Data.CLUTTER ? " on clutter" : ""));
    words.add(module.title);
    if (module == Module.SGE) {
      if (design.groups() != (depth == DEPTH ? FEW_GROUPS : GROUPS)) {
        words.add("groups " + design.groups());
      }
      words.addAll(changes(design));
    }
    return String.join(", ", words);
  }

  /** In what a design differs from the published one, but for groups. */
  private static List<String> changes(SpatialGroupEnhance.Design design) {
    List<String> words = new ArrayList<>();
    if (design.initialScale() != 0 || design.initialShift() != 1) {
      words.add("gamma " + (int) design.initialScale());
      words.add("beta " + (int) design.initialShift());
    }
    if (!design.standardized()) {
      words.add("not standardised");
    }
    return words;
  }

  private static String setting(Data data, Module module, SpatialGroupEnhance.Design design) {
    List<String> words = new ArrayList<>();
    words.add(data == Data.CLUTTER ? "parts in clutter" : "pictures");
    if (module == Module.SGE) {
      words.add("groups " + design.groups());
      words.addAll(changes(design));
    }
    return String.join(", ", words);
  }

  private static Variant onImageNet(int depth, Module module, SpatialGroupEnhance.Design design) {
    return variant(
        Data.PICTURES,
        depth,
        module,
        design,
        Settings.none()
            .with("epochs", 100)
            .with("batch", 256)
            .with("learningRate", 0.1)
            .with("schedule", "steps")
            .with("momentum", 0.9)
            .with("weightDecay", 1e-4));
  }

  private static Variant small(
      Scale scale, Data data, Module module, SpatialGroupEnhance.Design design) {
    return variant(
        data,
        DEPTH,
        module,
        design,
        Settings.none()
            .with("epochs", scale == Scale.SMOKE ? 1 : data == Data.CLUTTER ? 8 : 6)
            .with("batch", 64)
            .with("learningRate", 0.05)
            .with("schedule", "cosine")
            .with("momentum", 0.9)
            .with("weightDecay", 1e-4));
  }

  private static Variant variant(
      Data data, int depth, Module module, SpatialGroupEnhance.Design design, Settings training) {
    String model = (module == Module.PLAIN ? "" : module.title + "-") + "ResNet" + depth;
    return new Variant(
        name(data, depth, module, design),
        module.title,
        module == Module.SK ? model + " (modified)" : model,
        setting(data, module, design),
        training
            .with("data", data.name())
            .with("depth", depth)
            .with("module", module.name())
            .with("groups", design.groups())
            .with("standardized", design.standardized())
            .with("gamma", design.initialScale())
            .with("beta", design.initialShift()));
  }

  /** The enhancement that a variant's settings describe. */
  static SpatialGroupEnhance.Design design(Settings settings) {
    return new SpatialGroupEnhance.Design(
        settings.integer("groups"),
        settings.flag("standardized"),
        settings.number("gamma"),
        settings.number("beta"));
  }

  /** The published one: a tenth after epochs 30, 60 and 90 of 100 each; or a cosine to 0. */
  static Schedule schedule(Settings settings) {
    double rate = settings.number("learningRate");
    int epochs = settings.integer("epochs");
    return switch (settings.text("schedule")) {
      case "steps" ->
          Schedule.multiStep(
              rate,
              List.of(
                  new Schedule.Milestone(0.3 * epochs, 0.1),
                  new Schedule.Milestone(0.6 * epochs, 0.1),
                  new Schedule.Milestone(0.9 * epochs, 0.1)));
      case "cosine" -> Schedule.cosine(rate, 0, epochs);
      default ->
          throw new IllegalArgumentException(
              "schedule '" + settings.text("schedule") + "': expected steps or cosine");
    };
  }
}
