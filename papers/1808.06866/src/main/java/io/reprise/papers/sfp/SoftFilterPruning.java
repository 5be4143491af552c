package io.reprise.papers.sfp;

import io.reprise.baselines.ResNet;
import io.reprise.baselines.pruning.CompactResNet;
import io.reprise.baselines.pruning.ResNetFilters;
import io.reprise.datasets.ImageClassification;
import io.reprise.experiment.Claim;
import io.reprise.experiment.Cost;
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
import io.reprise.tensor.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Soft Filter Pruning (arXiv 1808.06866) against its unpruned network and harder pruning. */
public final class SoftFilterPruning implements Experiment<ImageClassification> {
  /** The largest difference of a logit between the masked and the physically cut network. */
  static final Metric COMPACT_DIFFERENCE =
      new Metric("compact_logit_difference", "logit", Metric.Direction.LOWER);

  /** Top-1 accuracy once batch statistics were gathered anew after the last pruning. */
  static final Metric RECALIBRATED_ACCURACY =
      new Metric("top1_accuracy_recalibrated", "percent", Metric.Direction.HIGHER);

  /** The share of filters that the last pruning changed between zero and not. */
  static final Metric FILTERS_CHANGED =
      new Metric("filters_changed_last", "percent", Metric.Direction.NEITHER);

  /** The largest running variance of a batch normalisation: large where regrown filters blow up. */
  static final Metric LARGEST_VARIANCE =
      new Metric("largest_running_variance", "1", Metric.Direction.NEITHER);

  private static final ImageData DATA =
      new ImageData(
          new ImageData.Sizes(256, 200), new ImageData.Sizes(2800, 2000), new Seed(1808_06866L));

  private static final Shape CIFAR = Shape.of(3, 32, 32);
  private static final Shape IMAGENET = Shape.of(3, 224, 224);

  @Override
  public Paper paper() {
    return new Paper(
        "1808.06866",
        "Soft Filter Pruning for Accelerating Deep Convolutional Neural Networks",
        "IJCAI 2018",
        "https://github.com/he-y/soft-filter-pruning");
  }

  @Override
  public int version() {
    return 2;
  }

  @Override
  public List<Network> networks() {
    List<Network> all = new ArrayList<>();
    for (int depth : Protocol.CIFAR_DEPTHS) {
      add(
          all,
          "ResNet-" + depth,
          ResNet.Design.cifar(depth, 10),
          CIFAR,
          List.of(0.1, 0.2, 0.3, 0.4));
    }
    for (int depth : SfpTables.IMAGENET_DEPTHS) {
      add(all, "ResNet-" + depth, ResNet.Design.imageNet(depth), IMAGENET, List.of(0.3));
    }
    return all;
  }

  private static void add(
      List<Network> all, String name, ResNet.Design design, Shape image, List<Double> rates) {
    all.add(new Network(name, "unpruned", "unpruned", image, at -> new ResNet(at, design)));
    for (double rate : rates) {
      all.add(
          new Network(
              name,
              SfpTables.integerWidths(rate),
              "unpruned",
              image,
              at ->
                  new CompactResNet(
                      at, design, ResNetFilters.random(design, rate, at.seed()), image)));
    }
  }

  @Override
  public List<Cost> formulaCosts() {
    List<Cost> all = new ArrayList<>();
    for (int depth : Protocol.CIFAR_DEPTHS) {
      for (double rate : List.of(0.1, 0.2, 0.3, 0.4)) {
        all.add(continuous(depth, ResNet.Design.cifar(depth, 10), CIFAR, rate));
      }
    }
    for (int depth : SfpTables.IMAGENET_DEPTHS) {
      all.add(continuous(depth, ResNet.Design.imageNet(depth), IMAGENET, 0.3));
    }
    return all;
  }

  private static Cost continuous(int depth, ResNet.Design design, Shape image, double rate) {
    double full = ResNetFilters.continuousMacs(design, image, 0);
    double macs = ResNetFilters.continuousMacs(design, image, rate);
    return new Cost(
        "ResNet-" + depth,
        SfpTables.continuousWidths(rate),
        Double.NaN,
        macs,
        Double.NaN,
        1 - macs / full);
  }

  @Override
  public List<Network> timed(Scale scale) {
    List<String> names =
        scale == Scale.SMOKE
            ? List.of("ResNet-20")
            : SfpTables.IMAGENET_DEPTHS.stream().map(d -> "ResNet-" + d).toList();
    return networks().stream()
        .filter(n -> names.contains(n.name()))
        .filter(
            n ->
                n.setting().equals("unpruned")
                    || n.setting().equals(SfpTables.integerWidths(SfpTables.TIMED_RATE)))
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
        RECALIBRATED_ACCURACY,
        COMPACT_DIFFERENCE,
        FILTERS_CHANGED,
        LARGEST_VARIANCE);
  }

  @Override
  public Measurements run(Variant variant, Trial<ImageClassification> trial) {
    return PruningTrial.run(variant.settings(), trial);
  }

  @Override
  public List<Claim> claims() {
    return SfpClaims.all();
  }

  @Override
  public Reproduction reproduce(Reported row, Evidence evidence) {
    return SfpTables.reproduce(row, evidence);
  }
}
