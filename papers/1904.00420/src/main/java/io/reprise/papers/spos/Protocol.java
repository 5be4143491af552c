package io.reprise.papers.spos;

import io.reprise.baselines.ShuffleChoiceNet.Choice;
import io.reprise.baselines.ShuffleChoiceSpace;
import io.reprise.experiment.Scale;
import io.reprise.experiment.Settings;
import io.reprise.experiment.Variant;
import io.reprise.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** The variants of each scale and their settings: at scale paper those of the authors' code. */
final class Protocol {
  static final String METHOD = "SPOS";
  static final String EVOLUTION = "evolution";
  static final String RANDOM_SEARCH = "random search";
  static final String RANDOM_PATHS = "random paths";
  static final String LATENCY = "evolution, latency limit";
  static final String RANKING = "ranking";
  static final String UNIFORM = "evolution, uniform sampling";
  static final String WIDTHS = "evolution, widths of all choice_3";
  static final String BLOCKS_AND_WIDTHS = "evolution, blocks and widths";

  /** Of the networks of one block, in the order of the blocks' numbers. */
  static final List<String> ONE_BLOCK =
      List.of("all choice_3", "all choice_5", "all choice_7", "all choice_x");

  /** The limit of the released search, in multiply-adds. */
  private static final double PUBLISHED_LIMIT = 330e6;

  /** Larger images are those of ImageNet. */
  private static final int SMALL_SIDE = 64;

  /** What a trial does. */
  enum Task {
    /** Trains the supernet, searches it and retrains what was found. */
    SEARCH,
    /** Trains random paths that keep the limit, from scratch. */
    RANDOM_PATHS,
    /** Trains a network of one block. */
    ONE_BLOCK,
    /** Compares inherited accuracies with those of training from scratch. */
    RANKING
  }

  /** Where a trial searches. */
  enum Space {
    BLOCKS,
    WIDTHS,
    BLOCKS_AND_WIDTHS,
    /** Small enough below scale paper that every member is trained. */
    RANKING
  }

  /** What is limited. */
  enum Constraint {
    MULTIPLY_ADDS,
    /** By a table that the trial measures. */
    LATENCY,
    NONE
  }

  private Protocol() {}

  static List<Variant> variants(Scale scale) {
    Settings base = training(scale);
    Settings search =
        base.with("task", Task.SEARCH.name())
            .with("space", Space.BLOCKS.name())
            .with("constraint", Constraint.MULTIPLY_ADDS.name())
            .with("evolution", true);
    List<Variant> all = new ArrayList<>();
    Settings ranking =
        base.with("task", Task.RANKING.name())
            .with("space", Space.RANKING.name())
            .with("constraint", Constraint.NONE.name())
            .with("sampling", "uniform")
            .with("paths", scale == Scale.PAPER ? 24 : scale == Scale.QUICK ? 0 : 3);
    all.add(variant(RANKING, "supernet and all networks of a space", ranking));
    all.add(variant(EVOLUTION, "block search", search));
    all.add(variant(RANDOM_SEARCH, "block search", search.with("evolution", false)));
    all.add(
        variant(
            RANDOM_PATHS,
            "trained from scratch",
            search
                .with("task", Task.RANDOM_PATHS.name())
                .with("paths", scale == Scale.PAPER ? 5 : scale == Scale.QUICK ? 3 : 2)));
    for (int block = 0; scale != Scale.QUICK && block < ONE_BLOCK.size(); block++) {
      Settings settings = search.with("task", Task.ONE_BLOCK.name()).with("block", block);
      all.add(variant(ONE_BLOCK.get(block), "trained from scratch", settings));
    }
    all.add(
        variant(
            LATENCY,
            "block search, limit on time",
            search.with("constraint", Constraint.LATENCY.name()).with("limit", 0.0)));
    if (scale == Scale.PAPER) {
      all.add(variant(UNIFORM, "block search", search.with("sampling", "uniform")));
      all.add(variant(WIDTHS, "channel search", search.with("space", Space.WIDTHS.name())));
    }
    if (scale != Scale.QUICK) {
      all.add(
          variant(
              BLOCKS_AND_WIDTHS,
              "block and channel search",
              search.with("space", Space.BLOCKS_AND_WIDTHS.name())));
    }
    return all;
  }

  private static Variant variant(String name, String setting, Settings settings) {
    boolean method = name.startsWith(EVOLUTION) || name.equals(RANKING);
    return new Variant(name, method ? METHOD : name, "ShuffleNetV2-like space", setting, settings);
  }

  /**
   * How everything is trained and evaluated. Epochs at scale paper are 150,000 and 300,000 steps of
   * 1,024 images. Below it the rate was chosen for the network of choice_3 alone, of 0.05, 0.1, 0.2
   * and 0.5.
   */
  private static Settings training(Scale scale) {
    boolean full = scale == Scale.PAPER;
    boolean quick = scale == Scale.QUICK;
    return Settings.none()
        .with("epochs", full ? 120 : quick ? 24 : 2)
        .with("retrainEpochs", full ? 240 : quick ? 4 : 1)
        .with("batch", full ? 1024 : 64)
        .with("learningRate", full ? 0.5 : 0.2)
        .with("momentum", 0.9)
        .with("weightDecay", 4e-5)
        .with("labelSmoothing", 0.1)
        .with("sampling", full ? "binned" : "uniform")
        .with("heldOut", full ? 50_000 : quick ? 500 : 64)
        .with("evaluationBatches", full ? 40 : quick ? 5 : 1)
        .with("evaluationBatch", full ? 200 : 100)
        .with("statisticsBatches", full ? 200 : quick ? 4 : 1)
        .with("statisticsBatch", 128)
        .with("averaging", full ? "EXPONENTIAL" : "EQUAL")
        .with("limit", full ? PUBLISHED_LIMIT : 0.0)
        .with("population", full ? 50 : quick ? 12 : 3)
        .with("generations", full ? 20 : quick ? 5 : 2)
        .with("parents", full ? 10 : quick ? 5 : 2)
        .with("children", full ? 25 : quick ? 5 : 1)
        .with("mutationProbability", 0.1)
        .with("latencyBatch", full ? 8 : 16)
        .with("latencyRounds", full ? 50 : quick ? 15 : 3);
  }

  /**
   * The space that a variant searches.
   *
   * @param image of the data
   */
  static ShuffleChoiceSpace space(Settings settings, Shape image, int classes) {
    boolean full = image.dim(1) > SMALL_SIDE;
    Space space = Space.valueOf(settings.text("space"));
    ShuffleChoiceSpace blocks =
        full
            ? ShuffleChoiceSpace.imageNet()
            : space == Space.RANKING
                ? small(
                    image,
                    classes,
                    List.of(1, 2),
                    List.of(Choice.SHUFFLE_3, Choice.SHUFFLE_7, Choice.XCEPTION))
                : small(image, classes, List.of(3, 3), List.of(Choice.values()));
    return switch (space) {
      case BLOCKS, RANKING -> blocks;
      case WIDTHS ->
          new ShuffleChoiceSpace(
              blocks.image(),
              blocks.stemWidth(),
              blocks.widths(),
              blocks.repeats(),
              List.of(Choice.SHUFFLE_3),
              ShuffleChoiceSpace.PUBLISHED_WIDTHS,
              blocks.lastWidth(),
              blocks.classes());
      case BLOCKS_AND_WIDTHS -> blocks.withFifths(ShuffleChoiceSpace.PUBLISHED_WIDTHS);
    };
  }

  private static ShuffleChoiceSpace small(
      Shape image, int classes, List<Integer> repeats, List<Choice> choices) {
    return new ShuffleChoiceSpace(
        image, 16, List.of(24, 48), repeats, choices, ShuffleChoiceSpace.HALF, 64, classes);
  }
}
