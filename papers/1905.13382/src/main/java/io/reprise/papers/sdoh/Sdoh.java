package io.reprise.papers.sdoh;

import io.reprise.baselines.costs.SdohNetworks;
import io.reprise.datasets.Dataset;
import io.reprise.experiment.Claim;
import io.reprise.experiment.Evidence;
import io.reprise.experiment.Experiment;
import io.reprise.experiment.Measurements;
import io.reprise.experiment.Metric;
import io.reprise.experiment.Paper;
import io.reprise.experiment.Reported;
import io.reprise.experiment.Reproduction;
import io.reprise.experiment.Scale;
import io.reprise.experiment.Trial;
import io.reprise.experiment.Variant;
import io.reprise.nn.Network;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** SDOH (arXiv 1905.13382) against methods of online hashing before it. */
public final class Sdoh implements Experiment<SdohData> {
  static final String ID = "1905.13382";

  /** Mean average precision over the whole database; ties stand in its order. */
  static final Metric MAP = new Metric("map", Metric.DIMENSIONLESS, Metric.Direction.HIGHER);

  /** The same, averaged over the orders of items at equal distance. */
  static final Metric MAP_TIES =
      new Metric("map_tie_averaged", Metric.DIMENSIONLESS, Metric.Direction.HIGHER);

  /** By how much mAP is above that of HCOH on CIFAR-10, as it was published. */
  static final Metric MAP_ABOVE_BEST =
      new Metric("map_above_best_before", Metric.DIMENSIONLESS, Metric.Direction.HIGHER);

  static final Metric MAP_1000 =
      new Metric("map_at_1000", Metric.DIMENSIONLESS, Metric.Direction.HIGHER);

  /** Precision among the first so many items. */
  static final Metric PRECISION_1 =
      new Metric("precision_at_1", Metric.DIMENSIONLESS, Metric.Direction.HIGHER);

  static final Metric PRECISION_10 =
      new Metric("precision_at_10", Metric.DIMENSIONLESS, Metric.Direction.HIGHER);
  static final Metric PRECISION_100 =
      new Metric("precision_at_100", Metric.DIMENSIONLESS, Metric.Direction.HIGHER);

  /** Precision within Hamming radius 2. */
  static final Metric PRECISION_RADIUS =
      new Metric("precision_within_2", Metric.DIMENSIONLESS, Metric.Direction.HIGHER);

  /** Mean of mAP before the first batch and after each. */
  static final Metric AUC = new Metric("auc", Metric.DIMENSIONLESS, Metric.Direction.HIGHER);

  /** mAP of the first batch's samples as queries after the last batch less that after the first. */
  static final Metric PAST_GAIN =
      new Metric("past_map_gain", Metric.DIMENSIONLESS, Metric.Direction.HIGHER);

  /** How many steps the first batch's descent took. */
  static final Metric FIRST_STEPS =
      new Metric("first_batch_steps", "steps", Metric.Direction.NEITHER);

  /** The median over batches. */
  static final Metric MEDIAN_STEPS =
      new Metric("median_batch_steps", "steps", Metric.Direction.NEITHER);

  /** Of the formula from central differences, over the largest absolute value of the latter. */
  static final Metric GRADIENT_DIFFERENCE =
      new Metric("gradient_difference", Metric.DIMENSIONLESS, Metric.Direction.LOWER);

  /** The cosine of the released code's gradient and the exact one. */
  static final Metric RELEASED_COSINE =
      new Metric("released_gradient_cosine", Metric.DIMENSIONLESS, Metric.Direction.NEITHER);

  static final Metric HAMMING_DIFFERENCE =
      new Metric("hamming_difference", "bits", Metric.Direction.LOWER);

  /** By how much either distribution's sum differs from 1 at most. */
  static final Metric SUM_DIFFERENCE =
      new Metric("probability_sum_difference", Metric.DIMENSIONLESS, Metric.Direction.LOWER);

  /** The absolute divergence of the target from itself. */
  static final Metric DIVERGENCE_OF_EQUAL =
      new Metric("divergence_of_equal", "nats", Metric.Direction.LOWER);

  /** The least divergence of the target from a model. */
  static final Metric LEAST_DIVERGENCE =
      new Metric("least_divergence", "nats", Metric.Direction.NEITHER);

  /** Of the network that features come from, on the queries' images. */
  static final Metric NETWORK_ACCURACY =
      new Metric("network_top1_accuracy", "percent", Metric.Direction.NEITHER);

  @Override
  public Paper paper() {
    return new Paper(
        ID,
        "Supervised Online Hashing via Similarity Distribution Learning",
        "arXiv 2019",
        "https://github.com/chenshen03/OnlineHash");
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public List<Network> networks() {
    return new SdohNetworks().networks();
  }

  @Override
  public List<Network> timed(Scale scale) {
    List<Network> all = networks();
    return scale == Scale.SMOKE ? all.subList(all.size() - 1, all.size()) : all;
  }

  @Override
  public SdohData data(Scale scale, Path root) throws IOException {
    return SdohData.of(scale, root);
  }

  @Override
  public Dataset dataOf(Variant variant, SdohData data) {
    return data.of(Protocol.Source.valueOf(variant.settings().text("source")));
  }

  @Override
  public List<Variant> variants(Scale scale) {
    return Protocol.variants(scale);
  }

  @Override
  public List<Metric> metrics() {
    return List.of(
        MAP,
        MAP_TIES,
        MAP_ABOVE_BEST,
        MAP_1000,
        PRECISION_1,
        PRECISION_10,
        PRECISION_100,
        PRECISION_RADIUS,
        AUC,
        PAST_GAIN,
        FIRST_STEPS,
        MEDIAN_STEPS,
        GRADIENT_DIFFERENCE,
        RELEASED_COSINE,
        HAMMING_DIFFERENCE,
        SUM_DIFFERENCE,
        DIVERGENCE_OF_EQUAL,
        LEAST_DIVERGENCE,
        NETWORK_ACCURACY);
  }

  @Override
  public Measurements run(Variant variant, Trial<SdohData> trial) throws IOException {
    return new SdohTrial(variant.settings(), trial).run();
  }

  @Override
  public List<Claim> claims() {
    return SdohClaims.all();
  }

  @Override
  public Reproduction reproduce(Reported row, Evidence evidence) {
    return SdohTables.reproduce(row, evidence);
  }
}
