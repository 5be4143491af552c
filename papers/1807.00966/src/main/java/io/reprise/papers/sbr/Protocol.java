package io.reprise.papers.sbr;

import io.reprise.baselines.landmarks.HeatMaps;
import io.reprise.baselines.landmarks.LucasKanade;
import io.reprise.baselines.landmarks.PoseMachineDesign;
import io.reprise.baselines.landmarks.RegistrationLoss;
import io.reprise.baselines.landmarks.RegistrationLoss.Pulled;
import io.reprise.datasets.GeometricAugmentation;
import io.reprise.datasets.augmentation.RandomAffine;
import io.reprise.datasets.augmentation.RandomCrop;
import io.reprise.experiment.Scale;
import io.reprise.experiment.Settings;
import io.reprise.experiment.Variant;
import io.reprise.nn.Initializer;
import io.reprise.nn.Schedule;
import io.reprise.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** The variants of each scale and how they train. */
final class Protocol {
  /** What is added to the detection loss in the second part of training. */
  enum Method {
    /** Nothing: as many steps with the detection loss alone. */
    CPM("CPM", "CPM"),
    SBR("CPM + SBR", "CPM+SBR"),
    /** The other frames pulled: all at scale paper, those between the first and the last else. */
    OTHER_FRAMES("CPM + SBR, other frames pulled", "CPM+SBR"),
    /** Gradients also flow through the tracks. */
    THROUGH_FLOW("CPM + SBR, through Lucas-Kanade", "CPM+SBR"),
    /** The weight of the released configuration for videos alone. */
    VIDEO_WEIGHT("CPM + SBR, omega 0.2", "CPM+SBR"),
    /** A weight that should be too large. */
    HEAVY("CPM + SBR, heavy", "CPM+SBR"),
    /** A sixth of the weight, or a fifth at scale paper: little, but in the same direction. */
    LIGHT("CPM + SBR, light", "CPM+SBR"),
    /** Adapted to each test video afterwards, without its labels. */
    PAM("CPM + SBR + PAM", "CPM+SBR+PAM");

    private final String title;
    private final String reported;

    Method(String title, String reported) {
      this.title = title;
      this.reported = reported;
    }
  }

  /** Of the drawn faces, whose maps are 16x16: as many stages as make a first and a later one. */
  static final PoseMachineDesign SMALL =
      new PoseMachineDesign(
              List.of(12, PoseMachineDesign.POOL, 24, PoseMachineDesign.POOL, 32),
              24,
              16,
              48,
              2,
              DrawnFaces.CHOSEN.size() + 1)
          .startingFrom(Initializer.kaimingNormal(Initializer.Fan.OUT));

  static final Shape SMALL_INPUT = Shape.of(3, DrawnFaces.SIDE, DrawnFaces.SIDE);
  static final Shape PUBLISHED_INPUT = Shape.of(3, 256, 256);

  private static final HeatMaps SMALL_MAPS = new HeatMaps(4, 3, 2);

  /**
   * A weight that does as much here as one of 1 in the notes that this module was written from, on
   * 5 landmarks, maps of stride 2 and Gaussians of 1.25 cells, here 0.75. A detection moves by
   * stride over the sum of the Gaussian for each value of its map, and the registration loss is a
   * mean over landmarks where the detection loss is a sum: these are the slopes that weigh against
   * each other.
   */
  private static final double OMEGA_SCALE =
      (DrawnFaces.CHOSEN.size() / 5.0)
          * (2.0 / SMALL_MAPS.stride())
          * Math.pow(SMALL_MAPS.deviation() / SMALL_MAPS.stride() / 1.25, 2);

  private static final double LARGEST_GRADIENT = 1000;

  private Protocol() {}

  static List<Variant> variants(Scale scale) {
    List<Variant> all = new ArrayList<>();
    if (scale == Scale.PAPER) {
      for (Method method : Method.values()) {
        all.add(variant(scale, PublishedFaces.THREE_HUNDRED_W, method, published(method)));
      }
      for (Method method : List.of(Method.CPM, Method.SBR)) {
        all.add(variant(scale, PublishedFaces.AFLW, method, published(method).with("steps", 2500)));
      }
    } else {
      for (Method method : Method.values()) {
        if (method != Method.VIDEO_WEIGHT) {
          all.add(variant(scale, DrawnFaces.NAME, method, shortened(scale, method)));
        }
      }
    }
    return all;
  }

  /** For example {@code CPM + SBR}, or {@code CPM + SBR, AFLW}. */
  static String name(String data, Method method) {
    return method.title + (data.equals(PublishedFaces.AFLW) ? ", AFLW" : "");
  }

  /** The faces that most variants of a scale are about. */
  static String data(Scale scale) {
    return scale == Scale.PAPER ? PublishedFaces.THREE_HUNDRED_W : DrawnFaces.NAME;
  }

  private static Variant variant(Scale scale, String data, Method method, Settings settings) {
    return new Variant(
        name(data, method),
        method.reported,
        scale == Scale.PAPER ? "CPM-VGG16" : "CPM, small",
        setting(settings) + (data.equals(PublishedFaces.AFLW) ? ", AFLW" : ""),
        settings.with("data", data).with("method", method.name()));
  }

  /** For example {@code all frames, omega 5.2}. */
  private static String setting(Settings settings) {
    if (settings.number("omega") == 0) {
      return "labels alone";
    }
    boolean all = Pulled.valueOf(settings.text("pulled")) == Pulled.ALL;
    return (all ? "all frames" : "frame between")
        + (settings.flag("throughFlow") ? ", through Lucas-Kanade" : "")
        + ", omega "
        + settings.number("omega")
        + (settings.integer("adaptationSteps") > 0 ? ", adapted" : "");
  }

  /** The released configurations. */
  private static Settings published(Method method) {
    RegistrationLoss.Settings registration = RegistrationLoss.Settings.PUBLISHED;
    LucasKanade.Settings flow = LucasKanade.Settings.PUBLISHED;
    double omega =
        switch (method) {
          case CPM -> 0;
          case VIDEO_WEIGHT -> 0.2;
          case HEAVY -> 1;
          case LIGHT -> 0.02;
          default -> 0.1;
        };
    return Settings.none()
        .with("design", "published")
        .with("optimizer", "sgd")
        .with("baseEpochs", 50)
        .with("baseFaces", 8)
        .with("baseRate", 5e-5)
        .with("baseHalvings", "30 40")
        .with("baseDegrees", 20.0)
        .with("baseShift", 30)
        .with("baseScale", 0.1)
        .with("epochs", 50)
        .with("steps", 394)
        .with("faces", 4)
        .with("sequences", 4)
        .with("rate", 1e-4)
        .with("halvings", "30 35 40 45 50")
        .with("shift", 5)
        .with("omega", omega)
        .with("pulled", (method == Method.OTHER_FRAMES ? Pulled.ALL : Pulled.BETWEEN).name())
        .with("throughFlow", method == Method.THROUGH_FLOW)
        .with("largestGradient", Double.POSITIVE_INFINITY)
        .with("leastScore", registration.leastScore())
        .with("roundTrip", registration.roundTrip())
        .with("farthest", registration.farthest())
        .with("halfWindow", flow.halfWindow())
        .with("flowSteps", flow.steps())
        .with("clip", hasClip(method))
        .with("adaptationSteps", method == Method.PAM ? 200 : 0);
  }

  /** A small detector, Adam, few steps, all frames pulled. */
  private static Settings shortened(Scale scale, Method method) {
    boolean quick = scale == Scale.QUICK;
    double weight =
        switch (method) {
          case CPM -> 0;
          case HEAVY -> 10;
          case LIGHT -> 0.5;
          default -> 3;
        };
    return Settings.none()
        .with("design", "small")
        .with("optimizer", "adam")
        .with("baseEpochs", quick ? 24 : 1)
        .with("baseFaces", 16)
        .with("baseRate", 2e-3)
        .with("baseHalvings", quick ? "14 19 22" : "")
        .with("baseDegrees", 0.0)
        .with("baseShift", 3)
        .with("baseScale", 0.0)
        .with("epochs", quick ? 4 : 1)
        .with("steps", quick ? 50 : 3)
        .with("faces", 8)
        .with("sequences", 4)
        .with("rate", 5e-4)
        .with("halvings", "")
        .with("shift", 3)
        .with("omega", Math.round(10 * weight * OMEGA_SCALE) / 10.0)
        .with("pulled", (method == Method.OTHER_FRAMES ? Pulled.BETWEEN : Pulled.ALL).name())
        .with("throughFlow", method == Method.THROUGH_FLOW)
        // Tracks of badly conditioned patches multiply gradients. Those of the other variants have
        // never been as long.
        .with(
            "largestGradient",
            method == Method.THROUGH_FLOW ? LARGEST_GRADIENT : Double.POSITIVE_INFINITY)
        // A detector that has hardly learned is never sure: smoke shows that everything runs.
        .with("leastScore", quick ? 0.2 : -1.0)
        .with("roundTrip", quick ? 1.0 : 10.0)
        .with("farthest", quick ? 3.0 : 100.0)
        .with("halfWindow", 5)
        .with("flowSteps", 8)
        .with("clip", hasClip(method))
        .with("adaptationSteps", method != Method.PAM ? 0 : quick ? 12 : 2);
  }

  /** Those that are looked at side by side: a page with a clip of each would be heavy. */
  private static boolean hasClip(Method method) {
    return method == Method.CPM || method == Method.SBR || method == Method.PAM;
  }

  static PoseMachineDesign design(Settings settings, int landmarks) {
    return isPublished(settings) ? PoseMachineDesign.vgg16(landmarks + 1) : SMALL;
  }

  static Shape input(Settings settings) {
    return isPublished(settings) ? PUBLISHED_INPUT : SMALL_INPUT;
  }

  static HeatMaps maps(Settings settings) {
    return isPublished(settings) ? HeatMaps.PUBLISHED : SMALL_MAPS;
  }

  /**
   * Whether the detector is the paper's, or one for the drawn faces.
   *
   * @throws IllegalArgumentException if it is neither
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

  static RegistrationLoss registration(Settings settings) {
    return new RegistrationLoss(
        new LucasKanade(
            new LucasKanade.Settings(
                settings.integer("halfWindow"), settings.integer("flowSteps"), 2)),
        new RegistrationLoss.Settings(
            Pulled.valueOf(settings.text("pulled")),
            settings.flag("throughFlow"),
            settings.number("leastScore"),
            RegistrationLoss.Settings.PUBLISHED.nearest(),
            settings.number("roundTrip"),
            settings.number("farthest")));
  }

  /** Turned, scaled and moved in the first part; moved by whole pixels where there is no more. */
  static GeometricAugmentation baseAugmentation(Settings settings) {
    double degrees = settings.number("baseDegrees");
    double scale = settings.number("baseScale");
    int shift = settings.integer("baseShift");
    return degrees == 0 && scale == 0
        ? new RandomCrop(shift)
        : new RandomAffine(degrees, (double) shift / input(settings).dim(2), 1 - scale, 1 + scale);
  }

  static GeometricAugmentation augmentation(Settings settings) {
    return new RandomCrop(settings.integer("shift"));
  }

  /**
   * A rate that is halved at some epochs.
   *
   * @param epochs in words, separated by blanks; may be empty
   */
  static Schedule halved(double rate, String epochs) {
    List<Schedule.Milestone> milestones = new ArrayList<>();
    for (String epoch : epochs.split(" ", -1)) {
      if (!epoch.isEmpty()) {
        milestones.add(new Schedule.Milestone(Integer.parseInt(epoch), 0.5));
      }
    }
    return Schedule.multiStep(rate, milestones);
  }
}
