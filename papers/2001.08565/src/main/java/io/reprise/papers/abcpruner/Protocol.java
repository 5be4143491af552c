package io.reprise.papers.abcpruner;

import io.reprise.baselines.pruning.FilterInheritance.Choice;
import io.reprise.baselines.search.ArtificialBeeColony;
import io.reprise.baselines.search.CodeSearch;
import io.reprise.baselines.search.GreedySearch;
import io.reprise.baselines.search.RandomSearch;
import io.reprise.experiment.Scale;
import io.reprise.experiment.Settings;
import io.reprise.experiment.Variant;
import io.reprise.nn.Schedule;
import io.reprise.nn.Sgd;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The variants of each scale and how they search and train (the authors' README and code). */
final class Protocol {
  /** Where the structure and its weights come from. */
  enum Arm {
    /** The pre-trained network. */
    UNPRUNED("unpruned"),
    /** The pre-trained network, trained on for as long as a thin one. */
    UNPRUNED_TUNED("unpruned, fine-tuned"),
    /** Found by the bee colony. */
    COLONY("ABCPruner"),
    /** The best of as many random structures. */
    RANDOM("random search"),
    /** Found by climbing, with as many evaluations. */
    GREEDY("greedy search"),
    /** The same share of every layer, with the FLOPs nearest to those of the colony's. */
    UNIFORM("uniform widths of ABCPruner's FLOPs"),
    /** The colony's structure without its weights. */
    SCRATCH("ABCPruner's structure from scratch");

    private final String title;

    Arm(String title) {
      this.title = title;
    }

    boolean pruned() {
      return this != UNPRUNED && this != UNPRUNED_TUNED;
    }
  }

  /** What is different from the suite's way of searching. */
  enum Form {
    /** Random filters, fitness on held-out images, none of the authors' slips. */
    STANDARD(""),
    /** The largest filters in place of random ones. */
    LARGEST_FILTERS(", largest filters"),
    /** Fitness on the test images, as in the authors' code. */
    TEST_FITNESS(", fitness on the test images"),
    /** With the slips of the authors' code. */
    OFFICIAL_QUIRKS(", official quirks"),
    /** All that the authors' code does: slips, test images, and no image held out. */
    AS_PUBLISHED(", as published");

    private final String suffix;

    Form(String suffix) {
      this.suffix = suffix;
    }
  }

  private Protocol() {}

  /** The network on which the arms are compared. */
  static String compared(Scale scale) {
    return scale == Scale.PAPER ? "VGG-16" : Backbone.MINI;
  }

  /** The most tenths that a layer keeps there: the paper's for VGG-16, ours for the small. */
  static int comparedMost(Scale scale) {
    return scale == Scale.PAPER ? 8 : 7;
  }

  /** A much smaller alpha, to see accuracy fall with it. */
  static final int SMALL_MOST = 3;

  /** Name of a variant, for example {@code VGG-16, ABCPruner 80%}. */
  static String name(String backbone, Arm arm, int most, Form form) {
    return backbone + ", " + arm.title + (arm.pruned() ? " " + 10 * most + "%" : "") + form.suffix;
  }

  static List<Variant> variants(Scale scale) {
    List<Variant> all = new ArrayList<>();
    String compared = compared(scale);
    for (Arm arm : Arm.values()) {
      all.add(variant(scale, compared, arm, comparedMost(scale), Form.STANDARD));
    }
    all.add(variant(scale, compared, Arm.COLONY, SMALL_MOST, Form.STANDARD));
    for (Form form : List.of(Form.LARGEST_FILTERS, Form.TEST_FITNESS, Form.OFFICIAL_QUIRKS)) {
      all.add(variant(scale, compared, Arm.COLONY, comparedMost(scale), form));
    }
    if (scale == Scale.PAPER) {
      for (Published p : Published.ALL) {
        all.add(variant(scale, p.backbone, Arm.UNPRUNED, p.most, Form.AS_PUBLISHED));
        all.add(variant(scale, p.backbone, Arm.COLONY, p.most, Form.AS_PUBLISHED));
      }
    }
    return all;
  }

  /** A row of the authors' table for CIFAR-10. */
  record Published(String backbone, int most) {
    static final List<Published> ALL =
        List.of(
            new Published("VGG-16", 8),
            new Published("ResNet-56", 7),
            new Published("ResNet-110", 6),
            new Published("GoogLeNet", 3));
  }

  private static Variant variant(Scale scale, String backbone, Arm arm, int most, Form form) {
    boolean published = form == Form.AS_PUBLISHED;
    Settings settings =
        training(scale)
            .with("backbone", backbone)
            .with("arm", arm.name())
            .with("most", most)
            .with(
                "filters",
                (form == Form.LARGEST_FILTERS ? Choice.LARGEST_L1 : Choice.RANDOM).name())
            .with("officialQuirks", form == Form.OFFICIAL_QUIRKS || published)
            .with("testFitness", form == Form.TEST_FITNESS || published);
    return new Variant(
        name(backbone, arm, most, form),
        arm.title + form.suffix,
        backbone,
        arm.pruned() ? String.format(Locale.ROOT, "alpha=%d%%", 10 * most) : "unpruned",
        published ? settings.with("heldOut", 0.0) : settings);
  }

  /**
   * Numbers of epochs, sources and cycles that fit the scale; fitnessImages of 0 are all. Below
   * scale paper the batch is small, so that the statistics of fresh normalisations settle within
   * the few steps that an evaluation has.
   */
  private static Settings training(Scale scale) {
    boolean full = scale == Scale.PAPER;
    boolean quick = scale == Scale.QUICK;
    return Settings.none()
        .with("pretrainingEpochs", full ? 150 : quick ? 8 : 1)
        .with("pretrainingRate", full ? 0.1 : 0.05)
        .with("fitnessEpochs", full ? 2 : 1)
        .with("fitnessImages", full ? 0 : quick ? 700 : 64)
        .with("tuningEpochs", full ? 150 : quick ? 4 : 1)
        .with("learningRate", full ? 0.01 : 0.02)
        .with("batch", full ? 256 : 32)
        .with("momentum", 0.9)
        .with("weightDecay", 5e-4)
        .with("heldOut", full ? 0.1 : 0.2)
        .with("sources", full ? 10 : quick ? 5 : 2)
        .with("limit", full ? 5 : quick ? 2 : 1)
        .with("cycles", full ? 10 : quick ? 3 : 1)
        .with("changes", 2);
  }

  /** The search of an arm; arms without one of their own take the colony's. */
  static CodeSearch search(Settings s, Arm arm) {
    ArtificialBeeColony.Settings colony =
        new ArtificialBeeColony.Settings(
            s.integer("sources"),
            s.integer("limit"),
            s.integer("cycles"),
            s.integer("changes"),
            s.flag("officialQuirks"));
    return switch (arm) {
      case RANDOM -> new RandomSearch(colony.budget());
      case GREEDY -> new GreedySearch(colony.budget());
      default -> new ArtificialBeeColony(colony);
    };
  }

  /**
   * A tenth of the rate after half of the epochs and after three quarters, each rounded down (75
   * and 112 of 150).
   */
  static Schedule schedule(double rate, int epochs) {
    return Schedule.multiStep(
        rate,
        List.of(
            new Schedule.Milestone(Math.floor(0.5 * epochs), 0.1),
            new Schedule.Milestone(Math.floor(0.75 * epochs), 0.1)));
  }

  static Sgd.Settings descent(Settings s) {
    return new Sgd.Settings(s.number("momentum"), false, s.number("weightDecay"), path -> false);
  }
}
