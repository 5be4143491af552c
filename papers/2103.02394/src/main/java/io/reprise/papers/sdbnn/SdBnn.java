package io.reprise.papers.sdbnn;

import io.reprise.datasets.ImageClassification;
import io.reprise.experiment.Claim;
import io.reprise.experiment.Evidence;
import io.reprise.experiment.Experiment;
import io.reprise.experiment.ImageData;
import io.reprise.experiment.Measurements;
import io.reprise.experiment.Metric;
import io.reprise.experiment.Paper;
import io.reprise.experiment.Reported;
import io.reprise.experiment.Reproduction;
import io.reprise.experiment.Scale;
import io.reprise.experiment.Trial;
import io.reprise.experiment.Variant;
import io.reprise.nn.Network;
import io.reprise.tensor.Seed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** SD-BNN (arXiv 2103.02394) against the same one-bit network whose boundaries do not move. */
public final class SdBnn implements Experiment<ImageClassification> {
  static final String ID = "2103.02394";

  /**
   * Top-1 accuracy of the best epoch on the test images, which is what the authors' code prints.
   */
  static final Metric BEST_EPOCH =
      new Metric("top1_accuracy_best_epoch", "percent", Metric.Direction.HIGHER);

  /** The share of inputs of one-bit convolutions that are +1 before their boundary moves. */
  static final Metric POSITIVE_BEFORE =
      new Metric("positive_inputs_before_asd", "percent", Metric.Direction.NEITHER);

  /** The same share after it has moved. */
  static final Metric POSITIVE_AFTER =
      new Metric("positive_inputs_after_asd", "percent", Metric.Direction.NEITHER);

  /** How many inputs activation self distribution turned from +1 to -1. */
  static final Metric INPUTS_LOWERED =
      new Metric("inputs_lowered_by_asd", "signs", Metric.Direction.LOWER);

  /** The share of weight signs that weight self distribution changes before training. */
  static final Metric FLIPPED_AT_START =
      new Metric("weight_signs_flipped_at_start", "percent", Metric.Direction.LOWER);

  /** The same share after training. */
  static final Metric FLIPPED =
      new Metric("weight_signs_flipped", "percent", Metric.Direction.LOWER);

  /** How many weights of at least 1% of their filter's mean changed their sign. */
  static final Metric FLIPPED_BEYOND =
      new Metric("weight_signs_flipped_beyond_bound", "weights", Metric.Direction.LOWER);

  /**
   * How many signs after normalisation change if the outputs of one-bit convolutions shrink to a
   * 16th, and the constant under the root to its square.
   */
  static final Metric SCALED_SIGNS =
      new Metric("signs_changed_by_scaling", "signs", Metric.Direction.LOWER);

  /** The share that changes if the constant under the root stays. */
  static final Metric SCALED_SIGNS_SAME_EPSILON =
      new Metric("signs_changed_by_scaling_same_epsilon", "percent", Metric.Direction.LOWER);

  /** The largest difference of a logit between packed bits and floats. */
  static final Metric PACKED_DIFFERENCE =
      new Metric("packed_logit_difference", "logit", Metric.Direction.LOWER);

  private static final ImageData DATA =
      new ImageData(
          new ImageData.Sizes(100, 100), new ImageData.Sizes(2000, 2000), new Seed(2103_02394L));

  @Override
  public Paper paper() {
    return new Paper(
        ID,
        "Self-Distribution Binary Neural Networks",
        "arXiv 2021",
        "https://github.com/pingxue-hfut/SD-BNN");
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public List<Network> networks() {
    List<Network> all = new ArrayList<>(SdBnnCosts.PUBLISHED);
    all.addAll(InferenceNetworks.all());
    return all;
  }

  @Override
  public List<Network> timed(Scale scale) {
    List<String> names =
        scale == Scale.SMOKE
            ? List.of(InferenceNetworks.SMALLEST.title())
            : InferenceNetworks.TIMED;
    return InferenceNetworks.all().stream().filter(n -> names.contains(n.name())).toList();
  }

  /** At scale paper with the constants of ImageNet, as the authors' loaders normalise. */
  @Override
  public ImageClassification data(Scale scale, Path root) throws IOException {
    ImageClassification images = DATA.cifar10(scale, root);
    return scale != Scale.PAPER
        ? images
        : new ImageClassification(
            images.name(),
            images.origin(),
            images.train(),
            images.test(),
            List.of(0.485, 0.456, 0.406),
            List.of(0.229, 0.224, 0.225));
  }

  @Override
  public List<Variant> variants(Scale scale) {
    return Protocol.variants(scale);
  }

  @Override
  public List<Metric> metrics() {
    return List.of(
        Metric.TOP1_ACCURACY,
        Metric.TOP5_ACCURACY,
        Metric.TEST_LOSS,
        BEST_EPOCH,
        POSITIVE_BEFORE,
        POSITIVE_AFTER,
        INPUTS_LOWERED,
        FLIPPED_AT_START,
        FLIPPED,
        FLIPPED_BEYOND,
        SCALED_SIGNS,
        SCALED_SIGNS_SAME_EPSILON,
        PACKED_DIFFERENCE);
  }

  @Override
  public Measurements run(Variant variant, Trial<ImageClassification> trial) {
    return new SdBnnTrial(variant.settings(), trial).run();
  }

  @Override
  public List<Claim> claims() {
    return SdBnnClaims.all();
  }

  @Override
  public Reproduction reproduce(Reported row, Evidence evidence) {
    return SdBnnTables.reproduce(row, evidence);
  }
}
