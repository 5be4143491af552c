package io.reprise.papers.sk;

import io.reprise.datasets.Augmentation;
import io.reprise.datasets.augmentation.HorizontalFlip;
import io.reprise.datasets.augmentation.RandomCrop;
import io.reprise.experiment.Scale;
import io.reprise.experiment.Settings;
import io.reprise.experiment.Variant;
import io.reprise.nn.Schedule;
import io.reprise.papers.sk.Model.Body;
import java.util.ArrayList;
import java.util.List;

/** The variants of each scale and how they train. */
final class Protocol {
  /** What a variant trains on. */
  enum Source {
    IMAGES_10("10 classes", 10),
    IMAGES_100("100 classes", 100),
    GLYPHS("glyphs", 8);

    private final String title;
    private final int classes;

    Source(String title, int classes) {
      this.title = title;
      this.classes = classes;
    }

    int classes() {
      return classes;
    }
  }

  private static final List<Kernels> COMPARED =
      List.of(Kernels.K3, Kernels.K5, Kernels.K3_K5_SUM, Kernels.K3_K5_SELECT, Kernels.K3_SE);

  private Protocol() {}

  static List<Variant> variants(Scale scale) {
    List<Variant> all = new ArrayList<>();
    if (scale == Scale.PAPER) {
      for (Source source : List.of(Source.IMAGES_10, Source.IMAGES_100)) {
        for (Body body : List.of(Body.CIFAR_8X64, Body.CIFAR_16X32, Body.CIFAR_16X64)) {
          all.add(variant(scale, source, body, Kernels.K3));
        }
        all.add(variant(scale, source, Body.CIFAR_8X64, Kernels.K3_SE));
        all.add(variant(scale, source, Body.CIFAR_16X32, Kernels.K3_K1_SELECT));
      }
    } else {
      for (Kernels kernels : COMPARED) {
        all.add(variant(scale, Source.IMAGES_10, Body.SMALL, kernels));
      }
      for (Kernels kernels : COMPARED) {
        all.add(variant(scale, Source.GLYPHS, Body.GLYPHS, kernels));
      }
    }
    return all;
  }

  /** The variant of some kernels at scales below {@code paper}. */
  static String compared(Source source, Kernels kernels) {
    return name(source, source == Source.GLYPHS ? Body.GLYPHS : Body.SMALL, kernels);
  }

  /** The paper's name of a network of its CIFAR tables, with the classes it tells apart. */
  static String published(Source source, String model) {
    return switch (model) {
      case "SKNet-29" -> name(source, Body.CIFAR_16X32, Kernels.K3_K1_SELECT);
      case "SENet-29" -> name(source, Body.CIFAR_8X64, Kernels.K3_SE);
      default ->
          java.util.Arrays.stream(Body.values())
              .filter(b -> b.title().equals(model))
              .findFirst()
              .map(b -> name(source, b, Kernels.K3))
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "no CIFAR network '" + model + "': expected one of Table 5"));
    };
  }

  private static String name(Source source, Body body, Kernels kernels) {
    return source.title + ", " + body.title() + ", " + kernels.title();
  }

  private static Variant variant(Scale scale, Source source, Body body, Kernels kernels) {
    Model model = model(scale, body, kernels);
    return new Variant(
        name(source, body, kernels),
        kernels.title(),
        body.title(),
        source.title,
        training(scale)
            .with("source", source.name())
            .with("body", body.name())
            .with("kernels", kernels.name())
            .with("reduction", model.reduction())
            .with("least", model.least()));
  }

  /**
   * Below scale paper SK[2, 4, 4] and SE of reduction 4, since few channels are left to squeeze.
   */
  private static Model model(Scale scale, Body body, Kernels kernels) {
    if (scale != Scale.PAPER) {
      return new Model(body, kernels, 4, 8);
    }
    return new Model(body, kernels, kernels == Kernels.K3_SE ? 16 : 32, 1);
  }

  /** The network that settings describe. */
  static Model model(Settings s) {
    return new Model(
        Body.valueOf(s.text("body")),
        Kernels.valueOf(s.text("kernels")),
        s.integer("reduction"),
        s.integer("least"));
  }

  /** What settings train on. */
  static Source source(Settings s) {
    return Source.valueOf(s.text("source"));
  }

  private static Settings training(Scale scale) {
    boolean full = scale == Scale.PAPER;
    return Settings.none()
        .with("epochs", full ? 300 : scale == Scale.SMOKE ? 1 : 6)
        .with("batch", full ? 128 : 64)
        .with("learningRate", 0.1)
        .with("schedule", full ? "steps" : "cosine")
        .with("momentum", 0.9)
        .with("nesterov", full)
        .with("weightDecay", full ? 5e-4 : 1e-4)
        .with("augmentation", full);
  }

  /** Steps are those of the ResNeXt recipe: a tenth after half and after three quarters. */
  static Schedule schedule(Settings s) {
    int epochs = s.integer("epochs");
    double rate = s.number("learningRate");
    return switch (s.text("schedule")) {
      case "steps" ->
          Schedule.multiStep(
              rate,
              List.of(
                  new Schedule.Milestone(0.5 * epochs, 0.1),
                  new Schedule.Milestone(0.75 * epochs, 0.1)));
      case "cosine" -> Schedule.cosine(rate, 0, epochs);
      default ->
          throw new IllegalArgumentException(
              "schedule '" + s.text("schedule") + "': expected steps or cosine");
    };
  }

  /** CIFAR's usual ones; few epochs have no use for them, and a mirrored glyph is another one. */
  static List<Augmentation> augmentations(Settings s) {
    return s.flag("augmentation") ? List.of(new HorizontalFlip(), new RandomCrop(4)) : List.of();
  }
}
