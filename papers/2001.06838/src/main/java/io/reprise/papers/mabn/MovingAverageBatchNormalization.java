package io.reprise.papers.mabn;

import io.reprise.baselines.costs.MabnNetworks;
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

/** Moving-average batch normalisation (arXiv 2001.06838) against BN, BRN and GN by batch size. */
public final class MovingAverageBatchNormalization implements Experiment<ImageClassification> {
  /** See {@link BackwardCheck#gradientError}. */
  static final Metric GRADIENT_ERROR =
      new Metric("gradient_error", "relative", Metric.Direction.LOWER);

  /** See {@link BackwardCheck#radialError}. */
  static final Metric RADIAL_ERROR = new Metric("radial_error", "relative", Metric.Direction.LOWER);

  /** The largest difference of a logit between the trained network and the folded one. */
  static final Metric FOLDED_DIFFERENCE =
      new Metric("folded_logit_difference", "relative", Metric.Direction.LOWER);

  /** The largest sum of a centred filter's weights. */
  static final Metric FILTER_SUM = new Metric("filter_sum", "relative", Metric.Direction.LOWER);

  /** The largest sum of the gradient of a centred filter's weights. */
  static final Metric FILTER_GRADIENT_SUM =
      new Metric("filter_gradient_sum", "relative", Metric.Direction.LOWER);

  /** See {@link AveragingCheck#ratio}. */
  static final Metric VARIANCE_RATIO =
      new Metric("average_variance_ratio", "1", Metric.Direction.NEITHER);

  /** See {@link AveragingCheck#standardErrors}. */
  static final Metric VARIANCE_ERROR =
      new Metric("average_variance_error", "standard errors", Metric.Direction.LOWER);

  /** Of the moment that the watched layer divides by, over groups and steps of the last epoch. */
  static final Metric FORWARD_VARIATION =
      new Metric("forward_variation", "coefficient of variation", Metric.Direction.LOWER);

  /** Of the projection that the watched layer subtracts in its backward pass, last epoch. */
  static final Metric BACKWARD_VARIANCE =
      new Metric("backward_variance", "log10", Metric.Direction.LOWER);

  private static final Seed CHOICE = new Seed(2001_06838L);

  private static final ImageData DATA =
      new ImageData(new ImageData.Sizes(256, 200), new ImageData.Sizes(3200, 2000), CHOICE);

  /** The largest multiple of the SGD batch that all classes of CIFAR-10 share evenly. */
  private static final ImageData.Sizes PAPER_SIZES = new ImageData.Sizes(49_920, 10_000);

  @Override
  public Paper paper() {
    return new Paper(
        "2001.06838",
        "Towards Stabilizing Batch Statistics in Backward Propagation of Batch Normalization",
        "ICLR 2020",
        "https://github.com/megvii-model/MABN");
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public List<Network> networks() {
    return new MabnNetworks().networks();
  }

  @Override
  public List<Network> timed(Scale scale) {
    List<String> compared =
        scale == Scale.SMOKE ? List.of(MabnNetworks.FOLDED) : MabnTables.COMPARED;
    return networks().stream()
        .filter(n -> n.setting().equals(MabnNetworks.BN) || compared.contains(n.setting()))
        .toList();
  }

  @Override
  public ImageClassification data(Scale scale, Path root) throws IOException {
    ImageClassification data = DATA.cifar10(scale, root);
    return scale == Scale.PAPER
        ? data.subset(PAPER_SIZES.train(), PAPER_SIZES.test(), CHOICE)
        : data;
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
        FORWARD_VARIATION,
        BACKWARD_VARIANCE,
        GRADIENT_ERROR,
        RADIAL_ERROR,
        FOLDED_DIFFERENCE,
        FILTER_SUM,
        FILTER_GRADIENT_SUM,
        VARIANCE_RATIO,
        VARIANCE_ERROR);
  }

  @Override
  public Measurements run(Variant variant, Trial<ImageClassification> trial) {
    return MabnTrial.run(variant.settings(), trial);
  }

  @Override
  public List<Claim> claims() {
    return MabnClaims.all();
  }

  @Override
  public Reproduction reproduce(Reported row, Evidence evidence) {
    return MabnTables.reproduce(row, evidence);
  }
}
