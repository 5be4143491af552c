package io.reprise.papers.eraserelu;

import io.reprise.baselines.costs.EraseReluNetworks;
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

/** EraseReLU (arXiv 1709.07634): networks with and without some of their ReLUs. */
public final class EraseReluExperiment implements Experiment<ImageCollection> {
  /** The mean training loss of the last epoch. */
  static final Metric LAST_LOSS =
      new Metric("training_loss_last_epoch", "nats", Metric.Direction.LOWER);

  /** The mean over all epochs: the area under the convergence curve. */
  static final Metric MEAN_LOSS =
      new Metric("training_loss_all_epochs", "nats", Metric.Direction.LOWER);

  /** ReLUs that are left. */
  static final Metric RELUS = new Metric("relus", "1", Metric.Direction.NEITHER);

  /** How far the gradient through blocks with zero branches is from what the rule says. */
  static final Metric IDENTITY_ERROR =
      new Metric("identity_gradient_error", "1", Metric.Direction.LOWER);

  /** The share of that gradient's elements that do not reach the block's input. */
  static final Metric GRADIENT_BLOCKED =
      new Metric("identity_gradient_blocked", "percent", Metric.Direction.NEITHER);

  /** The share of values below 0 in the maps that the head averages. */
  static final Metric NEGATIVE_FEATURES =
      new Metric("negative_features", "percent", Metric.Direction.NEITHER);

  private static final ImageData DATA =
      new ImageData(
          new ImageData.Sizes(256, 200), new ImageData.Sizes(1500, 2000), new Seed(1709_07634L));

  @Override
  public Paper paper() {
    return new Paper(
        "1709.07634",
        "EraseReLU: A Simple Way to Ease the Training of Deep Convolution Neural Networks",
        "arXiv 2017",
        "https://github.com/D-X-Y/ResNeXt-DenseNet");
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public List<Network> networks() {
    return new EraseReluNetworks()
        .networks().stream()
            .filter(
                n ->
                    n.setting().startsWith(EraseReluNetworks.BASELINE + ",")
                        || n.setting().startsWith(EraseReluNetworks.METHOD)
                        || n.setting().equals(EraseReluNetworks.BASELINE))
            .toList();
  }

  @Override
  public List<Network> timed(Scale scale) {
    List<String> names =
        scale == Scale.SMOKE
            ? List.of("ResNet-20")
            : List.of("ResNet-110", "ResNeXt-29 8x64d", "ResNet-50");
    return networks().stream()
        .filter(n -> names.contains(n.name()))
        .filter(n -> !n.setting().endsWith("CIFAR-100"))
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
        LAST_LOSS,
        MEAN_LOSS,
        RELUS,
        IDENTITY_ERROR,
        GRADIENT_BLOCKED,
        NEGATIVE_FEATURES);
  }

  @Override
  public Measurements run(Variant variant, Trial<ImageCollection> trial) {
    return ErasingTrial.run(variant.settings(), trial);
  }

  @Override
  public List<Claim> claims() {
    return EraseReluClaims.all();
  }

  @Override
  public Reproduction reproduce(Reported row, Evidence evidence) {
    return EraseReluTables.reproduce(row, evidence);
  }
}
