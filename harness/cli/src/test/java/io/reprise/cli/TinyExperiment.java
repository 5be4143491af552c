package io.reprise.cli;

import io.reprise.datasets.Dataset;
import io.reprise.experiment.Claim;
import io.reprise.experiment.Criterion;
import io.reprise.experiment.Evidence;
import io.reprise.experiment.Experiment;
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
import io.reprise.nn.Network;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Two variants that take no time; the second fails if it is told to. */
public final class TinyExperiment implements Experiment<TinyExperiment.NoData> {
  static final String ID = "0000.00001";

  /** No examples at all. */
  public record NoData() implements Dataset {
    @Override
    public String name() {
      return "Nothing";
    }

    @Override
    public Origin origin() {
      return Origin.PROCEDURAL;
    }

    @Override
    public String checksum() {
      return "0";
    }
  }

  @Override
  public Paper paper() {
    return new Paper(ID, "Tiny", "nowhere", "");
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
    return List.of(variant("first"), variant("second"));
  }

  private static Variant variant(String name) {
    return new Variant(name, name, "none", "", Settings.none().with("fails", false));
  }

  @Override
  public NoData data(Scale scale, Path root) {
    return new NoData();
  }

  @Override
  public List<Metric> metrics() {
    return List.of(Metric.TOP1_ACCURACY);
  }

  @Override
  public Measurements run(Variant variant, Trial<NoData> trial) throws IOException {
    if (variant.method().equals("second") && variant.settings().flag("fails")) {
      throw new IOException("the disc is gone");
    }
    return new Measurements()
        .put(Metric.TOP1_ACCURACY, (double) (trial.seed().named("score").value() % 100));
  }

  @Override
  public List<Claim> claims() {
    return List.of(
        new Claim(
            "tiny",
            "It is tiny.",
            new Criterion.Exact("none", e -> Finding.notRun("never tried"))));
  }

  @Override
  public List<Reported> reported() {
    return List.of();
  }

  @Override
  public Reproduction reproduce(Reported row, Evidence evidence) {
    return Reproduction.notRun("never tried");
  }
}
