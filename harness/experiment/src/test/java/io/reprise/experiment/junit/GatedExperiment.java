package io.reprise.experiment.junit;

import io.reprise.experiment.Claim;
import io.reprise.experiment.Cost;
import io.reprise.experiment.Criterion;
import io.reprise.experiment.Evidence;
import io.reprise.experiment.Experiment;
import io.reprise.experiment.FakeExperiment;
import io.reprise.experiment.Finding;
import io.reprise.experiment.Measurements;
import io.reprise.experiment.Metric;
import io.reprise.experiment.Paper;
import io.reprise.experiment.Reported;
import io.reprise.experiment.Reproduction;
import io.reprise.experiment.Scale;
import io.reprise.experiment.Settings;
import io.reprise.experiment.Trial;
import io.reprise.experiment.Variant;
import io.reprise.experiment.Verdict;
import io.reprise.nn.Network;
import java.nio.file.Path;
import java.util.List;

/**
 * An experiment that gives what a test wants.
 *
 * @param macs the one cost, which is also the one reported number's reproduction
 * @param better the verdict on claim {@code better}
 * @param faster the verdict on claim {@code faster}, which is about time
 * @param fails whether its one trial fails
 */
record GatedExperiment(double macs, Verdict better, Verdict faster, boolean fails)
    implements Experiment<FakeExperiment.NoData> {
  @Override
  public Paper paper() {
    return new Paper("0000.00001", "Gated", "nowhere", "");
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public List<Network> networks() {
    return List.of();
  }

  @Override
  public List<Cost> formulaCosts() {
    return List.of(new Cost("Net", "plain", Double.NaN, macs, Double.NaN, 0));
  }

  @Override
  public List<Network> timed(Scale scale) {
    return List.of();
  }

  @Override
  public List<Variant> variants(Scale scale) {
    return List.of(new Variant("only", "only", "Net", "plain", Settings.none().with("gain", 1.0)));
  }

  @Override
  public FakeExperiment.NoData data(Scale scale, Path root) {
    return new FakeExperiment.NoData();
  }

  @Override
  public List<Metric> metrics() {
    return List.of(Metric.TOP1_ACCURACY);
  }

  @Override
  public Measurements run(Variant variant, Trial<FakeExperiment.NoData> trial) {
    if (fails) {
      throw new IllegalStateException("no luck");
    }
    return new Measurements().put(Metric.TOP1_ACCURACY, 50);
  }

  @Override
  public List<Claim> claims() {
    return List.of(
        new Claim(
            "better", "It is better.", new Criterion.Exact("any", e -> new Finding(better, "so"))),
        new Claim(
            "faster",
            "It is faster.",
            new Criterion.Custom("any", false, e -> new Finding(faster, "so"))));
  }

  @Override
  public List<Reported> reported() {
    return List.of(
        new Reported(
            "table1",
            "only",
            "Net",
            "Nothing",
            "plain",
            "flops",
            "1.00E3",
            Double.NaN,
            "1",
            "",
            Reported.Status.READ));
  }

  @Override
  public Reproduction reproduce(Reported row, Evidence evidence) {
    return Reproduction.exact(macs, row, "counted");
  }
}
