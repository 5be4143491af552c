package io.reprise.papers.sbr;

import io.reprise.baselines.costs.SbrNetworks;
import io.reprise.baselines.landmarks.PoseMachine;
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
import java.util.Optional;

/** Supervision-by-registration (arXiv 1807.00966) against the same detector without it. */
public final class SupervisionByRegistration implements Experiment<SbrData> {
  /** The mean error by the distance of the outer corners of the eyes. */
  static final Metric NME = new Metric("nme", "percent", Metric.Direction.LOWER);

  /** Of 300-W's common test part. */
  static final Metric NME_COMMON = new Metric("nme_common", "percent", Metric.Direction.LOWER);

  /** Of 300-W's challenging test part. */
  static final Metric NME_CHALLENGING =
      new Metric("nme_challenging", "percent", Metric.Direction.LOWER);

  /** The area under the cumulative curve of errors up to 8%, over frames of videos. */
  static final Metric AUC = new Metric("auc", "percent", Metric.Direction.HIGHER);

  /** The share of frames with an error above 8%. */
  static final Metric FAILURES = new Metric("failure_rate", "percent", Metric.Direction.LOWER);

  /** How much landmarks tremble in videos. */
  static final Metric JITTER = new Metric("jitter", "px", Metric.Direction.LOWER);

  /** Natural logarithm of the error, whose differences are ratios. */
  static final Metric LOG_NME = new Metric("log_nme", Metric.DIMENSIONLESS, Metric.Direction.LOWER);

  /** Natural logarithm of the jitter. */
  static final Metric LOG_JITTER =
      new Metric("log_jitter", Metric.DIMENSIONLESS, Metric.Direction.LOWER);

  /** The share of landmarks that the registration loss took, in the last epoch. */
  static final Metric RELIABLE =
      new Metric("reliable_landmarks", "percent", Metric.Direction.NEITHER);

  /** The largest error of a tracked point, over known moves of up to two pixels. */
  static final Metric FLOW_ERROR = new Metric("flow_error", "px", Metric.Direction.LOWER);

  /** The largest distance of a point that was tracked forth and back. */
  static final Metric ROUND_TRIP =
      new Metric("flow_round_trip_error", "px", Metric.Direction.LOWER);

  /** Of tracked points by points, against central differences, as a share of the largest. */
  static final Metric FLOW_GRADIENT =
      new Metric("flow_gradient_difference", Metric.DIMENSIONLESS, Metric.Direction.LOWER);

  /** The registration loss of detections that move with the texture. */
  static final Metric COHERENT_LOSS = new Metric("coherent_loss", "px", Metric.Direction.LOWER);

  /** How far the loss is from twice the offset of the frame in the middle. */
  static final Metric OFFSET_LOSS =
      new Metric("offset_loss_difference", "px", Metric.Direction.LOWER);

  /** How many parameters are deployed. */
  static final Metric PARAMETERS =
      new Metric("deployed_parameters", Metric.DIMENSIONLESS, Metric.Direction.LOWER);

  /** Multiply-adds for an image. */
  static final Metric MACS =
      new Metric("deployed_macs", Metric.DIMENSIONLESS, Metric.Direction.LOWER);

  /** How far a frame's detections move when its neighbours are not there. */
  static final Metric ALONE = new Metric("single_image_difference", "px", Metric.Direction.LOWER);

  private static final Seed SEED = new Seed(1807_00966L);
  private static final DrawnFaces.Sizes SMOKE = new DrawnFaces.Sizes(24, 4, 4, 2, 10);
  private static final DrawnFaces.Sizes QUICK = new DrawnFaces.Sizes(400, 40, 5, 12, 16);

  @Override
  public Paper paper() {
    return new Paper(
        "1807.00966",
        "Supervision-by-Registration: An Unsupervised Approach to Improve the Precision of Facial"
            + " Landmark Detectors",
        "CVPR 2018",
        "https://github.com/facebookresearch/supervision-by-registration");
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public List<Network> networks() {
    List<Network> all = new ArrayList<>(new SbrNetworks().networks());
    all.add(small());
    return all;
  }

  private static Network small() {
    return Network.of(
        "CPM, small",
        "drawn faces, " + DrawnFaces.CHOSEN.size() + " points",
        Protocol.SMALL_INPUT,
        at -> new PoseMachine(at, Protocol.SMALL));
  }

  @Override
  public List<Network> timed(Scale scale) {
    return scale == Scale.SMOKE
        ? List.of(small())
        : List.of(small(), new SbrNetworks().networks().get(0));
  }

  @Override
  public List<Variant> variants(Scale scale) {
    return Protocol.variants(scale);
  }

  @Override
  public SbrData data(Scale scale, Path root) throws IOException {
    return scale == Scale.PAPER
        ? PublishedFaces.read(root)
        : new SbrData(
            List.of(DrawnFaces.generate(scale == Scale.SMOKE ? SMOKE : QUICK, SEED)),
            Optional.empty());
  }

  @Override
  public Dataset dataOf(Variant variant, SbrData data) {
    return data.of(variant.settings().text("data"));
  }

  @Override
  public List<Metric> metrics() {
    return List.of(
        NME,
        NME_COMMON,
        NME_CHALLENGING,
        AUC,
        FAILURES,
        JITTER,
        RELIABLE,
        LOG_NME,
        LOG_JITTER,
        FLOW_ERROR,
        ROUND_TRIP,
        FLOW_GRADIENT,
        COHERENT_LOSS,
        OFFSET_LOSS,
        PARAMETERS,
        MACS,
        ALONE);
  }

  @Override
  public Measurements run(Variant variant, Trial<SbrData> trial) throws IOException {
    return new SbrTrial(variant.settings(), trial).run();
  }

  @Override
  public List<Claim> claims() {
    return SbrClaims.all();
  }

  @Override
  public Reproduction reproduce(Reported row, Evidence evidence) {
    return SbrTables.reproduce(row, evidence);
  }
}
