package io.reprise.papers.circleloss;

import io.reprise.baselines.costs.CircleLossNetworks;
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

/** Circle loss (arXiv 2002.10857) against the losses that it unifies, on three kinds of tasks. */
public final class PairSimilarityOptimization implements Experiment<CircleData> {
  @Override
  public Paper paper() {
    return new Paper(
        "2002.10857",
        "Circle Loss: A Unified Perspective of Pair Similarity Optimization",
        "CVPR 2020",
        "");
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public List<Network> networks() {
    return new CircleLossNetworks().networks();
  }

  /** That for faces and that for persons: the loss changes neither. */
  @Override
  public List<Network> timed(Scale scale) {
    return networks().stream()
        .filter(n -> n.name().equals("IR-34") || n.setting().equals("persons, 256x128"))
        .toList();
  }

  @Override
  public List<Variant> variants(Scale scale) {
    return Protocol.variants(scale);
  }

  @Override
  public CircleData data(Scale scale, Path root) throws IOException {
    return scale == Scale.PAPER ? PublishedData.of(root) : SmallData.of(scale, root);
  }

  @Override
  public Dataset dataOf(Variant variant, CircleData data) {
    return data.of(Task.valueOf(variant.settings().text("task"))).set();
  }

  @Override
  public List<Metric> metrics() {
    return Metrics.all();
  }

  @Override
  public Measurements run(Variant variant, Trial<CircleData> trial) throws IOException {
    return new CircleTrial(variant.settings(), trial).run();
  }

  @Override
  public List<Claim> claims() {
    return CircleClaims.all();
  }

  @Override
  public Reproduction reproduce(Reported row, Evidence evidence) {
    return CircleTables.reproduce(row, evidence);
  }
}
