package io.reprise.experiment;

import io.reprise.datasets.Dataset;
import io.reprise.experiment.figures.Figure;
import io.reprise.experiment.figures.HeatMap;
import io.reprise.experiment.figures.Range;
import io.reprise.nn.Network;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Many small trials that compute a number and draw a picture: for tests of the store with real
 * processes.
 */
final class ComputingExperiment implements Experiment<Dataset> {
  private final String id;
  private final int variants;

  ComputingExperiment(String id, int variants) {
    this.id = id;
    this.variants = variants;
  }

  @Override
  public Paper paper() {
    return new Paper(id, "Computing", "nowhere", "");
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
  public List<Network> timed(Scale scale) {
    return List.of();
  }

  @Override
  public List<Variant> variants(Scale scale) {
    return IntStream.rangeClosed(1, variants)
        .mapToObj(i -> new Variant("v" + i, "m", "n", "s", Settings.none().with("start", i)))
        .toList();
  }

  @Override
  public Dataset data(Scale scale, Path root) {
    return new FakeExperiment.NoData();
  }

  @Override
  public List<Metric> metrics() {
    return List.of(FakeExperiment.SCORE);
  }

  @Override
  public Measurements run(Variant variant, Trial<Dataset> trial) {
    int start = variant.settings().integer("start");
    Measurements measured =
        new Measurements().put(FakeExperiment.SCORE, expected(start, (int) trial.seed().value()));
    for (int epoch = 0; epoch < 100; epoch++) {
      measured.append("loss", 1.0 / (epoch + start));
    }
    return measured.figure(figure((int) trial.seed().value()));
  }

  /** A picture that all variants of a seed share. */
  static Figure figure(int seed) {
    return Figure.png(
        "seed",
        "As light as the seed is large.",
        "Sixteen equal squares.",
        HeatMap.of(new float[4][4], new Range(-seed, 1), 4));
  }

  /** The score that a trial has to end with. */
  static double expected(int start, int seed) {
    double x = start + seed / 1000.0;
    for (int i = 0; i < 10_000; i++) {
      x = Math.sin(x) + seed;
    }
    return x;
  }

  @Override
  public List<Claim> claims() {
    return List.of();
  }

  @Override
  public Reproduction reproduce(Reported row, Evidence evidence) {
    return Reproduction.notRun("nothing is reported");
  }

  @Override
  public List<Reported> reported() {
    return List.of();
  }
}
