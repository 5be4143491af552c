package io.reprise.papers.san;

import io.reprise.baselines.landmarks.HeatMaps;
import io.reprise.baselines.landmarks.PoseMachineDesign;
import io.reprise.experiment.Scale;
import io.reprise.experiment.Settings;
import io.reprise.experiment.Variant;
import io.reprise.nn.Initializer;
import io.reprise.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** The variants of each scale and how they train. */
final class Protocol {
  /** Of the drawn faces, whose maps are 12x12: three stages as published, 16 channels wide. */
  static final PoseMachineDesign SMALL =
      new PoseMachineDesign(
              List.of(8, PoseMachineDesign.POOL, 16, PoseMachineDesign.POOL, 24),
              24,
              16,
              32,
              3,
              DrawnStyles.CHOSEN.size() + 1)
          .startingFrom(Initializer.kaimingNormal(Initializer.Fan.OUT));

  static final Shape SMALL_INPUT = Shape.of(3, DrawnStyles.SIDE, DrawnStyles.SIDE);
  private static final HeatMaps SMALL_MAPS = new HeatMaps(4, 3, 2);

  /** SAN's windows are smaller than SBR's by a cell to each side. */
  private static final HeatMaps PUBLISHED_MAPS =
      new HeatMaps(HeatMaps.PUBLISHED.stride(), HeatMaps.PUBLISHED.deviation(), 3);

  /** The numbers of clusters that the published three are compared with. */
  private static final List<Integer> OTHER_CLUSTERS = List.of(2, 4);

  private Protocol() {}

  static List<Variant> variants(Scale scale) {
    List<Variant> all = new ArrayList<>();
    if (scale == Scale.PAPER) {
      published(all);
      return all;
    }
    for (Method method : Method.values()) {
      all.add(variant(scale, DrawnStyles.NAME, method, DrawnStyles.MIXED, shortened(scale)));
    }
    for (String style : styles(scale)) {
      all.add(variant(scale, DrawnStyles.NAME, Method.SINGLE, style, shortened(scale)));
    }
    return all;
  }

  private static void published(List<Variant> all) {
    Scale scale = Scale.PAPER;
    String main = PublishedStyles.GROUND_TRUTH;
    for (Method method : Method.values()) {
      if (method != Method.ORACLE) {
        all.add(variant(scale, main, method, PublishedStyles.ORIGINAL, released(394)));
      }
    }
    for (int clusters : OTHER_CLUSTERS) {
      all.add(
          variant(
              scale,
              main,
              Method.SAN,
              PublishedStyles.ORIGINAL,
              released(394).with("clusters", clusters)));
    }
    for (String style : styles(scale)) {
      if (!style.equals(PublishedStyles.ORIGINAL)) {
        all.add(variant(scale, main, Method.SINGLE, style, released(394)));
      }
    }
    // An oracle needs faces that are not original already.
    all.add(variant(scale, main, Method.ORACLE, rare(scale), released(394)));
    for (Method method : List.of(Method.SINGLE, Method.SAN)) {
      String original = PublishedStyles.ORIGINAL;
      all.add(variant(scale, PublishedStyles.DETECTED, method, original, released(394)));
      all.add(variant(scale, PublishedStyles.AFLW, method, original, released(2500)));
    }
  }

  /** The styles of the faces that most variants of a scale are about. */
  static List<String> styles(Scale scale) {
    return scale == Scale.PAPER
        ? PublishedStyles.STYLES
        : List.of(
            DrawnStyles.NORMAL.name(), DrawnStyles.DARK.name(), DrawnStyles.WASHED_OUT.name());
  }

  /** The style that the oracle sees, and that others are compared with. */
  static String plain(Scale scale) {
    return styles(scale).get(0);
  }

  /** The style with the fewest training faces; at scale paper that of the oracle's faces. */
  static String rare(Scale scale) {
    return styles(scale).get(1);
  }

  /** The training faces and test part that most variants of a scale are about. */
  static String main(Scale scale) {
    return scale == Scale.PAPER ? PublishedStyles.ORIGINAL : DrawnStyles.MIXED;
  }

  /** The name of a variant trained on the faces that most variants of a scale are about. */
  static String name(Method method) {
    return method.title();
  }

  /** The name of the variant with one input that is trained on one style. */
  static String trainedOn(Scale scale, String style) {
    return style.equals(main(scale)) ? name(Method.SINGLE) : titled(Method.SINGLE, style);
  }

  private static String titled(Method method, String style) {
    return method.title() + ", trained on " + style;
  }

  /** The name of a variant on another published set. */
  static String name(String data, Method method) {
    return method.title()
        + switch (data) {
          case PublishedStyles.DETECTED -> ", detected boxes";
          case PublishedStyles.AFLW -> ", AFLW";
          default -> "";
        };
  }

  private static Variant variant(
      Scale scale, String data, Method method, String training, Settings settings) {
    boolean isMain = training.equals(main(scale));
    int clusters = settings.integer("clusters");
    String of = clusters == 3 ? "" : ", " + clusters + " clusters";
    String name = (isMain ? name(data, method) : titled(method, training)) + of;
    return new Variant(
        name,
        method.reported(),
        scale == Scale.PAPER ? "CPM-VGG16" : "CPM, small",
        "trained on " + training + (method.aggregates() ? ", " + clusters + " clusters" : ""),
        settings
            .with("data", data)
            .with("method", method.name())
            .with("training", training)
            .with("otherStyle", method == Method.ORACLE ? plain(scale) : ""));
  }

  /**
   * The released configurations.
   *
   * @param steps an epoch, once through the training faces
   */
  private static Settings released(int steps) {
    return Settings.none()
        .with("design", "published")
        .with("features", "resnet152")
        .with("clusters", 3)
        .with("ganEpochs", 200)
        .with("ganSteps", 0)
        .with("ganBatch", 32)
        .with("ganRate", 2e-4)
        .with("cycle", 10.0)
        .with("identity", 1.0)
        .with("history", 50)
        .with("window", 0)
        .with("epochs", 50)
        .with("steps", steps)
        .with("batch", 8)
        .with("rate", 5e-5)
        .with("drops", "30 35 40 45")
        .with("dropFactor", 0.5)
        .with("shift", 30);
  }

  /** Small networks, Adam, few steps. */
  private static Settings shortened(Scale scale) {
    boolean quick = scale == Scale.QUICK;
    return Settings.none()
        .with("design", "small")
        .with("features", "moments")
        .with("clusters", 3)
        .with("ganEpochs", quick ? 20 : 2)
        .with("ganSteps", quick ? 50 : 2)
        .with("ganBatch", 8)
        .with("ganRate", 1e-3)
        .with("cycle", 3.0)
        .with("identity", 0.5)
        .with("history", 50)
        .with("window", DrawnStyles.SIDE / 2)
        .with("epochs", quick ? 40 : 1)
        .with("steps", quick ? 40 : 3)
        .with("batch", 8)
        .with("rate", 5e-3)
        .with("drops", quick ? "28" : "1")
        .with("dropFactor", 0.2)
        .with("shift", 2);
  }

  static PoseMachineDesign design(Settings settings, int landmarks) {
    return isPublished(settings) ? PoseMachineDesign.vgg16(landmarks + 1) : SMALL;
  }

  static StyleNetworks networks(Settings settings) {
    return isPublished(settings) ? StyleNetworks.PUBLISHED : StyleNetworks.SMALL;
  }

  static HeatMaps maps(Settings settings) {
    return isPublished(settings) ? PUBLISHED_MAPS : SMALL_MAPS;
  }

  /**
   * Whether networks are the paper's, or those for the drawn faces.
   *
   * @throws IllegalArgumentException if they are neither
   */
  static boolean isPublished(Settings settings) {
    String design = settings.text("design");
    return switch (design) {
      case "published" -> true;
      case "small" -> false;
      default ->
          throw new IllegalArgumentException(
              "design '" + design + "': expected published or small");
    };
  }
}
