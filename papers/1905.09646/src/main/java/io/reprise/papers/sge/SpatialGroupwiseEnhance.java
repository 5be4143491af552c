package io.reprise.papers.sge;

import io.reprise.baselines.costs.SgeNetworks;
import io.reprise.datasets.Dataset;
import io.reprise.datasets.procedural.clutter.ClutterForm;
import io.reprise.datasets.procedural.clutter.PartsInClutter;
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
import java.util.Set;

/** Spatial group-wise enhancement (arXiv 1905.09646) against plain networks and SE. */
public final class SpatialGroupwiseEnhance implements Experiment<SgeData> {
  /** The mean over all modules and groups of gamma's absolute value. */
  static final Metric MEAN_GAMMA = new Metric("mean_abs_gamma", "1", Metric.Direction.NEITHER);

  /** Attention on the object less that beside it, of each block of the small networks. */
  static final List<Metric> CONTRASTS =
      List.of(
          new Metric("attention_contrast_block1", "1", Metric.Direction.HIGHER),
          new Metric("attention_contrast_block2", "1", Metric.Direction.HIGHER),
          new Metric("attention_contrast_block3", "1", Metric.Direction.HIGHER));

  /** That of the last block. */
  static final Metric LAST_CONTRAST = CONTRASTS.get(CONTRASTS.size() - 1);

  /** The last block's mean attention on the object. */
  static final Metric INSIDE = new Metric("attention_inside", "1", Metric.Direction.NEITHER);

  /** The last block's mean attention beside it. */
  static final Metric OUTSIDE = new Metric("attention_outside", "1", Metric.Direction.NEITHER);

  /** Standard deviation of the lengths of group vectors in the last block, by their mean. */
  static final Metric SPREAD_BEFORE =
      new Metric("length_spread_before", "1", Metric.Direction.NEITHER);

  /** The same after the module. */
  static final Metric SPREAD_AFTER =
      new Metric("length_spread_after", "1", Metric.Direction.NEITHER);

  /** The latter less the former. */
  static final Metric SPREAD_GAIN = new Metric("length_spread_gain", "1", Metric.Direction.HIGHER);

  private static final Seed SEED = new Seed(1905_09646L);

  private static final ImageData PICTURES =
      new ImageData(new ImageData.Sizes(256, 200), new ImageData.Sizes(2400, 1500), SEED);

  private static final ImageData.Sizes CLUTTER_SMOKE = new ImageData.Sizes(256, 200);
  private static final ImageData.Sizes CLUTTER = new ImageData.Sizes(3000, 1500);

  @Override
  public Paper paper() {
    return new Paper(
        "1905.09646",
        "Spatial Group-wise Enhance: Improving Semantic Feature Learning in Convolutional Networks",
        "arXiv 2019",
        "https://github.com/implus/PytorchInsight");
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public List<Network> networks() {
    return new SgeNetworks().networks();
  }

  @Override
  public List<Network> timed(Scale scale) {
    Set<String> settings = Set.of("baseline", "SE", "SGE");
    return networks().stream()
        .filter(n -> n.name().equals("ResNet-50") && settings.contains(n.setting()))
        .toList();
  }

  @Override
  public List<Variant> variants(Scale scale) {
    return Protocol.variants(scale);
  }

  @Override
  public SgeData data(Scale scale, Path root) throws IOException {
    ImageData.Sizes sizes = scale == Scale.SMOKE ? CLUTTER_SMOKE : CLUTTER;
    return new SgeData(
        PICTURES.imageNet(scale, root),
        PartsInClutter.generate(
            ClutterForm.GREY.inColour(), sizes.train(), sizes.test(), SEED.named("clutter")));
  }

  @Override
  public Dataset dataOf(Variant variant, SgeData data) {
    return data.of(variant.settings());
  }

  @Override
  public List<Metric> metrics() {
    List<Metric> all =
        new ArrayList<>(
            List.of(
                Metric.TOP1_ACCURACY,
                Metric.TOP5_ACCURACY,
                Metric.TEST_LOSS,
                MEAN_GAMMA,
                INSIDE,
                OUTSIDE,
                SPREAD_BEFORE,
                SPREAD_AFTER,
                SPREAD_GAIN));
    all.addAll(CONTRASTS);
    all.addAll(Identities.METRICS);
    return all;
  }

  @Override
  public Measurements run(Variant variant, Trial<SgeData> trial) {
    return new SgeTrial(variant.settings(), trial).run();
  }

  @Override
  public List<Claim> claims() {
    return SgeClaims.all();
  }

  @Override
  public Reproduction reproduce(Reported row, Evidence evidence) {
    return SgeTables.reproduce(row, evidence);
  }
}
