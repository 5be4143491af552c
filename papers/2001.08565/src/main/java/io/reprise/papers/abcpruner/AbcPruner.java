package io.reprise.papers.abcpruner;

import io.reprise.baselines.costs.AbcPrunerNetworks;
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
import java.util.List;

/** ABCPruner (arXiv 2001.08565): how many channels each layer keeps, searched by a bee colony. */
public final class AbcPruner implements Experiment<ImageClassification> {
  /** Test accuracy before fine-tuning: of a thin network with the weights of its evaluation. */
  static final Metric UNTUNED_ACCURACY =
      new Metric("top1_accuracy_before_tuning", "percent", Metric.Direction.HIGHER);

  /** The accuracy that the search settled on, on the images that it may look at. */
  static final Metric FITNESS = new Metric("fitness", "percent", Metric.Direction.HIGHER);

  /** How many structures the search trained. */
  static final Metric EVALUATIONS =
      new Metric("search_evaluations", "structures", Metric.Direction.NEITHER);

  /** Wall-clock time of these, in seconds. */
  static final Metric SEARCH_SECONDS = new Metric("search_seconds", "s", Metric.Direction.NEITHER);

  /** FLOPs saved as the authors count them, see {@link AuthorsFlops}. */
  static final Metric FLOPS_REDUCTION =
      new Metric("flops_reduction", "percent", Metric.Direction.HIGHER);

  /** Multiply-adds saved. */
  static final Metric MACS_REDUCTION =
      new Metric("macs_reduction", "percent", Metric.Direction.HIGHER);

  /** Parameters saved. */
  static final Metric PARAMS_REDUCTION =
      new Metric("params_reduction", "percent", Metric.Direction.HIGHER);

  /** Output channels of convolutions saved. */
  static final Metric CHANNELS_REDUCTION =
      new Metric("channels_reduction", "percent", Metric.Direction.HIGHER);

  /** Tenths of its channels that a place keeps, on average. */
  static final Metric MEAN_GENE = new Metric("mean_gene", "tenths", Metric.Direction.NEITHER);

  /** Seconds for a batch of the network that is fine-tuned, forward, see {@link SearchTrial}. */
  static final Metric PASS_SECONDS = new Metric("pass_seconds", "s", Metric.Direction.LOWER);

  /** The same of the whole network, timed by turns with it. */
  static final Metric WHOLE_PASS_SECONDS =
      new Metric("whole_pass_seconds", "s", Metric.Direction.NEITHER);

  /** The largest difference of a logit between a network and its heir of all tenths. */
  static final Metric INHERITANCE_DIFFERENCE =
      new Metric("whole_inheritance_difference", "logit", Metric.Direction.LOWER);

  private static final ImageData DATA =
      new ImageData(
          new ImageData.Sizes(160, 200), new ImageData.Sizes(2500, 2000), new Seed(2001_08565L));

  @Override
  public Paper paper() {
    return new Paper(
        "2001.08565",
        "Channel Pruning via Automatic Structure Search",
        "IJCAI 2020",
        "https://github.com/lmbxmu/ABCPruner");
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public List<Network> networks() {
    return new AbcPrunerNetworks().networks();
  }

  @Override
  public List<Network> timed(Scale scale) {
    List<String> smoke = List.of("VGG-16 CIFAR-10, full", "VGG-16 CIFAR-10, all genes 5");
    List<String> more =
        List.of(
            "ResNet-56 CIFAR-10, full",
            "ResNet-56 CIFAR-10, alpha 70%",
            "ResNet-18 ImageNet, full",
            "ResNet-18 ImageNet, alpha 70%");
    return networks().stream()
        .filter(
            n -> {
              String name = n.name() + " " + n.setting();
              return smoke.contains(name) || (scale != Scale.SMOKE && more.contains(name));
            })
        .toList();
  }

  @Override
  public ImageClassification data(Scale scale, Path root) throws IOException {
    return DATA.cifar10(scale, root);
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
        UNTUNED_ACCURACY,
        FITNESS,
        FLOPS_REDUCTION,
        MACS_REDUCTION,
        PARAMS_REDUCTION,
        CHANNELS_REDUCTION,
        MEAN_GENE,
        EVALUATIONS,
        SEARCH_SECONDS,
        PASS_SECONDS,
        WHOLE_PASS_SECONDS,
        INHERITANCE_DIFFERENCE);
  }

  @Override
  public Measurements run(Variant variant, Trial<ImageClassification> trial) {
    return SearchTrial.run(variant.settings(), trial);
  }

  @Override
  public List<Claim> claims() {
    return AbcClaims.all();
  }

  @Override
  public Reproduction reproduce(Reported row, Evidence evidence) {
    return AbcTables.reproduce(row, evidence);
  }
}
