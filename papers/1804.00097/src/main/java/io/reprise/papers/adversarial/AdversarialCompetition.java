package io.reprise.papers.adversarial;

import io.reprise.baselines.costs.AdversarialCompetitionNetworks;
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
import io.reprise.experiment.Settings;
import io.reprise.experiment.Trial;
import io.reprise.experiment.Variant;
import io.reprise.nn.Network;
import io.reprise.tensor.Seed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Attacks against defences by the rules of NIPS 2017 (arXiv 1804.00097). */
public final class AdversarialCompetition implements Experiment<LabelledPictures> {
  private static final ImageData PICTURES =
      new ImageData(
          new ImageData.Sizes(128, 32), new ImageData.Sizes(6000, 320), new Seed(1804_00097L));

  @Override
  public Paper paper() {
    return new Paper(
        "1804.00097",
        "Adversarial Attacks and Defences Competition",
        "The NIPS '17 Competition: Building Intelligent Systems, 2018",
        "https://github.com/tensorflow/cleverhans");
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public List<Network> networks() {
    return new AdversarialCompetitionNetworks().networks();
  }

  /** The denoiser takes as long as a dozen classifiers, so it is timed at scale paper alone. */
  @Override
  public List<Network> timed(Scale scale) {
    return networks().stream()
        .filter(n -> scale == Scale.PAPER || n.name().equals("ResNet-50"))
        .toList();
  }

  @Override
  public List<Variant> variants(Scale scale) {
    return Protocol.variants(scale);
  }

  @Override
  public LabelledPictures data(Scale scale, Path root) throws IOException {
    return PICTURES.imageNet(scale, root);
  }

  @Override
  public List<Metric> metrics() {
    return Measured.all();
  }

  @Override
  public Measurements run(Variant variant, Trial<LabelledPictures> trial) {
    Settings settings = variant.settings();
    Arena arena = new Arena(settings, trial);
    String defence = settings.text(Protocol.DEFENCE);
    return defence.equals(Protocol.ALL)
        ? new CompetitionTrial(settings, trial, arena).run()
        : new DefenceTrial(arena, Entrant.valueOf(defence), trial.engine()).run();
  }

  @Override
  public List<Claim> claims() {
    return CompetitionClaims.all();
  }

  @Override
  public Reproduction reproduce(Reported row, Evidence evidence) {
    return CompetitionTables.reproduce(row);
  }
}
