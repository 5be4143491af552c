package io.reprise.nightly;

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
import io.reprise.experiment.Settings;
import io.reprise.experiment.Trial;
import io.reprise.experiment.Variant;
import io.reprise.nn.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Two trials, of which the second hangs until the data folder has a file of the paper's name: for
 * nights that are killed. Each trial that runs adds a line to {@code ran} there.
 */
public abstract class GatedExperiment implements Experiment<GatedExperiment.Gate> {
  private static final String GATED = "gated";

  private final String id;

  GatedExperiment(String id) {
    this.id = id;
  }

  /** The first paper. */
  public static final class First extends GatedExperiment {
    static final String ID = "0000.00001";

    public First() {
      super(ID);
    }
  }

  /** The second paper. */
  public static final class Second extends GatedExperiment {
    static final String ID = "0000.00002";

    public Second() {
      super(ID);
    }
  }

  /** The data folder. */
  public record Gate(Path folder) implements Dataset {
    @Override
    public String name() {
      return "Gate";
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
    return new Paper(id, "Gated " + id, "nowhere", "");
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
    return List.of(variant("free"), variant(GATED));
  }

  private static Variant variant(String name) {
    return new Variant(name, name, "none", "", Settings.none());
  }

  @Override
  public Gate data(Scale scale, Path root) {
    return new Gate(root);
  }

  @Override
  public List<Metric> metrics() {
    return List.of(Metric.TOP1_ACCURACY);
  }

  @Override
  public Measurements run(Variant variant, Trial<Gate> trial)
      throws IOException, InterruptedException {
    Path folder = trial.data().folder();
    if (variant.name().equals(GATED) && !Files.exists(folder.resolve(id))) {
      trial.log("hangs in process " + ProcessHandle.current().pid());
      new CountDownLatch(1).await();
    }
    Files.writeString(
        folder.resolve("ran"),
        id + " " + variant.name() + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    return new Measurements().put(Metric.TOP1_ACCURACY, 50);
  }

  @Override
  public List<Claim> claims() {
    return List.of();
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
