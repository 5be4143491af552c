package io.reprise.papers.san;

import io.reprise.baselines.costs.SanNetworks;
import io.reprise.baselines.landmarks.PoseMachine;
import io.reprise.baselines.landmarks.StyleAggregatedNetwork;
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
import io.reprise.tensor.Seed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** SAN (arXiv 1803.04108) against the same detector without style-aggregated images. */
public final class StyleAggregatedDetection implements Experiment<SanData> {
  /** The mean error by the distance of the outer corners of the eyes, or by AFLW's face size. */
  static final Metric NME = new Metric("nme", "percent", Metric.Direction.LOWER);

  /** The area under the cumulative curve of errors up to 8%. */
  static final Metric AUC = new Metric("auc", "percent", Metric.Direction.HIGHER);

  /** The share of faces with an error above 8%. */
  static final Metric FAILURES = new Metric("failure_rate", "percent", Metric.Direction.LOWER);

  /** Natural logarithm of the error, whose differences are ratios. */
  static final Metric LOG_NME = dimensionless("log_nme", Metric.Direction.LOWER);

  /** The same on the rare style. */
  static final Metric LOG_NME_RARE = dimensionless("log_nme_rare", Metric.Direction.LOWER);

  /** How much that is above the one of all faces. */
  static final Metric LOG_RARE_EXCESS = dimensionless("log_rare_excess", Metric.Direction.LOWER);

  /** How much that is above the one on the plain style; the claim is that it is large. */
  static final Metric LOG_RARE_GAP = dimensionless("log_rare_gap", Metric.Direction.HIGHER);

  /** Of a detector trained on one style: how much larger the logarithm is on the others. */
  static final Metric LOG_CROSS_GAP = dimensionless("log_cross_gap", Metric.Direction.HIGHER);

  /** The largest change of a generator's weight while the detector is trained. */
  static final Metric GENERATOR_CHANGE = dimensionless("generator_change", Metric.Direction.LOWER);

  /** The share of training faces that have the most frequent style of their cluster. */
  static final Metric PURITY = percent("cluster_purity", Metric.Direction.NEITHER);

  /** The share of test faces whose style is that of the nearest mean of features. */
  static final Metric STYLE_ACCURACY = percent("style_accuracy", Metric.Direction.NEITHER);

  /** The same of aggregated images, with means of aggregated images. */
  static final Metric STYLE_ACCURACY_AGGREGATED =
      percent("style_accuracy_aggregated", Metric.Direction.NEITHER);

  /** By how much that is less. */
  static final Metric STYLE_ACCURACY_FALL = percent("style_accuracy_fall", Metric.Direction.HIGHER);

  /** Natural logarithm of how many times closer the styles' means are after aggregation. */
  static final Metric LOG_STYLE_DISTANCE_FALL =
      dimensionless("log_style_distance_fall", Metric.Direction.HIGHER);

  /** The share of another published set's faces whose style the classifier finds. */
  static final Metric STYLE_CLASSIFIER =
      percent("style_classifier_accuracy", Metric.Direction.HIGHER);

  private static final List<String> PUBLISHED_PARTS = List.of("common", "challenging", "front");
  private static final Seed SEED = new Seed(1803_04108L);

  private static Metric dimensionless(String name, Metric.Direction better) {
    return new Metric(name, Metric.DIMENSIONLESS, better);
  }

  private static Metric percent(String name, Metric.Direction better) {
    return new Metric(name, "percent", better);
  }

  /** The error on a test part. */
  static Metric nmeOf(String part) {
    return percent(
        "nme_" + part.toLowerCase(Locale.ROOT).replace('-', '_'), Metric.Direction.LOWER);
  }

  @Override
  public Paper paper() {
    return new Paper(
        "1803.04108",
        "Style Aggregated Network for Facial Landmark Detection",
        "CVPR 2018",
        "https://github.com/D-X-Y/landmark-detection");
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public List<Network> networks() {
    List<Network> all = new ArrayList<>(new SanNetworks().networks());
    all.addAll(small());
    return all;
  }

  private static List<Network> small() {
    String name = "Small detector of " + DrawnStyles.CHOSEN.size() + " points";
    String baseline = "single input";
    return List.of(
        Network.of(
                name,
                "SAN",
                Protocol.SMALL_INPUT,
                at ->
                    new StyleAggregatedNetwork(
                        at, Protocol.SMALL, Optional.of(StyleNetworks.SMALL.generator())))
            .against(baseline),
        Network.of(
            name, baseline, Protocol.SMALL_INPUT, at -> new PoseMachine(at, Protocol.SMALL)));
  }

  @Override
  public List<Network> timed(Scale scale) {
    return scale == Scale.SMOKE
        ? small()
        : networks().stream()
            .filter(n -> n.name().startsWith("Small") || n.name().equals("Detector of 68 points"))
            .toList();
  }

  @Override
  public List<Variant> variants(Scale scale) {
    return Protocol.variants(scale);
  }

  @Override
  public SanData data(Scale scale, Path root) throws IOException {
    return switch (scale) {
      case SMOKE -> drawn(48, 8);
      case QUICK -> drawn(160, 200);
      case PAPER -> PublishedStyles.read(root, PublishedStyles.Sizes.PUBLISHED);
    };
  }

  private static SanData drawn(int training, int tests) {
    return new SanData(List.of(DrawnStyles.generate(training, tests, SEED)), Optional.empty());
  }

  @Override
  public Dataset dataOf(Variant variant, SanData data) {
    return data.of(variant.settings().text("data"));
  }

  @Override
  public List<Metric> metrics() {
    Stream<Metric> parts =
        Stream.of(Protocol.styles(Scale.QUICK), PUBLISHED_PARTS, Protocol.styles(Scale.PAPER))
            .flatMap(List::stream)
            .filter(part -> !part.equals(PublishedStyles.ORIGINAL))
            .map(StyleAggregatedDetection::nmeOf);
    Stream<Metric> others =
        Stream.of(
            AUC,
            FAILURES,
            PURITY,
            STYLE_ACCURACY,
            STYLE_ACCURACY_AGGREGATED,
            STYLE_ACCURACY_FALL,
            LOG_STYLE_DISTANCE_FALL,
            STYLE_CLASSIFIER,
            LOG_NME,
            LOG_NME_RARE,
            LOG_RARE_EXCESS,
            LOG_RARE_GAP,
            LOG_CROSS_GAP,
            GENERATOR_CHANGE);
    return Stream.of(Stream.of(NME), parts, others).flatMap(s -> s).toList();
  }

  @Override
  public Measurements run(Variant variant, Trial<SanData> trial) throws IOException {
    return new SanTrial(variant.settings(), trial).run();
  }

  @Override
  public List<Claim> claims() {
    return SanClaims.all();
  }

  @Override
  public Reproduction reproduce(Reported row, Evidence evidence) {
    return SanTables.reproduce(row, evidence);
  }
}
