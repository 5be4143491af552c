package io.reprise.papers.spos;

import io.reprise.baselines.costs.SposNetworks;
import io.reprise.datasets.LabelledPictures;
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
import io.reprise.papers.spos.Protocol.Task;
import io.reprise.tensor.Seed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Single Path One-Shot (arXiv 1904.00420): search in a network trained path by path. */
public final class SinglePathOneShot implements Experiment<LabelledPictures> {
  /** Of the network that a search settles on, with shared weights on pictures held out. */
  static final Metric INHERITED =
      new Metric("inherited_accuracy", "percent", Metric.Direction.HIGHER);

  /** Networks that a search evaluated. */
  static final Metric EVALUATIONS = new Metric("evaluations", "1", Metric.Direction.NEITHER);

  /** Time of a search, without the supernet's training. */
  static final Metric SEARCH_SECONDS = new Metric("search_seconds", "s", Metric.Direction.LOWER);

  /** Time of the supernet's training; of all variants of a seed that share it, the same one. */
  static final Metric SUPERNET_SECONDS =
      new Metric("supernet_seconds", "s", Metric.Direction.LOWER);

  /** The largest cost of an evaluated or returned network, as a share of the limit. */
  static final Metric COST_SHARE = new Metric("largest_cost_share", "1", Metric.Direction.LOWER);

  /** Of the trained network, or the mean of those trained. */
  static final Metric MACS = new Metric("multiply_adds", "M", Metric.Direction.LOWER);

  /** Of the trained network, or the mean of those trained. */
  static final Metric PARAMETERS = new Metric("parameters", "K", Metric.Direction.LOWER);

  /** Kendall's tau-b of inherited and stand-alone accuracies. */
  static final Metric TAU = new Metric("kendall_tau", "1", Metric.Direction.HIGHER);

  /** The same with the statistics that the supernet's training left. */
  static final Metric TAU_STALE = new Metric("kendall_tau_stale", "1", Metric.Direction.HIGHER);

  /** Kendall's tau-b of numbers of parameters and stand-alone accuracies. */
  static final Metric TAU_SIZE = new Metric("kendall_tau_parameters", "1", Metric.Direction.HIGHER);

  /** What the re-estimation of statistics adds to tau. */
  static final Metric TAU_GAIN = new Metric("kendall_tau_gain", "1", Metric.Direction.HIGHER);

  /** By how much the supernet ranks better than the number of parameters. */
  static final Metric TAU_OVER_SIZE =
      new Metric("kendall_tau_over_parameters", "1", Metric.Direction.HIGHER);

  /** The mean inherited accuracy of the ranked networks. */
  static final Metric MEAN_INHERITED =
      new Metric("mean_inherited_accuracy", "percent", Metric.Direction.HIGHER);

  /** The same with the statistics that the supernet's training left. */
  static final Metric MEAN_STALE =
      new Metric("mean_stale_accuracy", "percent", Metric.Direction.HIGHER);

  /** The mean stand-alone accuracy of the ranked networks. */
  static final Metric MEAN_STAND_ALONE =
      new Metric("mean_stand_alone_accuracy", "percent", Metric.Direction.HIGHER);

  /** How far stand-alone accuracies lie apart: their standard deviation over networks. */
  static final Metric SPREAD =
      new Metric("stand_alone_deviation", "percent", Metric.Direction.NEITHER);

  /** The largest deviation of a block's count of updates from its mean, in standard deviations. */
  static final Metric UPDATES_Z = new Metric("block_updates_z", "1", Metric.Direction.LOWER);

  /** The largest change of a number that a step's path does not hold. */
  static final Metric UNSAMPLED = new Metric("unsampled_change", "1", Metric.Direction.LOWER);

  private static final ImageData DATA =
      new ImageData(
          new ImageData.Sizes(320, 100), new ImageData.Sizes(1500, 1000), new Seed(1904_00420L));

  @Override
  public Paper paper() {
    return new Paper(
        "1904.00420",
        "Single Path One-Shot Neural Architecture Search with Uniform Sampling",
        "ECCV 2020",
        "https://github.com/megvii-model/SinglePathOneShot");
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public List<Network> networks() {
    return new SposNetworks().networks();
  }

  @Override
  public List<Network> timed(Scale scale) {
    List<String> settings =
        scale == Scale.SMOKE
            ? List.of("block search, released")
            : List.of("all choice_3", "block search, released");
    return networks().stream().filter(n -> settings.contains(n.setting())).toList();
  }

  @Override
  public List<Variant> variants(Scale scale) {
    return Protocol.variants(scale);
  }

  @Override
  public LabelledPictures data(Scale scale, Path root) throws IOException {
    return DATA.imageNet(scale, root);
  }

  @Override
  public List<Metric> metrics() {
    List<Metric> all =
        new ArrayList<>(
            List.of(
                Metric.TOP1_ACCURACY,
                Metric.TOP5_ACCURACY,
                Metric.TEST_LOSS,
                INHERITED,
                EVALUATIONS,
                SEARCH_SECONDS,
                SUPERNET_SECONDS,
                COST_SHARE,
                MACS,
                PARAMETERS,
                TAU,
                TAU_STALE,
                TAU_SIZE,
                TAU_GAIN,
                TAU_OVER_SIZE,
                MEAN_INHERITED,
                MEAN_STALE,
                MEAN_STAND_ALONE,
                SPREAD,
                UPDATES_Z,
                UNSAMPLED));
    all.addAll(LatencyPrediction.METRICS);
    return all;
  }

  @Override
  public Measurements run(Variant variant, Trial<LabelledPictures> trial) {
    TrialContext context = new TrialContext(variant.settings(), trial);
    return switch (Task.valueOf(variant.settings().text("task"))) {
      case SEARCH -> new SearchTrial(context).run();
      case RANDOM_PATHS -> new StandAloneTrial(context).randomPaths();
      case ONE_BLOCK -> new StandAloneTrial(context).oneBlock();
      case RANKING -> new RankingTrial(context).run();
    };
  }

  @Override
  public List<Claim> claims() {
    return SposClaims.all();
  }

  @Override
  public Reproduction reproduce(Reported row, Evidence evidence) {
    return SposTables.reproduce(row, evidence);
  }
}
