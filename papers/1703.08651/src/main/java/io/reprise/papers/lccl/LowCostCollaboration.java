package io.reprise.papers.lccl;

import io.reprise.baselines.costs.LcclNetworks;
import io.reprise.datasets.ImageCollection;
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
import java.util.stream.Stream;

/** Low-cost collaborative layers (arXiv 1703.08651) against the plain network. */
public final class LowCostCollaboration implements Experiment<ImageCollection> {
  /** The share of gate elements that are 0 on the test images, weighted by multiply-adds. */
  static final Metric ZERO_RATE = new Metric("zero_rate", "percent", Metric.Direction.NEITHER);

  /** The multiply-adds that skipping saves, less the overhead, of all collaborative layers'. */
  static final Metric NET_SAVING = new Metric("net_saving", "percent", Metric.Direction.HIGHER);

  /** The same without what dead gates save. */
  static final Metric LIVING_SAVING =
      new Metric("net_saving_without_dead_gates", "percent", Metric.Direction.HIGHER);

  /** How many gates let nothing through on any test image. */
  static final Metric DEAD_GATES = new Metric("dead_gates", "layers", Metric.Direction.LOWER);

  /** The largest difference of a logit with and without skipping, of the largest logit. */
  static final Metric SKIP_DIFFERENCE = new Metric("skip_difference", "1", Metric.Direction.LOWER);

  private static final ImageData DATA =
      new ImageData(
          new ImageData.Sizes(128, 100), new ImageData.Sizes(1200, 1000), new Seed(1703_08651L));

  @Override
  public Paper paper() {
    return new Paper(
        "1703.08651",
        "More is Less: A More Complicated Network with Less Inference Complexity",
        "CVPR 2017",
        "https://github.com/D-X-Y/DXY-Projects");
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public List<Network> networks() {
    return Stream.of(new LcclNetworks().networks(), TimedNetworks.all())
        .flatMap(List::stream)
        .toList();
  }

  @Override
  public List<Network> timed(Scale scale) {
    List<String> names =
        scale == Scale.SMOKE
            ? List.of(TimedNetworks.SMALL)
            : List.of(TimedNetworks.SMALL, TimedNetworks.LARGE);
    return networks().stream()
        .filter(n -> names.contains(n.name()))
        .filter(
            n ->
                n.setting().equals("baseline")
                    || TimedNetworks.ZERO_RATES.stream()
                        .anyMatch(z -> n.setting().equals(TimedNetworks.setting(z))))
        .toList();
  }

  @Override
  public ImageCollection data(Scale scale, Path root) throws IOException {
    return DATA.cifar(scale, root);
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
        ZERO_RATE,
        NET_SAVING,
        LIVING_SAVING,
        DEAD_GATES,
        SKIP_DIFFERENCE);
  }

  @Override
  public Measurements run(Variant variant, Trial<ImageCollection> trial) {
    return new CollaborationTrial(variant.settings(), trial).run();
  }

  @Override
  public List<Claim> claims() {
    return LcclClaims.all();
  }

  @Override
  public Reproduction reproduce(Reported row, Evidence evidence) {
    return LcclTables.reproduce(row, evidence);
  }
}
